import Crosscheck
import Foundation

/// 同步: where everything lies, in words, and what the exchange did; and where there is no hub, 数据包: what this phone
/// has as one sealed file for another, and another's taken in.
public final class SyncModel: Model<SyncScreen> {
    public static let files = "files"
    public static let most = 50
    static let bundle = "crosscheck.bundle"

    public static let choices: [Option] = zip(
        BundleFiles.allCases, [Word.bundleNothing, .bundleSmall, .bundlePreviews, .bundleOriginals]
    ).map { Option(code: $0.code, words: .word($1)) }

    override func fetch(_ desk: Desk) throws -> SyncScreen { try desk.campaign().sync() }

    override func fetched() { draft.begin(Self.files, BundleFiles.small.code) }

    public func now() {
        stage.errand(
            { try $0.syncNow() },
            then: { [self] outcome in
                stage.refresh()
                if case let .synced(words, _) = outcome { stage.say(.sentence(words)) }
            }
        ) { [self] why in
            stage.refresh()
            stage.tell(why)
        }
    }

    public func breakOff() { stage.breakOff() }

    public func writeBundle() {
        let files = BundleFiles.of(draft[Self.files]) ?? .small
        let file = stage.host.folder.shared(Self.bundle)
        stage.errand(
            { campaign in
                try? FileManager.default.removeItem(at: file)
                return try campaign.writeBundle(path: file.path, files: files)
            },
            then: { [self] outcome in
                guard case let .bundleWritten(written) = outcome else { return }
                let lacking = written.lacking + written.withheld
                let said: [Told] = [.word(.bundleWritten, ["\(written.recipients)"])]
                stage.refresh()
                stage.say(.lines(lacking == 0 ? said : said + [.word(.bundleLacking, ["\(lacking)"])]))
                stage.host.sharer.share(file)
            })
    }

    public func openBundle() {
        stage.pickBundle { [self] copy in
            stage.takeIn(
                copy,
                then: { [self] taken in
                    stage.refresh()
                    stage.say(taken)
                },
                refused: { [self] why in
                    stage.refresh()
                    stage.tell(why)
                })
        }
    }
}
