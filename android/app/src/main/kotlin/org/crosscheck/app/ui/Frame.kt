package org.crosscheck.app.ui

import android.view.Gravity
import android.view.View
import android.widget.LinearLayout
import android.widget.LinearLayout.LayoutParams.MATCH_PARENT
import android.widget.LinearLayout.LayoutParams.WRAP_CONTENT
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Way

/** The frame of every screen: title and way back, the body, what went wrong, the actions, and the four tabs at a root. */
class Frame(private val ui: Ui, private val tab: (Kind) -> Unit, private val back: () -> Unit) {
    private val bar = LinearLayout(ui.context).apply { gravity = Gravity.CENTER_VERTICAL }
    private val body = LinearLayout(ui.context).apply { orientation = LinearLayout.VERTICAL }
    private val busy = ui.small("").apply {
        id = R.id.busy
        setPadding(ui.space4, ui.space2, ui.space4, 0)
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        visibility = View.GONE
    }
    private var breakOff: (() -> Unit)? = null
    private val stop = ui.quiet(ui.say(R.string.break_off)) { breakOff?.invoke() }.apply { visibility = View.GONE }
    private val notice = ui.body("").apply {
        id = R.id.notice
        setTextColor(ui.color(R.color.not_met))
        setPadding(ui.space4, ui.space2, ui.space4, 0)
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        visibility = View.GONE
    }
    private val actions = LinearLayout(ui.context).apply {
        id = R.id.actions
        orientation = LinearLayout.VERTICAL
    }
    private val tabs = LinearLayout(ui.context).apply { id = R.id.tabs }

    val view: View = LinearLayout(ui.context).apply {
        id = R.id.page
        orientation = LinearLayout.VERTICAL
        addView(bar, ui.across())
        addView(ui.hairline(), LinearLayout.LayoutParams(MATCH_PARENT, ui.dimension(R.dimen.hairline)))
        addView(body, LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
        addView(ui.hairline(), LinearLayout.LayoutParams(MATCH_PARENT, ui.dimension(R.dimen.hairline)))
        addView(busy, ui.across())
        addView(stop, LinearLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT))
        addView(notice, ui.across())
        addView(actions, ui.across())
        addView(tabs, ui.across())
    }

    fun show(page: Page, way: Way) {
        bar.removeAllViews()
        val title = ui.large(page.title).apply {
            typeface = android.graphics.Typeface.DEFAULT_BOLD
            setPadding(if (way.isRoot) ui.space4 else 0, ui.space2, ui.space4, ui.space2)
            minimumHeight = ui.touch
            gravity = Gravity.CENTER_VERTICAL
            heads()
        }
        if (!way.isRoot) {
            val behind = ui.quiet("‹") { back() }.apply {
                contentDescription = ui.say(R.string.back)
                textSize = ARROW_SP
            }
            bar.addView(behind, LinearLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT))
        }
        bar.addView(title, LinearLayout.LayoutParams(0, WRAP_CONTENT, 1f))
        body.removeAllViews()
        body.addView(page.body, LinearLayout.LayoutParams(MATCH_PARENT, MATCH_PARENT))
        actions.removeAllViews()
        page.actions.forEachIndexed { at, action ->
            val layout = ui.across()
            layout.setMargins(ui.space4, ui.space2, ui.space4, if (at == page.actions.lastIndex) ui.space3 else 0)
            actions.addView(action, layout)
        }
        showTabs(way)
    }

    private fun showTabs(way: Way) {
        tabs.removeAllViews()
        tabs.visibility = if (way.isRoot && way.here.kind in TABS.keys) View.VISIBLE else View.GONE
        TABS.forEach { (kind, word) ->
            val here = way.here.kind == kind
            val button = ui.quiet(ui.say(word)) { if (!here) tab(kind) }
            button.isSelected = here
            val place = TABS.keys.indexOf(kind) + 1
            button.contentDescription = ui.say(R.string.described_tab, ui.say(word), place, TABS.size)
            button.setTextColor(ui.color(if (here) R.color.accent else R.color.muted))
            if (here) with(ui) { button.bold() }
            button.setPadding(0, ui.space2, 0, ui.space2)
            // Where one stands is marked by a line too, not by colour alone.
            val line = View(ui.context).apply {
                setBackgroundColor(ui.color(if (here) R.color.accent else R.color.hairline))
            }
            val column = LinearLayout(ui.context).apply {
                orientation = LinearLayout.VERTICAL
                val height = if (here) ui.dimension(R.dimen.ring) else ui.dimension(R.dimen.hairline)
                addView(line, LinearLayout.LayoutParams(MATCH_PARENT, height))
                addView(button, LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT))
            }
            tabs.addView(column, LinearLayout.LayoutParams(0, WRAP_CONTENT, 1f))
        }
    }

    /** Whether it is said why something was not done, or what was. */
    val isTelling: Boolean get() = notice.visibility == View.VISIBLE

    /** Why something was not done; none takes it away. */
    fun tell(sentence: String?) = line(sentence?.takeIf { it.isNotEmpty() }?.let { "✕ $it" }, sentence, R.color.not_met)

    /** What was done. */
    fun say(sentence: String) = line(sentence, sentence, R.color.ink)

    private fun line(sentence: String?, said: String?, color: Int) {
        notice.text = sentence.orEmpty()
        notice.contentDescription = said
        notice.setTextColor(ui.color(color))
        notice.visibility = if (sentence.isNullOrEmpty()) View.GONE else View.VISIBLE
    }

    /** What is under way, and how it is broken off, if it can be; none takes it away. */
    fun busy(words: String?, breakOff: (() -> Unit)? = null) {
        this.breakOff = breakOff
        busy.text = words.orEmpty()
        busy.visibility = if (words.isNullOrEmpty()) View.GONE else View.VISIBLE
        stop.visibility = if (words.isNullOrEmpty() || breakOff == null) View.GONE else View.VISIBLE
    }

    private companion object {
        const val ARROW_SP = 28f

        val TABS = linkedMapOf(
            Kind.TASKS to R.string.tab_tasks,
            Kind.SITES to R.string.tab_sites,
            Kind.FINDINGS to R.string.tab_findings,
            Kind.ME to R.string.tab_me,
        )
    }
}
