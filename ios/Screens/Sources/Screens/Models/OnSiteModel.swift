import Crosscheck

/// 现场抽取: the list, N and n are fixed and the commitment shown; then the host names four digits, and the draw is
/// revealed. Spot: visit, kind of list, which draw of it.
public final class OnSiteModel: Model<OnSiteModel.Shows> {
    public struct Shows: Hashable {
        /// The draw; none while it is being fixed.
        public let row: OnSiteRow?
        public let closed: Bool
        /// Of each kind of list, how many draws there are.
        public let draws: [String: Int]
    }

    public static let kind = "kind", ordinal = "ordinal", source = "source", expected = "expected"
    public static let according = "according", count = "count", names = "names", sample = "sample"
    public static let reserves = "reserves", digits = "digits"
    public static let ledger = "ledger"
    public static let kinds = ["schools", "communities", "townships", ledger]
    public static let sources = Source.allCases

    private var visit: String { spot.of(0) }
    public var fixed: OnSite? { spot.of.count < 3 ? nil : OnSite(kind: spot.of(1), ordinal: UInt32(spot.of(2)) ?? 1) }

    override func fetch(_ desk: Desk) throws -> Shows {
        let methods = try desk.campaign().methods(visit: visit)
        let draws = methods.draws
        let counts = draws.reduce(into: [:]) { $0[$1.which.kind, default: 0] += 1 }
        let row = draws.first { $0.which == fixed }
        return Shows(row: row, closed: methods.closed, draws: counts)
    }

    override func fetched() { draft.begin(Self.kind, Self.kinds[0]) }

    /// Which draw is being fixed.
    public var which: OnSite {
        let next = UInt32(shown.draws[draft[Self.kind]] ?? 0) + 1
        return fixed ?? OnSite(kind: draft[Self.kind], ordinal: UInt32(draft[Self.ordinal]) ?? next)
    }

    public var isLedger: Bool { which.kind == Self.ledger }

    /// What was drawn.
    public var record: Record? { shown.row?.record }

    /// The attempt this phone made and has not revealed.
    public var open: AttemptRow? { shown.row?.attempts.last { $0.tried.outcome == .open && $0.here } }

    /// First: what is fixed.
    public func commit() {
        let which = which
        guard let source = Source.of(draft[Self.source]), let expected = draft.number(Self.expected),
            let sample = draft.number(Self.sample), let count = isLedger ? draft.number(Self.count) : 0
        else { return stage.tell(.word(.onSiteMissing)) }
        let list = OnSiteList(
            source: source, expected: expected, accordingTo: draft[Self.according],
            names: isLedger ? nil : draft[Self.names], count: count)
        let (visit, reserves) = (visit, draft.number(Self.reserves) ?? 0)
        stage.act({
            _ = try $0.campaign().commitDraw(visit: visit, which: which, list: list, sample: sample, reserves: reserves)
        }) { [self] in
            draft.clear()
            stage.instead(Spot(.onSite, visit, which.kind, "\(which.ordinal)"))
        }
    }

    /// Then: what the host says.
    public func reveal() {
        guard let open else { return }
        let (visit, which, digits) = (visit, which, draft[Self.digits])
        stage.act({
            _ = try $0.campaign().revealDraw(
                visit: visit, which: which, commitment: open.tried.commitment, digits: digits)
        }) { [self] in
            draft.clear()
            stage.again()
        }
    }
}
