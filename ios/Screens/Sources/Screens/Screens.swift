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
    default: TasksModel(stage, spot)
    }
}
