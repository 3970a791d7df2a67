package org.crosscheck.app

import android.app.Application
import android.content.Context
import android.content.SharedPreferences
import java.io.File
import java.util.concurrent.Executors
import org.crosscheck.app.host.phoneBoot
import org.crosscheck.app.host.phoneKeys
import org.crosscheck.app.host.phoneNetwork
import org.crosscheck.core.BootClock
import org.crosscheck.core.Lang
import org.crosscheck.ffi.Crosscheck

/** The app: one core for as long as the process lives. */
open class App : Application() {
    private var running: Core? = null

    val core: Core get() = running ?: openCore().also { running = it }

    /** What this person chose on this phone: no record of any campaign. */
    val chosen: Chosen by lazy { Chosen(getSharedPreferences("chosen", Context.MODE_PRIVATE)) }

    protected open fun openCore(): Core {
        val verbs = Executors.newSingleThreadExecutor { Thread(it, "verbs") }
        val waits = Executors.newCachedThreadPool { Thread(it, "waits").apply { isDaemon = true } }
        return Core(::openCrosscheck, verbs, waits, chosen)
    }

    /** The core that is there from the next time it is asked for is another one. */
    protected fun forgetCore() {
        running = null
    }

    protected fun openCrosscheck(): Crosscheck {
        val folder = File(filesDir, "campaigns")
        val keys = phoneKeys(this, File(filesDir, "keys"))
        val app = Crosscheck.open(folder.path, keys, bootClock(), phoneNetwork(this))
        app.speak(spoken(this))
        return app
    }

    /** The clock that runs on while somebody sets the other one, and that other one. */
    protected open fun bootClock(): BootClock = phoneBoot(this)

    companion object {
        /** The language the resources are in: core speaks the same. */
        fun spoken(context: Context): Lang = Lang.valueOf(context.getString(R.string.lang))
    }
}

/** What is chosen under 我的, and which campaign is looked at. */
class Chosen(private val kept: SharedPreferences) : Core.Choice {
    override var campaign: String?
        get() = kept.getString("campaign", null)
        set(value) = kept.edit().putString("campaign", value).apply()

    /** What is typed before there is a campaign to keep it in. */
    fun typed(key: String): String? = kept.getString("typed/$key", null)

    fun type(key: String, text: String?) = kept.edit().putString("typed/$key", text).apply()

    var large: Boolean
        get() = kept.getBoolean("large", false)
        set(value) = kept.edit().putBoolean("large", value).apply()

    /** Whether photos say where they were taken, where the system lets them. */
    var places: Boolean
        get() = kept.getBoolean("places", false)
        set(value) = kept.edit().putBoolean("places", value).apply()

    /** `zh`, `en`, or empty: as the system. */
    var language: String
        get() = kept.getString("language", null).orEmpty()
        set(value) = kept.edit().putString("language", value).apply()
}
