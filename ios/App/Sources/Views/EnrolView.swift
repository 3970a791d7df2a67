import Crosscheck
import Screens
import SwiftUI

/// 登记手机.
struct EnrolView: View {
    @EnvironmentObject private var watch: Watch
    let model: EnrolModel

    var body: some View {
        Page(say("enrol")) {
            if !model.shown.leads {
                BodyText(say("enrol_leader"))
            } else if let enrolment = model.enrolment {
                BodyText(say("enrol_show"))
                QrCode(text: enrolment, words: say("enrol_qr"))
                SmallText(enrolment).textSelection(.enabled)
                SmallText(say(model.used))
            } else {
                form
            }
        } actions: {
            if model.enrolment != nil {
                Primary(say("enrol_done"), model.done)
            } else if model.shown.leads {
                Secondary(say("scan"), model.scan)
                Primary(say("enrol_go"), model.enrol)
            }
        }
    }

    @ViewBuilder private var form: some View {
        BodyText(say("enrol_how"))
        FieldView(say("enrol_card"), model, EnrolModel.card, .code)
        FieldView(say("enrol_digits"), model, EnrolModel.digits, .number)
        SmallText(say("enrol_digits_how"))
        if model.others.isEmpty {
            BodyText(say("enrol_nobody"))
        } else {
            Options(
                say("enrol_member"),
                model.others.map { ($0.member, between(model.stage.people([$0.member]), $0.unit)) }, model,
                EnrolModel.member)
        }
    }
}
