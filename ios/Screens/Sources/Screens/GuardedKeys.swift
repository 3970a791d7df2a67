import Crosscheck
import Foundation

/// Keys in the phone's guarded part where there is one that works, in files elsewhere, and a record of which. Which of the
/// two keeps a name never changes afterwards: a key store that fails later is not answered with another key.
public final class GuardedKeys: HostKeys, @unchecked Sendable {
    private let guarded: HostKeys
    private let files: HostKeys
    private let folder: URL

    public init(guarded: HostKeys, files: HostKeys, folder: URL) {
        self.guarded = guarded
        self.files = files
        self.folder = folder
    }

    /// A name with this beside it is kept by the guarded part.
    private func mark(_ name: String) -> URL { folder.appendingPathComponent("\(name).store") }

    private func isMarked(_ name: String) -> Bool { FileManager.default.fileExists(atPath: mark(name).path) }

    private func isInFiles(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(name).key").path)
    }

    private func keeper(_ name: String) -> HostKeys { isMarked(name) ? guarded : files }

    private static let trial = Data((0..<32).map { UInt8($0) })

    public func make(name: String) throws -> HostKey {
        if isMarked(name) { return try guarded.make(name: name) }
        if isInFiles(name) { return try files.make(name: name) }
        do {
            let key = try guarded.make(name: name)
            // It is tried: some key stores make keys that fail at their first use.
            _ = try guarded.sign(name: name, message: Self.trial)
            let wrapped = try guarded.wrap(name: name, secret: Self.trial)
            guard try guarded.unwrap(name: name, wrapped: wrapped) == Self.trial else { throw HostError.Broken }
            // On the disk before anybody hears of the key.
            try Data().write(to: mark(name), options: .atomic)
            return key
        } catch {
            try? guarded.forget(name: name)
            return try files.make(name: name)
        }
    }

    public func sign(name: String, message: Data) throws -> Data { try keeper(name).sign(name: name, message: message) }

    public func wrap(name: String, secret: Data) throws -> Data { try keeper(name).wrap(name: name, secret: secret) }

    public func unwrap(name: String, wrapped: Data) throws -> Data {
        try keeper(name).unwrap(name: name, wrapped: wrapped)
    }

    public func forget(name: String) throws {
        try keeper(name).forget(name: name)
        try? FileManager.default.removeItem(at: mark(name))
    }
}
