import Crosscheck

/// 文件: title, number, date, seen or copied; none that is marked secret. Spot: visit, thing.
public final class DocumentModel: ThingModel<DocumentModel.Shows> {
    public struct Shows: Hashable {
        public let row: DocumentRow?
        public let member: String
        public let closed: Bool
    }

    public static let title = "title", number = "number", date = "date", copy = "copy"

    override func fetch(_ desk: Desk) throws -> Shows {
        let methods = try desk.campaign().methods(visit: visit)
        let row = methods.documents.first { $0.thing.entity == thing }
        return Shows(row: row, member: try desk.me(), closed: methods.closed)
    }

    override func fetched() {
        guard let row = shown.row else { return }
        let own = row.title.of(shown.member)
        draft.begin(Self.title, own.isEmpty ? row.title.first?.words ?? "" : own)
        guard let seen = row.seen.first else { return }
        draft.begin(Self.number, seen.number ?? "")
        draft.begin(Self.date, seen.date ?? "")
        if seen.copy { draft.begin(Self.copy, Draft.yes) }
    }

    public func save() {
        let document = SeenDocument(
            number: draft.words(Self.number), date: draft.words(Self.date), copy: draft.isOn(Self.copy))
        let (visit, thing, row, title) = (visit, thing, shown.row, draft[Self.title])
        stage.act({ desk in
            let campaign = try desk.campaign()
            if let row {
                let seen = row.thing.seen["seen"] ?? ""
                try campaign.mendDocument(visit: visit, thing: thing, document: document, title: title, seen: seen)
            } else {
                _ = try campaign.seeDocument(visit: visit, document: document, title: title)
            }
        }) { [self] in done() }
    }
}
