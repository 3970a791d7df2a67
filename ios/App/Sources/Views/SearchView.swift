import Crosscheck
import Screens
import SwiftUI

/// 搜索.
struct SearchView: View {
    @EnvironmentObject private var watch: Watch
    let model: SearchModel

    var body: some View {
        Page(say("search")) {
            FieldView(say("search_words"), model, SearchModel.words)
            if model.shown.hits.isEmpty { BodyText(say(model.sought.isEmpty ? "search_how" : "search_none")) }
            ForEach(Array(model.shown.hits.enumerated()), id: \.offset) { hit($0.element) }
        } actions: {
            Primary(say("search"), model.seek)
        }
    }

    @ViewBuilder private func hit(_ hit: Hit) -> some View {
        switch hit {
        case let .note(visit, place, kind, entity, text):
            Card({ model.openNote(visit, kind, entity) }) {
                SmallText(between(model.stage.words.notes[kind], place))
                BodyText(text)
            }
        case let .indicator(pack, id, requirement):
            Card({ model.unfold(pack, id) }) {
                SmallText(id)
                BodyText(requirement)
            }
            if model.isUnfolded(pack, id) {
                if model.shown.asking.isEmpty { SmallText(say("search_nowhere")) }
                ForEach(model.shown.asking, id: \.visit) { task in
                    Secondary(task.place, about: id) { model.open(task, pack, id) }
                }
            }
        }
    }
}
