import Foundation

/// The app's own folder: protected as a whole while the phone is locked, and in no backup, because a backup of a phone is
/// a copy of a notebook that nobody can withdraw.
public struct Folder {
    public let root: URL

    /// Makes it where it is not there.
    public init(_ root: URL) throws {
        self.root = root
        for room in [root, campaigns, keys, shots, handed] { try Self.make(room) }
        try Self.seal(root)
    }

    public var campaigns: URL { root.appendingPathComponent("campaigns", isDirectory: true) }
    public var keys: URL { root.appendingPathComponent("keys", isDirectory: true) }
    public var choices: URL { root.appendingPathComponent("choices.json") }
    /// Photos on their way into a campaign.
    var shots: URL { root.appendingPathComponent("shots", isDirectory: true) }
    /// What is handed to somebody else, until the next start of the app.
    var handed: URL { root.appendingPathComponent("shared", isDirectory: true) }

    private static func make(_ folder: URL) throws {
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        #if os(iOS)
            attributes[.protectionKey] = FileProtectionType.complete
        #endif
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: attributes)
        // What was made by an earlier version is protected too.
        try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.path)
    }

    private static func seal(_ folder: URL) throws {
        #if os(iOS) || os(macOS)
            var folder = folder
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            try folder.setResourceValues(values)
        #endif
    }

    /// A name that somebody may read, made into one that a file may have.
    static func plain(_ name: String) -> String {
        let mild = String(name.map { "/\\:".contains($0) || $0.unicodeScalars.allSatisfy { $0.value < 32 } ? "_" : $0 })
        let safe = mild.replacingOccurrences(of: "..", with: "_").drop { $0 == "." }.suffix(120)
        return safe.isEmpty ? "_" : String(safe)
    }

    /// The file to write what is handed to somebody else.
    func shared(_ name: String) -> URL { handed.appendingPathComponent(Self.plain(name)) }

    /// What a photo's file that must not be lost begins with.
    private static let own = "shot-"
    /// What comes in by parts; never left from one start to the next.
    private static let part = "part-"

    /// A name for a photo to be taken. Its file stays until the photo is kept or somebody drops it.
    public func newShot() -> String { "\(Self.own)\(UUID().uuidString).jpg" }

    public func shot(_ name: String) -> URL { shots.appendingPathComponent(Self.plain(name)) }

    /// A photo is whole under its name or not there: it is written beside and moved. False where the disk is full.
    public func write(_ name: String, _ bytes: Data) -> Bool {
        (try? bytes.write(to: shot(name), options: Self.whole)) != nil
    }

    private static var whole: Data.WritingOptions {
        #if os(iOS)
            [.atomic, .completeFileProtection]
        #else
            .atomic
        #endif
    }

    func newPart() -> URL { shots.appendingPathComponent("\(Self.part)\(UUID().uuidString)") }

    func drop(_ name: String) { try? FileManager.default.removeItem(at: shot(name)) }

    /// At a start of the app: what was handed over is gone again, and what was on its way in and never came whole.
    public func tidy() {
        let files = FileManager.default
        for file in (try? files.contentsOfDirectory(at: handed, includingPropertiesForKeys: nil)) ?? [] {
            try? files.removeItem(at: file)
        }
        for file in (try? files.contentsOfDirectory(at: shots, includingPropertiesForKeys: nil)) ?? []
        where !file.lastPathComponent.hasPrefix(Self.own) {
            try? files.removeItem(at: file)
        }
    }

    /// Whether it could be read: a document that is gone, a disk that is full.
    static func copy(_ from: URL, to: URL) -> Bool {
        try? FileManager.default.removeItem(at: to)
        return (try? FileManager.default.copyItem(at: from, to: to)) != nil
    }
}
