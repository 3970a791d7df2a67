import Screens
import SwiftUI

/// 拍照.
struct CameraView: View {
    @EnvironmentObject private var watch: Watch
    let model: CameraModel
    @StateObject private var camera = Camera()

    var body: some View {
        Page(say("photo_take")) {
            if let file = model.onItsWay {
                BodyText(say("photo_pending"))
                PictureView(data: try? Data(contentsOf: file), words: say("photo_pending"))
            } else if model.shown.closed {
                BodyText(say("camera_closed"))
            } else {
                switch camera.state {
                case .unasked: BodyText(say("camera_why"))
                case .refused: BodyText(say("camera_refused"))
                case .broken: BodyText(say("camera_broken"))
                case .ready:
                    Finder(session: camera.session).aspectRatio(3 / 4, contentMode: .fit).accessibilityLabel(
                        say("camera_finder"))
                }
                place
            }
        } actions: {
            if model.onItsWay != nil {
                HStack(spacing: Look.space2) {
                    Secondary(say("photo_drop"), model.drop)
                    Primary(say("photo_keep"), model.keep)
                }
            } else if !model.shown.closed {
                Secondary(say("photo_import"), model.bring)
                if camera.hasLamp {
                    Secondary(say(camera.isLit ? "camera_lamp_off" : "camera_lamp_on"), camera.turnLamp)
                }
                switch camera.state {
                case .ready: Primary(say("camera_take")) { camera.take(model.took) }
                case .broken: Primary(say("camera_own"), camera.open)
                case .unasked, .refused: Primary(say("camera_allow"), camera.open)
                }
            }
        }
        .onAppear { if camera.state != .unasked { camera.open() } }
        .onDisappear(perform: camera.close)
    }

    private var place: some View {
        let words =
            !model.wantsPlace
            ? say("place_off") : model.place.map { say("place_found", $0.accuracy) } ?? say("place_looking")
        return Check(words, model.wantsPlace, model.turnPlace)
    }
}
