import Crosscheck

/// 台账抽查: the drawn ordinals, one row each with what was found; counts are kept, content is not. Spot: visit, thing.
public final class LedgerModel: ThingModel<LedgerModel.Shows> {
    public struct Shows: Hashable {
        public let row: LedgerRow?
        public let closed: Bool
        /// How many ledgers the visit has already.
        public let ledgers: Int
    }

    public static let draw = "draw", title = "title", numbering = "numbering", persons = "persons"
    public static func why(_ row: EntryRow) -> String { "why \(row.ordinal)" }
    public static let verdicts = EntryVerdict.allCases

    override func fetch(_ desk: Desk) throws -> Shows {
        let methods = try desk.campaign().methods(visit: visit)
        let row = methods.ledgers.first { $0.thing.entity == thing }
        return Shows(row: row, closed: methods.closed, ledgers: methods.ledgers.count)
    }

    override func fetched() {
        draft.begin(Self.draw, "\(shown.ledgers + 1)")
        for entry in shown.row?.entries ?? [] {
            if let reason = entry.reasons.first { draft.begin(Self.why(entry), reason.words) }
        }
    }

    public func begin() {
        if draft[Self.persons].isEmpty { return stage.tell(.word(.ledgerPersonsMissing)) }
        let draw = UInt32(draft[Self.draw]) ?? 1
        let ledger = Ledger(draw: draw, aboutPersons: draft.isOn(Self.persons), indicator: nil)
        let (visit, title, numbering) = (visit, draft[Self.title], draft[Self.numbering])
        stage.act({
            try $0.campaign().checkLedger(visit: visit, ledger: ledger, title: title, numbering: numbering)
        }) { [self] thing in
            draft.clear()
            stage.instead(Spot(.ledger, visit, thing))
        }
    }

    /// Draws the entries to look at.
    public func drawEntries() {
        if let row = shown.row { stage.go(Spot(.onSite, visit, OnSiteModel.ledger, "\(row.draw)")) }
    }

    /// What an entry was found to be; touched again, nothing.
    public func mark(_ row: EntryRow, _ verdict: EntryVerdict) {
        mark(row, as: row.verdicts == [verdict] ? nil : verdict)
    }

    public func saveWhy(_ row: EntryRow) {
        if row.verdicts.count == 1 { mark(row, as: row.verdicts[0]) }
    }

    private func mark(_ row: EntryRow, as verdict: EntryVerdict?) {
        let (visit, thing, why) = (visit, thing, verdict == nil ? "" : draft[Self.why(row)])
        stage.act {
            try $0.campaign().markEntry(
                visit: visit, thing: thing, ordinal: row.ordinal, verdict: verdict, why: why, seen: row.seen)
        }
    }

    /// Whether a reason is asked for.
    public func needsWhy(_ row: EntryRow) -> Bool {
        row.verdicts.contains { $0 != .complete } || !draft[Self.why(row)].isEmpty
    }

    /// 交接单: what is written for the place, which leafs through by itself.
    public func exportSlip() {
        let (visit, thing) = (visit, thing)
        stage.export("交接单.docx") { try $0.exportSlip(visit: visit, thing: thing, path: $1) }
    }
}
