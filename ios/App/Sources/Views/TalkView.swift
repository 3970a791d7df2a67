import Crosscheck
import Screens
import SwiftUI

/// 座谈.
struct TalkView: View {
    @EnvironmentObject private var watch: Watch
    let model: TalkModel

    var body: some View {
        Page(say("talk")) {
            BodyText(say("talk_how"))
            FieldView(say("talk_people"), model, TalkModel.people, .number)
            FieldView(say("talk_from"), model, TalkModel.from, .date, example: say("moment_hint"))
            FieldView(say("talk_to"), model, TalkModel.to, .date, example: say("moment_hint"))
            FieldView(say("talk_present"), model, TalkModel.present, .words)
            FieldView(say("note"), model, TalkModel.note, .words)
            Heading(say("talk_units"))
            Flow {
                ForEach(model.units, id: \.self) { unit in
                    Check(unit, model.draft.isOn(TalkModel.unit(unit))) { model.turn(TalkModel.unit(unit)) }
                }
            }
            if let row = model.shown.row { Under(model: model, thing: row.thing, closed: model.shown.closed) }
        } actions: {
            if !model.shown.closed { Primary(say("save"), model.save) }
        }
    }
}
