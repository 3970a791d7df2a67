import Crosscheck

/// One screen: fetches one record off the main thread, says what can be done, and sends one verb for each button.
///
/// What it holds is read and called on the main thread alone. It has no rule, threshold, arithmetic of dates or order of
/// its own: those are in the record.
open class Screen {
    public let stage: Stage
    public let spot: Spot

    /// What is being typed; there before the record is.
    public internal(set) var draft = Draft(nil) { _ in }

    required public init(_ stage: Stage, _ spot: Spot) {
        self.stage = stage
        self.spot = spot
    }

    /// Off the main thread; what is given back is called on it, and says whether something is new.
    func fetching(_ desk: Desk) throws -> () -> Bool { { false } }

    /// A record was fetched.
    func fetched() {}

    /// Somebody leaves the screen, or the app is no longer in front.
    open func leave() {}

    /// Sets what is typed or chosen; the page shows it.
    public func type(_ name: String, _ text: String) {
        draft[name] = text
        stage.changed()
    }

    /// Turns a box that is ticked or not.
    public func turn(_ name: String) {
        draft.turn(name)
        stage.changed()
    }
}

/// A screen with its record.
open class Model<Shown: Hashable>: Screen {
    /// The record; there as soon as the stage shows the screen.
    public private(set) var shown: Shown!

    /// Off the main thread.
    func fetch(_ desk: Desk) throws -> Shown { preconditionFailure("a screen says what it shows") }

    override final func fetching(_ desk: Desk) throws -> () -> Bool {
        let fresh = try fetch(desk)
        return { [self] in
            if shown == fresh { return false }
            shown = fresh
            fetched()
            return true
        }
    }
}
