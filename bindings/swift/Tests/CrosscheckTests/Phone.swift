import Crosscheck
import Foundation

/// A key store that hands on to one of files, and fails as long as it is told to.
final class Keys: HostKeys, @unchecked Sendable {
    private let files: HostKeys
    private let lock = NSLock()
    private var failing: Error?

    init(_ folder: URL) throws { files = try softwareKeys(folder: folder.path) }

    func fail(_ error: Error?) { lock.withLock { failing = error } }

    private func good() throws -> HostKeys {
        if let error = lock.withLock({ failing }) { throw error }
        return files
    }

    func make(name: String) throws -> HostKey { try good().make(name: name) }
    func sign(name: String, message: Data) throws -> Data { try good().sign(name: name, message: message) }
    func wrap(name: String, secret: Data) throws -> Data { try good().wrap(name: name, secret: secret) }
    func unwrap(name: String, wrapped: Data) throws -> Data { try good().unwrap(name: name, wrapped: wrapped) }
    func forget(name: String) throws { try good().forget(name: name) }
}

/// The system's clock since it started, and the clock on its wall.
final class Started: BootClock, @unchecked Sendable {
    func now() throws -> Boot {
        Boot(
            boot: "a boot of the test", elapsed: UInt64(ProcessInfo.processInfo.systemUptime * 1_000),
            wall: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}

/// A network that costs nothing.
final class Wire: Connectivity, @unchecked Sendable {
    func network() throws -> Network { .free }
}

/// An app's folder.
final class Phone {
    let folder: URL
    let keys: Keys
    let app: Crosscheck

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("crosscheck-phone-\(UUID())")
        keys = try Keys(folder.appendingPathComponent("keys"))
        let path = folder.appendingPathComponent("app").path
        app = try Crosscheck.open(folder: path, keys: keys, boot: Started(), connectivity: Wire())
    }

    deinit {
        try? app.suspend()
        try? FileManager.default.removeItem(at: folder)
    }
}

let kind = "禁毒办"

/// Everybody brings and fetches until all have all.
func exchange(_ campaigns: Campaign...) async throws {
    for campaign in campaigns + campaigns {
        _ = try await campaign.syncNow().outcome()
    }
}

func yesNo(_ yes: Bool) -> Said {
    Said(answer: AnswerGiven(value: .yesNo(yes), selfReported: false, note: ""), asOf: nil, fromPaper: false)
}

func opening(_ unit: String) -> Opening {
    Opening(place: .listed(unit), kind: kind, chosen: .main, packs: [1], round: 1)
}

let everything = FindingFilter(kind: nil, pack: nil, level: nil, withdrawn: false)
