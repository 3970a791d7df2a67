import Crosscheck
import Foundation

/// A bundle on its way in.
extension Stage {
    /// One chosen in the system's picker, copied to the app's own folder; `then` hears of the copy.
    func pickBundle(_ then: @escaping (URL) -> Void) {
        host.picker.file { [self] picked in
            guard let picked else { return }
            let copy = host.folder.shared("in.bundle")
            act({ _ in Folder.copy(picked, to: copy) }) { [self] whole in
                if whole { then(copy) } else { tell(.word(.bundleUnread)) }
            }
        }
    }

    /// Takes in what the copy holds, and removes it; `then` hears what came of it.
    func takeIn(_ copy: URL, then: @escaping (Told) -> Void, refused: @escaping (Told) -> Void) {
        errand(
            { try $0.openBundle(path: copy.path) },
            then: { outcome in
                try? FileManager.default.removeItem(at: copy)
                if case let .bundleOpened(taken) = outcome { then(Self.said(taken)) }
            }
        ) { why in
            try? FileManager.default.removeItem(at: copy)
            refused(why)
        }
    }

    private static func said(_ taken: BundleTaken) -> Told {
        let new = taken.new.segments + taken.new.texts + taken.new.files
        var lines: [Told] = [new == 0 ? .word(.bundleKnown) : .word(.bundleTaken, ["\(new)"])]
        if taken.gaps > 0 { lines.append(.word(.bundleGaps, ["\(taken.gaps)"])) }
        return .lines(lines + taken.problems.map { .sentence($0) })
    }
}
