package org.crosscheck.app

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.os.Looper
import java.util.concurrent.TimeUnit
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Hub
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.crosscheck.app.host.ExchangeJob
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import org.robolectric.util.ReflectionHelpers

/** What lies on the phone alone goes to the hub while nobody looks, once there is a network, and then nothing goes on. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class ExchangeJobTest {
    @get:Rule
    val folder = TemporaryFolder()
    private val hub by lazy { Hub(folder.newFolder("office")) }
    private val app get() = RuntimeEnvironment.getApplication() as TestApp
    private val pending: JobInfo? get() = app.getSystemService(JobScheduler::class.java).getPendingJob(ExchangeJob.ID)

    @After
    fun stop() = hub.stop()

    /** The system runs the job, whose time is up after [until]; gives whether it is to be run again. */
    private fun run(until: Long = 0): Boolean {
        val service = Robolectric.buildService(ExchangeJob::class.java).create().get()
        val parameters = ReflectionHelpers.callConstructor(JobParameters::class.java)
        ReflectionHelpers.setField(parameters, "jobId", ExchangeJob.ID)
        assertTrue("it goes on on other threads", service.onStartJob(parameters))
        shadowOf(Looper.getMainLooper()).idleFor(until, TimeUnit.MILLISECONDS)
        app.quiet()
        assertTrue(shadowOf(service).isJobFinished)
        return shadowOf(service).isRescheduleNeeded
    }

    @Test
    fun `a job stands for what was not sent, runs until it is, and is gone`() {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader"))
        hub.stop()
        hand.openSite()
        hand.tap("S0-1a：无")
        assertNull("while somebody looks the app itself exchanges", pending)
        hand.close()
        val job = pending
        assertNotNull(job)
        assertEquals(JobInfo.NETWORK_TYPE_ANY, job!!.networkType)
        assertFalse("it does not outlast a start of the phone", job.isPersisted)
        assertTrue("the hub is not reached: later again", run(ExchangeJob.MOST_MS))
        hub.start()
        assertFalse("everything lies on the hub", run())
        assertTrue(Regex("禁毒办 .*1/34 ").containsMatchIn(hub.run("visit", "list", "--dir", "camp")))
        Hand().open().close()
        assertNull("nothing is left to send", pending)
    }

    @Test
    fun `where no campaign is there is nothing to run for`() {
        Hand().open().close()
        assertNull(pending)
        assertFalse(run())
    }
}
