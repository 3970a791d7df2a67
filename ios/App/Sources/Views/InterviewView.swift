import Crosscheck
import Screens
import SwiftUI

/// 访谈.
struct InterviewView: View {
    @EnvironmentObject private var watch: Watch
    let model: InterviewModel

    var body: some View {
        Page(say("interview")) {
            if let row = model.shown.row { asked(row) } else { begin }
        } actions: {
            if model.shown.row == nil { Primary(say("interview_begin"), model.begin) }
        }
    }

    @ViewBuilder private var begin: some View {
        let roles = model.stage.words.interviewed
        BodyText(say("interview_how"))
        Options(
            say("interview_role"), InterviewModel.roles.map { ($0.code, roles[$0] ?? "") }, model, InterviewModel.role)
        if model.isOther { FieldView(say("interview_other"), model, InterviewModel.other) }
        FieldView(say("interview_group"), model, InterviewModel.group, .number)
        FieldView(say("note"), model, InterviewModel.note, .words)
    }

    @ViewBuilder private func asked(_ row: InterviewRow) -> some View {
        let who = row.asked.compactMap { model.stage.words.interviewed[$0.role] } + row.role.map(\.words)
        LargeText(who.filter { !$0.isEmpty }.joined(separator: "，"))
        SmallText(say("people", row.group))
        ForEach(row.notes, id: \.self) { SmallText($0.words) }
        ForEach(row.questions, id: \.key) { question($0) }
        if !model.shown.closed {
            Heading(say("interview_ask"))
            FieldView(say("interview_question"), model, InterviewModel.question, .words)
            FieldView(
                say("interview_options"), model, InterviewModel.options, .words, example: say("interview_options_hint"))
            Secondary(say("interview_add"), model.ask)
        }
        Under(model: model, thing: row.thing, closed: model.shown.closed)
    }

    private func question(_ row: QuestionRow) -> some View {
        Card {
            BodyText(row.question.isEmpty ? say("words_not_here") : row.question)
            ForEach(Array(row.options.enumerated()), id: \.offset) { at, option in
                HStack(spacing: Look.space2) {
                    FactLine(option.option, "\(option.count)")
                    if !model.shown.closed {
                        Secondary("−1", about: option.option) { model.tap(row, at, more: false) }
                        Secondary("+1", about: option.option) { model.tap(row, at, more: true) }
                    }
                }
            }
            if row.over { SmallText("? " + say("interview_over", row.answered), Look.toCheck) }
        }
    }
}
