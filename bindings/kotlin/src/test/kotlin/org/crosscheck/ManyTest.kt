package org.crosscheck

import java.io.File
import java.lang.management.ManagementFactory
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import javax.management.ObjectName
import kotlin.concurrent.thread
import org.crosscheck.core.CampaignListener
import org.crosscheck.core.Asks
import org.crosscheck.core.Filter
import org.crosscheck.core.FindingFilter
import org.crosscheck.core.NoteKind
import org.crosscheck.core.Side
import org.crosscheck.core.Stale
import org.crosscheck.ffi.Campaign
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.assertThrows

private val EVERYTHING = FindingFilter(null, null, null, false)

/** Many rows, many threads, many calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyTest {
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

    @Test
    fun `a view of a thousand rows comes whole and in order`() {
        val visit = campaign.openVisit(opening("110101"))
        repeat(1_000) { number ->
            campaign.note(visit, NoteKind.PRACTICE, listOf(Side.Fact("第 $number 条(生成)")))
        }
        val rows = campaign.findings(EVERYTHING).filter { it.visit == visit }
        assertEquals(1_000, rows.size)
        assertEquals((0 until 1_000).map { "第 $it 条(生成)" }.toSet(), rows.flatMap { it.fact }.toSet())
        assertTrue(rows.all { it.place.isNotEmpty() && it.seen.containsKey("fact") })
    }

    @Test
    fun `a listener is called from a thread of the library, together for many changes, and may call back`() {
        val visit = campaign.openVisit(opening("110102"))
        val told = CopyOnWriteArrayList<List<Stale>>()
        val threads = CopyOnWriteArrayList<Thread>()
        val written = CountDownLatch(1)
        val heard = CountDownLatch(1)
        campaign.listen(object : CampaignListener {
            override fun stale(what: List<Stale>) {
                threads += Thread.currentThread()
                told += what
                // No lock is held: while a listener takes its time others write, and it may fetch at once.
                check(written.await(1, TimeUnit.MINUTES))
                if (campaign.methods(visit).siteNotes.size == 20) heard.countDown()
                throw IllegalStateException("a screen that fails holds up nobody")
            }
        })
        val writers = (0 until 4).map { writer ->
            thread { repeat(5) { campaign.noteSite(visit, "笔记 $writer.$it(生成)") } }
        }
        writers.forEach { it.join() }
        written.countDown()
        assertTrue(heard.await(1, TimeUnit.MINUTES))
        campaign.listen(null)
        assertTrue(threads.none { it == Thread.currentThread() || it in writers })
        assertTrue(told.all { it.toSet().size == it.size && Stale.Visit(visit) in it })
        // One for what came first, one for all that came while it was being told, and one that may have been on its way.
        assertTrue(told.size <= 3, "${told.size} calls for 20 notes")
    }

    @Test
    fun `many threads look and write at once`() {
        val visit = campaign.openVisit(opening("110103"))
        val failed = CopyOnWriteArrayList<Throwable>()
        val threads = (0 until 8).map { number ->
            thread {
                runCatching {
                    repeat(20) {
                        campaign.tasks()
                        campaign.visit(visit, Filter.ALL)
                        if (number % 2 == 0) campaign.noteSite(visit, "线程 $number.$it(生成)")
                    }
                }.onFailure { failed += it }
            }
        }
        threads.forEach { it.join() }
        assertEquals(emptyList<Throwable>(), failed)
        assertEquals(80, campaign.methods(visit).siteNotes.size)
    }

    @Test
    fun `ten thousand calls leave nothing behind`() {
        val visit = campaign.openVisit(opening("110104"))
        val row = campaign.visit(visit, Filter.ALL).rows.first { it.entry.asks == Asks.YES_NO }
        val calls: List<() -> Unit> = listOf(
            { campaign.tasks() },
            { campaign.indicator(visit, row.pack, row.indicator, yesNo(true)) },
            { campaign.lookAt("某地宣传栏(生成)") },
            { assertThrows<Exception> { phone.app.invited("nonsense") } },
            { phone.app.campaigns() },
        )
        fun round(count: Int) = repeat(count) { calls[it % calls.size]() }
        // What leaks grows in every round; a compiler or a collector that sets itself up does so in some.
        val looks = (0..4).map { round(10_000).let { Memory.now() } }
        val heap = looks.zipWithNext { before, after -> after.heap - before.heap }
        val process = looks.zipWithNext { before, after -> after.process - before.process }
        println("10,000 calls, four times: heap $heap bytes, process $process bytes")
        // A hundred bytes a call would be a megabyte.
        assertTrue(heap.min() < 1 shl 20, "the heap grew by $heap")
        assertTrue(process.min() < 1 shl 20, "the process grew by $process")
    }

    @Test
    fun `a closed object says so and the campaign itself goes on`() {
        val again = phone.app.campaign(phone.app.campaigns().single().campaign)
        again.close()
        assertThrows<IllegalStateException> { again.tasks() }
        assertFalse(campaign.packs().isEmpty())
        assertNotEquals(0UL, campaign.me().me.ops)
    }
}

/** Bytes of the objects that can still be reached on the JVM's heap, and of the whole process. */
private data class Memory(val heap: Long, val process: Long) {
    companion object {
        fun now(): Memory {
            // What waits for its cleaner's turn is reachable until then: looked at again as long as that makes less of it.
            var heap = reachable()
            while (true) {
                val next = reachable()
                if (next >= heap) break
                heap = next
            }
            val pages = File("/proc/self/statm").readText().split(' ')[1].toLong()
            return Memory(heap, pages * 4096)
        }

        /** The last line of the histogram of live objects: `Total`, how many, how many bytes. */
        private fun reachable(): Long {
            val told = ManagementFactory.getPlatformMBeanServer().invoke(
                ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                arrayOf(emptyArray<String>()),
                arrayOf(Array<String>::class.java.name),
            )
            return told.toString().trim().lines().last().trim().split(Regex("\\s+"))[2].toLong()
        }
    }
}
