import Crosscheck
import Screens
import SwiftUI

/// 工作计划.
struct PlanView: View {
    @EnvironmentObject private var watch: Watch
    let model: PlanModel

    var body: some View {
        let (plan, leads) = (model.shown.plan, model.shown.leads)
        Page(say("plan")) {
            if !plan.areas.isEmpty { SmallText(say("plan_areas", plan.areas.joined(separator: "、"))) }
            Heading(say("plan_trips"))
            if plan.trips.isEmpty { SmallText(say(leads ? "plan_first" : "plan_empty")) }
            ForEach(plan.trips, id: \.self) { trip($0) }
            if leads { form }
            Heading(say("plan_packs"))
            if plan.packs.isEmpty { SmallText(say("open_no_packs")) }
            ForEach(plan.packs, id: \.pack) { work in
                given(work.title, work.members) { model.give(work, $0) }
            }
            Heading(say("plan_visits"))
            if plan.visits.isEmpty { SmallText(say("plan_no_visits")) }
            ForEach(plan.visits, id: \.visit) { work in given(work.place, work.members) { model.give(work, $0) } }
            Heading(say("sheets"))
            sheets
        } actions: {
            if leads { Primary(say(model.isChanging ? "plan_change" : "plan_add"), model.save) }
        }
    }

    private func trip(_ planned: PlannedTrip) -> some View {
        let trip = planned.trip
        let days = say("days", trip.from, trip.to)
        return Card {
            BodyText(trip.area)
            SmallText(days)
            ForEach(trip.packs, id: \.self) { SmallText(model.title($0)) }
            if model.shown.leads {
                Flow {
                    Secondary(say("change"), about: between(trip.area, days)) { model.change(planned) }
                    Secondary(say("plan_clear"), about: between(trip.area, days)) { model.clear(planned) }
                }
            }
        }
    }

    @ViewBuilder private var form: some View {
        Heading(say(model.isChanging ? "plan_change" : "plan_new"))
        FieldView(say("plan_from"), model, PlanModel.from, .date, example: say("date_hint"))
        FieldView(say("plan_to"), model, PlanModel.to, .date, example: say("date_hint"))
        if !model.shown.plan.areas.isEmpty {
            Options(say("plan_area"), model.shown.plan.areas.map { ($0, $0) }, model, PlanModel.area)
        }
        FieldView(say("plan_area_name"), model, PlanModel.area)
        if !model.shown.packs.isEmpty { SmallText(say("plan_with")) }
        ForEach(model.shown.packs, id: \.number) { pack in
            Check(pack.title, model.chosen.contains(pack.number)) { model.turnPack(pack) }
        }
    }

    private func given(_ what: String, _ members: [String], _ give: @escaping (String) -> Void) -> some View {
        Card {
            BodyText(what)
            if members.isEmpty { SmallText(say("plan_everybody")) }
            if model.shown.leads {
                Flow {
                    ForEach(model.shown.people, id: \.self) { member in
                        Check(model.stage.people([member]), members.contains(member)) { give(member) }
                    }
                }
            } else if !members.isEmpty {
                SmallText(model.stage.people(members))
            }
        }
    }

    @ViewBuilder private var sheets: some View {
        let sheets = model.sheets
        if let pack = sheets.chosen {
            SmallText(say("sheets_how"))
            if sheets.packs.count > 1 {
                Options(say("open_pack"), sheets.packs.map { ("\($0.number)", $0.title) }, model, Sheets.pack)
            }
            Options(say("open_kind"), [("", say("filter_all"))] + pack.siteKinds.map { ($0, $0) }, model, Sheets.kind)
            Options(say("form"), Sheets.forms.map { ($0.code, say($0.word.rawValue)) }, model, Sheets.form)
            Secondary(say("sheets_export"), sheets.export)
        } else {
            SmallText(say("open_no_packs"))
        }
    }
}
