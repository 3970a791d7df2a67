package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.core.FindingFilter
import org.crosscheck.core.FindingRow
import org.crosscheck.core.NoteKind
import org.crosscheck.core.Severity
import org.crosscheck.core.Side
import org.crosscheck.core.Withdrawn

/** One 问题, 经验做法 or 困难建议: written down, mended side by side, withdrawn. [Spot.of]: visit, kind, thing, pack, indicator. */
class NoteScreen(stage: Stage, spot: Spot) : Screen<NoteScreen.Shows>(stage, spot) {
    /** The note as it stands; none while it is being written. */
    data class Shows(val row: FindingRow?, val closed: Boolean)

    private val visit = spot.of[0]
    private val kind = NoteKind.valueOf(spot.of[1])
    private val thing = spot.of.getOrElse(2) { "" }

    override fun fetch(desk: Desk): Shows {
        if (thing.isEmpty()) return Shows(null, desk.campaign.methods(visit).closed)
        val all = desk.campaign.findings(FindingFilter(kind, null, null, true))
        val row = all.find { it.visit == visit && it.entity == thing }
        return Shows(row, row?.closed ?: true)
    }

    override fun draw(view: Shows): Page {
        view.row?.let(::begin)
        val finding = kind == NoteKind.FINDING
        val warned = ui.small("", R.color.to_check)
        val look = { warn(warned) }
        val body = ui.scroll(
            view.row?.let { row -> ui.small((listOf(row.place) + ui.noteMarks(row)).filter { it.isNotEmpty() }.joinToString(text(R.string.between))) },
            view.row?.takeIf { it.differs }?.let { ui.body(text(R.string.note_differs)) },
            words(if (finding) R.string.finding_fact else R.string.note_fact, FACT, look),
            if (finding) words(R.string.finding_should, SHOULD, look) else null,
            words(R.string.finding_actual, ACTUAL, look),
            warned,
            if (finding) ui.choice(text(R.string.finding_severity), severities(), draft, SEVERITY) { stage.redraw() } else null,
            ui.choice(text(R.string.finding_level), ui.words.levels.map { it to it }, draft, LEVEL) { stage.redraw() },
            if (finding) ui.field(text(R.string.finding_deadline), draft, DEADLINE, Typed.DATE, text(R.string.date_hint)) else null,
            if (finding) flag(R.string.fixed_on_site, FIXED) else null,
            if (kind == NoteKind.DIFFICULTY) flag(R.string.note_suggestion, SUGGESTION) else null,
            view.row?.takeIf { !view.closed }?.let(::withdraw),
            *view.row?.let { stage.alike(it) }.orEmpty().toTypedArray(),
        )
        look()
        val save = if (view.closed) null else ui.primary(text(R.string.save)) { save(view.row) }
        return Page(ui.words.notes[kind].orEmpty(), body, listOfNotNull(save))
    }

    private fun words(label: Int, name: String, look: () -> Unit) =
        ui.field(text(label), draft, name, Typed.WORDS) { look() }

    private fun severities() = Severity.entries.map { it.name to ui.words.severities[it].orEmpty() }

    private fun flag(label: Int, name: String) = ui.check(text(label), draft[name] == YES) {
        draft[name] = if (draft[name] == YES) NO else YES
        stage.redraw()
    }

    private fun begin(row: FindingRow) {
        draft.begin(FACT, row.fact.firstOrNull().orEmpty())
        draft.begin(SHOULD, row.should.orEmpty())
        draft.begin(ACTUAL, row.actual.orEmpty())
        draft.begin(SEVERITY, row.severity?.name.orEmpty())
        draft.begin(LEVEL, row.level.orEmpty())
        draft.begin(DEADLINE, row.deadline.orEmpty())
        draft.begin(FIXED, if (row.fixed) YES else NO)
        draft.begin(SUGGESTION, if (row.suggestion) YES else NO)
    }

