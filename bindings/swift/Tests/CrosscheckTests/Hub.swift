import Foundation
import XCTest

/// A generated campaign, and a hub served from it as a process over TLS on this machine alone.
final class Hub {
    let folder: URL
    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private var killed = false

    static let binary = ProcessInfo.processInfo.environment["CROSSCHECK_BIN"] ?? "crosscheck"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("crosscheck-swift-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = [
            "roster.csv": "group,member,role,unit,home,recusals\n"
                + "G01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n"
                + "G02,M03,leader,generated office,丙省,\nG02,M04,member,generated office,丁省,\n",
            "CAMPAIGN.toml": "title = \"A generated campaign\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n"
                + "packs = [\"s0\"]\nroster = \"roster.csv\"\n",
            "pass": "a passphrase of the test",
        ]
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        try run("init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass")
        let said = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        // Port 0: the system gives a free one, and the hub says which.
        process.arguments = ["--lang", "en", "serve", "--dir", "camp", "--listen", "127.0.0.1:0"]
        process.currentDirectoryURL = folder
        process.standardOutput = said
        process.standardError = FileHandle.nullDevice
        let ended = self.ended
        // Not waitUntilExit: it listens on the thread that waits, which is seldom the one that began the process.
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = said.fileHandleForReading.availableData
            if more.isEmpty { throw Said(text: "the hub says nothing") }
            line += more
        }
    }

    struct Said: Error { let text: String }

    /// What a command says.
    @discardableResult
    func run(_ arguments: String...) throws -> String {
        let done = Process()
        let said = Pipe()
        done.executableURL = URL(fileURLWithPath: Self.binary)
        done.arguments = ["--lang", "en"] + arguments
        done.currentDirectoryURL = folder
        done.standardOutput = said
        done.standardError = said
        let ended = DispatchSemaphore(value: 0)
        done.terminationHandler = { _ in ended.signal() }
        try done.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        ended.wait()
        if done.terminationStatus != 0 { throw Said(text: text) }
        return text
    }

    /// An invitation's link.
    func invite(_ role: String, enrol: Int = 0) throws -> String {
        let said = try run("invite", "--dir", "camp", "--group", "G01", "--role", role, "--enrol", "\(enrol)")
        return try XCTUnwrap(said.split(separator: "\n").first { $0.hasPrefix("crosscheck://") }.map(String.init))
    }

    func kill() {
        if killed { return }
        killed = true
        // Not terminate: a process begun from here may hold that signal back.
        Foundation.kill(process.processIdentifier, SIGKILL)
        ended.wait()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }
}
