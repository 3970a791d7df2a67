import Screens
import SwiftUI

// The parts every screen is made of. A screen sets no colour and no size of its own.

struct Words: View {
    let text: String
    let step: Step
    var weight: Font.Weight = .regular
    var color: Color = Look.ink

    var body: some View {
        Text(text).typeset(step, weight).foregroundColor(color).fixedSize(horizontal: false, vertical: true).across()
    }
}

func TitleText(_ text: String) -> Words { Words(text: text, step: .title, weight: .semibold) }
func LargeText(_ text: String) -> Words { Words(text: text, step: .large) }
func BodyText(_ text: String) -> Words { Words(text: text, step: .body) }
func SmallText(_ text: String, _ color: Color = Look.muted) -> Words { Words(text: text, step: .small, color: color) }

struct Heading: View {
    let text: String

    init(_ text: String) { self.text = text }

    var body: some View {
        Words(text: text, step: .large, weight: .semibold).padding(.top, Look.space3).accessibilityAddTraits(.isHeader)
    }
}

/// What goes together, on a raised ground; touched as a whole where there is somewhere to go.
struct Card<Content: View>: View {
    var action: (() -> Void)?
    @ViewBuilder let content: () -> Content

    init(_ action: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> Content) {
        self.action = action
        self.content = content
    }

    var body: some View {
        if let action {
            Button(action: action) { inner }.buttonStyle(.plain).accessibilityElement(children: .combine)
                .accessibilityAddTraits(.isButton)
        } else {
            inner
        }
    }

    private var inner: some View {
        VStack(alignment: .leading, spacing: Look.space2, content: content)
            .padding(Look.space3).across().touchable()
            .background(Look.raised).cornerRadius(Look.radius)
    }
}

/// Words on the left, a number on the right.
struct FactLine: View {
    let label: String
    let value: String

    init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }

    var body: some View {
        HStack(alignment: .top, spacing: Look.space3) {
            SmallText(label)
            Text(value).typeset(.body).monospacedDigit().foregroundColor(Look.ink).multilineTextAlignment(.trailing)
        }.accessibilityElement(children: .combine)
    }
}

/// A state: its icon, its word, its colour; always all three.
struct MarkLine: View {
    let mark: Mark
    var more = ""

    init(_ mark: Mark, _ more: String = "") {
        self.mark = mark
        self.more = more
    }

    var body: some View {
        let word = say(mark.word.rawValue) + more
        Words(text: "\(mark.icon) \(word)", step: .small, weight: .semibold, color: Look.color(of: mark))
            .accessibilityLabel(word)
    }
}

/// The digits to compare, read out one by one.
struct Digits: View {
    let code: String

    init(_ code: String) { self.code = code }

    var body: some View {
        Text(code).typeset(.title, .semibold).monospacedDigit().tracking(4).foregroundColor(Look.ink)
            .accessibilityLabel(spelled(code))
    }
}

/// Children side by side, going on in the next line where one is full.
struct Flow: Layout {
    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout ()) -> CGSize {
        let most = proposal.width ?? .infinity
        let places = place(subviews, most)
        let width = places.map { $0.maxX }.max() ?? 0
        return CGSize(width: min(width, most), height: places.map { $0.maxY }.max() ?? 0)
    }

    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout ()) {
        for (view, at) in zip(subviews, place(subviews, bounds.width)) {
            let point = CGPoint(x: bounds.minX + at.minX, y: bounds.minY + at.minY)
            view.place(at: point, proposal: ProposedViewSize(at.size))
        }
    }

    private func place(_ views: Subviews, _ most: CGFloat) -> [CGRect] {
        var (x, y, line): (CGFloat, CGFloat, CGFloat) = (0, 0, 0)
        return views.map { view in
            let size = view.sizeThatFits(ProposedViewSize(width: most, height: nil))
            if x > 0 && x + size.width > most { (x, y, line) = (0, y + line + Look.space2, 0) }
            defer { (x, line) = (x + size.width + Look.space2, max(line, size.height)) }
            return CGRect(origin: CGPoint(x: x, y: y), size: size)
        }
    }
}
