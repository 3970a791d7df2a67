import Crosscheck
import Screens
import SwiftUI

/// 指标.
struct IndicatorView: View {
    @EnvironmentObject private var watch: Watch
    let model: IndicatorModel

    var body: some View {
        let asked = model.shown.asked
        Page(model.indicator) {
            LargeText(asked.requirement)
            SmallText(between(asked.kind, asked.threshold))
            Fold(say("basis"), model, IndicatorModel.basis) { SmallText(asked.basis) }
            if !asked.answers.isEmpty { standing }
            if model.takesAnswers {
                AnswerFormView(model: model)
                live
            }
            selfReported
            if !model.shown.closed { notes }
        } actions: {
            if model.takesAnswers {
                HStack(spacing: Look.space2) {
                    Secondary(say("next_indicator"), model.next)
                    Primary(say("save"), model.save)
                }
            } else {
                Primary(say("next_indicator"), model.next)
            }
        }
    }

    @ViewBuilder private var standing: some View {
        let asked = model.shown.asked
        Heading(say(model.differing ? "two_answers_heading" : "answered"))
        if model.differing { BodyText(say(model.leads ? "two_answers_leader" : "two_answers_how")) }
        if model.differing && model.leads {
            FieldView(say("decide_reason"), model, IndicatorModel.decideReason, .words)
        }
        ForEach(asked.answers, id: \.self) { shown in
            AnswerShownView(stage: model.stage, shown: shown) {
                if model.canDecide(shown) { Secondary(say("decide"), about: answer(shown)) { model.decide(shown) } }
                if model.canTakeOver(shown) {
                    Secondary(say("take_over"), about: answer(shown)) { model.takeOver(shown) }
                }
            }
        }
        ForEach(model.notes, id: \.self) { note in
            Card {
                SmallText(model.stage.people([note.member]))
                BodyText(note.words)
            }
        }
        if !asked.setAside.isEmpty {
            Fold(say("set_aside"), model, IndicatorModel.aside) {
                ForEach(asked.setAside, id: \.self) { AnswerShownView(stage: model.stage, shown: $0) { EmptyView() } }
            }
        }
        if model.takesAnswers { Quiet(say("take_back"), model.takeBack) }
    }

    @ViewBuilder private var live: some View {
        if let judgement = model.live { JudgementView(stage: model.stage, judgement: judgement) }
        ForEach(model.warnings, id: \.self) { SmallText("? " + $0, Look.toCheck) }
        if let wrong = model.wrong { SmallText("✕ " + say(wrong), Look.notMet) }
    }

    @ViewBuilder private var selfReported: some View {
        let asked = model.shown.asked
        Heading(say("self_reported"))
        if asked.differs == true { SmallText("? " + say("self_differs"), Look.toCheck) }
        ForEach(asked.selfReported, id: \.self) { AnswerShownView(stage: model.stage, shown: $0) { EmptyView() } }
        if asked.selfReported.isEmpty { SmallText(say("self_none")) }
        if !model.shown.closed { Quiet(say("self_record"), model.selfReport) }
    }

    @ViewBuilder private var notes: some View {
        Heading(say("write_down"))
        Flow {
            ForEach(NoteKind.allCases, id: \.self) { kind in
                Secondary(model.stage.words.notes[kind] ?? "") { model.write(kind) }
            }
            Secondary(say("photos"), model.photos)
        }
    }
}

/// An answer that stands, with who says it and what it comes to; its buttons below.
struct AnswerShownView<Below: View>: View {
    @EnvironmentObject private var watch: Watch
    let stage: Stage
    let shown: AnswerShown
    @ViewBuilder let below: () -> Below

    var body: some View {
        Card {
            LargeText(answer(shown))
            SmallText(say("answer_who", stage.people(shown.members), time(shown.at)))
            if shown.decision { SmallText(say("answer_decided")) }
            if let judgement = shown.judgement { JudgementView(stage: stage, judgement: judgement) }
            below()
        }
    }
}

/// Numbers, and one pad for all of them.
struct NumberPadView: View {
    @EnvironmentObject private var watch: Watch
    let model: IndicatorModel
    let numbers: [Field]

    var body: some View {
        let pad = model.pad(numbers)
        ForEach(Array(numbers.enumerated()), id: \.offset) { at, number in
            let typed = model.draft[number.name]
            Button {
                model.choose(numbers, at)
            } label: {
                HStack {
                    BodyText(say(number.label))
                    Text(typed.isEmpty ? "–" : typed).typeset(.title).monospacedDigit().foregroundColor(Look.ink)
                        .padding(Look.space2).touchable()
                        .overlay(
                            RoundedRectangle(cornerRadius: Look.radius)
                                .stroke(at == pad.at ? Look.accent : Look.hairline, lineWidth: Look.ring))
                }
            }
            .accessibilityLabel(say("described_number", say(number.label), typed.isEmpty ? say("number_empty") : typed))
            .accessibilityAddTraits(at == pad.at ? .isSelected : [])
        }
        ForEach(NumberPad.keys, id: \.self) { keys in
            HStack(spacing: Look.space2) {
                ForEach(keys, id: \.self) { key in
                    Button {
                        model.press(numbers, key)
                    } label: {
                        Text(key).typeset(.large).frame(maxWidth: .infinity).touchable().background(Look.raised)
                            .cornerRadius(Look.radius)
                    }.accessibilityLabel(
                        key == NumberPad.back ? say("key_back") : key == NumberPad.point ? say("key_point") : key)
                }
            }
        }
    }
}
