import Crosscheck
import Foundation

/// What a call came to: a value, or the sentence that says why not.
public typealias Came<Value> = Result<Value, Failure>

/// What a call may look at: the app, and the campaign that is open in it. On the queue of the verbs alone.
public struct Desk {
    public let app: Crosscheck
    private let opened: () throws -> Campaign?
    let group = Asked<[Person]>()

    init(app: Crosscheck, opened: @escaping () throws -> Campaign?) {
        self.app = app
        self.opened = opened
    }

    public func hasCampaign() throws -> Bool { try opened() != nil }

    public func campaign() throws -> Campaign {
        guard let campaign = try opened() else { throw Core.noCampaign }
        return campaign
    }
}

/// What was asked for once in a call and stands for the rest of it.
final class Asked<Value> {
    private var value: Value?

    func once(_ ask: () throws -> Value) rethrows -> Value {
        if let value { return value }
        let came = try ask()
        value = came
        return came
    }
}

/// The core as the screens see it: every call off the main thread and in the order it was made, its outcome back on the
/// main thread. This is the one file that sees the errors and the threads of the generated code.
public final class Core: @unchecked Sendable {
    /// No campaign is there: everything begins with joining one.
    public static let noCampaign = Failure(kind: .notFound, code: "no-campaign", sentence: "", place: "")
    private static let lookAgain = DispatchTimeInterval.milliseconds(300)

    private let open: () throws -> Crosscheck
    private let choice: Choice
    private let verbs = DispatchQueue(label: "verbs")
    private let home = DispatchQueue.main

    // On the queue of the verbs alone.
    private var running: Crosscheck?
    private var opened: Campaign?

    // On the main thread alone.
    private var asked = 0
    private var idle: [() -> Void] = []

    /// Told on the main thread what has to be fetched again.
    public var whenStale: (() -> Void)?

    /// - Parameter open: opens the app's folder; called once, off the main thread
    public init(choice: Choice, open: @escaping () throws -> Crosscheck) {
        self.choice = choice
        self.open = open
    }

    private final class Listener: CampaignListener, @unchecked Sendable {
        private weak var core: Core?

        init(_ core: Core) { self.core = core }

        func stale(what: [Stale]) throws {
            DispatchQueue.main.async { [weak core] in core?.whenStale?() }
        }
    }

    private func desk() throws -> Desk {
        let app = try running ?? open()
        running = app
        return Desk(app: app) { [self] in try opened ?? first(app) }
    }

    /// The campaign looked at last, or any; none where this phone is in none.
    private func first(_ app: Crosscheck) throws -> Campaign? {
        let listed = try app.campaigns()
        guard let one = listed.first(where: { $0.campaign == choice.campaign }) ?? listed.first else { return nil }
        return try take(app.campaign(campaign: one.campaign), one.campaign)
    }

    private func take(_ campaign: Campaign, _ id: String) throws -> Campaign {
        try campaign.listen(listener: Listener(self))
        choice.campaign = id
        opened = campaign
        return campaign
    }

    /// Does `work` after everything that was asked before.
    public func ask<Value>(_ work: @escaping (Desk) throws -> Value, then: @escaping (Came<Value>) -> Void) {
        asked += 1
        verbs.async { [self] in
            let came = attempt { try work(desk()) }
            home.async { [self] in answered { then(came) } }
        }
    }

    /// Another campaign, or none, is looked at from now on.
    public func look(_ id: String?, then: @escaping (Came<Void>) -> Void) {
        ask(
            { [self] desk in
                try leave()
                choice.campaign = id
                if let id { _ = try take(desk.app.campaign(campaign: id), id) }
            }, then: then)
    }

    /// What is looked at is so no longer. On the queue of the verbs alone.
    private func leave() throws {
        if let before = opened {
            try before.listen(listener: nil)
            try before.keepExchanging(on: false)
        }
        opened = nil
    }

