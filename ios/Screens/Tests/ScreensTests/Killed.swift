import Foundation
import XCTest

@testable import Screens

/// One thing somebody does.
typealias Step = (name: String, act: (Hand) async throws -> Void)

/// One thing somebody does on a screen of a kind.
@MainActor
func step<Kind: Screen>(_ name: String, _ kind: Kind.Type, _ act: @escaping (Kind) throws -> Void) -> Step {
    (name, { try await $0.on(kind, do: act) })
}

/// Looks at what became of a step; nothing is done.
@MainActor
func then<Kind: Screen>(_ step: Step, _ kind: Kind.Type, _ look: @escaping (Kind) throws -> Void) -> Step {
    (
        step.name,
        {
            try await step.act($0)
            try look($0.on(kind))
        }
    )
}

/// One step of a story in a process of its own, which ends as the system ends one: at once, with nothing tidied.
struct Killed {
    let step: Int
    let home: URL

    /// What this process is to do, where it is such a one.
    static var here: Killed? {
        let around = ProcessInfo.processInfo.environment
        guard let step = around["CROSSCHECK_STEP"].flatMap(Int.init), let home = around["CROSSCHECK_HOME"] else {
            return nil
        }
        return Killed(step: step, home: URL(fileURLWithPath: home))
    }

    /// Runs this test's own program again, for the one test that calls, and comes back when it was killed.
    func run(_ test: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [test]
        // What is shown is compared as text: a dictionary's order is the same in every process.
        let around = ["CROSSCHECK_STEP": "\(step)", "CROSSCHECK_HOME": home.path, "SWIFT_DETERMINISTIC_HASHING": "1"]
        process.environment = ProcessInfo.processInfo.environment.merging(around) { $1 }
        let said = Pipe()
        process.standardOutput = said
        process.standardError = said
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        ended.wait()
        XCTAssertEqual(process.terminationReason, .uncaughtSignal, text)
    }

    private func file(_ name: String) -> URL { home.appendingPathComponent("\(name)-\(step).txt") }

    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: file(name)) }

    func note(_ name: String) throws -> String { String(decoding: try Data(contentsOf: file(name)), as: UTF8.self) }
}

extension XCTestCase {
    /// Does the steps on a phone, each in a process of its own that is killed after it, and holds that what was seen before
    /// the kill is seen again after it. Gives the phone, opened once more; none in such a process, which has no more to do.
    ///
    /// - Parameter begin: a phone where the first step can be done; not called in such a process
    @MainActor
    func killing(
        _ steps: [Step], function: String = #function, from begin: () async throws -> Hand
    ) async throws -> Hand? {
        if let child = Killed.here {
            try await act(child, steps)
            return nil
        }
        let hand = try await begin()
        // From here on other processes have the folder.
        _ = await withCheckedContinuation { done in hand.stage.sleep { done.resume(returning: $0) } }
        let test = "\(String(reflecting: type(of: self)))/\(function.prefix { $0 != "(" })"
        var left: String?
        for at in 0...steps.count {
            let child = Killed(step: at, home: hand.home)
            try child.run(test)
            let came = try child.note("came")
            if let left { XCTAssertEqual(came, left, "after \(steps[at - 1].name) and a kill") }
            left = at < steps.count ? try child.note("left") : nil
        }
        await hand.kill()
        return hand
    }

    /// In a process of its own: sees, does one thing, sees, and is killed.
    @MainActor
    private func act(_ child: Killed, _ steps: [Step]) async throws {
        let hand = try await Hand(at: child.home)
        try child.write("came", hand.seen())
        if child.step < steps.count {
            try await steps[child.step].act(hand)
            XCTAssertNil(hand.stage.notice, steps[child.step].name)
            try child.write("left", hand.seen())
        }
        // A process that failed ends by itself and says why.
        if testRun?.totalFailureCount == 0 { kill(getpid(), SIGKILL) }
    }
}

extension Hand {
    /// What somebody sees: where he stands, what is shown there, and what is typed.
    fileprivate func seen() throws -> String {
        let screen = try XCTUnwrap(stage.screen, "\(String(describing: stage.unseen))")
        let shown = Mirror(reflecting: screen).superclassMirror?.descendant("shown")
        let typed = Mirror(reflecting: screen.draft).descendant("said") as? [String: String] ?? [:]
        let said = typed.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        let live = (screen as? IndicatorModel)?.live
        return "\(stage.way.text)\n\(String(describing: shown))\n\(said)\n\(String(describing: live))"
    }
}
