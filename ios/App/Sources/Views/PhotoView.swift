import Crosscheck
import Screens
import SwiftUI

/// One photo.
struct PhotoView: View {
    @EnvironmentObject private var watch: Watch
    let model: PhotoModel

    var body: some View {
        Page(say("photo")) {
            if let photo = model.shown.photo { known(photo) } else { BodyText(say("photo_gone")) }
        } actions: {
            if model.isOpen {
                HStack(spacing: Look.space2) {
                    Secondary(say("photo_again"), model.retake)
                    Primary(say("photo_save_caption"), model.saveCaption)
                }
            }
        }
    }

    @ViewBuilder private func known(_ photo: PhotoScreen) -> some View {
        let captions = photo.row.captions.all
        if !model.isGone {
            if model.picture == nil { BodyText(say("photo_not_here")) }
            PictureView(
                data: model.picture,
                words: say("photo_described", captions.isEmpty ? say("photo_no_caption") : captions))
        }
        PhotoLines(stage: model.stage, row: photo.row)
        if let member = photo.row.member { SmallText(say("said_by", model.stage.people([member]))) }
        if let capture = photo.row.capture { captured(capture) }
        if photo.row.state == .waits { BodyText(say("photo_waits_how")) }
        ForEach(model.others, id: \.self) { other in
            Card {
                SmallText(model.stage.people([other.member]))
                BodyText(other.words)
            }
        }
        if !model.isGone { leads(photo) }
        if model.isOpen {
            FieldView(say("photo_caption"), model, PhotoModel.caption, .words)
            belongs(photo)
            may(photo)
        }
    }

    @ViewBuilder private func captured(_ capture: Capture) -> some View {
        SmallText(say("photo_size", capture.size.width, capture.size.height))
        if let fix = capture.fix {
            SmallText(
                between(
                    say("photo_place", degrees(fix.latitude), degrees(fix.longitude), fix.accuracy),
                    fix.mock ? say("photo_place_mock") : nil))
        } else if capture.cameFrom != .elsewhere {
            SmallText(say("photo_no_place"))
        }
        if let taken = capture.claims.taken { SmallText(say("photo_claims_time", taken)) }
        if let place = capture.claims.place {
            SmallText(say("photo_claims_place", degrees(place.latitude), degrees(place.longitude)))
        }
    }

    private func degrees(_ parts: Int64) -> String { String(format: "%.5f", Double(parts) / 1e7) }

    private func belongs(_ photo: PhotoScreen) -> some View {
        let of = photo.row.indicator
        return Fold(of.map { say("photo_belongs", $0.id) } ?? say("photo_belongs_none"), model, "belongs") {
            Flow {
                OptionButton(text: say("photo_no_indicator"), isChosen: of == nil, about: say("photo_indicator")) {
                    model.assign(nil)
                }
                ForEach(model.shown.asked, id: \.self) { indicator in
                    OptionButton(text: indicator.id, isChosen: indicator == of, about: say("photo_indicator")) {
                        model.assign(indicator)
                    }
                }
            }
        }
    }

    /// What a leader turns on or off, whether or not the visit is signed; what he asked for is seen by everybody.
    @ViewBuilder private func leads(_ photo: PhotoScreen) -> some View {
        if photo.asked { BodyText(say("photo_asked")) }
        Flow {
            if let turned = photo.inReport {
                Secondary(say(turned.on ? "photo_out_of_report" : "photo_in_report"), model.turnInReport)
            }
            if let turned = photo.ask { Secondary(say(turned.on ? "photo_ask_no_more" : "photo_ask"), model.turnAsked) }
        }
    }

    @ViewBuilder private func may(_ photo: PhotoScreen) -> some View {
        if !model.isMasked { Check(say("photo_faceless"), photo.row.state == .faceless, model.turnFaceless) }
        Flow {
            Secondary(say(model.isMasked ? "photo_mask_again" : "photo_mask"), model.mask)
            if model.mayLeave { Secondary(say("photo_share"), model.share) }
            WithdrawButton(
                isWithdrawn: photo.row.withdrawn == .yes, withdraw: model.withdraw, bringBack: model.bringBack)
        }
        if model.isAskingRedact {
            BodyText(say(model.isMasked ? "photo_redact_how_masked" : "photo_redact_how"))
            if model.isMasked { Primary(say("photo_redact_original")) { model.redactNow(masked: false) } }
            Primary(say(model.isMasked ? "photo_redact_all" : "photo_redact_sure")) { model.redactNow(masked: true) }
            Secondary(say("photo_redact_not")) { model.askRedact(false) }
        } else {
            Secondary(say("photo_redact")) { model.askRedact(true) }
        }
    }
}
