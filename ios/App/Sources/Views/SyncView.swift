import Screens
import SwiftUI

/// 同步.
struct SyncView: View {
    @EnvironmentObject private var watch: Watch
    let model: SyncModel

    var body: some View {
        let sync = model.shown!
        Page(say("sync")) {
            Card { LargeText(sync.summary) }
            Heading(say("sync_where"))
            ForEach(sync.streams, id: \.stream) { row in
                FactLine(row.name, row.copies)
                if row.unsealed > 0 { SmallText("? " + say("stream_unsealed", row.unsealed), Look.toCheck) }
            }
            if !sync.waiting.isEmpty { Heading(say("sync_waiting")) }
            ForEach(sync.waiting, id: \.self) { FactLine($0.reason, "\($0.count)") }
            Heading(say("bundles"))
            BodyText(say("bundles_how"))
            Options(say("bundle_files"), SyncModel.choices.map { ($0.code, say($0.words)) }, model, SyncModel.files)
            Secondary(say("bundle_write"), model.writeBundle)
            Secondary(say("bundle_open"), model.openBundle)
            Heading(say("sync_journal"))
            if sync.journal.isEmpty { SmallText(say("sync_journal_empty")) }
            ForEach(Array(sync.journal.prefix(SyncModel.most).enumerated()), id: \.offset) { _, line in
                SmallText(time(line.at))
                BodyText(line.words)
            }
        } actions: {
            Primary(say("sync_now"), model.now)
        }
    }
}
