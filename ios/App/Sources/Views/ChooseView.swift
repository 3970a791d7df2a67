import Crosscheck
import Screens
import SwiftUI

/// 选择问题.
struct ChooseView: View {
    @EnvironmentObject private var watch: Watch
    let model: ChooseModel

    var body: some View {
        let choose = model.shown!
        Page(say("choose")) {
            if choose.rows.isEmpty {
                BodyText(say("choose_empty"))
            } else {
                FactLine(say("choose_in_text"), say("choose_of", choose.inText, choose.rows.count))
                BodyText(say("choose_how"))
            }
            ForEach(choose.rows, id: \.self) { row($0) }
        }
    }

    private func row(_ row: ChoiceRow) -> some View {
        let fact = row.note.fact.first { !$0.isEmpty } ?? say("words_not_here")
        return Card {
            NoteLines(stage: model.stage, row: row.note, place: between(row.note.place, row.note.level))
            SmallText((row.inText ? "✓ " : "– ") + say(row.inText ? "choose_is_in" : "choose_is_out"))
            Flow {
                ForEach(ChooseModel.choices, id: \.words) { choice in
                    OptionButton(text: say(choice.words.rawValue), isChosen: choice.told == row.told, about: fact) {
                        model.choose(row, choice.told)
                    }
                }
            }
        }
    }
}
