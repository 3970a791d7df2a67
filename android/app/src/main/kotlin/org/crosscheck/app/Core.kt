package org.crosscheck.app

import android.os.Handler
import android.os.Looper
import java.util.concurrent.Executor
import kotlinx.coroutines.runBlocking
import org.crosscheck.core.CampaignListener
import org.crosscheck.core.CrosscheckException
import org.crosscheck.failureOf
import org.crosscheck.core.Stale
import org.crosscheck.ffi.Campaign
import org.crosscheck.ffi.Crosscheck
import org.crosscheck.ffi.Errand
import org.crosscheck.ffi.ErrandOutcome
import org.crosscheck.ffi.ErrandProgress
import org.crosscheck.ffi.InternalException

/** What a call came to: a value, or the sentence that says why not. */
sealed class Came<out T> {
    data class Well<T>(val value: T) : Came<T>()

    /** [sentence] is the core's own; empty where the program itself broke. */
    data class Not(val code: String, val sentence: String) : Came<Nothing>()
}

/** What a call may look at: the app, and the campaign that is open in it. */
class Desk(val app: Crosscheck, private val open: () -> Campaign?) {
    val hasCampaign: Boolean get() = open() != null
    val campaign: Campaign get() = open() ?: throw NoCampaign()
}

private class NoCampaign : Exception()

/**
 * The core as the screens see it: every call off the main thread and in the order it was made, its outcome back on the
 * main thread. This is the one file that sees the errors and the threads of the generated code.
 *
 * @param open opens the app's folder; called once, off the main thread
 * @param verbs runs one thing at a time
 * @param waits runs what waits for a network or a large file
 * @param choice keeps which campaign is looked at
 */
class Core(
    open: () -> Crosscheck,
    private val verbs: Executor,
    private val waits: Executor,
    private val choice: Choice,
) {
    /** Which campaign is looked at, kept from one start of the app to the next. */
    interface Choice {
        var campaign: String?
    }

    private val main = Handler(Looper.getMainLooper())
    private val crosscheck by lazy(open)
    private var campaign: Campaign? = null

    /** What takes a while and is under way; on the main thread alone. */
    private var under: Errand? = null
    private val desk by lazy { Desk(crosscheck) { campaign() } }

    /** Told on the main thread what has to be fetched again. */
    var whenStale: (() -> Unit)? = null

    private val listener = object : CampaignListener {
        override fun stale(what: List<Stale>) {
            main.post { whenStale?.invoke() }
        }
    }

    /** The campaign that is open; opened where it is not. On the thread of the verbs alone. */
    private fun campaign(): Campaign? {
        campaign?.let { return it }
        val listed = crosscheck.campaigns()
        val one = listed.find { it.campaign == choice.campaign } ?: listed.firstOrNull() ?: return null
        return take(crosscheck.campaign(one.campaign), one.campaign)
    }

    private fun take(opened: Campaign, id: String): Campaign {
        opened.listen(listener)
        choice.campaign = id
        campaign = opened
        return opened
    }

    /** Another campaign, or none, is looked at from now on. */
    fun look(id: String?, then: (Came<Unit>) -> Unit) = ask({
        campaign?.let { before ->
            before.listen(null)
            before.keepExchanging(false)
        }
        campaign = null
        if (id == null) choice.campaign = null else take(crosscheck.campaign(id), id)
        Unit
    }, then)

    /** Does [work] after everything that was asked before. */
    fun <T> ask(work: (Desk) -> T, then: (Came<T>) -> Unit) {
        verbs.execute {
            val came = attempt { work(desk) }
            main.post { then(came) }
        }
    }

    /** Takes up an invitation; the hub is asked. */
    fun join(link: String, then: (Came<Unit>) -> Unit) {
        waits.execute {
            val joined = attempt { runBlocking { crosscheck.join(link) } }
            verbs.execute {
                val came = attempt {
                    if (joined is Came.Well) {
                        // Which one it is stands in the list; the one joined last was not there before.
                        campaign = null
                        joined.value.close()
                        val id = (crosscheck.invited(link) as? org.crosscheck.core.Invited.Link)?.campaign
                        take(crosscheck.campaign(checkNotNull(id)), id)
                    }
                }
                main.post { then(if (joined is Came.Not) joined else came) }
            }
        }
    }

    /** Finds the campaign of a bundle, or joins it where its leader let this phone's card in; it is looked at from now on. */
    fun joinByBundle(path: String, then: (Came<Unit>) -> Unit) {
        waits.execute {
            val joined = attempt {
                runBlocking { crosscheck.joinByBundle(path) }.use { it.me().me.campaign }
            }
            if (joined is Came.Well) look(joined.value, then) else main.post { then(joined as Came.Not) }
        }
    }

    /** Begins what takes a while; [told] hears how far it is, on the main thread, until [then] hears what it came to. */
    fun errand(begin: (Campaign) -> Errand, told: (ErrandProgress) -> Unit, then: (Came<ErrandOutcome>) -> Unit) {
        ask({ begin(it.campaign) }) { begun ->
            when (begun) {
                is Came.Not -> then(begun)
                is Came.Well -> {
                    val running = begun.value
                    under = running
                    var ended = false
                    val look = object : Runnable {
                        override fun run() {
                            if (ended) return
                            (attempt { running.progress() } as? Came.Well)?.let { told(it.value) }
                            main.postDelayed(this, LOOK_AGAIN_MS)
                        }
                    }
                    main.post(look)
                    waits.execute {
                        val came = attempt { runBlocking { running.outcome() } }
                        main.post {
                            ended = true
                            main.removeCallbacks(look)
                            if (under === running) under = null
                            running.close()
                            then(came)
                        }
                    }
                }
            }
        }
    }

    /** Breaks off what is under way, as soon as nothing is half done; it says itself what it came to. */
    fun breakOff() {
        under?.let { running -> attempt { running.cancel() } }
    }

    private fun <T> attempt(work: () -> T): Came<T> = try {
        Came.Well(work())
    } catch (_: NoCampaign) {
        Came.Not(NO_CAMPAIGN, "")
    } catch (thrown: CrosscheckException) {
        failureOf(thrown).let { Came.Not(it.code, it.sentence) }
    } catch (thrown: InternalException) {
        // A fault of the program; what it says is for nobody to read.
        failureOf(thrown).let { Came.Not(it.code, it.sentence) }
    }

    companion object {
        const val NO_CAMPAIGN = "no-campaign"
        private const val LOOK_AGAIN_MS = 300L
    }
}
