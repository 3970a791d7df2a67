import AVFoundation
import SwiftUI

/// What the camera sees.
struct Finder: UIViewRepresentable {
    let session: AVCaptureSession

    final class Layered: UIView {
        override class var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }
    }

    func makeUIView(context: Context) -> Layered {
        let view = Layered()
        let layer = view.layer as? AVCaptureVideoPreviewLayer
        layer?.session = session
        layer?.videoGravity = .resizeAspect
        return view
    }

    func updateUIView(_ view: Layered, context: Context) {}
}
