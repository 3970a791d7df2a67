import Crosscheck

/// 点位检查: the indicators of a site in printed order, answered in place. Spot: visit.
public final class VisitModel: Model<VisitScreen> {
    public static let filter = "filter", facts = "facts"
    public static func fact(_ name: String) -> String { "fact " + name }

    /// The filters by the names they are kept under.
    public static let filters: [(name: String, filter: Filter, word: Word)] = [
        ("ALL", .all, .filterAll), ("UNANSWERED", .unanswered, .filterUnanswered),
        ("TO_CHECK", .toCheck, .toCheck), ("DIFFERING", .differing, .twoAnswers),
    ]

    private var visit: String { spot.of(0) }

    public var filtered: Filter { Self.filters.first { $0.name == draft[Self.filter] }?.filter ?? .all }

    override func fetch(_ desk: Desk) throws -> VisitScreen {
        try desk.campaign().visit(visit: visit, filter: filtered)
    }

    override func fetched() {
        draft.begin(Self.filter, Self.filters[0].name)
        for fact in shown.facts where fact.values.count == 1 { draft.begin(Self.fact(fact.name), fact.values[0]) }
    }

    public func show(_ filter: String) {
        draft[Self.filter] = filter
        stage.refresh()
    }

    /// Whether an indicator's answers are touched in the row.
    public func isInPlace(_ row: Row) -> Bool {
        !row.entry.buttons.isEmpty && row.answers.count < 2 && !shown.site.closed
    }

    /// The button that stands; none where nothing, or something else, was answered.
    public func chosen(_ row: Row) -> Int? { row.answers.first?.button.map(Int.init) }

    /// One touch answers; where more is to be said the card opens.
    public func answer(_ row: Row, _ at: Int) {
        if at == chosen(row) { return }
        guard let value = row.entry.buttons[at].value else { return open(row) }
        let said = Said(answer: AnswerGiven(value: value, selfReported: false, note: ""), asOf: nil, fromPaper: false)
        stage.act { [visit] in
            try $0.campaign().answer(visit: visit, pack: row.pack, id: row.indicator, said: said, seen: row.seen)
        }
    }

    public func open(_ row: Row) { stage.go(Spot(.indicator, visit, "\(row.pack)", row.indicator)) }

    // What is asked about the place itself, because it decides which indicators apply.

    public var factsOpen: Int { shown.facts.filter { $0.values.count != 1 }.count }

    /// Of one fact: one of its choices, or what is typed.
    public func state(_ fact: FactAsked, _ value: String) {
        if value.allSatisfy(\.isWhitespace) { return stage.tell(.word(.numberMissing)) }
        stage.act { [visit] in
            try $0.campaign().stateFact(visit: visit, name: fact.name, value: value, seen: fact.seen)
        }
    }

    public func methods() { stage.go(Spot(.methods, visit)) }

    public func leaving() { stage.go(Spot(.leaving, visit)) }
}
