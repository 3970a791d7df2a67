import Crosscheck
import Foundation

/// 我的: who writes here, how this phone keeps it, and how the app speaks.
public final class MeModel: Model<MeModel.Shows> {
    public struct Shows: Hashable {
        public let phone: MyPhone
        public let campaigns: [Listed]
    }

    public static let remove = "remove"
    private static let sure = "sure"
    /// As the system, and the two languages the app speaks.
    public static let languages = ["", "zh-Hans", "en"]

    override func fetch(_ desk: Desk) throws -> Shows {
        Shows(phone: try desk.campaign().me(), campaigns: try desk.app.campaigns())
    }

    /// What takes how much, in the order core names the rooms.
    public var space: [(room: Room, taking: Taking)] {
        Room.allCases.compactMap { room in shown.phone.me.space[room].map { (room, $0) } }
    }

    /// Older originals than this are let go of, where they lie on a server of the office.
    public static let freeDays: UInt32 = 7

    /// Originals that lie on a server of the office need not lie here too.
    public func freeOriginals() {
        stage.act({ try $0.campaign().freeOriginals(days: Self.freeDays) }) { [self] freed in
            stage.refresh()
            stage.say(.word(.originalsFreed, [size(freed.gone.bytes), "\(freed.waiting)"]))
        }
    }

    /// They are fetched again when they are wanted.
    public func wantOriginals() {
        stage.act({ try $0.campaign().wantOriginals() }) { [self] many in
            stage.say(.word(.originalsWanted, ["\(many)"]))
        }
    }

    public var language: String { stage.choice.language }
    public var large: Bool { stage.choice.large }

    public func speak(_ language: String) { stage.choose { $0.language = language } }

    public func enlarge(_ large: Bool) { stage.choose { $0.large = large } }

    public func look(_ listed: Listed) {
        if listed.campaign == shown.phone.me.campaign { return }
        stage.core.look(listed.campaign) { [self] came in
            if case let .failure(why) = came { return stage.tell(stage.told(why)) }
            stage.root(.tasks)
        }
    }

    public func sync() { stage.go(Spot(.sync)) }

    public func licences() { stage.go(Spot(.licences)) }

    public func diagnostics() { stage.go(Spot(.diagnostics)) }

    public func join() { stage.go(Spot(.join)) }

    public func enrol() { stage.go(Spot(.enrol)) }

    public func group() { stage.go(Spot(.group)) }

    public var leads: Bool { shown.phone.me.role == .leader }

    /// It may be removed: everything is on the hub or in a bundle.
    public var mayRemove: Bool { shown.phone.me.stays == nil }

    public var isSure: Bool { draft[Self.remove] == Self.sure }

    /// Asks once more: what is removed does not come back from here.
    public func askRemove() { type(Self.remove, Self.sure) }

    public func removeNow() {
        let campaign = shown.phone.me.campaign
        stage.core.look(nil) { [self] _ in
            stage.act({ try $0.app.remove(campaign: campaign) }) { [self] in stage.root(.tasks) }
        }
    }
}

/// So many bytes, in words.
public func size(_ bytes: UInt64) -> String {
    ByteCountFormatter.string(fromByteCount: Int64(clamping: bytes), countStyle: .file)
}
