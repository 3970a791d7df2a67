import Crosscheck
import Screens
import SwiftUI

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
