import Crosscheck
import Screens
import SwiftUI

/// 照片.
struct PhotosView: View {
    @EnvironmentObject private var watch: Watch
    let model: PhotosModel

    var body: some View {
        let strip = model.shown.strip
        Page(model.indicator.map { say("photos_of", $0.id) } ?? say("photos")) {
            if strip.waiting > 0 { BodyText(say("photos_waiting", strip.waiting)) }
            if strip.unfinished > 0 { SmallText("? " + say("photos_unfinished", strip.unfinished), Look.toCheck) }
            if model.rows.isEmpty { BodyText(say(model.shown.closed ? "photos_none" : "photos_empty")) }
            if model.indicator != nil && !strip.rows.isEmpty { Quiet(say("photos_all"), model.all) }
            ForEach(model.rows, id: \.photo) { row in
                Card({ model.open(row) }) {
                    HStack(alignment: .top, spacing: Look.space3) {
                        PictureView(data: row.thumbnail.flatMap { model.thumbs[$0.blob.hash] }, words: "").frame(
                            width: 72, height: 72)
                        VStack(alignment: .leading, spacing: Look.space1) {
                            BodyText(row.captions.all.isEmpty ? say("photo_no_caption") : row.captions.all)
                            PhotoLines(stage: model.stage, row: row)
                        }
                    }
                }
            }
        } actions: {
            if !model.shown.closed {
                HStack(spacing: Look.space2) {
                    Secondary(say("photo_import"), model.bring)
                    Primary(say("photo_take"), model.take)
                }
            }
        }
    }
}

/// A picture, or the place where it will be.
struct PictureView: View {
    let data: Data?
    let words: String

    var body: some View {
        if let data, let image = UIImage(data: data) {
            Image(uiImage: image).resizable().scaledToFit().accessibilityLabel(words).accessibilityHidden(words.isEmpty)
        } else {
            Look.raised.accessibilityHidden(true)
        }
    }
}

/// How a photo stands, in lines: its state, where it lies, when and how it came.
struct PhotoLines: View {
    @EnvironmentObject private var watch: Watch
    let stage: Stage
    let row: PhotoRow

    var body: some View {
        let copies = row.state == .redacted ? nil : row.copies
        SmallText(between(row.indicator?.id, stage.words.photos[row.state], copies, withdrawn(row.withdrawn)))
        if let capture = row.capture { SmallText(came(capture)) }
        if row.differs { MarkLine(.differing) }
    }

    private func came(_ capture: Capture) -> String {
        switch capture.cameFrom {
        case .camera: say("photo_taken_at", time(capture.at))
        case .systemCamera: say("photo_taken_by_system", time(capture.at))
        case .elsewhere: say("photo_imported_at", time(capture.at))
        }
    }
}
