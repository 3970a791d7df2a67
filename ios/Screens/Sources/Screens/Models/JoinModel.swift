import Crosscheck
import Foundation

/// 加入: an invitation is scanned, pasted, or handed over by another app (the spot's first); nothing happens before it is
/// said. Where there is no network, by a bundle whose writer let this phone's card in.
public final class JoinModel: Model<JoinModel.Shows> {
    public struct Shows: Hashable {
        /// How many campaigns this phone is in already.
        public let joined: Int
    }

    public static let link = "link"

    override func fetch(_ desk: Desk) throws -> Shows { Shows(joined: try desk.app.campaigns().count) }

    override func fetched() {
        if let handed = spot.of.first { draft.begin(Self.link, handed) }
    }

    public func scan() { stage.go(Spot(.scan, Spot.Kind.join.rawValue)) }

    public func card() { stage.go(Spot(.card)) }

    public func go() {
        let link = draft.trimmed(Self.link)
        stage.act({ try $0.app.invited(text: link) }) { [self] invited in
            switch invited {
            case let .link(campaign, _, joined): if joined { look(campaign) } else { join(link) }
            case let .enrolment(campaign): stage.act({ _ = try $0.app.accept(text: link) }) { [self] in look(campaign) }
            case .card: stage.tell(.word(.joinIsACard))
            }
        }
    }

    /// The campaign of a bundle is joined, then what the bundle holds is taken in. Cut off in between, the campaign is
    /// there, and the bundle is opened again under 同步.
    public func openBundle() {
        stage.pickBundle { [self] copy in
            stage.start(.word(.bundleOpening))
            stage.core.join(bundle: copy.path) { [self] came in
                switch came {
                case .success: takeIn(copy)
                case let .failure(why):
                    stage.busy(nil)
                    try? FileManager.default.removeItem(at: copy)
                    stage.tell(stage.told(why))
                }
            }
        }
    }

    private func takeIn(_ copy: URL) {
        draft.clear()
        if stage.isBrokenOff {
            stage.busy(nil)
            try? FileManager.default.removeItem(at: copy)
            stage.root(.notice)
            return stage.say(.word(.bundleLater))
        }
        stage.takeIn(
            copy,
            then: { [self] taken in
                stage.root(.notice)
                stage.say(taken)
            },
            refused: { [self] why in
                stage.root(.notice)
                stage.tell(why)
            })
    }

    private func join(_ link: String) {
        stage.busy(.word(.joinAsking))
        stage.core.join(link) { [self] came in
            stage.busy(nil)
            switch came {
            case .success:
                draft.clear()
                firstExchange()
            case let .failure(why): stage.tell(stage.told(why))
            }
        }
    }

    private func look(_ campaign: String) {
        stage.core.look(campaign) { [self] came in
            if case let .failure(why) = came { return stage.tell(stage.told(why)) }
            draft.clear()
            stage.root(.notice)
        }
    }

    /// The campaign's own words come with the first exchange; without it the notice says what is missing.
    private func firstExchange() {
        stage.errand({ try $0.syncNow() }, then: { [self] _ in stage.root(.notice) }) { [self] _ in stage.root(.notice)
        }
    }
}
