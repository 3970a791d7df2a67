import Foundation

/// What is being typed or chosen on a screen and is no record yet: kept at every change.
public final class Draft {
    // Read off the main thread too: a list is fetched by the filter that stands here.
    private let lock = NSLock()
    private var said: [String: String]
    private let keep: (String?) -> Void

    /// - Parameter keep: writes the text away; nothing to keep any more where it is none
    public init(_ kept: String?, keep: @escaping (String?) -> Void) {
        // Of another version: what was typed begins anew.
        said = (try? JSONDecoder().decode([String: String].self, from: Data((kept ?? "").utf8))) ?? [:]
        self.keep = keep
    }

    public subscript(name: String) -> String {
        get { lock.withLock { said[name] ?? "" } }
        set {
            let text: String? = lock.withLock {
                if said[name] == newValue { return nil }
                said[name] = newValue
                return (try? JSONEncoder().encode(said)).map { String(decoding: $0, as: UTF8.self) }
            }
            if let text { keep(text) }
        }
    }

    public func has(_ name: String) -> Bool { lock.withLock { said[name] != nil } }

    public var isEmpty: Bool { lock.withLock { said.isEmpty } }

    /// Sets what was not touched, and keeps nothing: what the record says already.
    func begin(_ name: String, _ text: String) {
        lock.withLock { if said[name] == nil { said[name] = text } }
    }

    func clear() {
        lock.withLock { said = [:] }
        keep(nil)
    }

    // How models read it.

    func trimmed(_ name: String) -> String { self[name].trimmingCharacters(in: .whitespacesAndNewlines) }

    /// None where nothing is said.
    func words(_ name: String) -> String? {
        let text = trimmed(name)
        return text.isEmpty ? nil : text
    }

    func number(_ name: String) -> UInt64? { UInt64(self[name]) }

    public static let yes = "yes"
    public static let no = "no"

    public func isOn(_ name: String) -> Bool { self[name] == Self.yes }

    public func turn(_ name: String) { self[name] = isOn(name) ? Self.no : Self.yes }
}
