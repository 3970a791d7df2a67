import Crosscheck
import Screens
import SwiftUI

/// 遮挡: a finger draws what is to be masked.
struct MaskView: View {
    @EnvironmentObject private var watch: Watch
    let model: MaskModel
    @State private var growing: Region?

    var body: some View {
        Page(say("photo_mask")) {
            if model.shown.closed {
                BodyText(say("camera_closed"))
            } else if let data = model.picture, let image = UIImage(data: data) {
                Image(uiImage: image).resizable().scaledToFit()
                    .overlay(GeometryReader { marks($0.size) })
                    .accessibilityLabel(say("mask_described", model.regions.count))
                SmallText(say(model.shown.photo?.masked.isEmpty ?? true ? "mask_how" : "mask_how_again"))
            } else {
                BodyText(say("photo_not_here"))
            }
        } actions: {
            if !model.regions.isEmpty {
                HStack(spacing: Look.space2) {
                    Secondary(say("mask_undo"), model.undo)
                    Primary(say("mask_save"), model.save)
                }
            }
        }
    }

    private func marks(_ size: CGSize) -> some View {
        let part = { (at: CGPoint) in (x: Double(at.x / size.width), y: Double(at.y / size.height)) }
        let drag = DragGesture(minimumDistance: 0)
            .onChanged { growing = Regions.between(part($0.startLocation), part($0.location)) }
            .onEnded {
                growing = nil
                model.draw(part($0.startLocation), part($0.location))
            }
        return ZStack(alignment: .topLeading) {
            Color.clear.contentShape(Rectangle())
            ForEach(Array((model.regions + [growing].compactMap { $0 }).enumerated()), id: \.offset) { _, region in
                let frame = frame(region, size)
                Rectangle().fill(Color.black).border(Color.white, width: Look.ring)
                    .frame(width: frame.width, height: frame.height).offset(x: frame.minX, y: frame.minY)
            }
        }.gesture(drag)
    }

    private func frame(_ region: Region, _ size: CGSize) -> CGRect {
        let whole = CGFloat(Regions.whole)
        let at = { (part: UInt16, side: CGFloat) in CGFloat(part) / whole * side }
        let (x, y) = (at(region.left, size.width), at(region.top, size.height))
        return CGRect(x: x, y: y, width: at(region.right, size.width) - x, height: at(region.bottom, size.height) - y)
    }
}
