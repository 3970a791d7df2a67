package org.crosscheck.app

import java.util.concurrent.ConcurrentSkipListMap
import org.json.JSONException
import org.json.JSONObject

/** What is being typed or chosen on a screen and is no record yet: kept at every change. */
class Draft(kept: String?, private val keep: (String?) -> Unit) {
    // Read off the main thread too: a list is fetched by the filter that stands here.
    private val said = ConcurrentSkipListMap<String, String>()

    init {
        try {
            val all = JSONObject(kept ?: "{}")
            all.keys().forEach { name -> said[name] = all.getString(name) }
        } catch (_: JSONException) {
            // Of another version: what was typed begins anew.
        }
    }

    operator fun get(name: String): String = said[name].orEmpty()

    fun has(name: String): Boolean = name in said

    val isEmpty: Boolean get() = said.isEmpty()

    operator fun set(name: String, text: String) {
        if (said[name] == text) return
        said[name] = text
        keep(JSONObject(said.toMap()).toString())
    }

    /** Sets what was not touched, and keeps nothing: what the record says already. */
    fun begin(name: String, text: String) {
        if (name !in said) said[name] = text
    }

    fun clear() {
        said.clear()
        keep(null)
    }
}
