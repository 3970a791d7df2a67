import Crosscheck
import Foundation
import Screens

/// The app's own words, in the language that was chosen or the system's.
enum Speech {
    private(set) static var bundle = Bundle.main

    /// Empty: as the system.
    static func speak(_ language: String) {
        let path = Bundle.main.path(forResource: language, ofType: "lproj")
        bundle = path.flatMap(Bundle.init(path:)) ?? .main
    }

    /// The language the words are in: core speaks the same.
    static var lang: Lang { say("lang") == "EN" ? .en : .zh }
}

/// A word of the string catalog, with what stands in its places.
func say(_ name: String, _ with: Any...) -> String {
    let pattern = Speech.bundle.localizedString(forKey: name, value: nil, table: nil)
    return with.isEmpty ? pattern : String(format: pattern, arguments: with.map { "\($0)" as NSString })
}

func say(_ told: Told) -> String {
    switch told {
    case let .sentence(words): words
    case let .word(word, with): with.isEmpty ? say(word.rawValue) : filled(say(word.rawValue), with)
    case let .lines(all): all.map { say($0) }.joined(separator: "\n")
    case let .between(all): between(all.map { say($0) })
    }
}

private func filled(_ pattern: String, _ with: [String]) -> String {
    String(format: pattern, arguments: with.map { $0 as NSString })
}

/// What there is of them, with a dot between.
func between(_ parts: [String?]) -> String {
    parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: say("between"))
}

func between(_ parts: String?...) -> String { between(parts) }

/// When, by that phone's clock, written as this phone stands in the world. Shown, never compared.
func time(_ at: Int64) -> String {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.dateFormat = "yyyy-MM-dd HH:mm"
    return form.string(from: Date(timeIntervalSince1970: Double(at) / 1_000))
}

/// How far a visit is, in words.
func progress(_ far: Visited) -> String {
    between(
        say("progress", far.answered, far.asked),
        far.toCheck == 0 ? nil : say("progress_to_check", far.toCheck),
        far.differing == 0 ? nil : say("progress_differing", far.differing),
        far.notMet == 0 ? nil : say("progress_not_met", far.notMet))
}

/// A digit after the other, for whoever listens.
func spelled(_ code: String) -> String { code.map(String.init).joined(separator: " ") }
