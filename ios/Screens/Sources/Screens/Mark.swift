import Crosscheck

/// A state: its icon, its word, and by its name its colour; always all three.
public enum Mark: String, CaseIterable {
    case met, notMet, toCheck, notApplicable, recorded, unanswered, differing

    public init(_ verdict: Verdict) {
        switch verdict {
        case .met: self = .met
        case .notMet: self = .notMet
        case .toCheck: self = .toCheck
        case .notApplicable: self = .notApplicable
        case .recorded: self = .recorded
        }
    }

    /// Of an indicator: how many answers stand, and what the one comes to.
    public init(_ row: Row) {
        if row.answers.count > 1 {
            self = .differing
        } else {
            self = row.judgement.map { Mark($0.verdict) } ?? .unanswered
        }
    }

    public var icon: String {
        switch self {
        case .met: "✓"
        case .notMet: "✕"
        case .toCheck: "?"
        case .notApplicable: "–"
        case .recorded: "·"
        case .unanswered: "□"
        case .differing: "⇄"
        }
    }

    public var word: Word {
        switch self {
        case .met: .met
        case .notMet: .notMet
        case .toCheck: .toCheck
        case .notApplicable: .notApplicable
        case .recorded: .recorded
        case .unanswered: .unanswered
        case .differing: .twoAnswers
        }
    }
}

/// 核验码 in groups of four, as it stands on paper.
public func code(_ frontier: String) -> String {
    let plain = Array(frontier.filter { $0 != "-" })
    return stride(from: 0, to: plain.count, by: 4)
        .map { String(plain[$0..<min($0 + 4, plain.count)]) }.joined(separator: "-")
}

/// How far a visit is. Foundation has a class of that name, and the core's module one of its own.
public typealias Visited = Progress
/// Likewise: the core's, not that of the framework Network.
public typealias Reach = Network
