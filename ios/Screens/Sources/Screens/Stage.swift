import Crosscheck

/// Where somebody stands, the way back, and the screen that is shown. On the main thread alone.
public final class Stage {
    public let core: Core
    public let choice: Choice
    public let host: Host
    private let lang: () -> Lang

    public private(set) var way = Way([Spot(.tasks)])

    /// The screen that is shown; none until its record is there.
    public private(set) var screen: Screen?
    /// Why there is no screen, where one could not be fetched.
    public private(set) var unseen: Told?
    /// Why something was not done, above the actions.
    public private(set) var notice: Told?
    /// What was done, until the next thing is.
    public private(set) var said: Told?
    /// What is under way.
    public private(set) var busy: Told?
    /// How far it is, as a part of one; none where nobody knows.
    public private(set) var part: Double?

    /// Names of kinds and states in the language of the app.
    public private(set) var words: Vocabulary!
    /// Who is who in the group.
    private(set) var group: [Person] = []

    /// Told whenever anything above changed.
    public var whenChanged: (() -> Void)?

    /// What was asked for a screen that is no longer shown comes too late.
    private var turn = 0
    private var running: Errand?
    private(set) var isBrokenOff = false
    private var handed: String?

    /// - Parameter lang: the language the app's own words are in; core speaks the same
    public init(core: Core, choice: Choice, host: Host, lang: @escaping () -> Lang) {
        self.core = core
        self.choice = choice
        self.host = host
        self.lang = lang
    }

    private static let wayKey = "way"

    /// Shows where somebody stood when the app ended.
    public func begin() {
        core.whenStale = { [weak self] in self?.refresh() }
        let lang = lang()
        core.ask({ [choice] desk in
            try desk.app.speak(lang: lang)
            return (try vocabulary(), try desk.typed(Self.wayKey, choice))
        }) { [self] came in
            switch came {
            case let .failure(why): cannotSee(why)
            case let .success((words, text)):
                self.words = words
                way = Way(text) ?? way
                if let link = handed { take(link) } else { show() }
            }
        }
    }

    /// An invitation that another app handed over; nothing happens before the person says so.
    public func take(_ link: String) {
        // It may come before it is known where somebody stood.
        handed = words == nil ? link : nil
        if words != nil { go(Spot(.join, link)) }
    }

    // Where somebody stands.

    private func moved(_ to: Way) {
        screen?.leave()
        way = to
        let text = to.text
        core.ask({ [choice] in try $0.type(Self.wayKey, text, choice) }) { _ in }
        show()
    }

    public func go(_ spot: Spot) { moved(way.to(spot)) }

    /// In the place of the screen that is shown.
    public func instead(_ spot: Spot) { moved(way.instead(spot)) }

    public func back() { if !way.isRoot { moved(way.back()) } }

    /// In the place of the screen that is shown, and of the one before it where that is of the same kind: what was asked
    /// for comes back to whoever asked.
    func answer(_ spot: Spot) {
        let before = way.back()
        moved(!way.isRoot && before.here.kind == spot.kind ? before.instead(spot) : way.instead(spot))
    }

    /// To a screen with nothing behind it.
    public func root(_ kind: Spot.Kind) { moved(Way([Spot(kind)])) }

    // What is shown.

    private func show() {
        notice = nil
        said = nil
        fetch(Screens.screen(self, way.here))
    }

    private func fetch(_ fresh: Screen) {
        turn += 1
        let mine = turn
        let key = fresh.spot.key
        core.ask({ [self] desk in
            fresh.draft = Draft(try desk.typed(key, choice)) { [weak self] in self?.keep(key, $0) }
            return (try desk.people(), try fresh.fetching(desk))
        }) { [self] came in
            guard mine == turn else { return }
            switch came {
            case let .failure(why): cannotSee(why)
            case let .success((group, take)):
                self.group = group
                unseen = nil
                screen = fresh
                _ = take()
                changed()
            }
        }
    }

    private func keep(_ key: String, _ text: String?) {
        core.ask({ [choice] in try $0.type(key, text, choice) }) { [self] in
            if case let .failure(why) = $0 { tell(told(why)) }
        }
    }

    /// A screen that cannot be fetched says why, and the way back stays open.
    private func cannotSee(_ why: Failure) {
        if why == Core.noCampaign && way.here.kind != .join {
            way = Way([Spot(.join)])
            return show()
        }
        screen = nil
        unseen = told(why)
        changed()
    }

    /// Fetches the record anew.
    public func refresh() {
        guard let now = screen else { return }
        let mine = turn
        core.ask({ try now.fetching($0) }) { [self] came in
            guard mine == turn else { return }
            switch came {
            case let .failure(why): tell(told(why))
            case let .success(take): if take() { changed() }
            }
        }
    }

    /// The same, and shown anew whether or not something is new: what was typed begins from the record again.
    func again() {
        if screen != nil { fetch(Screens.screen(self, way.here)) }
    }

    public func changed() { whenChanged?() }

    // What is done.

    func told(_ why: Failure) -> Told { why.sentence.isEmpty ? .word(.broken) : .sentence(why.sentence) }

    func tell(_ why: Told?) {
        notice = why
        changed()
    }

    func say(_ what: Told) {
        said = what
        changed()
    }

    /// Does a verb, then `then` on the main thread; where it is refused, says why and does nothing more.
    func act<Value>(_ verb: @escaping (Desk) throws -> Value, then: @escaping (Value) -> Void) {
        notice = nil
        look(verb) { [self] came in
            switch came {
            case let .success(value): then(value)
            case let .failure(why): tell(told(why))
            }
        }
    }

    /// Does a verb, then fetches the screen again.
    func act(_ verb: @escaping (Desk) throws -> Void) { act(verb) { [self] in refresh() } }

    /// Asks for something beside the page: nothing is said by itself.
    func look<Value>(_ work: @escaping (Desk) throws -> Value, then: @escaping (Came<Value>) -> Void) {
        let mine = turn
        core.ask(work) { [self] came in
            if mine == turn { then(came) }
        }
    }

    /// What is under way, above the actions; none takes it away.
    func busy(_ what: Told?) {
        busy = what
        part = nil
        changed()
    }

    /// Something new is under way.
    func start(_ what: Told) {
        isBrokenOff = false
        tell(nil)
        busy(what)
    }

    /// Does what takes a while, saying how far it is; then `then`, or `refused` where it was refused.
    func errand(
        _ begin: @escaping (Campaign) throws -> Errand,
        then: @escaping (ErrandOutcome) -> Void,
        refused: ((Told) -> Void)? = nil
    ) {
        start(.word(.busy))
        let mine = turn
        core.errand(
            begin,
            begun: { [self] in
                running = $0
                if isBrokenOff { breakOff() }
            },
            told: { [self] progress in
                if !progress.words.isEmpty { busy = .sentence(progress.words) }
                part = progress.of == 0 ? nil : Double(progress.done) / Double(progress.of)
                changed()
            },
            then: { [self] came in
                running = nil
                busy(nil)
                guard mine == turn else { return }
                switch came {
                case let .success(outcome): then(outcome)
                case let .failure(why): (refused ?? tell)(told(why))
                }
            })
    }

    /// Breaks off what is under way; what was saved stays saved.
    public func breakOff() {
        // It may be asked for before the errand has begun.
        isBrokenOff = true
        try? running?.cancel()
    }
}
