import Crosscheck

/// 报告: a document as it is drafted now, its length, its numbers in doubt, and the files it becomes.
public final class ReportModel: Model<ReportModel.Shows> {
    public struct Shows: Hashable {
        public let report: ReportScreen
        public let leads: Bool
    }

    public static let document = "document", form = "form", named = "named"
    public static let summary = "summary"
    public static let documents: [Option] = [
        Option(code: summary, words: .word(.reportSummary)), Option(code: "outline", words: .word(.reportOutline)),
        Option(code: "on_site", words: .word(.reportOnSite)), Option(code: "findings", words: .word(.reportFindings)),
    ]
    /// The gate that is the office's own.
    private static let office = "office"

    private var document: String { draft.words(Self.document) ?? Self.summary }

    override func fetch(_ desk: Desk) throws -> Shows {
        Shows(report: try desk.campaign().report(document: document), leads: try desk.leads())
    }

    override func fetched() {
        draft.begin(Self.document, Self.summary)
        draft.begin(Self.form, PaperForm.docx.code)
        draft.begin(Self.named, Draft.yes)
    }

    public func show(_ document: String) {
        draft[Self.document] = document
        stage.refresh()
    }

    /// Of the summary report alone it is chosen what its text tells.
    public var mayChoose: Bool { shown.leads && document == Self.summary }

    public func choose() { stage.go(Spot(.choose)) }

    /// Longer than the document may be.
    public var isOver: Bool { shown.report.paper.limit.map { shown.report.length.text > $0 } ?? false }

    public func rewrite(_ key: String) { stage.go(Spot(.report, document, key)) }

    public func maySign(_ gate: Gate) -> Bool { shown.leads && gate.code != Self.office }

    public func sign(_ gate: Gate) {
        let (document, version) = (document, shown.report.version)
        stage.act { try $0.campaign().signGate(document: document, gate: gate.code, version: version) }
    }

    public func export() {
        guard let form = PaperForm.of(draft[Self.form]) else { return }
        let (document, named) = (document, draft.isOn(Self.named))
        let title = shown.report.paper.title.isEmpty ? document : shown.report.paper.title
        stage.export("\(title).\(form.ending)") {
            try $0.exportReport(document: document, form: form, named: named, path: $1)
        }
    }
}

/// A paragraph of a report in one's own words; what stands in braces moves with the data. Spot: document, paragraph.
public final class ParagraphModel: Model<ParagraphModel.Shows> {
    public struct Shows: Hashable {
        /// The paragraph as it is edited.
        public let row: ParagraphRow?
        /// As it reads now.
        public let reads: String
    }

    public static let text = "text"

    override func fetch(_ desk: Desk) throws -> Shows {
        let report = try desk.campaign().report(document: spot.of(0))
        let key = spot.of(1)
        let now = report.paper.blocks.compactMap { block -> Paragraph? in
            if case let .paragraph(paragraph) = block, paragraph.key == key { paragraph } else { nil }
        }
        return Shows(row: report.paragraphs.first { $0.key == key }, reads: plain(now.first?.pieces ?? []))
    }

    override func fetched() { if let row = shown.row { draft.begin(Self.text, row.editable) } }

    public func save() { write(draft[Self.text]) }

    /// What the app drafted stands again.
    public func takeBack() { write(nil) }

    private func write(_ text: String?) {
        guard let row = shown.row else { return }
        let (document, key) = (spot.of(0), spot.of(1))
        stage.act({
            try $0.campaign().writeParagraph(document: document, key: key, text: text, seen: row.seen)
        }) { [self] in
            draft.clear()
            stage.back()
        }
    }
}

/// Pieces as they read.
public func plain(_ pieces: [Piece]) -> String {
    pieces.map { piece in
        switch piece {
        case let .text(text): text
        case let .field(_, shown): shown
        case let .doubt(typed, _): typed
        }
    }.joined()
}
