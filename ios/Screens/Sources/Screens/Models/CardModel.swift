import Crosscheck

/// 本机名片: what a newcomer's phone shows to a leader where there is no network, with six digits to read out.
public final class CardModel: Model<CardShown> {
    override func fetch(_ desk: Desk) throws -> CardShown { try desk.app.card() }

    public func scan() { stage.go(Spot(.scan, Spot.Kind.join.rawValue)) }

    public func paste() { stage.go(Spot(.join)) }
}

/// 登记手机: a leader lets a phone in by its card, where there is no network. Spot: the card that was scanned.
public final class EnrolModel: Model<EnrolModel.Shows> {
    public struct Shows: Hashable {
        public let people: [Person]
        public let leads: Bool
    }

    public static let card = "card", digits = "digits", member = "member"
    private static let enrolment = "shown", used = "used", right = "right"

    override func fetch(_ desk: Desk) throws -> Shows {
        Shows(people: try desk.people(), leads: try desk.leads())
    }

    override func fetched() { if let scanned = spot.of.first { draft.begin(Self.card, scanned) } }

    /// Whoever it may be.
    public var others: [Person] { shown.people.filter { !$0.me } }

    /// What the other phone scans; kept until it has it: whoever comes back shows the same code.
    public var enrolment: String? { draft.words(Self.enrolment) }

    public var used: Told { .word(.enrolUsed, [draft[Self.used], draft[Self.right]]) }

    public func scan() { stage.go(Spot(.scan, Spot.Kind.enrol.rawValue)) }

    public func enrol() {
        let (card, digits, member) = (draft.trimmed(Self.card), draft.trimmed(Self.digits), draft[Self.member])
        if card.isEmpty || digits.isEmpty || member.isEmpty { return stage.tell(.word(.enrolMissing)) }
        stage.act({ try $0.campaign().enrol(card: card, digits: digits, member: member) }) { [self] shown in
            draft[Self.used] = "\(shown.used)"
            draft[Self.right] = "\(shown.right)"
            draft[Self.enrolment] = shown.text
            stage.again()
        }
    }

    public func done() {
        draft.clear()
        stage.back()
    }
}