    /// Takes up an invitation; the hub is asked.
    public func join(_ link: String, then: @escaping (Came<Void>) -> Void) {
        join({ try await $0.join(link: link) }, then: then)
    }

    /// Looks at the campaign of a bundle, which is joined where this phone is not in it. The bundle is not taken in yet.
    public func join(bundle path: String, then: @escaping (Came<Void>) -> Void) {
        join({ try await $0.joinByBundle(path: path) }, then: then)
    }

    private func join(
        _ how: @escaping (Crosscheck) async throws -> Campaign, then: @escaping (Came<Void>) -> Void
    ) {
        asked += 1
        ask({ $0.app }) { [self] came in
            guard case let .success(app) = came else { return answered { then(came.map { _ in }) } }
            Task { [self] in
                let joined = await self.attempt { try await how(app) }
                self.verbs.async { [self] in
                    let came = attempt {
                        let campaign = try joined.get()
                        let id = try campaign.me().me.campaign
                        if choice.campaign != id { try leave() }
                        _ = try take(campaign, id)
                    }
                    home.async { [self] in answered { then(came) } }
                }
            }
        }
    }

    /// Begins what takes a while. `told` hears how far it is until `then` hears what it came to; `begun` gets it, to
    /// break it off.
    public func errand(
        _ begin: @escaping (Campaign) throws -> Errand,
        begun: @escaping (Errand) -> Void,
        told: @escaping (ErrandProgress) -> Void,
        then: @escaping (Came<ErrandOutcome>) -> Void
    ) {
        asked += 1
        ask({ try begin($0.campaign()) }) { [self] came in
            switch came {
            case let .failure(why): answered { then(.failure(why)) }
            case let .success(errand):
                begun(errand)
                let follow = Follow()
                again(errand, follow, told)
                Task { [self] in
                    let came = await self.attempt { try await errand.outcome() }
                    self.home.async { [self] in
                        follow.ended = true
                        answered { then(came) }
                    }
                }
            }
        }
    }

    private final class Follow { var ended = false }

    private func again(_ errand: Errand, _ follow: Follow, _ told: @escaping (ErrandProgress) -> Void) {
        if follow.ended { return }
        if let progress = try? errand.progress() { told(progress) }
        home.asyncAfter(deadline: .now() + Self.lookAgain) { [weak self] in self?.again(errand, follow, told) }
    }

    /// The app is no longer in front: the journal is written out and its files are closed, so that no lock outlives
    /// the process's sleep, for which the system would end it. `then` when that is so.
    public func suspend(then: @escaping (Came<Void>) -> Void) {
        ask(
            { desk in
                if try desk.hasCampaign() { try desk.campaign().keepExchanging(on: false) }
                try desk.app.suspend()
            }, then: then)
    }

    /// The app is in front again.
    public func resume(then: @escaping (Came<Void>) -> Void) {
        ask(
            { desk in
                try desk.app.resume()
                // Where no hub is known there is nothing to exchange; the screen 同步 says so.
                if try desk.hasCampaign() { try? desk.campaign().keepExchanging(on: true) }
            }, then: then)
    }

    /// Calls `then` on the main thread once everything asked has been answered, and what the answers asked too.
    public func whenIdle(_ then: @escaping () -> Void) {
        if asked == 0 { then() } else { idle.append(then) }
    }

    private func answered(_ then: () -> Void) {
        then()
        asked -= 1
        guard asked == 0 else { return }
        let waiting = idle
        idle = []
        waiting.forEach { $0() }
    }

    private func attempt<Value>(_ work: () throws -> Value) -> Came<Value> {
        do { return .success(try work()) } catch { return .failure(failure(error)) }
    }

    private func attempt<Value>(_ work: () async throws -> Value) async -> Came<Value> {
        do { return .success(try await work()) } catch { return .failure(failure(error)) }
    }

    /// What is no error of the library is a fault of the program; what it says is for nobody to read.
    private func failure(_ error: Error) -> Failure { error as? Failure ?? Failure(error) }
}
