import Crosscheck

/// 搜索: indicators and what was written down that hold all the words; an indicator unfolds the sites it is asked at.
public final class SearchModel: Model<SearchModel.Shows> {
    public struct Shows: Hashable {
        public let hits: [Hit]
        /// The notes among what was found.
        public let notes: [FindingRow]
        /// The sites that ask the indicator that is unfolded.
        public let asking: [VisitTask]
    }

    public static let words = "words"
    private static let sought = "sought", pack = "pack", indicator = "indicator"

    public var sought: String { draft[Self.sought] }

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        let hits = try campaign.search(words: sought)
        let hasNotes = hits.contains { if case .note = $0 { true } else { false } }
        let all = FindingFilter(kind: nil, pack: nil, level: nil, withdrawn: true)
        return Shows(hits: hits, notes: hasNotes ? try campaign.findings(filter: all) : [], asking: try asking(campaign))
    }

    private func asking(_ campaign: Campaign) throws -> [VisitTask] {
        guard let pack = draft.number(Self.pack) else { return [] }
        let indicator = draft[Self.indicator]
        return try campaign.tasks().visits.filter { task in
            guard task.site.packs.contains(pack) else { return false }
            let rows = try campaign.visit(visit: task.visit, filter: .all).rows
            return rows.contains { $0.pack == pack && $0.indicator == indicator }
        }
    }

    public func seek() {
        draft[Self.sought] = draft.trimmed(Self.words)
        draft[Self.pack] = ""
        stage.again()
    }

    /// The note that was found, where it is among those of the group.
    public func note(_ visit: String, _ entity: String) -> FindingRow? {
        shown.notes.first { $0.visit == visit && $0.entity == entity }
    }

    public func open(_ row: FindingRow) { stage.go(Spot(.note, row.visit, row.kind.code, row.entity)) }

    public func isUnfolded(_ pack: UInt64, _ id: String) -> Bool {
        draft.number(Self.pack) == pack && draft[Self.indicator] == id
    }

    public func unfold(_ pack: UInt64, _ id: String) {
        draft[Self.pack] = isUnfolded(pack, id) ? "" : "\(pack)"
        draft[Self.indicator] = id
        stage.again()
    }

    public func open(_ task: VisitTask, _ pack: UInt64, _ id: String) {
        stage.go(Spot(.indicator, task.visit, "\(pack)", id))
    }
}
