import Crosscheck
import Screens
import SwiftUI

/// One 问题, 经验做法 or 困难建议.
struct NoteView: View {
    @EnvironmentObject private var watch: Watch
    let model: NoteModel

    var body: some View {
        let isFinding = model.kind == .finding
        let words = model.stage.words!
        Page(words.notes[model.kind] ?? "") {
            if let row = model.shown.row {
                SmallText(between(row.place, noteMarks(model.stage, row)))
                if row.differs { BodyText(say("note_differs")) }
            }
            FieldView(say(isFinding ? "finding_fact" : "note_fact"), model, NoteModel.fact, .words)
            if isFinding { FieldView(say("finding_should"), model, NoteModel.should, .words) }
            FieldView(say("finding_actual"), model, NoteModel.actual, .words)
            ForEach(model.warnings, id: \.self) { SmallText("? " + $0, Look.toCheck) }
            if isFinding {
                Options(
                    say("finding_severity"), NoteModel.severities.map { ($0.code, words.severities[$0] ?? "") }, model,
                    NoteModel.severity)
            }
            Options(say("finding_level"), words.levels.map { ($0, $0) }, model, NoteModel.level)
            if isFinding {
                FieldView(say("finding_deadline"), model, NoteModel.deadline, .date, example: say("date_hint"))
                Check(say("fixed_on_site"), model.draft.isOn(NoteModel.fixed)) { model.turn(NoteModel.fixed) }
            }
            if model.kind == .difficulty {
                Check(say("note_suggestion"), model.draft.isOn(NoteModel.suggestion)) {
                    model.turn(NoteModel.suggestion)
                }
            }
            ForEach(model.alike, id: \.self) { alike($0) }
            if let row = model.shown.row, !model.shown.closed {
                WithdrawButton(isWithdrawn: row.withdrawn == .yes, withdraw: model.withdraw, bringBack: model.bringBack)
            }
        } actions: {
            if !model.shown.closed { Primary(say("save"), model.save) }
        }
    }

    private func alike(_ other: Alike) -> some View {
        Card {
            SmallText(say("alike"))
            BodyText(other.fact.isEmpty ? say("words_not_here") : other.fact)
            Flow {
                Secondary(say("alike_open"), about: other.fact) { model.open(other) }
                Secondary(say("alike_keep"), about: other.fact) { model.keepThis(over: other) }
            }
        }
    }
}
