import Crosscheck

/// 实地记录: what was seen at the place, in words. Spot: visit, thing.
public final class SiteNoteModel: ThingModel<SiteNoteModel.Shows> {
    public struct Shows: Hashable {
        public let row: SiteNoteRow?
        public let member: String
        public let closed: Bool
    }

    public static let words = "words"

    override func fetch(_ desk: Desk) throws -> Shows {
        let methods = try desk.campaign().methods(visit: visit)
        let row = methods.siteNotes.first { $0.thing.entity == thing }
        return Shows(row: row, member: try desk.me(), closed: methods.closed)
    }

    override func fetched() {
        if let row = shown.row { draft.begin(Self.words, row.words.of(shown.member)) }
    }

    /// What others wrote.
    public var others: [MemberWords] { (shown.row?.words ?? []).filter { $0.member != shown.member } }

    public func save() {
        let (visit, thing, row, words) = (visit, thing, shown.row, draft[Self.words])
        stage.act({ desk in
            if row == nil {
                _ = try desk.campaign().noteSite(visit: visit, text: words)
            } else {
                try desk.campaign().mendSiteNote(visit: visit, thing: thing, text: words)
            }
        }) { [self] in done() }
    }
}
