import Crosscheck
import Screens
import SwiftUI

/// 实地记录.
struct SiteNoteView: View {
    @EnvironmentObject private var watch: Watch
    let model: SiteNoteModel

    var body: some View {
        Page(say("site_note")) {
            FieldView(say("site_note_words"), model, SiteNoteModel.words, .words)
            ForEach(model.others, id: \.self) { other in
                Card {
                    SmallText(model.stage.people([other.member]))
                    BodyText(other.words)
                }
            }
            if let row = model.shown.row { Under(model: model, thing: row.thing, closed: model.shown.closed) }
        } actions: {
            if !model.shown.closed { Primary(say("save"), model.save) }
        }
    }
}
