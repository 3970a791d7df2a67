import Crosscheck
import Screens
import SwiftUI

/// 我的.
struct MeView: View {
    @EnvironmentObject private var watch: Watch
    let model: MeModel

    var body: some View {
        let me = model.shown.phone.me
        Page(say("tab_me")) {
            TitleText(me.name ?? me.member)
            if let unit = me.unit { BodyText(unit) }
            FactLine(say("me_role"), me.role.flatMap { model.stage.words.roles[$0] } ?? "")
            FactLine(say("me_group"), me.group ?? "")
            FactLine(say("me_key"), key)
            SmallText(say(model.shown.phone.recoverable ? "me_recoverable" : "me_not_recoverable"))
            Heading(say("me_space"))
            ForEach(model.space, id: \.room) { FactLine(say(word($0.room)), size($0.taking.bytes)) }
            Secondary(say("originals_free", MeModel.freeDays), model.freeOriginals)
            Secondary(say("originals_fetch"), model.wantOriginals)
            app(me.version)
            campaigns
            Heading(say("remove_title"))
            BodyText(me.stays ?? say("remove_how"))
            if model.mayRemove {
                if model.isSure {
                    Primary(say("remove_sure"), model.removeNow)
                } else {
                    Secondary(say("remove"), model.askRemove)
                }
            }
        }
    }

    @ViewBuilder private func app(_ version: String) -> some View {
        Heading(say("me_app"))
        let names = ["": say("as_system"), "zh-Hans": "中文", "en": "English"]
        Options(
            say("me_language"), MeModel.languages.map { ($0, names[$0] ?? $0) }, model.language, choose: model.speak)
        Options(say("me_size"), [("no", say("size_usual")), ("yes", say("size_large"))], model.large ? "yes" : "no") {
            model.enlarge($0 == "yes")
        }
        FactLine(say("me_version"), version)
        Flow {
            if model.leads {
                Secondary(say("group"), model.group)
                Secondary(say("enrol"), model.enrol)
            }
            Secondary(say("sync"), model.sync)
            Secondary(say("licences"), model.licences)
            Secondary(say("diagnostics"), model.diagnostics)
        }
    }

    @ViewBuilder private var campaigns: some View {
        Heading(say("me_campaigns"))
        ForEach(model.shown.campaigns, id: \.campaign) { listed in
            OptionButton(
                text: listed.title ?? say("join_no_title"), isChosen: listed.campaign == model.shown.phone.me.campaign,
                about: say("me_campaigns")
            ) { model.look(listed) }
        }
        Secondary(say("join_title"), model.join)
    }

    private var key: String {
        switch model.shown.phone.key {
        case .chip: say("key_chip")
        case .guarded: say("key_guarded")
        case .software: say("key_software")
        case nil: ""
        }
    }

    private func word(_ room: Room) -> String {
        switch room {
        case .records: "room_records"
        case .originals: "room_originals"
        case .withheld: "room_withheld"
        case .previews: "room_previews"
        case .small: "room_small"
        case .other: "room_other"
        }
    }
}
