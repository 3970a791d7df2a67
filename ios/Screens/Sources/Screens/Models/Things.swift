import Crosscheck
import Foundation

/// What every thing of a method may have done to it: withdrawn, and brought back.
open class ThingModel<Shown: Hashable>: Model<Shown> {
    var visit: String { spot.of(0) }
    var thing: String { spot.of(1) }

    public func withdraw() {
        stage.act { [visit, thing] in try $0.campaign().withdraw(visit: visit, thing: thing) }
    }

    public func bringBack() {
        stage.act { [visit, thing] in try $0.campaign().bringBack(visit: visit, thing: thing) }
    }

    /// What was typed is a record now.
    func done() {
        draft.clear()
        stage.back()
    }
}

extension [MemberWords] {
    /// One's own words, where several people wrote some.
    func of(_ member: String) -> String { first { $0.member == member }?.words ?? "" }

    /// All of them beside each other; empty where the words are not on this phone.
    public var all: String { map(\.words).filter { !$0.isEmpty }.joined(separator: " ⇄ ") }
}

/// What is typed or shown as a moment: a blank stands where core writes a T.
func shownMoment(_ moment: String) -> String { moment.replacingOccurrences(of: "T", with: " ") }
func typedMoment(_ text: String) -> String { text.replacingOccurrences(of: " ", with: "T") }
