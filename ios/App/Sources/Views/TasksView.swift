import Crosscheck
import Screens
import SwiftUI

/// 任务.
struct TasksView: View {
    @EnvironmentObject private var watch: Watch
    let model: TasksModel

    var body: some View {
        let tasks = model.shown!
        Page(say("tab_tasks")) {
            TitleText(tasks.title ?? say("join_no_title"))
            SmallText(between(tasks.group, tasks.role.flatMap { model.stage.words.roles[$0] }, tasks.zone))
            Card { LargeText(tasks.nextWords) }
            Heading(say("plan"))
            if !tasks.areas.isEmpty { BodyText(tasks.areas.joined(separator: "、")) }
            ForEach(tasks.trips, id: \.self) { FactLine($0.area, say("days", $0.from, $0.to)) }
            if tasks.trips.isEmpty { SmallText(say("plan_empty")) }
            Quiet(say("plan_open"), model.plan)
            if model.leads {
                Heading(say("leading"))
                Flow {
                    Secondary(say("group"), model.group)
                    Secondary(say("draw"), model.draw)
                    Secondary(say("report"), model.report)
                }
            }
            Heading(say("tasks_unsent"))
            Card(model.sync) {
                BodyText(tasks.unsent)
                SmallText(say("tasks_to_sync"))
            }
        } actions: {
            Secondary(say("tasks_open"), model.openVisit)
            if let next = model.next {
                Primary(say(next.kind == .leaving ? "go_leaving" : "go_visit"), model.goNext)
            }
        }
    }
}

/// 点位.
struct SitesView: View {
    @EnvironmentObject private var watch: Watch
    let model: SitesModel

    var body: some View {
        Page(say("tab_sites")) {
            if model.shown.visits.isEmpty { BodyText(say("sites_empty")) }
            ForEach(model.shown.visits, id: \.visit) { task in
                VisitCard(stage: model.stage, task: task) { model.open(task) }
            }
        } actions: {
            Secondary(say("search"), model.search)
            Primary(say("tasks_open"), model.openVisit)
        }
    }
}

/// A visit in a list, and how far it is.
struct VisitCard: View {
    @EnvironmentObject private var watch: Watch
    let stage: Stage
    let task: VisitTask
    let open: () -> Void

    var body: some View {
        let state = stage.words.visits[task.state] ?? ""
        Card(open) {
            LargeText(task.place)
            SmallText(between(task.site.kind, task.mine ? state : say("site_of_others", state)))
            SmallText(progress(task.progress))
        }
    }
}

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
