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

struct WithdrawButton: View {
    let isWithdrawn: Bool
    let withdraw: () -> Void
    let bringBack: () -> Void

    var body: some View {
        if isWithdrawn { Secondary(say("bring_back"), bringBack) } else { Secondary(say("withdraw"), withdraw) }
    }
}
