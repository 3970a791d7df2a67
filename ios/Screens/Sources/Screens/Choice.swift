import Foundation

/// What this person chose on this phone, and which campaign is looked at: no record of any campaign.
public final class Choice: @unchecked Sendable {
    private struct Kept: Codable {
        var campaign: String?
        var large = false
        var language = ""
        var typed: [String: String] = [:]
    }

    private let lock = NSLock()
    private let file: URL
    private var kept: Kept

    /// - Parameter file: where it is kept; need not be there
    public init(_ file: URL) {
        self.file = file
        kept = (try? JSONDecoder().decode(Kept.self, from: Data(contentsOf: file))) ?? Kept()
    }

    private func change(_ how: (inout Kept) -> Void) {
        lock.withLock {
            how(&kept)
            // Losing a choice loses nothing of a campaign; whoever chose it chooses once more.
            try? JSONEncoder().encode(kept).write(to: file, options: .atomic)
        }
    }

    public var campaign: String? {
        get { lock.withLock { kept.campaign } }
        set { change { $0.campaign = newValue } }
    }

    public var large: Bool {
        get { lock.withLock { kept.large } }
        set { change { $0.large = newValue } }
    }

    /// `zh`, `en`, or empty: as the system.
    public var language: String {
        get { lock.withLock { kept.language } }
        set { change { $0.language = newValue } }
    }

    /// What is typed before there is a campaign to keep it in.
    func typed(_ key: String) -> String? { lock.withLock { kept.typed[key] } }

    func type(_ key: String, _ text: String?) { change { $0.typed[key] = text } }
}
