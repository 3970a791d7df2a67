import Crosscheck

/// 座谈: units and posts, head count, from when to when, a note; no names. Spot: visit, thing.
public final class TalkModel: ThingModel<TalkModel.Shows> {
    public struct Shows: Hashable {
        public let row: TalkRow?
        public let member: String
        public let closed: Bool
    }

    public static let people = "people", from = "from", to = "to", present = "present", note = "note"
    public static func unit(_ kind: String) -> String { "unit " + kind }

    override func fetch(_ desk: Desk) throws -> Shows {
        let methods = try desk.campaign().methods(visit: visit)
        let row = methods.talks.first { $0.thing.entity == thing }
        return Shows(row: row, member: try desk.me(), closed: methods.closed)
    }

    override func fetched() {
        guard let row = shown.row else { return }
        if let talk = row.held.first {
            draft.begin(Self.people, "\(talk.people)")
            draft.begin(Self.from, shownMoment(talk.from))
            draft.begin(Self.to, shownMoment(talk.to))
            talk.units.forEach { draft.begin(Self.unit($0), Draft.yes) }
        }
        draft.begin(Self.present, row.present.of(shown.member))
        draft.begin(Self.note, row.notes.of(shown.member))
    }

    public var units: [String] { stage.words.siteKinds }

    public func save() {
        guard let people = draft.number(Self.people) else { return stage.tell(.word(.peopleMissing)) }
        let held = shown.row?.held.first
        let talk = Talk(
            people: people, from: typedMoment(draft.trimmed(Self.from)), to: typedMoment(draft.trimmed(Self.to)),
            units: units.filter { draft.isOn(Self.unit($0)) }, covered: held?.covered ?? [])
        let (present, note) = (draft[Self.present], draft[Self.note])
        let (visit, thing, row) = (visit, thing, shown.row)
        stage.act({ desk in
            let campaign = try desk.campaign()
            if let row {
                let seen = row.thing.seen["held"] ?? ""
                try campaign.mendTalk(visit: visit, thing: thing, talk: talk, present: present, note: note, seen: seen)
            } else {
                _ = try campaign.holdTalk(visit: visit, talk: talk, present: present, note: note)
            }
        }) { [self] in done() }
    }
}
