import Crosscheck

/// 全组: the numbers for the evening meeting, the phones of the group, what waits, and every site.
public final class GroupModel: Model<GroupModel.Shows> {
    public struct Shows: Hashable {
        public let group: GroupScreen
        public let leads: Bool
    }

    public static let filter = "filter", phone = "phone", reason = "phone reason"
    public static let toCheck = "to check", differing = "differing"

    override func fetch(_ desk: Desk) throws -> Shows {
        Shows(group: try desk.campaign().group(), leads: try desk.leads())
    }

    public func open(_ task: VisitTask) { stage.go(Spot(.visit, task.visit)) }

    /// To its photos: whoever leads asks there for an original.
    public func photos(_ task: VisitTask) { stage.go(Spot(.photos, task.visit)) }

    public func report() { stage.go(Spot(.report)) }

    public func enrol() { stage.go(Spot(.enrol)) }

    /// The sites that pass the filter.
    public var visits: [VisitTask] {
        shown.group.visits.filter { task in
            switch draft[Self.filter] {
            case Self.toCheck: task.progress.toCheck > 0
            case Self.differing: task.progress.differing > 0
            default: true
            }
        }
    }

    public func mayEnd(_ phone: PhoneRow) -> Bool { shown.leads && !phone.ended && phone.writer != shown.group.here }

    public func isEnding(_ phone: PhoneRow) -> Bool { draft[Self.phone] == phone.writer }

    /// Asks for the reason first: from there on what the phone writes waits.
    public func askEnd(_ phone: PhoneRow) { type(Self.phone, phone.writer) }

    public func end(_ phone: PhoneRow) {
        let reason = draft[Self.reason]
        stage.act({ try $0.campaign().endPhone(writer: phone.writer, reason: reason) }) { [self] in leaveIt() }
    }

    public func leaveIt() {
        draft[Self.phone] = ""
        draft[Self.reason] = ""
        stage.refresh()
        stage.changed()
    }

    /// Whose a gap is and in which stream.
    public func name(_ row: GapRow) -> [String] {
        let member = shown.group.phones.first { $0.writer == row.gap.writer }?.member
        return [member.map { stage.people([$0]) }, row.name].compactMap { $0 }
    }

    public func admit(_ gap: Gap) { stage.act { try $0.campaign().admit(gap: gap) } }
}
