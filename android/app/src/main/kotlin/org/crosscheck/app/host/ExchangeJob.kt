package org.crosscheck.app.host

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.os.Handler
import android.os.Looper
import org.crosscheck.app.App
import org.crosscheck.app.Came
import org.crosscheck.app.Core
import org.crosscheck.ffi.Errand
import org.crosscheck.ffi.ErrandOutcome

/** Exchanges once with the hub when there is a network and the app is not in front; again later, until all is there. */
class ExchangeJob : JobService() {
    private val main = Handler(Looper.getMainLooper())
    private val late = Runnable { breakOff() }

    @Volatile
    private var running: Errand? = null

    @Volatile
    private var isOver = false

    override fun onStartJob(parameters: JobParameters): Boolean {
        val core = (application as App).core
        isOver = false
        // A hub that is not reached is waited for in front of somebody, not with a phone in a pocket.
        main.postDelayed(late, MOST_MS)
        core.errand({ campaign -> campaign.syncNow().also(::take) }, {}) { came ->
            main.removeCallbacks(late)
            running = null
            // Where nobody looks nothing goes on exchanging: the job was for one time.
            if (core.whenStale == null) core.ask({ if (it.hasCampaign) it.campaign.keepExchanging(false) }) {}
            jobFinished(parameters, isToCome(came))
        }
        return true
    }

    private fun take(errand: Errand) {
        running = errand
        if (isOver) errand.cancel()
    }

    private fun breakOff() {
        isOver = true
        running?.cancel()
    }

    /** The network is gone, or the system wants the phone for itself. */
    override fun onStopJob(parameters: JobParameters): Boolean {
        breakOff()
        return true
    }

    private fun isToCome(came: Came<ErrandOutcome>): Boolean = when (came) {
        is Came.Well -> (came.value as? ErrandOutcome.Synced)?.everything != true
        is Came.Not -> came.code != Core.NO_CAMPAIGN
    }

    companion object {
        const val ID = 1

        /** How long one exchange may take in the background; what was saved until then stays saved. */
        const val MOST_MS = 3L * 60 * 1000
        private const val AGAIN_MS = 10L * 60 * 1000

        /** As the app leaves the front: a job while something lies on this phone alone, none once all is on the server. */
        fun plan(context: Context, everything: Boolean) {
            val scheduler = context.getSystemService(JobScheduler::class.java) ?: return
            if (everything) return scheduler.cancel(ID)
            if (scheduler.getPendingJob(ID) != null) return
            val job = JobInfo.Builder(ID, ComponentName(context, ExchangeJob::class.java))
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setBackoffCriteria(AGAIN_MS, JobInfo.BACKOFF_POLICY_EXPONENTIAL)
            scheduler.schedule(job.build())
        }
    }
}
