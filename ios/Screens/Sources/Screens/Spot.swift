import Foundation

/// A screen somebody can stand at: its kind, and what of.
public struct Spot: Equatable, Hashable {
    /// The kinds of screens. Their names are written to disk: a name stays what it is.
    public enum Kind: String, CaseIterable {
        case join = "JOIN", notice = "NOTICE", tasks = "TASKS", sites = "SITES", findings = "FINDINGS", me = "ME"
        case visit = "VISIT", openVisit = "OPEN_VISIT", indicator = "INDICATOR", note = "NOTE", methods = "METHODS"
        case leaving = "LEAVING", sync = "SYNC", photos = "PHOTOS", photo = "PHOTO", camera = "CAMERA", mask = "MASK"
        case talk = "TALK", interview = "INTERVIEW", ledger = "LEDGER", onSite = "ON_SITE", document = "DOCUMENT"
        case siteNote = "SITE_NOTE", scan = "SCAN", plan = "PLAN", draw = "DRAW", group = "GROUP", report = "REPORT"
        case card = "CARD", enrol = "ENROL", licences = "LICENCES", diagnostics = "DIAGNOSTICS", search = "SEARCH"
        case choose = "CHOOSE"
    }

    public let kind: Kind
    public let of: [String]

    public init(_ kind: Kind, _ of: String...) { self.init(kind, of: of) }

    public init(_ kind: Kind, of: [String]) {
        self.kind = kind
        self.of = of
    }

    /// The name its typed text is kept under.
    public var key: String { ([kind.rawValue] + of).joined(separator: "/") }

    func of(_ at: Int) -> String { at < of.count ? of[at] : "" }
}

/// The way somebody came: the last one is where he stands. Never empty.
public struct Way: Equatable {
    public let spots: [Spot]

    public init(_ spots: [Spot]) {
        precondition(!spots.isEmpty)
        self.spots = spots
    }

    public var here: Spot { spots[spots.count - 1] }
    public var isRoot: Bool { spots.count == 1 }

    func to(_ spot: Spot) -> Way { Way(spots + [spot]) }

    /// In the place of where he stands.
    func instead(_ spot: Spot) -> Way { Way(spots.dropLast() + [spot]) }

    func back() -> Way { isRoot ? self : Way(spots.dropLast()) }

    public var text: String {
        let all = spots.map { [$0.kind.rawValue] + $0.of }
        let data = (try? JSONSerialization.data(withJSONObject: all)) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    /// The way that was written; none where it cannot be read or is of a later version.
    public init?(_ text: String?) {
        guard let text, let all = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String]] else {
            return nil
        }
        let spots = all.compactMap { words in
            words.first.flatMap(Spot.Kind.init).map { Spot($0, of: Array(words.dropFirst())) }
        }
        if spots.isEmpty || spots.count != all.count { return nil }
        self.init(spots)
    }
}
