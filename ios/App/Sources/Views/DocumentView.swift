import Crosscheck
import Screens
import SwiftUI

/// 文件.
struct DocumentView: View {
    @EnvironmentObject private var watch: Watch
    let model: DocumentModel

    var body: some View {
        Page(say("document")) {
            BodyText(say("document_how"))
            FieldView(say("document_title"), model, DocumentModel.title)
            FieldView(say("document_number"), model, DocumentModel.number)
            FieldView(say("document_date"), model, DocumentModel.date, .date, example: say("date_hint"))
            Check(say("document_copy"), model.draft.isOn(DocumentModel.copy)) { model.turn(DocumentModel.copy) }
            if let row = model.shown.row { Under(model: model, thing: row.thing, closed: model.shown.closed) }
        } actions: {
            if !model.shown.closed { Primary(say("save"), model.save) }
        }
    }
}
