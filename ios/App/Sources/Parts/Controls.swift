import Screens
import SwiftUI

// What is touched and typed into.

/// The one thing this screen is for.
struct Primary: View {
    let text: String
    let action: () -> Void

    init(_ text: String, _ action: @escaping () -> Void) {
        self.text = text
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            Text(text).typeset(.body, .semibold).foregroundColor(Look.onAccent).padding(.horizontal, Look.space3)
                .frame(maxWidth: .infinity).touchable().background(Look.accent).cornerRadius(Look.radius)
        }
    }
}

struct Secondary: View {
    let text: String
    /// What it is about, for whoever does not see what it stands beside.
    var about = ""
    let action: () -> Void

    init(_ text: String, about: String = "", _ action: @escaping () -> Void) {
        self.text = text
        self.about = about
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            Text(text).typeset(.body).foregroundColor(Look.accent).padding(.horizontal, Look.space3).touchable()
                .overlay(RoundedRectangle(cornerRadius: Look.radius).stroke(Look.accent, lineWidth: 1))
        }.accessibilityLabel(about.isEmpty ? text : say("described_option", text, about))
    }
}

struct Quiet: View {
    let text: String
    let action: () -> Void

    init(_ text: String, _ action: @escaping () -> Void) {
        self.text = text
        self.action = action
    }

    var body: some View {
        Button(action: action) { Text(text).typeset(.body).foregroundColor(Look.accent).touchable() }
    }
}

/// One of several: the chosen one is filled, and says that it is chosen.
struct OptionButton: View {
    let text: String
    let isChosen: Bool
    let about: String
    let action: () -> Void

    var body: some View {
        Button(action: action) {
            Text((isChosen ? "● " : "") + text).typeset(.body, isChosen ? .semibold : .regular)
                .foregroundColor(isChosen ? Look.onAccent : Look.ink).padding(.horizontal, Look.space3).touchable()
                .background(isChosen ? Look.accent : Look.ground).cornerRadius(Look.radius)
                .overlay(RoundedRectangle(cornerRadius: Look.radius).stroke(Look.hairline, lineWidth: 1))
        }
        .accessibilityLabel(say("described_option", about, text))
        .accessibilityAddTraits(isChosen ? .isSelected : [])
    }
}

/// Options that exclude each other under a label.
struct Options: View {
    let label: String
    let all: [(code: String, words: String)]
    let chosen: String
    let choose: (String) -> Void

    init(_ label: String, _ all: [(code: String, words: String)], _ chosen: String, choose: @escaping (String) -> Void)
    {
        self.label = label
        self.all = all
        self.chosen = chosen
        self.choose = choose
    }

    /// The same, where the chosen one stands in the draft of `model` under `name`.
    init(_ label: String, _ all: [(code: String, words: String)], _ model: Screen, _ name: String) {
        self.init(label, all, model.draft[name]) { model.type(name, $0) }
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Look.space1) {
            SmallText(label)
            Flow {
                ForEach(all, id: \.code) { option in
                    OptionButton(text: option.words, isChosen: option.code == chosen, about: label) {
                        choose(option.code)
                    }
                }
            }
        }
    }
}

/// A box that is ticked or not.
struct Check: View {
    let text: String
    let isOn: Bool
    let turn: () -> Void

    init(_ text: String, _ isOn: Bool, _ turn: @escaping () -> Void) {
        self.text = text
        self.isOn = isOn
        self.turn = turn
    }

    var body: some View {
        Button(action: turn) {
            Text((isOn ? "☑ " : "☐ ") + text).typeset(.body).foregroundColor(Look.ink).touchable()
        }
        .buttonStyle(.plain).accessibilityLabel(text).accessibilityAddTraits(isOn ? .isSelected : [])
    }
}

/// A line that unfolds what is under it; whether it is open stands in the draft of `model`.
struct Fold<Content: View>: View {
    @EnvironmentObject private var watch: Watch
    let title: String
    let model: Screen
    let name: String
    @ViewBuilder let content: () -> Content

    init(_ title: String, _ model: Screen, _ name: String, @ViewBuilder content: @escaping () -> Content) {
        self.title = title
        self.model = model
        self.name = name
        self.content = content
    }

    var body: some View {
        let isOpen = model.draft.isOn(name)
        Button {
            model.turn(name)
        } label: {
            Text((isOpen ? "▾ " : "▸ ") + title).typeset(.body).foregroundColor(Look.accent).across().touchable()
        }.accessibilityLabel(say(isOpen ? "fold_open" : "fold_closed", title))
        if isOpen { content() }
    }
}

/// A labelled field whose text is kept at every change.
struct FieldView: View {
    @EnvironmentObject private var watch: Watch
    let label: String
    let model: Screen
    let name: String
    var typed: Typed = .line
    var example = ""

    init(_ label: String, _ model: Screen, _ name: String, _ typed: Typed = .line, example: String = "") {
        self.label = label
        self.model = model
        self.name = name
        self.typed = typed
        self.example = example
    }

    private var text: Binding<String> {
        Binding {
            model.draft[name]
        } set: {
            model.type(name, String($0.prefix(Look.longest)))
        }
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Look.space1) {
            SmallText(example.isEmpty ? label : say("field_example", label, example)).accessibilityHidden(true)
            TextField("", text: text, axis: typed == .words || typed == .code ? .vertical : .horizontal)
                .typeset(.body).foregroundColor(Look.ink).keyboardType(keyboard)
                .autocorrectionDisabled(typed == .code).textInputAutocapitalization(.never)
                .padding(Look.space3).touchable()
                .overlay(RoundedRectangle(cornerRadius: Look.radius).stroke(Look.hairline, lineWidth: 1))
                .accessibilityLabel(label)
        }
    }

    private var keyboard: UIKeyboardType {
        switch typed {
        case .number: .numberPad
        case .date: .numbersAndPunctuation
        case .code: .asciiCapable
        case .line, .words: .default
        }
    }
}
