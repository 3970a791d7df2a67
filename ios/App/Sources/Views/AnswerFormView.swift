import Crosscheck
import Screens
import SwiftUI

/// The entry of an answer in the words of its type.
struct AnswerFormView: View {
    @EnvironmentObject private var watch: Watch
    let model: IndicatorModel

    var body: some View {
        let form = model.form
        Heading(say("answer"))
        Options(
            model.shown.asked.kind, form.choices.map { ($0.code, say($0.words)) }, model, Answering.choice)
        if !form.known.isEmpty {
            Options(
                say("known"), form.known.map { ($0.code, say($0.words)) }, model.draft[Answering.known],
                choose: model.know)
        }
        ForEach(Array((form.entries + form.beside).enumerated()), id: \.offset) { _, entry in
            switch entry {
            case let .field(field):
                FieldView(
                    say(field.label), model, field.name, field.typed,
                    example: field.typed == .date ? say("date_hint") : "")
            case let .pad(numbers): NumberPadView(model: model, numbers: numbers)
            case let .option(at, words): Check(words, form.isThere(at)) { model.turnOption(at) }
            }
        }
        Check(say("from_paper"), model.draft.isOn(Answering.fromPaper)) { model.turn(Answering.fromPaper) }
    }
}
