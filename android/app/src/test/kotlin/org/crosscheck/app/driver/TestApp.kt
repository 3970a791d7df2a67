package org.crosscheck.app.driver

import android.os.Looper
import java.util.concurrent.Executor
import java.util.concurrent.Executors
import org.crosscheck.app.App
import org.crosscheck.app.Core
import org.crosscheck.core.Boot
import org.crosscheck.core.BootClock
import org.crosscheck.ffi.Crosscheck
import org.robolectric.Shadows.shadowOf

/** The app with threads that can be waited for, and that can be killed and begun again. */
class TestApp : App() {
    private val under = Under()
    private var opened: Crosscheck? = null

    /** What the system says of its two clocks, where a test sets them; else what the phone says. */
    @Volatile
    var boot: Boot? = null

    override fun bootClock(): BootClock {
        val phone = super.bootClock()
        return object : BootClock {
            override fun now(): Boot = boot ?: phone.now()
        }
    }

    override fun openCore(): Core {
        val verbs = Executors.newSingleThreadExecutor { Thread(it, "verbs").apply { isDaemon = true } }
        val waits = Executors.newCachedThreadPool { Thread(it, "waits").apply { isDaemon = true } }
        return Core({ openCrosscheck().also { opened = it } }, under.counted(verbs), under.counted(waits), chosen)
    }

    /** Comes back when nothing is under way any more: no verb, no errand, nothing on the main thread. */
    fun quiet() = under.quiet()

    /** The process dies: whatever was not written is gone. The next core opens the folder anew. */
    fun kill() {
        quiet()
        opened?.let { core ->
            core.campaigns().forEach { core.closeCampaign(it.campaign) }
            core.close()
        }
        opened = null
        forgetCore()
    }
}

/** What is under way on other threads. */
private class Under {
    private val lock = Object()
    private var count = 0

    fun counted(executor: Executor) = Executor { work ->
        change(1)
        executor.execute {
            try {
                work.run()
            } finally {
                change(-1)
            }
        }
    }

    private fun change(by: Int) = synchronized(lock) {
        count += by
        lock.notifyAll()
    }

    fun quiet() {
        val looper = shadowOf(Looper.getMainLooper())
        val deadline = System.nanoTime() + MOST_NS
        while (true) {
            looper.idle()
            synchronized(lock) {
                if (count == 0 && looper.isIdle) return
                // Woken by whatever ends; the deadline is for what never does.
                if (count > 0) lock.wait(1_000)
            }
            check(System.nanoTime() < deadline) { "something is under way for two minutes" }
        }
    }

    private companion object {
        const val MOST_NS = 120_000_000_000L
    }
}
