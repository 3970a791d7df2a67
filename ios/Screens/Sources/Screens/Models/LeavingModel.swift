import Crosscheck

/// 离开前: what is missing, what to feed back, the code for the paper both sides sign, and what was asked of the place.
/// Spot: visit.
public final class LeavingModel: Model<LeavingModel.Shows> {
    public struct Shows: Hashable {
        public let leaving: BeforeLeaving
        public let visit: VisitScreen
    }

    public static func reply(_ row: FindingRow) -> String { "reply " + row.entity }
    public static func words(_ row: FindingRow) -> String { "words " + row.entity }
    /// At most so many one by one: the list with its filter shows the rest.
    public static let most = 10

    private var visit: String { spot.of(0) }

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        // The codes stand with what became of them on paper; no rows are wanted, and of two answers there are fewest.
        let leaving = try campaign.beforeLeaving(visit: visit)
        return Shows(leaving: leaving, visit: try campaign.visit(visit: visit, filter: .differing))
    }

    override func fetched() {
        for row in shown.leaving.findings { draft.begin(Self.reply(row), row.reply?.code ?? "") }
    }

    public var closed: Bool { shown.visit.site.closed }

    public func open(_ row: Row) { stage.go(Spot(.indicator, visit, "\(row.pack)", row.indicator)) }

    public func feedBack(_ row: FindingRow) {
        guard let reply = Reply.of(draft[Self.reply(row)]) else { return }
        let (visit, words, seen) = (visit, draft[Self.words(row)], row.seen["reply"] ?? "")
        stage.act({
            try $0.campaign().feedBack(visit: visit, thing: row.entity, reply: reply, words: words, seen: seen)
        }) { [self] in
            draft[Self.words(row)] = ""
            stage.refresh()
        }
    }

    public func turnFixed(_ row: FindingRow) {
        let (visit, seen) = (visit, row.seen["fixed"] ?? "")
        stage.act { try $0.campaign().mend(visit: visit, thing: row.entity, side: .fixed(!row.fixed), seen: seen) }
    }

    public func signOff() {
        stage.act({ [visit] in _ = try $0.campaign().signOff(visit: visit) }) { [self] in stage.instead(spot) }
    }

    public func reopen() { stage.act { [visit] in try $0.campaign().reopen(visit: visit) } }

    public func recordPaper(_ signed: Signed) {
        stage.act { [visit] in try $0.campaign().recordPaper(visit: visit, code: signed.frontier) }
    }
}
