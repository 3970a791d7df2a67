package org.crosscheck.app.screens

import android.view.View
import android.widget.LinearLayout
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Rows
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.Ui
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.fold
import org.crosscheck.app.ui.list
import org.crosscheck.app.ui.state
import org.crosscheck.core.FindingFilter
import org.crosscheck.core.FindingRow
import org.crosscheck.core.NoteKind
import org.crosscheck.core.Withdrawn

/** 问题: findings, practices and difficulties of the group, by kind, level and state. */
class FindingsScreen(stage: Stage, spot: Spot) : Screen<List<FindingRow>>(stage, spot) {
    private val rows = Rows<FindingRow>(emptyList(), ::row)
    private lateinit var head: LinearLayout

    override fun fetch(desk: Desk): List<FindingRow> {
        val level = draft[LEVEL].ifEmpty { null }
        return desk.campaign.findings(FindingFilter(kind(), null, level, draft[WITHDRAWN] == ALSO))
    }

    private fun kind() = NoteKind.entries.find { it.name == draft[KIND] }

    override fun draw(view: List<FindingRow>): Page {
        head = ui.column()
        renew(view)
        return Page(text(R.string.tab_findings), ui.list(head, rows))
    }

    override fun renew(view: List<FindingRow>): Boolean {
        rows.show(view)
        val kinds = listOf("" to text(R.string.filter_all)) + NoteKind.entries.map { it.name to ui.words.notes[it].orEmpty() }
        val levels = listOf("" to text(R.string.filter_all)) + ui.words.levels.map { it to it }
        val also = ui.check(text(R.string.findings_withdrawn), draft[WITHDRAWN] == ALSO) {
            draft[WITHDRAWN] = if (draft[WITHDRAWN] == ALSO) "" else ALSO
            stage.again()
        }
        val more = draft[MORE] == ALSO
        val column = ui.column(
            ui.choice(text(R.string.findings_kind), kinds, draft, KIND) { stage.again() },
            ui.fold(text(R.string.findings_more), more) {
                draft[MORE] = if (more) "" else ALSO
                stage.redraw()
            },
            if (more) ui.choice(text(R.string.finding_level), levels, draft, LEVEL) { stage.again() } else null,
            if (more) also else null,
            if (view.isEmpty()) ui.body(text(R.string.findings_empty)) else null,
            gap = ui.space2,
        )
        head.removeAllViews()
        head.addView(column.apply { setPadding(ui.space4, ui.space3, ui.space4, ui.space3) }, ui.across())
        return true
    }

    private fun row(row: FindingRow): View {
        val place = listOf(row.place, row.level.orEmpty()).filter { it.isNotEmpty() }.joinToString(text(R.string.between))
        val note = ui.noteRow(row, place).apply {
            setPadding(ui.space4, ui.space3, ui.space4, ui.space3)
            setBackgroundResource(R.drawable.touched)
            setOnClickListener { stage.go(Spot(Kind.NOTE, row.visit, row.kind.name, row.entity)) }
        }
        val alike = stage.alike(row)
        if (alike.isEmpty()) return note
        val below = ui.column(*alike.toTypedArray(), gap = ui.space2).apply { setPadding(ui.space4, 0, ui.space4, ui.space3) }
        return ui.column(note, below)
    }

    private companion object {
        const val KIND = "kind"
        const val LEVEL = "level"
        const val WITHDRAWN = "withdrawn"
        const val MORE = "more"
        const val ALSO = "also"
    }
}

/** What became of a note, in words. */
fun Ui.noteMarks(row: FindingRow): List<String> = listOfNotNull(
    row.reply?.let { words.replies[it] },
    if (row.fixed) say(R.string.fixed_on_site) else null,
    when (row.withdrawn) {
        Withdrawn.NO -> null
        Withdrawn.YES -> say(R.string.withdrawn)
        Withdrawn.CHANGED -> say(R.string.withdrawn_changed)
    },
)

/** A note with its kind, how grave it is, and what the place answered. */
fun Ui.noteRow(row: FindingRow, place: String): LinearLayout {
    val kind = listOfNotNull(words.notes[row.kind], row.severity?.let { words.severities[it] }).joinToString(say(R.string.between))
    val marks = noteMarks(row)
    val fact = row.fact.filter { it.isNotEmpty() }.joinToString(" ⇄ ").ifEmpty { say(R.string.words_not_here) }
    val column = column(
        small(listOf(kind, place).filter { it.isNotEmpty() }.joinToString(say(R.string.between))),
        body(fact),
        if (row.differs) state(State.DIFFERING) else null,
        if (marks.isEmpty()) null else small(marks.joinToString(say(R.string.between))),
        gap = space1,
    )
    column.minimumHeight = touch
    column.contentDescription = (listOf(kind, fact) + marks).joinToString("，")
    return column
}
