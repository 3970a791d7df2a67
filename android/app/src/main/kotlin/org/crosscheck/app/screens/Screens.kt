package org.crosscheck.app.screens

import org.crosscheck.app.Kind
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage

/** The screen of a spot: one class a kind. */
fun screen(stage: Stage, spot: Spot): Screen<*> = when (spot.kind) {
    Kind.JOIN -> JoinScreen(stage, spot)
    Kind.NOTICE -> NoticeScreen(stage, spot)
    else -> TasksScreen(stage, spot)
}
