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
    default: TasksModel(stage, spot)
    }
}
