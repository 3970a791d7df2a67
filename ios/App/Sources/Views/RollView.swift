import Crosscheck
import Screens
import SwiftUI

/// Rolling a plan before witnesses.
struct RollView: View {
    @EnvironmentObject private var watch: Watch
    let model: RollModel

    var body: some View {
        Page(say("draw")) {
            if let rolled = model.stratum?.rolled {
                BodyText(say("roll_already"))
                Primary(say("draw_look")) { model.look(rolled) }
            } else if let plan = model.shown.plan {
                form(plan)
            } else {
                BodyText(say("draw_empty"))
            }
        } actions: {
            if model.stratum?.rolled == nil {
                if model.isSure { Primary(say("roll_sure"), model.rollNow) } else { Primary(say("roll_go"), model.ask) }
            }
        }
    }

    @ViewBuilder private func form(_ plan: RollPlan) -> some View {
        LargeText(between(plan.title, model.stratum?.label))
        PlanFacts(plan: plan)
        if let stratum = model.stratum {
            FactLine("N", "\(stratum.population)")
            FactLine("n", "\(stratum.drawn)")
            FactLine(say("on_site_reserves"), "\(stratum.reserves)")
        }
        Heading(say("roll_digits"))
        BodyText(say("roll_how"))
        ForEach(0..<model.rollers, id: \.self) { at in
            FieldView(say("roll_unit", at + 1), model, RollModel.unit(at))
            FieldView(say("roll_unit_digits", at + 1), model, RollModel.digits(at), .number)
        }
        Secondary(say("roll_more"), model.addRoller)
        BodyText(say("roll_count", model.digits.count))
        FieldView(say("roll_place"), model, RollModel.place)
        if model.isSure {
            Card {
                SmallText(say("roll_check"))
                LargeText(grouped(model.digits))
            }
        }
    }
}
