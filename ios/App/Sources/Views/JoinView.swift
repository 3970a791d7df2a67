import Screens
import SwiftUI

/// 加入.
struct JoinView: View {
    @EnvironmentObject private var watch: Watch
    let model: JoinModel

    var body: some View {
        Page(say("join_page")) {
            TitleText(say("join_title"))
            BodyText(say("join_how"))
            FieldView(say("join_link"), model, JoinModel.link, .code)
            Heading(say("join_no_network"))
            BodyText(say("join_card_how"))
            Secondary(say("join_card"), model.card)
            BodyText(say("join_bundle_how"))
            Secondary(say("bundle_open"), model.openBundle)
        } actions: {
            Secondary(say("scan"), model.scan)
            Primary(say("join_go"), model.go)
        }
    }
}