    /** What may not, or should not, stand in the words. */
    private fun warn(line: android.widget.TextView) {
        val all = listOf(FACT, SHOULD, ACTUAL).map { draft[it] }.filter { it.isNotEmpty() }.joinToString("\n")
        stage.look({ it.campaign.lookAt(all) }) { typing, _ ->
            val said = typing?.let { it.refused + it.warnings }.orEmpty()
            line.text = said.joinToString("\n")
            line.visibility = if (said.isEmpty()) View.GONE else View.VISIBLE
        }
    }

    /** Every side that says something, by its field. */
    private fun sides(): Map<String, Side> {
        val sides = linkedMapOf<String, Side>()
        draft[FACT].trim().ifEmpty { null }?.let { sides[FACT] = Side.Fact(it) }
        draft[SHOULD].trim().ifEmpty { null }?.let { sides[SHOULD] = Side.Should(it) }
        draft[ACTUAL].trim().ifEmpty { null }?.let { sides[ACTUAL] = Side.Actual(it) }
        Severity.entries.find { it.name == draft[SEVERITY] }?.let { sides[SEVERITY] = Side.Severity(it) }
        draft[LEVEL].ifEmpty { null }?.let { sides[LEVEL] = Side.Level(it) }
        draft[DEADLINE].trim().ifEmpty { null }?.let { sides[DEADLINE] = Side.Deadline(it) }
        if (draft.has(FIXED)) sides[FIXED] = Side.Fixed(draft[FIXED] == YES)
        if (draft.has(SUGGESTION)) sides[SUGGESTION] = Side.Suggestion(draft[SUGGESTION] == YES)
        return sides.filterKeys { (kind == NoteKind.FINDING || it !in OF_FINDINGS) && (kind == NoteKind.DIFFICULTY || it != SUGGESTION) }
    }

    private fun save(row: FindingRow?) {
        val sides = sides()
        if (row == null) {
            val indicator = spot.of.getOrNull(4)?.let { Side.Indicator(spot.of[3].toULong(), it) }
            stage.act({ it.campaign.note(visit, kind, sides.values.toList() + listOfNotNull(indicator)) }) { done() }
            return
        }
        val before = stands(row)
        val mended = sides.filter { (name, side) -> before[name] != side }
        stage.act({ desk ->
            mended.forEach { (name, side) -> desk.campaign.mend(visit, thing, side, row.seen[name].orEmpty()) }
        }) { done() }
    }

    private fun stands(row: FindingRow): Map<String, Side?> = mapOf(
        FACT to row.fact.singleOrNull()?.let { Side.Fact(it) },
        SHOULD to row.should?.let { Side.Should(it) },
        ACTUAL to row.actual?.let { Side.Actual(it) },
        SEVERITY to row.severity?.let { Side.Severity(it) },
        LEVEL to row.level?.let { Side.Level(it) },
        DEADLINE to row.deadline?.let { Side.Deadline(it) },
        FIXED to Side.Fixed(row.fixed),
        SUGGESTION to Side.Suggestion(row.suggestion),
    )

    private fun done() {
        draft.clear()
        stage.back()
    }

    private fun withdraw(row: FindingRow): View {
        if (row.withdrawn == Withdrawn.YES) {
            return ui.secondary(text(R.string.bring_back)) { stage.act { it.campaign.bringBack(visit, thing) } }
        }
        return ui.secondary(text(R.string.withdraw)) { stage.act { it.campaign.withdraw(visit, thing) } }
    }

    private companion object {
        const val FACT = "fact"
        const val SHOULD = "should"
        const val ACTUAL = "actual"
        const val SEVERITY = "severity"
        const val LEVEL = "level"
        const val DEADLINE = "deadline"
        const val FIXED = "fixed"
        const val SUGGESTION = "suggestion"
        const val YES = "yes"
        const val NO = "no"
        val OF_FINDINGS = setOf(SHOULD, SEVERITY, DEADLINE, FIXED)
    }
}
