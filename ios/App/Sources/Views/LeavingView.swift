import Crosscheck
import Screens
import SwiftUI

/// 离开前.
struct LeavingView: View {
    @EnvironmentObject private var watch: Watch
    let model: LeavingModel

    var body: some View {
        let leaving = model.shown!
        Page(say("go_leaving")) {
            LargeText(leaving.place)
            if !leaving.signatures.isEmpty {
                Heading(say("signed"))
                ForEach(leaving.signatures, id: \.self) { signed($0) }
                Secondary(say("visit_sheet"), model.exportSheet)
            }
            indicators("leaving_differing", .differing, leaving.differing)
            indicators("leaving_missing", .unanswered, leaving.missing)
            indicators("leaving_to_check", .toCheck, leaving.toCheck)
            if !leaving.unfinished.isEmpty {
                Heading(say("leaving_unfinished"))
                ForEach(leaving.unfinished, id: \.self) { one in
                    Card {
                        BodyText(one.name)
                        SmallText(one.what)
                    }
                }
            }
            Heading(say("leaving_findings"))
            if leaving.findings.isEmpty { SmallText(say("leaving_no_findings")) }
            ForEach(leaving.findings, id: \.entity) { finding($0) }
            Heading(say("burden"))
            burden(leaving.burden)
        } actions: {
            if model.closed {
                Secondary(say("reopen"), model.reopen)
            } else {
                Primary(say("sign_off"), model.signOff)
            }
        }
    }

    private func signed(_ signed: Signed) -> some View {
        Card {
            SmallText(say("code"))
            Digits(code(signed.frontier))
            SmallText(say("signed_by", model.stage.people(signed.members)))
            if !signed.onPaper { SmallText(say("code_how")) }
            if signed.outside > 0 { SmallText("? " + say("code_outside", signed.outside), Look.toCheck) }
            if signed.onPaper {
                BodyText(say("on_paper_done"))
            } else {
                Secondary(say("on_paper")) { model.recordPaper(signed) }
            }
            ForEach(signed.countersigned, id: \.self) { SmallText(say("countersigned", time($0.at))) }
        }
    }

    @ViewBuilder private func indicators(_ title: String, _ mark: Mark, _ rows: [Row]) -> some View {
        if !rows.isEmpty {
            Heading(say(title, rows.count))
            ForEach(rows.prefix(LeavingModel.most), id: \.self) { row in
                Card({ model.open(row) }) {
                    MarkLine(mark, say("between") + row.indicator)
                    BodyText(row.requirement)
                }
            }
            if rows.count > LeavingModel.most { SmallText(say("leaving_more", rows.count - LeavingModel.most)) }
        }
    }

    private func finding(_ row: FindingRow) -> some View {
        Card {
            NoteLines(stage: model.stage, row: row, place: "")
            if !model.closed {
                let replies = model.stage.words.replies
                Options(
                    say("reply"), Reply.allCases.map { ($0.code, replies[$0] ?? "") }, model, LeavingModel.reply(row))
                if !model.draft[LeavingModel.reply(row)].isEmpty {
                    FieldView(say("reply_words"), model, LeavingModel.words(row), .words)
                    Secondary(say("reply_save")) { model.feedBack(row) }
                }
                Check(say("fixed_on_site"), row.fixed) { model.turnFixed(row) }
            }
        }
    }

    @ViewBuilder private func burden(_ all: Burden) -> some View {
        FactLine(say("burden_documents"), "\(all.documents)")
        FactLine(say("burden_talks"), "\(all.talks)")
        FactLine(say("burden_interviews"), "\(all.interviews)")
        FactLine(say("burden_people"), "\(all.people)")
        FactLine(say("burden_ledgers"), "\(all.ledgers)")
        FactLine(say("burden_entries"), "\(all.entries)")
        FactLine(say("burden_minutes"), "\(all.minutes)")
    }
}
