import Screens
import SwiftUI

/// 扫二维码.
struct ScanView: View {
    @EnvironmentObject private var watch: Watch
    let model: ScanModel
    @StateObject private var camera = Camera()

    var body: some View {
        Page(say("scan")) {
            switch camera.state {
            case .unasked: BodyText(say("scan_why"))
            case .refused: BodyText(say("scan_refused"))
            case .broken: BodyText(say("scan_broken"))
            case .ready:
                Finder(session: camera.session).aspectRatio(1, contentMode: .fit).accessibilityLabel(say("scan_finder"))
                SmallText(say("scan_how"))
            }
            FieldView(say("scan_text"), model, ScanModel.text, .code)
        } actions: {
            if camera.state != .ready { Secondary(say("camera_allow")) { camera.scan(model.found) } }
            Primary(say("scan_go"), model.paste)
        }
        .onAppear { if camera.state != .unasked { camera.scan(model.found) } }
        .onDisappear(perform: camera.close)
    }
}
