import Crosscheck

/// 指标: what is asked and why, the answer by hand with its live verdict, and both answers where two differ.
/// Spot: visit, pack, indicator.
public final class IndicatorModel: Model<IndicatorModel.Shows> {
    /// The record, who looks at it, and whether the visit still takes answers.
    public struct Shows: Hashable {
        public let asked: IndicatorScreen
        public let member: String
        public let leads: Bool
        public let closed: Bool
    }

    public static let basis = "basis", aside = "aside", decideReason = "decide"

    private var visit: String { spot.of(0) }
    private var pack: UInt64 { UInt64(spot.of(1)) ?? 0 }
    public var indicator: String { spot.of(2) }

    /// What is typed so far comes to, or why core takes none of it.
    public private(set) var live: Judgement?
    public private(set) var warnings: [String] = []
    public private(set) var wrong: Told?

    override func fetch(_ desk: Desk) throws -> Shows {
        let asked = try desk.campaign().indicator(visit: visit, pack: pack, indicator: indicator, typed: nil)
        return Shows(asked: asked, member: try desk.me(), leads: try desk.leads(), closed: asked.closed)
    }

    override func fetched() {
        answering.begin(shown.asked.notes.of(shown.member))
        look()
    }

    private var answering: Answering { Answering(asked: shown.asked, draft: draft) }
    public var form: AnswerForm { AnswerForm(answering: answering) }
    public var differing: Bool { shown.asked.answers.count > 1 }
    public var takesAnswers: Bool { !shown.closed && !differing }
    public var leads: Bool { shown.leads }

    /// What was said beside the answers, and why the indicator does not apply, of everybody whose words are here.
    public var notes: [MemberWords] { shown.asked.notes.filter { !$0.words.isEmpty } }

    // What is typed.

    override public func type(_ name: String, _ text: String) {
        draft[name] = text
        look()
        stage.changed()
    }

    override public func turn(_ name: String) {
        draft.turn(name)
        look()
        stage.changed()
    }

    /// How it is known, and what was exempt is no longer.
    public func know(_ how: String) {
        if answering.isExempt { draft[Answering.choice] = "" }
        type(Answering.known, how)
    }

    public func turnOption(_ at: Int) {
        form.turn(at)
        look()
        stage.changed()
    }

    public func pad(_ numbers: [Field]) -> NumberPad { NumberPad(draft: draft, numbers: numbers) }

    public func choose(_ numbers: [Field], _ at: Int) {
        pad(numbers).choose(at)
        stage.changed()
    }

    public func press(_ numbers: [Field], _ key: String) {
        pad(numbers).press(key)
        look()
        stage.changed()
    }

    /// The verdict of what is typed so far.
    private func look() {
        guard takesAnswers, let said = answering.said() else { return lookedAt(nil, [], nil) }
        let (visit, pack, indicator) = (visit, pack, indicator)
        stage.look({
            try $0.campaign().indicator(visit: visit, pack: pack, indicator: indicator, typed: said)
        }) { [self] came in
            switch came {
            case let .success(asked): lookedAt(asked.live, asked.warnings, nil)
            case let .failure(why): lookedAt(nil, [], stage.told(why))
            }
            stage.changed()
        }
    }

    private func lookedAt(_ live: Judgement?, _ warnings: [String], _ wrong: Told?) {
        self.live = live
        self.warnings = warnings
        self.wrong = wrong
    }

    // What is done.

    public func save() { if let said = answering.said() { answer(said) } }

    private func answer(_ said: Said) {
        act { try $0.answer(visit: $1.visit, pack: $1.pack, id: $1.id, said: said, seen: $1.seen) }
    }

    private struct Which { let visit: String, pack: UInt64, id: String, seen: String }

    private func act(_ verb: @escaping (Campaign, Which) throws -> Void) {
        let which = Which(visit: visit, pack: pack, id: indicator, seen: shown.asked.seen)
        stage.act({ try verb($0.campaign(), which) }) { [self] in cleared() }
    }

    public func takeBack() { act { try $0.takeBack(visit: $1.visit, pack: $1.pack, id: $1.id, seen: $1.seen) } }

    /// What is typed is what the place says of itself.
    public func selfReport() {
        guard let said = answering.claimed() else { return stage.tell(.word(.selfRecordHow)) }
        let seen = shown.asked.selfReportedSeen
        act { try $0.selfReport(visit: $1.visit, pack: $1.pack, id: $1.id, said: said, seen: seen) }
    }

    /// Of several answers the leader decides for one.
    public func canDecide(_ shown: AnswerShown) -> Bool { open(shown) && leads }

    /// Whoever is of another opinion may take one over.
    public func canTakeOver(_ shown: AnswerShown) -> Bool {
        let me = self.shown.member
        let others = self.shown.asked.answers.contains { $0.members.contains(me) }
        return open(shown) && !leads && others && !shown.members.contains(me)
    }

    private func open(_ shown: AnswerShown) -> Bool { differing && !self.shown.closed && shown.said != nil }

    public func decide(_ shown: AnswerShown) {
        let (field, reason) = (self.shown.asked.field, draft[Self.decideReason])
        act { try $0.decide(field: field, value: shown.value, reason: reason, seen: $1.seen) }
    }

    public func takeOver(_ shown: AnswerShown) {
        guard let said = shown.said else { return }
        guard case .notApplicable = said.answer.value else { return answer(said) }
        // The reason of 不适用 stands beside the answer: whoever takes it over says the same.
        let words = notes.filter { shown.members.contains($0.member) }.map(\.words).joined(separator: "；")
        let exempt = AnswerGiven(value: .notApplicable(reason: words), selfReported: false, note: "")
        answer(Said(answer: exempt, asOf: said.asOf, fromPaper: said.fromPaper))
    }

    /// What was typed is a record now.
    private func cleared() {
        let open = [Self.basis, Self.aside].filter(draft.isOn)
        draft.clear()
        open.forEach { draft[$0] = Draft.yes }
        stage.again()
    }

    public func write(_ kind: NoteKind) { stage.go(Spot(.note, visit, kind.code, "", "\(pack)", indicator)) }

    public func photos() { stage.go(Spot(.photos, visit, "\(pack)", indicator)) }

    /// The next indicator of the visit in printed order; at the end, back to the list.
    public func next() {
        let (visit, pack, indicator) = (visit, pack, indicator)
        stage.act({ try $0.campaign().visit(visit: visit, filter: .all).rows }) { [self] rows in
            let here = rows.firstIndex { $0.pack == pack && $0.indicator == indicator }
            guard let here, here + 1 < rows.count else { return stage.back() }
            stage.instead(Spot(.indicator, visit, "\(rows[here + 1].pack)", rows[here + 1].indicator))
        }
    }
}
