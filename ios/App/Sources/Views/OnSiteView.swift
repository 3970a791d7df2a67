import Crosscheck
import Screens
import SwiftUI

/// 现场抽取.
struct OnSiteView: View {
    @EnvironmentObject private var watch: Watch
    let model: OnSiteModel

    var body: some View {
        Page(say("on_site")) {
            if let record = model.record {
                drawn(record)
            } else if let open = model.open {
                reveal(open)
            } else {
                commit
            }
        } actions: {
            if model.record == nil && !model.shown.closed {
                if model.open != nil {
                    Primary(say("on_site_reveal"), model.reveal)
                } else {
                    Primary(say("on_site_commit"), model.commit)
                }
            }
        }
    }

    @ViewBuilder private var commit: some View {
        BodyText(say("on_site_how"))
        ForEach(model.shown.row?.attempts ?? [], id: \.self) { attempt($0) }
        if model.fixed == nil {
            Options(say("on_site_kind"), OnSiteModel.kinds.map { ($0, listName($0)) }, model, OnSiteModel.kind)
            FieldView(say("on_site_ordinal"), model, OnSiteModel.ordinal, .number)
        } else {
            LargeText(onSiteName(model.which))
        }
        let sources = model.stage.words.sources
        Options(
            say("on_site_source"), OnSiteModel.sources.map { ($0.code, sources[$0] ?? "") }, model, OnSiteModel.source)
        FieldView(say("on_site_expected"), model, OnSiteModel.expected, .number)
        FieldView(say("on_site_according"), model, OnSiteModel.according)
        if model.isLedger {
            FieldView(say("on_site_entries"), model, OnSiteModel.count, .number)
        } else {
            FieldView(say("on_site_names"), model, OnSiteModel.names, .words)
        }
        FieldView(say("on_site_sample"), model, OnSiteModel.sample, .number)
        FieldView(say("on_site_reserves"), model, OnSiteModel.reserves, .number, example: "0")
    }

    @ViewBuilder private func reveal(_ open: AttemptRow) -> some View {
        Heading(say("commitment"))
        Card {
            BodyText(grouped(open.tried.commitment))
            SmallText(say("commitment_how"))
        }
        numbers(open)
        FieldView(say("on_site_digits"), model, OnSiteModel.digits, .number)
    }

    @ViewBuilder private func numbers(_ row: AttemptRow) -> some View {
        let fixed = row.tried.fixed
        FactLine(say("on_site_source"), model.stage.words.sources[fixed.source] ?? "")
        FactLine("N", "\(fixed.population)")
        FactLine("n", "\(fixed.sample)")
        FactLine(say("on_site_reserves"), "\(fixed.reserves)")
        if let mismatch = row.mismatch { SmallText("? " + mismatch, Look.toCheck) }
    }

    private func attempt(_ row: AttemptRow) -> some View {
        Card {
            BodyText(model.stage.people([row.tried.member]))
            SmallText(say(outcome(row.tried.outcome)))
            numbers(row)
        }
    }

    private func outcome(_ outcome: Outcome) -> String {
        switch outcome {
        case .open: "outcome_open"
        case .drawn: "outcome_drawn"
        case .notHere: "outcome_not_here"
        case .broken: "outcome_broken"
        }
    }

    @ViewBuilder private func drawn(_ record: Record) -> some View {
        Heading(say("drawn_units", record.main.count))
        ForEach(record.main, id: \.self) { LargeText($0) }
        if record.reserve.isEmpty { SmallText(say("no_reserves")) } else { Heading(say("on_site_reserves")) }
        ForEach(record.reserve, id: \.self) { BodyText($0) }
        Heading(say("on_site_repeat"))
        FactLine(say("on_site_digits_said"), record.digits)
        FactLine("N", "\(record.population)")
        FactLine("n", "\(record.sample)")
        SmallText(say("described_option", say("commitment"), record.commitment))
        SmallText(say("described_option", say("secret"), record.secret))
        SmallText(say("described_option", say("list_hash"), record.listHash))
        ForEach(model.shown.row?.attempts.compactMap(\.mismatch) ?? [], id: \.self) {
            SmallText("? " + $0, Look.toCheck)
        }
    }
}

/// A long code in groups of four, as it was published.
func grouped(_ code: String) -> String {
    let all = Array(code)
    return stride(from: 0, to: all.count, by: 4).map { String(all[$0..<min($0 + 4, all.count)]) }.joined(separator: " ")
}
