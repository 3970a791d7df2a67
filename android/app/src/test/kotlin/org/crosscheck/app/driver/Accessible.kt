package org.crosscheck.app.driver

import android.graphics.Bitmap
import android.graphics.Rect
import android.view.View
import android.widget.EditText
import android.widget.TextView
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckPreset
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckResult.AccessibilityCheckResultType
import com.google.android.apps.common.testing.accessibility.framework.Parameters
import com.google.android.apps.common.testing.accessibility.framework.uielement.AccessibilityHierarchyAndroid
import com.google.android.apps.common.testing.accessibility.framework.utils.contrast.BitmapImage
import com.google.common.collect.HashBiMap
import java.util.Locale

/** What hinders somebody on the screen that is shown: Google's checks on the tree and on the picture, and what is cut off. */
object Accessible {
    /** Rows of a list are alike: this far down it nothing new is seen. */
    private const val MOST_STOPS = 6
    private val counted = setOf(AccessibilityCheckResultType.ERROR, AccessibilityCheckResultType.WARNING)

    /** Looks at the page from its top to its end. What a picture shows in part is looked at where it is seen whole. */
    fun findings(hand: Hand): List<String> {
        val whole = mutableSetOf<View>()
        val partly = mutableMapOf<View, String>()
        val found = linkedSetOf<String>()
        var stop = 0
        do {
            val shown = hand.views().filter { isWhole(it) }.toList()
            whole += shown
            google(hand.decor, Shots.of(hand.decor)).forEach { (view, words) ->
                if (view == null || isWhole(view)) found += words else partly[view] = words
            }
            found += cut(hand)
        } while (++stop < MOST_STOPS && hand.scrollOn())
        partly.filterKeys { it !in whole }.values.forEach { found += it }
        return found.toList()
    }

    private fun isWhole(view: View): Boolean {
        val seen = Rect()
        return view.getGlobalVisibleRect(seen) && seen.width() == view.width && seen.height() == view.height
    }

    private fun google(root: View, picture: Bitmap): List<Pair<View?, String>> {
        val origins = HashBiMap.create<Long, View>()
        val tree = AccessibilityHierarchyAndroid.newBuilder(root).setViewOriginMap(origins).build()
        val checks = AccessibilityCheckPreset.getAccessibilityHierarchyChecksForPreset(AccessibilityCheckPreset.LATEST)
        val parameters = Parameters().apply { putScreenCapture(BitmapImage(picture)) }
        return checks.flatMap { it.runCheckOnHierarchy(tree, null, parameters) }.filter { it.type in counted }.map { found ->
            val view = found.element?.let { origins[it.condensedUniqueId] }
            view to "${found.sourceCheckClass.simpleName}: ${found.getMessage(Locale.ENGLISH)} — ${view?.let(::name)}"
        }
    }

    /** Text that is not shown whole, and what lies outside of what holds it. */
    private fun cut(hand: Hand): List<String> = hand.views().filterIsInstance<TextView>().mapNotNull { view ->
        val layout = view.layout ?: return@mapNotNull null
        val room = view.width - view.totalPaddingLeft - view.totalPaddingRight
        val wide = (0 until layout.lineCount).maxOfOrNull { layout.getLineMax(it) } ?: 0f
        val high = view.height - view.totalPaddingTop - view.totalPaddingBottom
        val ellipsis = (0 until layout.lineCount).any { layout.getEllipsisCount(it) > 0 }
        when {
            // What is typed into one line moves along in it.
            view.text.isEmpty() || view is EditText -> null
            ellipsis -> "cut by dots: ${name(view)}"
            wide > room + 1 -> "wider than its room ($wide > $room): ${name(view)}"
            layout.height > high + 1 -> "higher than its room (${layout.height} > $high): ${name(view)}"
            outside(view) -> "outside of what holds it: ${name(view)}"
            else -> null
        }
    }.toList()

    private fun outside(view: View): Boolean {
        val parent = view.parent as? View ?: return false
        return view.left < 0 || view.right > parent.width
    }

    private fun name(view: View): String {
        val said = view.contentDescription ?: (view as? TextView)?.text ?: ""
        return "${view.javaClass.simpleName} “$said” ${view.width}x${view.height}"
    }
}
