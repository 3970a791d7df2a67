package org.crosscheck

import java.net.ServerSocket
import java.nio.file.Files
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.crosscheck.core.HostException
import org.crosscheck.core.Lang
import org.crosscheck.ffi.BundleFiles
import org.crosscheck.ffi.Campaign
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance

/** Every way a call fails, each made to happen with the real library, and what breaking off does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsTest {
    private val hub = Hub()
    private val phone = Phone()
    private lateinit var campaign: Campaign

    @BeforeAll
    fun join() {
        campaign = phone.join(hub.invite("member"))
        campaign.syncNow().come()
    }

    @AfterAll
    fun end() {
        campaign.close()
        phone.close()
        hub.close()
    }

    private fun failure(call: () -> Unit): Failure = failureOf(assertThrows(Exception::class.java) { call() })

    @Test
    fun `each kind comes with a code and a sentence in the language that was asked for`() {
        val visit = campaign.openVisit(opening("110105"))
        val damaged = phone.folder.resolve("damaged.bundle")
        campaign.writeBundle(damaged.toString(), BundleFiles.NOTHING).come()
        val bytes = Files.readAllBytes(damaged)
        damaged.toFile().setWritable(true)
        bytes[bytes.size / 2] = (bytes[bytes.size / 2] + 1).toByte()
        val cut = phone.folder.resolve("cut.bundle").also { Files.write(it, bytes.copyOf(40)) }
        val nowhere = phone.folder.resolve("none/at/all.docx").toString()
        val made: Map<FailureKind, () -> Unit> = mapOf(
            FailureKind.BAD_INPUT to { phone.app.invited("nonsense"); Unit },
            FailureKind.REFUSED to { campaign.noteSite(visit, "联系人 13812345678"); Unit },
            FailureKind.CHECK_FAILED to { campaign.openBundle(cut.toString()).come(); Unit },
            FailureKind.NOT_FOUND to { phone.app.campaign("07".repeat(32)); Unit },
            FailureKind.STORAGE to { campaign.exportVisitSheet(visit, nowhere).come(); Unit },
        )
        for (lang in Lang.entries) {
            phone.app.speak(lang)
            for ((kind, call) in made) {
                val failure = failure(call)
                assertEquals(kind, failure.kind, failure.toString())
                assertTrue(failure.code.contains('-'), failure.toString())
                val chinese = failure.sentence.any { it in '\u4e00'..'\u9fff' }
                assertEquals(lang == Lang.ZH, chinese, failure.sentence)
            }
        }
    }

    @Test
    fun `what rests is not yet there, and comes back as it was`() {
        val before = campaign.tasks()
        phone.app.suspend()
        assertEquals("phone-resting", failure { campaign.tasks() }.code)
        assertEquals(FailureKind.NOT_YET, failure { campaign.noteSite("c", "x") }.kind)
        phone.app.resume()
        assertEquals(before, campaign.tasks())
    }

    @Test
    fun `a text that is handed back altered is refused and nothing else happens`() {
        assertEquals("crossing-no-such", failure { campaign.visit("no stream", org.crosscheck.core.Filter.ALL) }.code)
        assertEquals(FailureKind.BAD_INPUT, failure { campaign.withdraw("c", "nothing") }.kind)
    }

    @Test
    fun `a sample nobody can have drawn is refused as it comes in`() {
        val visit = campaign.openVisit(opening("110106"))
        val row = campaign.visit(visit, org.crosscheck.core.Filter.ALL).rows.first()
        val sample = org.crosscheck.core.Value.Sampled(org.crosscheck.core.SampleNumbers(5UL, 9UL, 1UL))
        val said = org.crosscheck.core.Said(org.crosscheck.core.AnswerGiven(sample, false, ""), null, false)
        assertEquals("judge-sample-order", failure { campaign.answer(visit, row.pack, row.indicator, said, row.seen) }.code)
    }

    @Test
    fun `an exchange that cannot end is broken off, and its campaign goes on`() {
        val other = Phone()
        val away = Hub()
        val alone = other.join(away.invite("member"))
        away.kill()
        // In its place one that takes a connection and never says a word.
        ServerSocket(away.port).use {
            val errand = alone.syncNow()
            // Whoever stops waiting does not stop the errand.
            assertThrows(TimeoutCancellationException::class.java) {
                runBlocking(Dispatchers.Default) { withTimeout(300) { errand.outcome() } }
            }
            assertFalse(errand.ended())
            errand.cancel()
            assertEquals(FailureKind.CANCELLED, failure { errand.come() }.kind)
        }
        assertEquals(0UL, alone.tasks().visits.size.toULong())
        alone.close()
        other.close()
        away.close()
    }

    @Test
    fun `a key store that fails says how, and what was saved before stays`() {
        val visit = campaign.openVisit(opening("110108"))
        campaign.noteSite(visit, "签字以前(生成)")
        for ((thrown, kind) in listOf(
            HostException.Locked() to FailureKind.NOT_YET,
            HostException.KeyGone() to FailureKind.NOT_FOUND,
            HostException.Broken() to FailureKind.STORAGE,
        )) {
            phone.keys.failing = thrown
            assertEquals(kind, failure { campaign.signOff(visit) }.kind)
        }
        phone.keys.failing = null
        assertEquals(listOf("签字以前(生成)"), campaign.methods(visit).siteNotes.flatMap { it.words }.map { it.words })
        assertEquals(14, campaign.signOff(visit).length)
    }
}
