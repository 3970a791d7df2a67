import Crosscheck

/// 离开前: what is missing, what to feed back, the code for the paper both sides sign, and what was asked of the place.
/// Spot: visit.
public final class LeavingModel: Model<BeforeLeaving> {
    public static func reply(_ row: FindingRow) -> String { "reply " + row.entity }
    public static func words(_ row: FindingRow) -> String { "words " + row.entity }
    /// At most so many one by one: the list with its filter shows the rest.
    public static let most = 10

    private var visit: String { spot.of(0) }

    override func fetch(_ desk: Desk) throws -> BeforeLeaving { try desk.campaign().beforeLeaving(visit: visit) }

    override func fetched() {
        for row in shown.findings { draft.begin(Self.reply(row), row.reply?.code ?? "") }
    }

    public var closed: Bool { shown.closed }

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

    /// 检查记录单: what both sides sign on paper.
    public func exportSheet() {
        let visit = visit
        stage.export("检查记录单.docx") { try $0.exportVisitSheet(visit: visit, path: $1) }
    }

    public func recordPaper(_ signed: Signed) {
        stage.act { [visit] in try $0.campaign().recordPaper(visit: visit, code: signed.frontier) }
    }
}
