package org.crosscheck.app.host

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import org.crosscheck.app.App
import org.crosscheck.app.Came
import org.crosscheck.app.Core
import org.crosscheck.ffi.Errand
import org.crosscheck.ffi.ErrandOutcome

/** Exchanges once with the hub when there is a network and the app is not in front; again later, until all is there. */
class ExchangeJob : JobService() {
    @Volatile
    private var running: Errand? = null

    override fun onStartJob(parameters: JobParameters): Boolean {
        val core = (application as App).core
        core.errand({ campaign -> campaign.syncNow().also { running = it } }, {}) { came ->
            running = null
            // Where nobody looks nothing goes on exchanging: the job was for one time.
            if (core.whenStale == null) core.ask({ if (it.hasCampaign) it.campaign.keepExchanging(false) }) {}
            jobFinished(parameters, isToCome(came))
        }
        return true
    }

    /** The network is gone, or the system wants the phone for itself. */
    override fun onStopJob(parameters: JobParameters): Boolean {
        running?.cancel()
        return true
    }

    private fun isToCome(came: Came<ErrandOutcome>): Boolean = when (came) {
        is Came.Well -> (came.value as? ErrandOutcome.Synced)?.everything != true
        is Came.Not -> came.code != Core.NO_CAMPAIGN
    }

    companion object {
        const val ID = 1
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
