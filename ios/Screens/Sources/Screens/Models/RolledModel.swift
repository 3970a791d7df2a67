import Crosscheck

/// What was rolled: the units, the reserves with what became of each, and what anybody repeats the draw from.
/// Spot: `rolled`, roll.
public final class RolledModel: Model<RolledModel.Shows> {
    public struct Shows: Hashable {
        public let roll: Roll?
        /// The certificate, line by line; as one text it is the code to scan.
        public let lines: [String]
        public let plans: [RollPlan]
    }

    public static let rolled = "rolled"
    public static let reason = "reason", evidence = "evidence", backWhy = "back why"
    private static let unit = "unit", reserve = "reserve"
    private var roll: String { spot.of(1) }

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        let found = try campaign.rolls().rolls.first { $0.roll == roll }
        let lines = found == nil ? [] : try campaign.certificateLines(roll: roll)
        return Shows(roll: found, lines: lines, plans: try campaign.rollPlans())
    }

    public var name: [String] { rollName(shown.plans, roll) }

    /// A unit of this roll by its name.
    public func called(_ unit: String) -> String {
        let all = (shown.roll?.drawn ?? []) + (shown.roll?.reserves ?? [])
        return all.first { "\(roll)/\($0.unit)" == unit }?.name ?? unit
    }

    /// The reserve that stands in for a drawn unit.
    public func standIn(for drawn: Drawn) -> Drawn? {
        shown.roll?.reserves.first { $0.release?.release == .counts && $0.release?.unit == "\(roll)/\(drawn.unit)" }
    }

    // A drawn unit that cannot be visited: the reserve whose turn it is stands in, for a reason of the plan.

    public func begin(_ drawn: Drawn) { type(Self.unit, drawn.unit) }

    public func isReleasing(_ drawn: Drawn) -> Bool { draft[Self.unit] == drawn.unit }

    public func release(_ drawn: Drawn) {
        guard let reason = ReleaseReason.of(draft[Self.reason]), let next = drawn.next else {
            return stage.tell(.word(.releaseMissing))
        }
        let (why, unit) = (Unreachable(reason: reason, evidence: draft[Self.evidence]), "\(roll)/\(drawn.unit)")
        stage.act({
            try $0.campaign().releaseReserve(reserve: next, unit: unit, why: why)
        }) { [self] in cleared() }
    }

    // A statement that was made is taken back with a reason too.

    public func beginBack(_ reserve: Drawn) { type(Self.reserve, reserve.unit) }

    public func isTakingBack(_ reserve: Drawn) -> Bool { draft[Self.reserve] == reserve.unit }

    public func takeBack(_ reserve: Drawn) {
        let (reason, roll) = (draft[Self.backWhy], roll)
        stage.act({
            try $0.campaign().takeReleaseBack(reserve: "\(roll)/\(reserve.unit)", reason: reason)
        }) { [self] in cleared() }
    }

    public func leaveIt() { cleared() }

    private func cleared() {
        draft.clear()
        stage.again()
    }

    public func exportRecord() {
        stage.export("抽取笔录-\(roll).docx") { [roll] in try $0.exportRecord(roll: roll, path: $1) }
    }

    public func exportCertificate() {
        stage.export("抽取凭证-\(roll).json") { [roll] in try $0.exportCertificate(roll: roll, path: $1) }
    }
}
