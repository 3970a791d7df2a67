package org.crosscheck.app.screens

import org.crosscheck.app.Kind
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage

/** The screen of a spot: one class a kind. */
fun screen(stage: Stage, spot: Spot): Screen<*> = when (spot.kind) {
    Kind.JOIN -> JoinScreen(stage, spot)
    Kind.NOTICE -> NoticeScreen(stage, spot)
    Kind.TASKS -> TasksScreen(stage, spot)
    Kind.SITES -> SitesScreen(stage, spot)
    Kind.FINDINGS -> FindingsScreen(stage, spot)
    Kind.ME -> MeScreen(stage, spot)
    Kind.VISIT -> VisitScreen(stage, spot)
    Kind.OPEN_VISIT -> OpenVisitScreen(stage, spot)
    Kind.INDICATOR -> IndicatorScreen(stage, spot)
    Kind.NOTE -> NoteScreen(stage, spot)
    Kind.METHODS -> MethodsScreen(stage, spot)
    Kind.LEAVING -> LeavingScreen(stage, spot)
    Kind.SYNC -> SyncScreen(stage, spot)
    Kind.TALK -> TalkScreen(stage, spot)
    Kind.INTERVIEW -> InterviewScreen(stage, spot)
    Kind.LEDGER -> LedgerScreen(stage, spot)
    Kind.ON_SITE -> OnSiteScreen(stage, spot)
    Kind.DOCUMENT -> DocumentScreen(stage, spot)
    Kind.SITE_NOTE -> SiteNoteScreen(stage, spot)
    Kind.PLAN -> PlanScreen(stage, spot)
    Kind.DRAW -> when (spot.of.firstOrNull()) {
        RollScreen.ROLL -> RollScreen(stage, spot)
        RolledScreen.ROLLED -> RolledScreen(stage, spot)
        else -> DrawScreen(stage, spot)
    }
    Kind.GROUP -> GroupScreen(stage, spot)
    Kind.REPORT -> if (spot.of.isEmpty()) ReportScreen(stage, spot) else ParagraphScreen(stage, spot)
    Kind.CHOOSE -> ChooseScreen(stage, spot)
    Kind.CARD -> CardScreen(stage, spot)
    Kind.ENROL -> EnrolScreen(stage, spot)
    Kind.LICENCES -> LicencesScreen(stage, spot)
    Kind.DIAGNOSTICS -> DiagnosticsScreen(stage, spot)
    Kind.SEARCH -> SearchScreen(stage, spot)
    Kind.PHOTOS -> PhotosScreen(stage, spot)
    Kind.PHOTO -> PhotoScreen(stage, spot)
    Kind.CAMERA -> CameraScreen(stage, spot)
    Kind.MASK -> MaskScreen(stage, spot)
    Kind.SCAN -> ScanScreen(stage, spot)
    else -> TasksScreen(stage, spot)
}
