import ImageIO
import Screens
import UIKit
import UniformTypeIdentifiers

/// What leaves the app and what comes in, each by the system's own sheet: no permission is asked, and the app sees nothing
/// but the one thing that was chosen.
final class Doors: NSObject, Sharer, Picker, UIDocumentPickerDelegate {
    private var then: ((URL?) -> Void)?

    private var front: UIViewController? {
        let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
        var front = scenes.flatMap(\.windows).first(where: \.isKeyWindow)?.rootViewController
        while let next = front?.presentedViewController { front = next }
        return front
    }

    func share(_ file: URL) {
        let sheet = UIActivityViewController(activityItems: [file], applicationActivities: nil)
        // On a tablet a sheet hangs on something: on the middle of the page.
        sheet.popoverPresentationController?.sourceView = front?.view
        front?.present(sheet, animated: false)
    }

    func file(_ then: @escaping (URL?) -> Void) { pick([.data], then) }

    func photo(_ then: @escaping (URL?) -> Void) { pick([.image], then) }

    private func pick(_ types: [UTType], _ then: @escaping (URL?) -> Void) {
        self.then = then
        // As a copy: what was picked stays readable for as long as it is looked at.
        let picker = UIDocumentPickerViewController(forOpeningContentTypes: types, asCopy: true)
        picker.delegate = self
        front?.present(picker, animated: false)
    }

    func documentPicker(_ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL]) {
        answer(urls.first)
    }

    func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController) { answer(nil) }

    private func answer(_ url: URL?) {
        let then = then
        self.then = nil
        then?(url)
    }
}

/// The JPEG the system makes of a HEIC, turned as it says.
final class Developed: Pictures {
    private static let quality = 0.92

    func shown(of file: URL, into: URL, side: Int) -> Bool {
        let how: [CFString: Any] = [
            kCGImageSourceCreateThumbnailFromImageAlways: true, kCGImageSourceCreateThumbnailWithTransform: true,
            kCGImageSourceThumbnailMaxPixelSize: side,
        ]
        guard let source = CGImageSourceCreateWithURL(file as CFURL, nil),
            let image = CGImageSourceCreateThumbnailAtIndex(source, 0, how as CFDictionary),
            let out = CGImageDestinationCreateWithURL(into as CFURL, UTType.jpeg.identifier as CFString, 1, nil)
        else { return false }
        CGImageDestinationAddImage(
            out, image, [kCGImageDestinationLossyCompressionQuality: Self.quality] as CFDictionary)
        return CGImageDestinationFinalize(out)
    }
}
