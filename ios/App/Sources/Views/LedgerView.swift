import Crosscheck
import Screens
import SwiftUI

/// 台账抽查.
struct LedgerView: View {
    @EnvironmentObject private var watch: Watch
    let model: LedgerModel

    var body: some View {
        Page(say("ledger")) {
            if let row = model.shown.row { checked(row) } else { begin }
        } actions: {
            if model.shown.row != nil {
                Secondary(say("slip"), model.exportSlip)
            } else if !model.shown.closed {
                Primary(say("ledger_begin"), model.begin)
            }
        }
    }

    @ViewBuilder private var begin: some View {
        BodyText(say("ledger_how"))
        FieldView(say("ledger_title"), model, LedgerModel.title)
        FieldView(say("ledger_numbering"), model, LedgerModel.numbering)
        Options(say("ledger_persons"), [(Draft.yes, say("yes")), (Draft.no, say("no"))], model, LedgerModel.persons)
        if model.draft.isOn(LedgerModel.persons) { BodyText(say("ledger_persons_how")) }
    }

    @ViewBuilder private func checked(_ row: LedgerRow) -> some View {
        LargeText(row.title.all)
        SmallText(row.numbering)
        if let notice = row.notice { Card { BodyText(notice) } }
        if let drawn = row.drawn {
            FactLine(say("ledger_drawn"), "\(drawn.sample) / \(drawn.population)")
            ForEach(Array(zip(LedgerModel.verdicts, row.counts)), id: \.0) { verdict, count in
                FactLine(model.stage.words.entries[verdict] ?? "", "\(count)")
            }
            FactLine(say("ledger_open"), "\(row.open)")
        } else {
            Primary(say("ledger_draw"), model.drawEntries)
        }
        if let mismatch = row.mismatch { SmallText("? " + mismatch, Look.toCheck) }
        if let power = row.power { SmallText(power) }
        ForEach(row.entries, id: \.ordinal) { entry($0) }
        Under(model: model, thing: row.thing, closed: model.shown.closed)
    }

    private func entry(_ row: EntryRow) -> some View {
        let words = model.stage.words.entries
        let number = say(row.reserve ? "ledger_reserve" : "ledger_entry", row.ordinal)
        return Card {
            BodyText(number)
            if row.verdicts.count > 1 { MarkLine(.differing) }
            if model.shown.closed {
                SmallText(row.verdicts.compactMap { words[$0] }.joined(separator: " ⇄ "))
            } else {
                Flow {
                    ForEach(LedgerModel.verdicts, id: \.self) { verdict in
                        OptionButton(text: words[verdict] ?? "", isChosen: row.verdicts == [verdict], about: number) {
                            model.mark(row, verdict)
                        }
                    }
                }
                if model.needsWhy(row) {
                    FieldView(say("ledger_why", number), model, LedgerModel.why(row))
                    if row.verdicts.count == 1 {
                        Secondary(say("ledger_why_save"), about: number) { model.saveWhy(row) }
                    }
                }
            }
        }
    }
}
