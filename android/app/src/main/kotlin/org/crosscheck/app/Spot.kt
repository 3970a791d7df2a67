package org.crosscheck.app

import org.json.JSONArray
import org.json.JSONException

/** The kinds of screens. Their names are written to disk: a name stays what it is. */
enum class Kind {
    JOIN, NOTICE, TASKS, SITES, FINDINGS, ME, VISIT, OPEN_VISIT, INDICATOR, NOTE, METHODS, LEAVING, SYNC,
    PHOTOS, PHOTO, CAMERA, MASK, TALK, INTERVIEW, LEDGER, ON_SITE, DOCUMENT, SITE_NOTE, SCAN,
    PLAN, DRAW, GROUP, REPORT, CARD, ENROL, LICENCES, DIAGNOSTICS, SEARCH, CHOOSE,
}

/** A screen somebody can stand at: its kind, and what of. */
data class Spot(val kind: Kind, val of: List<String> = emptyList()) {
    constructor(kind: Kind, vararg of: String) : this(kind, of.toList())

    /** The name its typed text is kept under. */
    val key: String get() = (listOf(kind.name) + of).joinToString("/")
}

/** The way somebody came: the last one is where he stands. Never empty. */
data class Way(val spots: List<Spot>) {
    val here: Spot get() = spots.last()
    val isRoot: Boolean get() = spots.size == 1

    fun to(spot: Spot) = Way(spots + spot)

    /** In the place of where he stands. */
    fun instead(spot: Spot) = Way(spots.dropLast(1) + spot)

    fun back() = if (isRoot) this else Way(spots.dropLast(1))

    fun text(): String = JSONArray(spots.map { spot -> JSONArray(listOf(spot.kind.name) + spot.of) }).toString()

    companion object {
        /** The way that was written; none where it cannot be read or is of a later version. */
        fun of(text: String?): Way? {
            if (text == null) return null
            return try {
                val all = JSONArray(text)
                val spots = (0 until all.length()).map { at ->
                    val one = all.getJSONArray(at)
                    val words = (0 until one.length()).map(one::getString)
                    Spot(Kind.valueOf(words.first()), words.drop(1))
                }
                if (spots.isEmpty()) null else Way(spots)
            } catch (_: JSONException) {
                null
            } catch (_: IllegalArgumentException) {
                null
            } catch (_: NoSuchElementException) {
                null
            }
        }
    }
}
