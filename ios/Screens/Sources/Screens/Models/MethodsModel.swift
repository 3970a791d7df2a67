import Crosscheck

/// 记录和方法: what was held, asked, drawn, looked at and noted at a visit; each is begun and gone on with from here.
/// Spot: visit.
public final class MethodsModel: Model<MethodsScreen> {
    private var visit: String { spot.of(0) }

    override func fetch(_ desk: Desk) throws -> MethodsScreen { try desk.campaign().methods(visit: visit) }

    /// Begins one of a kind.
    public func add(_ kind: Spot.Kind) { stage.go(Spot(kind, visit)) }

    public func open(_ kind: Spot.Kind, _ thing: Thing) { stage.go(Spot(kind, visit, thing.entity)) }

    public func open(_ draw: OnSiteRow) { stage.go(Spot(.onSite, visit, draw.which.kind, "\(draw.which.ordinal)")) }

    public func open(_ note: FindingRow) { stage.go(Spot(.note, visit, note.kind.code, note.entity)) }

    public func write(_ kind: NoteKind) { stage.go(Spot(.note, visit, kind.code)) }

    public func photos() { stage.go(Spot(.photos, visit)) }
}
