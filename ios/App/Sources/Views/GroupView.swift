import Crosscheck
import Screens
import SwiftUI

/// 全组.
struct GroupView: View {
    @EnvironmentObject private var watch: Watch
    let model: GroupModel

    var body: some View {
        let group = model.shown.group
        Page(say("group")) {
            Heading(say("group_today", group.today.day))
            FactLine(say("today_visits"), "\(group.today.visits)")
            FactLine(say("today_answered"), "\(group.today.answered)")
            FactLine(say("today_findings"), "\(group.today.findings)")
            FactLine(say("today_photos"), "\(group.today.photos)")
            FactLine(say("today_signed"), "\(group.today.signed)")
            Heading(say("group_so_far"))
            FactLine(say("group_sites"), say("group_signed", group.signed, group.visits.count))
            FactLine(say("group_answered"), say("group_of", group.total.answered, group.total.asked))
            FactLine(say("verdict_not_met"), "\(group.total.notMet)")
            FactLine(say("verdict_to_check"), "\(group.total.toCheck)")
            FactLine(say("two_answers"), "\(group.total.differing)")
            Heading(say("group_phones"))
            SmallText(say("group_phones_how"))
            ForEach(group.phones, id: \.writer) { phone($0) }
            ForEach(group.flagged, id: \.self) { flagged in
                SmallText("? " + say("phone_flagged", model.stage.people([flagged.member])), Look.toCheck)
            }
            ForEach(group.gaps, id: \.self) { gap($0) }
            Heading(say("group_visits"))
            Options(
                say("filter"),
                [
                    ("", say("filter_all")), (GroupModel.toCheck, say("verdict_to_check")),
                    (GroupModel.differing, say("two_answers")),
                ], model, GroupModel.filter)
            if model.visits.isEmpty { SmallText(say(group.visits.isEmpty ? "sites_empty" : "group_none")) }
            ForEach(model.visits, id: \.visit) { task in
                VisitCard(stage: model.stage, task: task) { model.open(task) }
                Secondary(say("photos"), about: task.place) { model.photos(task) }
            }
        } actions: {
            if model.shown.leads {
                HStack(spacing: Look.space2) {
                    Secondary(say("enrol"), model.enrol)
                    Primary(say("report"), model.report)
                }
            }
        }
    }

    private func phone(_ row: PhoneRow) -> some View {
        let name = model.stage.people([row.member])
        let mine = row.writer == model.shown.group.here ? say("phone_mine") : nil
        return Card {
            BodyText(between(name, model.stage.words.roles[row.role], mine))
            SmallText(row.last.map { say("phone_known", row.ops, time($0)) } ?? say("phone_nothing"))
            if row.waiting > 0 { SmallText("? " + say("phone_waiting", row.waiting), Look.toCheck) }
            if row.cloned { SmallText("✕ " + say("phone_cloned"), Look.notMet) }
            if row.ended { SmallText(say("phone_ended")) }
            if model.isEnding(row) {
                SmallText(say("phone_end_how"))
                FieldView(say("phone_end_reason"), model, GroupModel.reason, .words)
                Primary(say("phone_end_go")) { model.end(row) }
                Quiet(say("leave_it"), model.leaveIt)
            } else if model.mayEnd(row) {
                Secondary(say("phone_end"), about: name) { model.askEnd(row) }
            }
        }
    }

    private func gap(_ row: GapRow) -> some View {
        Card {
            BodyText(say("gap", between(model.name(row)), row.gap.waiting))
            SmallText(say("gap_how"))
            if model.shown.leads { Secondary(say("gap_admit")) { model.admit(row.gap) } }
        }
    }
}
