import Crosscheck

/// 点位: every visit of the group, those of mine first, and how far each is.
public final class SitesModel: Model<Tasks> {
    override func fetch(_ desk: Desk) throws -> Tasks { try desk.campaign().tasks() }

    public func open(_ visit: VisitTask) { stage.go(Spot(.visit, visit.visit)) }

    public func openVisit() { stage.go(Spot(.openVisit)) }

    public func search() { stage.go(Spot(.search)) }
}
