import Crosscheck

/// 选择问题: which findings and practices of the group the summary report tells in its text.
public final class ChooseModel: Model<ChooseScreen> {
    public struct Choice {
        /// Told in the text, or not; none leaves it to the draft.
        public let told: Bool?
        public let words: Word
    }

    public static let choices = [
        Choice(told: nil, words: .chooseDraft), Choice(told: true, words: .chooseTold),
        Choice(told: false, words: .chooseLeft),
    ]

    override func fetch(_ desk: Desk) throws -> ChooseScreen { try desk.campaign().choose() }

    public func choose(_ row: ChoiceRow, _ told: Bool?) {
        stage.act {
            try $0.campaign().chooseNote(visit: row.note.visit, note: row.note.entity, told: told, seen: row.seen)
        }
    }
}
