import Crosscheck
import Screens
import SwiftUI

/// 报告.
struct ReportView: View {
    @EnvironmentObject private var watch: Watch
    let model: ReportModel

    var body: some View {
        let report = model.shown.report
        Page(say("report")) {
            Options(
                say("report_document"), ReportModel.documents.map { ($0.code, say($0.words)) },
                model.draft[ReportModel.document], choose: model.show)
            length(report)
            if model.mayChoose { Secondary(say("choose"), model.choose) }
            if !report.doubts.isEmpty { Heading(say("doubts", report.doubts.count)) }
            ForEach(report.doubts, id: \.self) { doubt in
                Card({ model.rewrite(doubt.key) }) {
                    SmallText(
                        "? "
                            + (doubt.now.isEmpty
                                ? say("doubt_unknown", doubt.typed) : say("doubt_now", doubt.typed, doubt.now)),
                        Look.toCheck)
                }
            }
            Fold(say("report_how"), model, "fold") {
                Options(
                    say("form"), PaperForm.allCases.map { ($0.code, say($0.word.rawValue)) }, model, ReportModel.form)
                Options(
                    say("report_sites"), [(Draft.yes, say("report_named")), (Draft.no, say("report_unnamed"))], model,
                    ReportModel.named)
            }
            TitleText(report.paper.title)
            if !report.paper.subtitle.isEmpty { SmallText(report.paper.subtitle) }
            ForEach(Array(report.paper.blocks.enumerated()), id: \.offset) {
                BlockView(model: model, block: $0.element)
            }
        } actions: {
            Primary(say("report_export"), model.export)
        }
    }

    @ViewBuilder private func length(_ report: ReportScreen) -> some View {
        let text = report.length.text
        FactLine(
            say("report_length"),
            report.paper.limit.map { say("report_characters_of", text, $0) } ?? say("report_characters", text))
        if model.isOver { SmallText("? " + say("report_over"), Look.toCheck) }
        FactLine(say("report_version"), report.version)
    }
}

/// A part of a document: bound numbers stand out, and a paragraph is touched to be rewritten.
struct BlockView: View {
    @EnvironmentObject private var watch: Watch
    let model: ReportModel
    let block: Block

    var body: some View {
        switch block {
        case let .heading(_, text): Heading(text)
        case let .annex(number, title): Heading("\(number)　\(title)")
        case let .paragraph(paragraph): words(paragraph)
        case let .table(table):
            if !table.name.isEmpty { Heading(table.name) }
            ForEach(Array(table.rows.enumerated()), id: \.offset) { line(table.columns.map(\.header), $0.element) }
        case let .bars(bars):
            ForEach(Array(bars.enumerated()), id: \.offset) { FactLine($0.element.label, $0.element.words) }
        case let .figures(figures):
            ForEach(Array(figures.enumerated()), id: \.offset) { SmallText(say("report_figure", $0.element.caption)) }
        case let .gates(gates):
            ForEach(Array(gates.enumerated()), id: \.offset) { gate($0.element) }
        }
    }

    @ViewBuilder private func words(_ paragraph: Paragraph) -> some View {
        spanned(paragraph.pieces).typeset(.body).foregroundColor(Look.ink).across()
        if paragraph.written { SmallText(say("report_written")) }
        if model.shown.leads && !paragraph.key.isEmpty { Quiet(say("report_rewrite")) { model.rewrite(paragraph.key) } }
    }

    /// Bound numbers are bold, those in doubt underlined behind a mark: never by colour alone.
    private func spanned(_ pieces: [Piece]) -> Text {
        pieces.reduce(Text("")) { all, piece in
            switch piece {
            case let .text(text): all + Text(text)
            case let .field(_, shown): all + Text(shown).bold()
            case let .doubt(typed, _): all + Text("?\(typed)").underline().foregroundColor(Look.toCheck)
            }
        }
    }

    /// A row of a table as a card: a phone is too narrow for its columns.
    private func line(_ headers: [String], _ cells: [String]) -> some View {
        Card {
            ForEach(Array(zip(headers, cells).enumerated()), id: \.offset) { _, cell in
                if !cell.1.isEmpty { FactLine(cell.0, cell.1) }
            }
        }
    }

    private func gate(_ gate: Gate) -> some View {
        Card {
            BodyText(gate.name)
            SmallText(gate.looksAt)
            SmallText(gate.signed.isEmpty ? say("gate_open") : say("gate_signed", gate.signed))
            if model.maySign(gate) { Secondary(say("gate_sign"), about: gate.name) { model.sign(gate) } }
        }
    }
}
