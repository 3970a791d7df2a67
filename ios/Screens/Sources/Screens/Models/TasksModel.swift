import Crosscheck

/// 任务: what to do next, where and when, and what lies on this phone alone.
public final class TasksModel: Model<Tasks> {
    override func fetch(_ desk: Desk) throws -> Tasks { try desk.campaign().tasks() }

    /// Where the next thing is done; none where it is opening a site, which has a button of its own.
    public var next: Spot? {
        switch shown.next {
        case let .differing(visit), let .finish(visit): Spot(.visit, visit)
        case let .sign(visit): Spot(.leaving, visit)
        case .openVisit, .nothing: nil
        }
    }

    /// What a leader does beside his own visits.
    public var leads: Bool { shown.role == .leader }

    public func goNext() { if let next { stage.go(next) } }

    public func openVisit() { stage.go(Spot(.openVisit)) }

    public func sync() { stage.go(Spot(.sync)) }

    public func plan() { stage.go(Spot(.plan)) }

    public func group() { stage.go(Spot(.group)) }

    public func draw() { stage.go(Spot(.draw)) }

    public func report() { stage.go(Spot(.report)) }
}
