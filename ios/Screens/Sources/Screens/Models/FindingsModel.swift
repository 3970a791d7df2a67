import Crosscheck

/// 问题: findings, practices and difficulties of the group, by kind, level and state.
public final class FindingsModel: Model<[FindingRow]> {
    public static let kind = "kind", level = "level", withdrawn = "withdrawn", more = "more"

    override func fetch(_ desk: Desk) throws -> [FindingRow] {
        let level = draft[Self.level]
        let filter = FindingFilter(
            kind: NoteKind.of(draft[Self.kind]), pack: nil, level: level.isEmpty ? nil : level,
            withdrawn: draft.isOn(Self.withdrawn))
        return try desk.campaign().findings(filter: filter)
    }

    /// Sets what the list is filtered by.
    public func filter(_ name: String, _ code: String) {
        draft[name] = code
        stage.changed()
        stage.refresh()
    }

    public func turnWithdrawn() {
        draft.turn(Self.withdrawn)
        stage.changed()
        stage.refresh()
    }

    public func open(_ row: FindingRow) { stage.go(Spot(.note, row.visit, row.kind.code, row.entity)) }
}
