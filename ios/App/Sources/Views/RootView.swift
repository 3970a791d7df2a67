import Screens
import SwiftUI

/// The view of the screen that is shown: one a model.
struct RootView: View {
    @EnvironmentObject private var watch: Watch

    var body: some View {
        VStack(spacing: 0) {
            if let screen = watch.stage.screen {
                // Whatever SwiftUI keeps of a screen goes with it.
                shown(screen).id(ObjectIdentifier(screen))
            } else if let why = watch.stage.unseen {
                Page("") { BodyText(say(why)) }
            }
        }
        .environment(\.isLarge, watch.stage.choice.large)
        .background(Look.ground.ignoresSafeArea())
    }

    @ViewBuilder private func shown(_ screen: Screen) -> some View {
        if let first = first(screen) { first } else if let second = second(screen) { second } else { third(screen) }
    }

    private func first(_ screen: Screen) -> AnyView? {
        switch screen {
        case let model as JoinModel: AnyView(JoinView(model: model))
        case let model as NoticeModel: AnyView(NoticeView(model: model))
        case let model as TasksModel: AnyView(TasksView(model: model))
        case let model as SitesModel: AnyView(SitesView(model: model))
        case let model as OpenVisitModel: AnyView(OpenVisitView(model: model))
        case let model as VisitModel: AnyView(VisitView(model: model))
        case let model as IndicatorModel: AnyView(IndicatorView(model: model))
        case let model as LeavingModel: AnyView(LeavingView(model: model))
        case let model as SyncModel: AnyView(SyncView(model: model))
        case let model as FindingsModel: AnyView(FindingsView(model: model))
        case let model as NoteModel: AnyView(NoteView(model: model))
        case let model as MeModel: AnyView(MeView(model: model))
        default: nil
        }
    }

    private func second(_ screen: Screen) -> AnyView? {
        switch screen {
        case let model as MethodsModel: AnyView(MethodsView(model: model))
        case let model as TalkModel: AnyView(TalkView(model: model))
        case let model as InterviewModel: AnyView(InterviewView(model: model))
        case let model as LedgerModel: AnyView(LedgerView(model: model))
        case let model as OnSiteModel: AnyView(OnSiteView(model: model))
        case let model as DocumentModel: AnyView(DocumentView(model: model))
        case let model as SiteNoteModel: AnyView(SiteNoteView(model: model))
        case let model as PhotosModel: AnyView(PhotosView(model: model))
        case let model as PhotoModel: AnyView(PhotoView(model: model))
        case let model as CameraModel: AnyView(CameraView(model: model))
        case let model as MaskModel: AnyView(MaskView(model: model))
        case let model as ScanModel: AnyView(ScanView(model: model))
        default: nil
        }
    }

    @ViewBuilder private func third(_ screen: Screen) -> some View {
        switch screen {
        case let model as PlanModel: PlanView(model: model)
        case let model as DrawModel: DrawView(model: model)
        case let model as RollModel: RollView(model: model)
        case let model as RolledModel: RolledView(model: model)
        case let model as GroupModel: GroupView(model: model)
        case let model as ReportModel: ReportView(model: model)
        case let model as ParagraphModel: ParagraphView(model: model)
        case let model as ChooseModel: ChooseView(model: model)
        case let model as CardModel: CardView(model: model)
        case let model as EnrolModel: EnrolView(model: model)
        case let model as SearchModel: SearchView(model: model)
        case let model as DiagnosticsModel: DiagnosticsView(model: model)
        case let model as LicencesModel: LicencesView(model: model)
        default: EmptyView()
        }
    }
}
