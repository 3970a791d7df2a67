import Crosscheck
import Screens
import SwiftUI

/// 本机名片.
struct CardView: View {
    @EnvironmentObject private var watch: Watch
    let model: CardModel

    var body: some View {
        Page(say("card")) {
            BodyText(say("card_how"))
            QrCode(text: model.shown.text, words: say("card_qr"))
            SmallText(model.shown.text).textSelection(.enabled)
            SmallText(say("card_digits"))
            Digits(model.shown.digits)
            Heading(say("card_then"))
            BodyText(say("card_then_how"))
            Secondary(say("card_paste"), model.paste)
        } actions: {
            Primary(say("scan"), model.scan)
        }
    }
}
