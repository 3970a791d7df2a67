import Crosscheck
import Screens
import SwiftUI

/// 诊断信息.
struct DiagnosticsView: View {
    @EnvironmentObject private var watch: Watch
    let model: DiagnosticsModel

    var body: some View {
        Page(say("diagnostics")) {
            BodyText(say("diagnostics_how"))
            SmallText(model.shown.text, Look.ink).textSelection(.enabled)
        } actions: {
            Primary(say("share"), model.share)
        }
    }
}
