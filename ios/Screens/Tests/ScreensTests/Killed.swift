import Foundation
import XCTest

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
        process.arguments = ["ScreensTests.VisitTests/" + test.prefix { $0 != "(" }]
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
