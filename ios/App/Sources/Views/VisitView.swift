import Crosscheck
import Screens
import SwiftUI

/// 点位检查.
struct VisitView: View {
    @EnvironmentObject private var watch: Watch
    let model: VisitModel

    var body: some View {
        let visit = model.shown!
        Page(visit.place) {
            SmallText(between(visit.site.kind, model.stage.words.chosen[visit.site.chosen]))
            if let reason = visit.reason { SmallText(reason) }
            ForEach(visit.site.facts, id: \.self) { SmallText(say("described_option", $0.name, $0.value)) }
            if !visit.facts.isEmpty && !visit.site.closed { facts }
            BodyText(progress(visit.progress))
            if let signed = visit.signatures.first {
                SmallText(say("visit_signed_by", model.stage.people(signed.members)))
            }
            Options(
                say("filter"), VisitModel.filters.map { ($0.name, say($0.word.rawValue)) },
                model.draft[VisitModel.filter], choose: model.show)
            if visit.rows.isEmpty { BodyText(say(model.filtered == .all ? "visit_empty" : "visit_filter_empty")) }
            ForEach(visit.rows, id: \.self) { RowView(model: model, row: $0) }
        } actions: {
            HStack(spacing: Look.space2) {
                Secondary(say("methods"), model.methods)
                Primary(say("go_leaving"), model.leaving)
            }
        }
    }

    private var facts: some View {
        Fold(model.factsOpen == 0 ? say("facts") : say("facts_open", model.factsOpen), model, VisitModel.facts) {
            ForEach(model.shown.facts, id: \.name) { fact in
                Card {
                    if fact.values.count > 1 {
                        MarkLine(.differing, say("between") + fact.values.joined(separator: " ⇄ "))
                    }
                    if fact.choices.isEmpty {
                        FieldView(fact.name, model, VisitModel.fact(fact.name), .number)
                        Secondary(say("save"), about: fact.name) {
                            model.state(fact, model.draft[VisitModel.fact(fact.name)])
                        }
                    } else {
                        let chosen = fact.values.count == 1 ? fact.values[0] : ""
                        Options(fact.name, fact.choices.map { ($0, $0) }, chosen) { model.state(fact, $0) }
                    }
                }
            }
        }
    }
}

/// An indicator in a list: what is asked, what was answered, and its buttons in the row.
struct RowView: View {
    @EnvironmentObject private var watch: Watch
    let model: VisitModel
    let row: Row

    var body: some View {
        let inPlace = model.isInPlace(row)
        VStack(alignment: .leading, spacing: Look.space2) {
            Card({ model.open(row) }) {
                SmallText(say("row_name", row.item, row.indicator))
                MarkLine(Mark(row))
                BodyText(row.requirement)
                if !row.answers.isEmpty && !(row.answers.count == 1 && inPlace) {
                    SmallText(row.answers.map(answer).joined(separator: " ⇄ "))
                }
                if let reason = row.judgement?.reasons.first { SmallText(reason) }
            }
            if inPlace {
                Flow {
                    ForEach(Array(row.entry.buttons.enumerated()), id: \.offset) { at, button in
                        OptionButton(text: button.word, isChosen: at == model.chosen(row), about: row.indicator) {
                            model.answer(row, at)
                        }
                    }
                }
            } else {
                Secondary(say(word), about: row.indicator) { model.open(row) }
            }
        }
    }

    private var word: String {
        if row.answers.count > 1 { return "row_compare" }
        return model.shown.site.closed || !row.answers.isEmpty ? "row_look" : "row_fill"
    }
}

/// What an answer says, in few words; one that was taken back says so.
func answer(_ shown: AnswerShown) -> String { shown.said == nil ? say("answer_taken_back") : between(shown.words) }

/// A verdict with the reasons core gives for it.
struct JudgementView: View {
    @EnvironmentObject private var watch: Watch
    let stage: Stage
    let judgement: Judgement

    var body: some View {
        MarkLine(Mark(judgement.verdict))
        ForEach(judgement.reasons + judgement.flags.compactMap { stage.words.flags[$0] }, id: \.self) { SmallText($0) }
    }
}
