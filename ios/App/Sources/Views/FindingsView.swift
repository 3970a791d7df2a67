import Crosscheck
import Screens
import SwiftUI

/// 问题.
struct FindingsView: View {
    @EnvironmentObject private var watch: Watch
    let model: FindingsModel

    var body: some View {
        let words = model.stage.words!
        Page(say("tab_findings")) {
            Options(
                say("findings_kind"),
                [("", say("filter_all"))] + NoteKind.allCases.map { ($0.code, words.notes[$0] ?? "") },
                model.draft[FindingsModel.kind]
            ) { model.filter(FindingsModel.kind, $0) }
            Fold(say("findings_more"), model, FindingsModel.more) {
                Options(
                    say("finding_level"), [("", say("filter_all"))] + words.levels.map { ($0, $0) },
                    model.draft[FindingsModel.level]
                ) { model.filter(FindingsModel.level, $0) }
                Check(say("findings_withdrawn"), model.draft.isOn(FindingsModel.withdrawn), model.turnWithdrawn)
            }
            if model.shown.isEmpty { BodyText(say("findings_empty")) }
            ForEach(model.shown, id: \.self) { row in
                Card({ model.open(row) }) {
                    NoteLines(stage: model.stage, row: row, place: between(row.place, row.level))
                }
            }
        }
    }
}

/// A note with its kind, how grave it is, and what the place answered.
struct NoteLines: View {
    @EnvironmentObject private var watch: Watch
    let stage: Stage
    let row: FindingRow
    let place: String

    var body: some View {
        let fact = row.fact.filter { !$0.isEmpty }.joined(separator: " ⇄ ")
        SmallText(between(stage.words.notes[row.kind], row.severity.flatMap { stage.words.severities[$0] }, place))
        BodyText(fact.isEmpty ? say("words_not_here") : fact)
        if row.differs { MarkLine(.differing) }
        if !noteMarks(stage, row).isEmpty { SmallText(noteMarks(stage, row)) }
    }
}

/// What became of a note, in words.
func noteMarks(_ stage: Stage, _ row: FindingRow) -> String {
    between(
        row.reply.flatMap { stage.words.replies[$0] }, row.fixed ? say("fixed_on_site") : nil, withdrawn(row.withdrawn))
}

func withdrawn(_ withdrawn: Withdrawn) -> String? {
    switch withdrawn {
    case .no: nil
    case .yes: say("withdrawn")
    case .changed: say("withdrawn_changed")
    }
}

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

struct WithdrawButton: View {
    let isWithdrawn: Bool
    let withdraw: () -> Void
    let bringBack: () -> Void

    var body: some View {
        if isWithdrawn { Secondary(say("bring_back"), bringBack) } else { Secondary(say("withdraw"), withdraw) }
    }
}
