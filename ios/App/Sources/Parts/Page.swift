import Screens
import SwiftUI

/// Tells SwiftUI that something of the stage changed: the one bridge between the models and the views. Whatever draws of a
/// model holds it from the environment, because SwiftUI does not look again at a view whose model is the same object.
final class Watch: ObservableObject {
    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
        stage.whenChanged = { [weak self] in self?.objectWillChange.send() }
    }
}

/// The frame of every screen: title and way back, the body, what went wrong, the actions, and the four tabs at a root.
struct Page<Content: View, Actions: View>: View {
    @EnvironmentObject private var watch: Watch
    let title: String
    @ViewBuilder let content: () -> Content
    @ViewBuilder let actions: () -> Actions

    init(
        _ title: String, @ViewBuilder content: @escaping () -> Content,
        @ViewBuilder actions: @escaping () -> Actions = { EmptyView() }
    ) {
        self.title = title
        self.content = content
        self.actions = actions
    }

    var body: some View {
        VStack(spacing: 0) {
            bar
            Divider()
            ScrollView {
                LazyVStack(alignment: .leading, spacing: Look.space3, content: content).padding(Look.space4)
            }
            .scrollDismissesKeyboard(.interactively)
            Divider()
            notices
            VStack(spacing: Look.space2, content: actions).padding(.horizontal, Look.space4).padding(
                .vertical, Look.space2)
            if watch.stage.way.isRoot { Tabs(stage: watch.stage) }
        }
        .background(Look.ground.ignoresSafeArea())
    }

    private var bar: some View {
        HStack {
            if !watch.stage.way.isRoot {
                Button {
                    watch.stage.back()
                } label: {
                    Text("‹").typeset(.title).frame(width: Look.touch).touchable()
                }
                .accessibilityLabel(say("back"))
            }
            Words(text: title, step: .large, weight: .semibold).accessibilityAddTraits(.isHeader).touchable()
        }.padding(.horizontal, Look.space4)
    }

    @ViewBuilder private var notices: some View {
        if let busy = watch.stage.busy {
            HStack {
                ProgressView(value: watch.stage.part)
                SmallText(say(busy))
                Quiet(say("break_off")) { watch.stage.breakOff() }
            }.padding(.horizontal, Look.space4)
        }
        if let said = watch.stage.said { BodyText(say(said)).padding(.horizontal, Look.space4) }
        if let notice = watch.stage.notice {
            Words(text: "✕ " + say(notice), step: .body, color: Look.notMet).padding(.horizontal, Look.space4)
                .accessibilityLabel(say(notice))
        }
    }
}

/// The four places at the bottom.
private struct Tabs: View {
    let stage: Stage
    private static let all: [(kind: Spot.Kind, word: String)] = [
        (.tasks, "tab_tasks"), (.sites, "tab_sites"), (.findings, "tab_findings"), (.me, "tab_me"),
    ]

    var body: some View {
        if Self.all.contains(where: { $0.kind == stage.way.here.kind }) {
            HStack(spacing: 0) {
                ForEach(Self.all, id: \.word) { tab in
                    let isHere = tab.kind == stage.way.here.kind
                    Button {
                        stage.root(tab.kind)
                    } label: {
                        Text(say(tab.word)).typeset(.body, isHere ? .semibold : .regular).underline(isHere)
                            .foregroundColor(isHere ? Look.accent : Look.muted).frame(maxWidth: .infinity).touchable()
                    }.accessibilityAddTraits(isHere ? .isSelected : [])
                }
            }.background(Look.raised)
        }
    }
}
