import Crosscheck
import Screens
import SwiftUI

/// 记录和方法.
struct MethodsView: View {
    @EnvironmentObject private var watch: Watch
    let model: MethodsModel

    var body: some View {
        let all = model.shown!
        Page(say("methods")) {
            Heading(say("photos"))
            Card(model.photos) { BodyText(say("photos_count", all.photos)) }
            held(all)
            looked(all)
            Heading(say("notes"))
            ForEach(all.findings, id: \.entity) { row in
                Card({ model.open(row) }) { NoteLines(stage: model.stage, row: row, place: "") }
            }
            Flow {
                ForEach(NoteKind.allCases, id: \.self) { kind in
                    Secondary(say("add", model.stage.words.notes[kind] ?? "")) { model.write(kind) }
                }
            }
        }
    }

    @ViewBuilder private func held(_ all: MethodsScreen) -> some View {
        Heading(say("talk"))
        ForEach(all.talks, id: \.thing.entity) { row in
            let when = row.held.first.map { say("talk_when", $0.from, $0.to, $0.people) }
            thing(.talk, row.thing, between(when, row.held.first?.units.joined(separator: "、")))
        }
        add(.talk, "talk")
        Heading(say("interview"))
        ForEach(all.interviews, id: \.thing.entity) { row in
            let who = row.asked.compactMap { model.stage.words.interviewed[$0.role] } + row.role.map(\.words)
            thing(.interview, row.thing, between(who.joined(separator: "，"), say("people", row.group)))
        }
        add(.interview, "interview")
    }

    @ViewBuilder private func looked(_ all: MethodsScreen) -> some View {
        Heading(say("ledger"))
        ForEach(all.ledgers, id: \.thing.entity) { row in
            thing(.ledger, row.thing, between(row.title.all, row.open == 0 ? nil : say("ledger_left", row.open)))
        }
        add(.ledger, "ledger")
        Heading(say("on_site"))
        ForEach(all.draws, id: \.which) { row in
            Card({ model.open(row) }) {
                BodyText(onSiteName(row.which))
                if row.undecided { MarkLine(.differing) }
            }
        }
        add(.onSite, "on_site")
        Heading(say("document"))
        ForEach(all.documents, id: \.thing.entity) { row in
            thing(.document, row.thing, between(row.title.all, row.seen.first?.number))
        }
        add(.document, "document")
        Heading(say("site_note"))
        ForEach(all.siteNotes, id: \.thing.entity) { thing(.siteNote, $0.thing, $0.words.all) }
        add(.siteNote, "site_note")
    }

    private func add(_ kind: Spot.Kind, _ word: String) -> some View {
        Secondary(say("add", say(word))) { model.add(kind) }
    }

    private func thing(_ kind: Spot.Kind, _ thing: Thing, _ words: String) -> some View {
        Card({ model.open(kind, thing) }) {
            BodyText(words.isEmpty ? say("words_not_here") : words)
            if let gone = withdrawn(thing.withdrawn) { SmallText(gone) }
            if thing.differs { MarkLine(.differing) }
        }
    }
}

/// What a list drawn on site is called.
func onSiteName(_ which: OnSite) -> String { say("on_site_name", listName(which.kind), which.ordinal) }

func listName(_ kind: String) -> String {
    say(["ledger", "schools", "communities", "townships"].contains(kind) ? "list_\(kind)" : "list_other")
}

/// What every thing of a method has under it: who says it, whether two differ, and how it is withdrawn.
struct Under<Shown: Hashable>: View {
    @EnvironmentObject private var watch: Watch
    let model: ThingModel<Shown>
    let thing: Thing
    let closed: Bool

    var body: some View {
        SmallText(say("said_by", model.stage.people(thing.members)))
        if thing.differs { BodyText(say("note_differs")) }
        if let gone = withdrawn(thing.withdrawn) { SmallText(gone) }
        if !closed {
            WithdrawButton(isWithdrawn: thing.withdrawn == .yes, withdraw: model.withdraw, bringBack: model.bringBack)
        }
    }
}
