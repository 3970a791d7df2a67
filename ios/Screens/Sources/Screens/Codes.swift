import Crosscheck

/// The names that cases of the core go by in spots and drafts: those of the Android app, so that what is written reads
/// alike on both.
public protocol Coded: CaseIterable {}

extension Coded {
    public var code: String {
        // `communityWorker` is COMMUNITY_WORKER.
        "\(self)".reduce(into: "") { name, letter in
            if letter.isUppercase { name += "_" }
            name += letter.uppercased()
        }
    }

    static func of(_ code: String) -> Self? { allCases.first { $0.code == code } }
}

extension NoteKind: Coded {}
extension Severity: Coded {}
extension Reply: Coded {}
extension Interviewed: Coded {}
extension Source: Coded {}
extension EntryVerdict: Coded {}
extension BundleFiles: Coded {}
extension ReleaseReason: Coded {}
