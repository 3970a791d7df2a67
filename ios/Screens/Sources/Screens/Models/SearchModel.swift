import Crosscheck

/// 搜索: indicators and what was written down that hold all the words; an indicator unfolds the sites it is asked at.
public final class SearchModel: Model<SearchModel.Shows> {
    public struct Shows: Hashable {
        public let hits: [Hit]
        /// The sites that ask the indicator that is unfolded.
        public let asking: [VisitTask]
    }

    public static let words = "words"
    private static let sought = "sought", pack = "pack", indicator = "indicator"

    public var sought: String { draft[Self.sought] }

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        let hits = try campaign.search(words: sought)
        return Shows(hits: hits, asking: try asking(campaign))
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

    public func openNote(_ visit: String, _ kind: NoteKind, _ entity: String) {
        stage.go(Spot(.note, visit, kind.code, entity))
    }

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
