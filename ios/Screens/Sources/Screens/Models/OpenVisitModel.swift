import Crosscheck

/// 打开点位: a unit that was drawn, one that was designated, or one met on the way, each with its reason.
public final class OpenVisitModel: Model<OpenVisitModel.Shows> {
    public struct Shows: Hashable {
        public let packs: [PackRow]
        public let rolls: DrawScreen
    }

    public static let how = "how", unit = "unit", name = "name", reason = "reason", pack = "pack", site = "site"
    public static let main = "main", reserve = "reserve", designated = "designated", undrawn = "undrawn"
    public static let ways = [main, reserve, designated, undrawn]

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        return Shows(packs: try campaign.packs(), rolls: try campaign.rolls())
    }

    override func fetched() {
        let drawn = shown.rolls.rolls.flatMap(\.drawn)
        draft.begin(Self.how, drawn.isEmpty ? Self.undrawn : Self.main)
        draft.begin(Self.pack, shown.packs.first.map { "\($0.number)" } ?? "")
    }

    /// Whether the unit comes out of a draw.
    public var isDrawn: Bool { [Self.main, Self.reserve].contains(draft[Self.how]) }

    /// The units it may be.
    public var units: [Drawn] { shown.rolls.rolls.flatMap { draft[Self.how] == Self.main ? $0.drawn : $0.reserves } }

    /// The kinds of site of the pack that is chosen.
    public var kinds: [String] { shown.packs.first { "\($0.number)" == draft[Self.pack] }?.siteKinds ?? [] }

    public func open() {
        let (unit, name) = (draft.trimmed(Self.unit), draft.trimmed(Self.name))
        let chosen: Chosen =
            switch draft[Self.how] {
            case Self.main: .main
            case Self.reserve: .reserve
            case Self.designated: .designated(draft[Self.reason])
            default: .undrawn(draft[Self.reason])
            }
        let place: Place = isDrawn || name.isEmpty ? .listed(unit) : .unlisted(parent: unit, name: name)
        let packs = draft.number(Self.pack).map { [$0] } ?? []
        let opening = Opening(place: place, kind: draft[Self.site], chosen: chosen, packs: packs, round: 1)
        stage.act({ try $0.campaign().openVisit(opening: opening) }) { [self] visit in
            draft.clear()
            stage.instead(Spot(.visit, visit))
        }
    }
}
