import Crosscheck
import Foundation

/// 访谈: a role, a number of people, questions with a tally; no names, no sound. Spot: visit, thing.
public final class InterviewModel: ThingModel<InterviewModel.Shows> {
    public struct Shows: Hashable {
        public let row: InterviewRow?
        public let closed: Bool
    }

    public static let role = "role", other = "other", group = "group", note = "note"
    public static let question = "question", options = "options"
    public static let roles = Interviewed.allCases

    override func fetch(_ desk: Desk) throws -> Shows {
        let methods = try desk.campaign().methods(visit: visit)
        return Shows(row: methods.interviews.first { $0.thing.entity == thing }, closed: methods.closed)
    }

    public var isOther: Bool { draft[Self.role] == Interviewed.other.code }

    public func begin() {
        guard let role = Interviewed.of(draft[Self.role]), let group = draft.number(Self.group) else {
            return stage.tell(.word(.interviewMissing))
        }
        let (visit, other, note) = (visit, draft[Self.other], draft[Self.note])
        let who = Interview(role: role, group: group)
        stage.act({ try $0.campaign().interview(visit: visit, who: who, other: other, note: note) }) { [self] thing in
            draft.clear()
            stage.instead(Spot(.interview, visit, thing))
        }
    }

    /// One more, or one less, who chose an option.
    public func tap(_ row: QuestionRow, _ option: Int, more: Bool) {
        let (visit, thing) = (visit, thing)
        stage.act {
            try $0.campaign().tap(visit: visit, thing: thing, question: row.key, option: UInt32(option), more: more)
        }
    }

    /// A question more, its options one a line.
    public func ask() {
        let options = draft[Self.options].split(separator: "\n").map { $0.trimmed }.filter { !$0.isEmpty }
        let asking = Asking(question: draft[Self.question], options: options, indicator: nil)
        stage.act({ [visit, thing] in _ = try $0.campaign().ask(visit: visit, thing: thing, asking: asking) }) {
            [self] in
            draft.clear()
            stage.again()
        }
    }
}

extension StringProtocol {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
