import Screens
import SwiftUI

/// What was joined, and what is and is not collected.
struct NoticeView: View {
    @EnvironmentObject private var watch: Watch
    let model: NoticeModel

    var body: some View {
        Page(say("join_page")) {
            TitleText(model.shown.title ?? say("join_no_title"))
            BodyText(between(model.shown.group, model.shown.role.flatMap { model.stage.words.roles[$0] }))
            Card {
                SmallText(say("join_digits"))
                Digits(model.shown.digits)
                SmallText(say("join_digits_how"))
            }
            Heading(say("join_notice"))
            ForEach(model.shown.notice, id: \.self) { BodyText($0) }
        } actions: {
            Primary(say("join_acknowledge"), model.acknowledge)
        }
    }
}
