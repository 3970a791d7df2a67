import Crosscheck
import Screens
import SwiftUI

/// 抽取.
struct DrawView: View {
    @EnvironmentObject private var watch: Watch
    let model: DrawModel

    var body: some View {
        let shown = model.shown!
        Page(say("draw")) {
            BodyText(say(shown.plans.isEmpty && shown.rolls.isEmpty ? "draw_empty" : "draw_how"))
            if !shown.rolls.isEmpty { Heading(say("draw_rolled")) }
            ForEach(shown.rolls, id: \.roll) { roll in
                Card({ model.look(roll.roll) }) {
                    BodyText(between(model.name(roll)))
                    SmallText(say("draw_result", roll.drawn.count, roll.reserves.count))
                }
            }
            ForEach(shown.plans, id: \.plan) { plan in
                Heading(plan.title)
                PlanFacts(plan: plan)
                ForEach(plan.strata, id: \.label) { stratum(plan, $0) }
            }
        }
    }

    private func stratum(_ plan: RollPlan, _ stratum: RollStratum) -> some View {
        Card {
            BodyText(stratum.label)
            SmallText(say("draw_numbers", stratum.population, stratum.drawn, stratum.reserves))
            if let rolled = stratum.rolled {
                Secondary(say("draw_look"), about: stratum.label) { model.look(rolled) }
            } else if model.shown.leads {
                Secondary(say("draw_go"), about: stratum.label) { model.roll(plan, stratum) }
            } else {
                SmallText(say("draw_not_yet"))
            }
        }
    }
}

/// Where a plan's list comes from, how long it is, and the commitment as it was published.
struct PlanFacts: View {
    let plan: RollPlan

    var body: some View {
        FactLine(say("draw_frame"), plan.frame)
        FactLine(say("draw_rows"), "\(plan.rows)")
        SmallText(say("draw_commitment"))
        BodyText(grouped(plan.commitment))
    }
}

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
