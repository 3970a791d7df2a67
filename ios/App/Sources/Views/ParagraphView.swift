import Crosscheck
import Screens
import SwiftUI

/// A paragraph in one's own words.
struct ParagraphView: View {
    @EnvironmentObject private var watch: Watch
    let model: ParagraphModel

    var body: some View {
        Page(say("report_rewrite")) {
            if let row = model.shown.row {
                SmallText(say("paragraph_reads"))
                BodyText(model.shown.reads)
                SmallText(say("paragraph_how"))
                FieldView(say("paragraph_words"), model, ParagraphModel.text, .words)
                if row.written { Secondary(say("paragraph_back"), model.takeBack) }
            } else {
                BodyText(say("paragraph_gone"))
            }
        } actions: {
            if model.shown.row != nil { Primary(say("save"), model.save) }
        }
    }
}
