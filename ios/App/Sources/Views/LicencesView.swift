import Crosscheck
import Screens
import SwiftUI

/// 许可证.
struct LicencesView: View {
    @EnvironmentObject private var watch: Watch
    let model: LicencesModel

    var body: some View {
        Page(say("licences")) {
            if let parts = model.shown.parts {
                ForEach(Array(parts.enumerated()), id: \.offset) { SmallText($0.element, Look.ink) }
            } else {
                BodyText(say("licences_none"))
            }
        }
    }
}
