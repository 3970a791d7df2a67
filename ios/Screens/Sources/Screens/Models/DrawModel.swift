import Crosscheck

/// 抽取: the plans of the campaign with their lists and commitments, and what the group rolled of them.
public final class DrawModel: Model<DrawModel.Shows> {
    public struct Shows: Hashable {
        public let plans: [RollPlan]
        public let rolls: [Roll]
        public let leads: Bool
    }

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        return Shows(plans: try campaign.rollPlans(), rolls: try campaign.rolls().rolls, leads: try desk.leads())
    }

    /// What a roll is called: its plan's title and the stratum, where they are here.
    public func name(_ roll: Roll) -> [String] { rollName(shown.plans, roll.roll) }

    public func look(_ roll: String) { stage.go(Spot(.draw, RolledModel.rolled, roll)) }

    public func roll(_ plan: RollPlan, _ stratum: RollStratum) {
        stage.go(Spot(.draw, RollModel.roll, plan.plan, stratum.label))
    }
}

func rollName(_ plans: [RollPlan], _ roll: String) -> [String] {
    for plan in plans {
        guard let stratum = plan.strata.first(where: { $0.rolled == roll }) else { continue }
        return plan.byStratum ? [plan.title, stratum.label] : [plan.title]
    }
    return [roll]
}

/// Rolling a plan before witnesses: who rolled which digits, in order, and the draw at a second touch.
/// Spot: `roll`, plan, stratum.
public final class RollModel: Model<RollModel.Shows> {
    public struct Shows: Hashable { public let plan: RollPlan? }

    public static let roll = "roll", place = "place"
    private static let many = "many", sure = "sure"
    public static func unit(_ at: Int) -> String { "unit \(at)" }
    public static func digits(_ at: Int) -> String { "digits \(at)" }

    private var label: String { spot.of(2) }

    override func fetch(_ desk: Desk) throws -> Shows {
        Shows(plan: try desk.campaign().rollPlans().first { $0.plan == spot.of(1) })
    }

    public var stratum: RollStratum? { shown.plan?.strata.first { $0.label == label } }
    public var rollers: Int { Int(draft[Self.many]) ?? 1 }
    public var digits: String { (0..<rollers).map { draft.trimmed(Self.digits($0)) }.joined() }

    public func addRoller() { type(Self.many, "\(rollers + 1)") }

    /// What is rolled cannot be rolled again: the digits are shown once more before they count.
    public var isSure: Bool { !draft[Self.sure].isEmpty && draft[Self.sure] == digits }

    public func ask() {
        draft[Self.sure] = digits
        if digits.isEmpty { stage.tell(.word(.rollMissing)) } else { stage.changed() }
    }

    public func rollNow() {
        guard let plan = shown.plan else { return }
        let all = (0..<rollers).map {
            Roller(unit: draft.trimmed(Self.unit($0)), digits: draft.trimmed(Self.digits($0)))
        }
        .filter { !$0.digits.isEmpty }
        let named = all.filter { !$0.unit.isEmpty }
        if !named.isEmpty && named.count < all.count { return stage.tell(.word(.rollUnnamed)) }
        let said = RollCall(
            stratum: plan.byStratum ? label : nil, digits: digits, rollers: named, place: draft.words(Self.place))
        stage.act({ try $0.campaign().roll(plan: plan.plan, said: said) }) { [self] roll in
            draft.clear()
            stage.instead(Spot(.draw, RolledModel.rolled, roll))
        }
    }

    public func look(_ roll: String) { stage.instead(Spot(.draw, RolledModel.rolled, roll)) }
}
