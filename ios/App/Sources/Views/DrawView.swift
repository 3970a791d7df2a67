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
