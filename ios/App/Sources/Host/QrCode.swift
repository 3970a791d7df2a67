import CoreImage.CIFilterBuiltins
import SwiftUI

/// A text as a code to scan, black on white in either theme, with what it is for whoever does not see it.
struct QrCode: View {
    let text: String
    let words: String

    var body: some View {
        if let image {
            Image(uiImage: image).interpolation(.none).resizable().scaledToFit().padding(Look.space4).background(
                Color.white
            )
            .accessibilityLabel(words)
        }
    }

    private var image: UIImage? {
        let filter = CIFilter.qrCodeGenerator()
        filter.message = Data(text.utf8)
        filter.correctionLevel = "M"
        guard let output = filter.outputImage, let drawn = CIContext().createCGImage(output, from: output.extent) else {
            return nil
        }
        return UIImage(cgImage: drawn)
    }
}
