import Crosscheck
import Screens
import SwiftUI

/// What was rolled.
struct RolledView: View {
    @EnvironmentObject private var watch: Watch
    let model: RolledModel

    var body: some View {
        Page(between(model.name)) {
            if let roll = model.shown.roll {
                Heading(say("drawn_units", roll.drawn.count))
                if !roll.reserves.isEmpty { SmallText(say("release_how")) }
                ForEach(roll.drawn, id: \.unit) { drawn(roll, $0) }
                Heading(say("on_site_reserves"))
                if roll.reserves.isEmpty { SmallText(say("no_reserves")) }
                ForEach(roll.reserves, id: \.unit) { reserve($0) }
                Heading(say("certificate"))
                SmallText(say("certificate_how"))
                ForEach(Array(model.shown.lines.enumerated()), id: \.offset) { SmallText($0.element, Look.ink) }
                QrCode(text: model.shown.lines.joined(separator: "\n"), words: say("certificate_qr"))
            } else {
                BodyText(say("draw_empty"))
            }
        } actions: {
            HStack(spacing: Look.space2) {
                Secondary(say("export_record"), model.exportRecord)
                Secondary(say("export_certificate"), model.exportCertificate)
            }
        }
    }

    private func named(_ drawn: Drawn) -> String { say("drawn_unit", drawn.rank, drawn.name, drawn.unit) }

    private func drawn(_ roll: Roll, _ drawn: Drawn) -> some View {
        Card {
            BodyText(named(drawn))
            if let standIn = model.standIn(for: drawn) {
                SmallText(say("release_done", standIn.name))
            } else if let next = drawn.next {
                if model.isReleasing(drawn) {
                    let words = model.stage.words.reasons
                    BodyText(say("release_next", model.called(next)))
                    Options(
                        say("release_reason"), roll.reasons.map { ($0.code, words[$0] ?? "") }, model,
                        RolledModel.reason)
                    FieldView(say("release_evidence"), model, RolledModel.evidence, .words)
                    Primary(say("release_go")) { model.release(drawn) }
                    Quiet(say("leave_it"), model.leaveIt)
                } else {
                    Secondary(say("release"), about: drawn.name) { model.begin(drawn) }
                }
            }
        }
    }

    private func reserve(_ reserve: Drawn) -> some View {
        Card {
            BodyText(named(reserve))
            if let release = reserve.release, release.release != .none {
                BodyText(say("released_for", release.unit.map(model.called) ?? ""))
                switch release.release {
                case .oneName: SmallText("? " + say("release_one_name"), Look.toCheck)
                case .differs: MarkLine(.differing)
                case .counts: SmallText(say("release_counts"))
                case .twice: SmallText("? " + say("release_twice"), Look.toCheck)
                case .none: EmptyView()
                }
                if model.isTakingBack(reserve) {
                    FieldView(say("release_back_why"), model, RolledModel.backWhy, .words)
                    Primary(say("release_back_go")) { model.takeBack(reserve) }
                    Quiet(say("leave_it"), model.leaveIt)
                } else {
                    Secondary(say("release_back"), about: reserve.name) { model.beginBack(reserve) }
                }
            }
        }
    }
}
