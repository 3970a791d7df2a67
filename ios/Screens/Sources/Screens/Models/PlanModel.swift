import Crosscheck

/// 工作计划: days and areas, and who does which checklist and which site. The leader writes it, members read it.
public final class PlanModel: Model<PlanModel.Shows> {
    public struct Shows: Hashable {
        public let plan: PlanScreen
        public let packs: [PackRow]
        /// All of the roster: work is given also to whoever has no phone yet.
        public let people: [String]
        public let leads: Bool
    }

    public static let from = "from", to = "to", area = "area", packs = "packs"
    private static let oldFrom = "old from", oldTo = "old to", oldArea = "old area", seen = "seen"
    private static let form = [from, to, area, packs, oldFrom, oldTo, oldArea, seen]

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        return Shows(
            plan: try campaign.plan(), packs: try campaign.packs(), people: try desk.people().map(\.member),
            leads: try desk.leads())
    }

    override func fetched() { sheets.begin() }

    public var sheets: Sheets { Sheets(stage: stage, draft: draft, packs: shown.packs) }

    /// Title of a checklist by its number.
    public func title(_ pack: UInt64) -> String { shown.packs.first { $0.number == pack }?.title ?? "\(pack)" }

    // Trips.

    /// Whether a trip that stands is being changed.
    public var isChanging: Bool { !draft[Self.oldArea].isEmpty }

    public func change(_ planned: PlannedTrip) {
        let trip = planned.trip
        draft[Self.from] = trip.from
        draft[Self.to] = trip.to
        draft[Self.area] = trip.area
        draft[Self.packs] = trip.packs.map { "\($0)" }.joined(separator: " ")
        draft[Self.oldFrom] = trip.from
        draft[Self.oldTo] = trip.to
        draft[Self.oldArea] = trip.area
        draft[Self.seen] = planned.seen
        stage.changed()
    }

    public func clear(_ planned: PlannedTrip) {
        stage.act { try $0.campaign().clearTrip(trip: planned.trip, seen: planned.seen) }
    }

    public var chosen: [UInt64] { draft[Self.packs].split(separator: " ").compactMap { UInt64($0) } }

    public func turnPack(_ pack: PackRow) {
        let all = chosen.contains(pack.number) ? chosen.filter { $0 != pack.number } : chosen + [pack.number]
        type(Self.packs, all.map { "\($0)" }.joined(separator: " "))
    }

    public func save() {
        let trip = Trip(
            from: draft.trimmed(Self.from), to: draft.trimmed(Self.to), area: draft.trimmed(Self.area), packs: chosen)
        if trip.from.isEmpty || trip.to.isEmpty || trip.area.isEmpty { return stage.tell(.word(.planMissing)) }
        let old = Trip(from: draft[Self.oldFrom], to: draft[Self.oldTo], area: draft[Self.oldArea], packs: [])
        let same = isChanging && old.from == trip.from && old.area == trip.area
        let there = shown.plan.trips.first { $0.trip.from == trip.from && $0.trip.area == trip.area }
        let (oldSeen, moved) = (draft[Self.seen], isChanging && !same)
        let seen = same ? oldSeen : there?.seen ?? ""
        stage.act({ desk in
            try desk.campaign().planTrip(trip: trip, seen: seen)
            // A trip is known by its first day and its area: one that moved is another, and the old one goes.
            if moved { try desk.campaign().clearTrip(trip: old, seen: oldSeen) }
        }) { [self] in
            Self.form.forEach { draft[$0] = "" }
            stage.again()
        }
    }

    // Who does what.

    public func give(_ work: PackWork, _ member: String) {
        let his = !work.members.contains(member)
        stage.act { try $0.campaign().assignPack(pack: work.pack, member: member, his: his) }
    }

    public func give(_ work: VisitWork, _ member: String) {
        let his = !work.members.contains(member)
        stage.act { try $0.campaign().assignVisit(visit: work.visit, member: member, his: his) }
    }
}

/// Blank A4 sheets of a checklist, for where phones stay outside: chosen, written and handed on.
public struct Sheets {
    public static let pack = "sheet pack", kind = "sheet kind", form = "sheet form"
    public static let forms: [PaperForm] = [.html, .xlsx]

    let stage: Stage
    let draft: Draft
    public let packs: [PackRow]

    func begin() {
        draft.begin(Self.pack, packs.first.map { "\($0.number)" } ?? "")
        draft.begin(Self.form, PaperForm.html.code)
    }

    public var chosen: PackRow? { packs.first { "\($0.number)" == draft[Self.pack] } }

    public func export() {
        guard let pack = chosen, let form = PaperForm.of(draft[Self.form]) else { return }
        let kind = draft.words(Self.kind)
        let name = [pack.title, kind].compactMap { $0 }.joined(separator: "-")
        stage.export("\(name).\(form.ending)") {
            try $0.exportSheets(pack: pack.number, siteKind: kind, form: form, path: $1)
        }
    }
}
