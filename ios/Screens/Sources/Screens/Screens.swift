/// The model of a spot: one class a kind.
func screen(_ stage: Stage, _ spot: Spot) -> Screen {
    switch spot.kind {
    case .join: JoinModel(stage, spot)
    case .notice: NoticeModel(stage, spot)
    case .sites: SitesModel(stage, spot)
    case .visit: VisitModel(stage, spot)
    case .openVisit: OpenVisitModel(stage, spot)
    case .indicator: IndicatorModel(stage, spot)
    case .leaving: LeavingModel(stage, spot)
    case .sync: SyncModel(stage, spot)
    case .methods: MethodsModel(stage, spot)
    case .talk: TalkModel(stage, spot)
    case .interview: InterviewModel(stage, spot)
    case .ledger: LedgerModel(stage, spot)
    case .onSite: OnSiteModel(stage, spot)
    case .document: DocumentModel(stage, spot)
    case .siteNote: SiteNoteModel(stage, spot)
    case .findings: FindingsModel(stage, spot)
    case .note: NoteModel(stage, spot)
    case .me: MeModel(stage, spot)
    case .plan: PlanModel(stage, spot)
    case .draw:
        switch spot.of.first {
        case RollModel.roll: RollModel(stage, spot)
        case RolledModel.rolled: RolledModel(stage, spot)
        default: DrawModel(stage, spot)
        }
    case .group: GroupModel(stage, spot)
    case .report: if spot.of.isEmpty { ReportModel(stage, spot) } else { ParagraphModel(stage, spot) }
    case .choose: ChooseModel(stage, spot)
    case .card: CardModel(stage, spot)
    case .enrol: EnrolModel(stage, spot)
    case .search: SearchModel(stage, spot)
    case .diagnostics: DiagnosticsModel(stage, spot)
    case .licences: LicencesModel(stage, spot)
    case .photos: PhotosModel(stage, spot)
    case .photo: PhotoModel(stage, spot)
    case .camera: CameraModel(stage, spot)
    case .mask: MaskModel(stage, spot)
    case .scan: ScanModel(stage, spot)
    case .tasks: TasksModel(stage, spot)
    }
}
