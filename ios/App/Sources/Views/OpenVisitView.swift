import Crosscheck
import Screens
import SwiftUI

/// 打开点位.
struct OpenVisitView: View {
    @EnvironmentObject private var watch: Watch
    let model: OpenVisitModel

    var body: some View {
        let chosen = model.stage.words.chosen
        Page(say("tasks_open")) {
            if model.shown.packs.isEmpty { BodyText(say("open_no_packs")) }
            Options(say("open_how"), OpenVisitModel.ways.map { ($0, chosen[$0] ?? "") }, model, OpenVisitModel.how)
            if !model.isDrawn {
                FieldView(say("open_unit_id"), model, OpenVisitModel.unit)
                FieldView(say("open_name"), model, OpenVisitModel.name)
                FieldView(say("open_reason"), model, OpenVisitModel.reason, .words)
            } else if model.units.isEmpty {
                BodyText(say("open_none_drawn"))
            } else {
                Options(say("open_unit"), model.units.map { ($0.unit, $0.name) }, model, OpenVisitModel.unit)
            }
            Options(say("open_pack"), model.shown.packs.map { ("\($0.number)", $0.title) }, model, OpenVisitModel.pack)
            Options(say("open_kind"), model.kinds.map { ($0, $0) }, model, OpenVisitModel.site)
        } actions: {
            Primary(say("open_go"), model.open)
        }
    }
}
