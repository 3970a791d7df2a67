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
