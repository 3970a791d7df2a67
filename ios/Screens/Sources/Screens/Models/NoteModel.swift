import Crosscheck

/// One 问题, 经验做法 or 困难建议: written down, mended side by side, withdrawn. Spot: visit, kind, thing, pack, indicator.
public final class NoteModel: Model<NoteModel.Shows> {
    public struct Shows: Hashable {
        /// The note as it stands; none while it is being written.
        public let row: FindingRow?
        public let closed: Bool
    }

    public static let fact = "fact", should = "should", actual = "actual", severity = "severity", level = "level"
    public static let deadline = "deadline", fixed = "fixed", suggestion = "suggestion"
    public static let severities = Severity.allCases

    private var visit: String { spot.of(0) }
    private var thing: String { spot.of(2) }
    public var kind: NoteKind { NoteKind.of(spot.of(1)) ?? .finding }

    /// What may not, or should not, stand in the words.
    public private(set) var warnings: [String] = []

    override func fetch(_ desk: Desk) throws -> Shows {
        if thing.isEmpty { return Shows(row: nil, closed: try desk.campaign().methods(visit: visit).closed) }
        let filter = FindingFilter(kind: kind, pack: nil, level: nil, withdrawn: true)
        let row = try desk.campaign().findings(filter: filter).first { $0.visit == visit && $0.entity == thing }
        return Shows(row: row, closed: row?.closed ?? true)
    }

    override func fetched() {
        if let row = shown.row {
            draft.begin(Self.fact, row.fact.first ?? "")
            draft.begin(Self.should, row.should ?? "")
            draft.begin(Self.actual, row.actual ?? "")
            draft.begin(Self.severity, row.severity?.code ?? "")
            draft.begin(Self.level, row.level ?? "")
            draft.begin(Self.deadline, row.deadline ?? "")
            draft.begin(Self.fixed, row.fixed ? Draft.yes : Draft.no)
            draft.begin(Self.suggestion, row.suggestion ? Draft.yes : Draft.no)
        }
        warn()
    }

    override public func type(_ name: String, _ text: String) {
        super.type(name, text)
        if [Self.fact, Self.should, Self.actual].contains(name) { warn() }
    }

    private func warn() {
        let all = [Self.fact, Self.should, Self.actual].map { draft[$0] }.filter { !$0.isEmpty }.joined(separator: "\n")
        stage.look({ try $0.campaign().lookAt(text: all) }) { [self] came in
            if case let .success(typing) = came { warnings = typing.refused + typing.warnings }
            stage.changed()
        }
    }

    /// Every side that says something, by its field, in the order of the form.
    private var sides: [(name: String, side: Side)] {
        var sides: [(String, Side?)] = [
            (Self.fact, draft.words(Self.fact).map { .fact($0) }),
            (Self.actual, draft.words(Self.actual).map { .actual($0) }),
            (Self.level, draft.words(Self.level).map { .level($0) }),
        ]
        if kind == .finding {
            sides += [
                (Self.should, draft.words(Self.should).map { .should($0) }),
                (Self.severity, Severity.of(draft[Self.severity]).map { .severity($0) }),
                (Self.deadline, draft.words(Self.deadline).map { .deadline($0) }),
                (Self.fixed, draft.has(Self.fixed) ? .fixed(draft.isOn(Self.fixed)) : nil),
            ]
        }
        if kind == .difficulty {
            let said: Side? = draft.has(Self.suggestion) ? .suggestion(draft.isOn(Self.suggestion)) : nil
            sides.append((Self.suggestion, said))
        }
        return sides.compactMap { name, side in side.map { (name, $0) } }
    }

    /// The sides as they stand.
    private func stands(_ row: FindingRow) -> [String: Side] {
        var all: [String: Side] = [Self.fixed: .fixed(row.fixed), Self.suggestion: .suggestion(row.suggestion)]
        if row.fact.count == 1 { all[Self.fact] = .fact(row.fact[0]) }
        all[Self.should] = row.should.map { .should($0) }
        all[Self.actual] = row.actual.map { .actual($0) }
        all[Self.severity] = row.severity.map { .severity($0) }
        all[Self.level] = row.level.map { .level($0) }
        all[Self.deadline] = row.deadline.map { .deadline($0) }
        return all
    }

    public func save() {
        let (visit, thing, kind) = (visit, thing, kind)
        guard let row = shown.row else {
            var all = sides.map(\.side)
            if spot.of.count > 4, let pack = UInt64(spot.of(3)) { all.append(.indicator(pack, spot.of(4))) }
            return stage.act({ [all] in _ = try $0.campaign().note(visit: visit, kind: kind, sides: all) }) { [self] in
                done()
            }
        }
        let before = stands(row)
        let mended = sides.filter { before[$0.name] != $0.side }
        stage.act({ desk in
            for (name, side) in mended {
                try desk.campaign().mend(visit: visit, thing: thing, side: side, seen: row.seen[name] ?? "")
            }
        }) { [self] in done() }
    }

    private func done() {
        draft.clear()
        stage.back()
    }

    public func withdraw() { stage.act { [visit, thing] in try $0.campaign().withdraw(visit: visit, thing: thing) } }

    public func bringBack() { stage.act { [visit, thing] in try $0.campaign().bringBack(visit: visit, thing: thing) } }

    // 同一件事？ Others that may be the same: a person opens one, or keeps this one alone.

    public var alike: [Alike] { shown.row.map { $0.withdrawn == .yes ? [] : $0.alike } ?? [] }

    public func open(_ other: Alike) { stage.go(Spot(.note, other.visit, kind.code, other.entity)) }

    public func keepThis(over other: Alike) {
        stage.act { try $0.campaign().withdraw(visit: other.visit, thing: other.entity) }
    }
}
