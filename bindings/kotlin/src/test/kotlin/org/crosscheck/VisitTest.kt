package org.crosscheck

import kotlin.io.path.fileSize
import org.crosscheck.core.Asking
import org.crosscheck.core.Asks
import org.crosscheck.core.EntryVerdict
import org.crosscheck.core.Filter
import org.crosscheck.core.FindingFilter
import org.crosscheck.core.Interview
import org.crosscheck.core.Interviewed
import org.crosscheck.core.Invited
import org.crosscheck.core.KeyKind
import org.crosscheck.core.Lang
import org.crosscheck.core.Ledger
import org.crosscheck.core.Next
import org.crosscheck.core.NoteKind
import org.crosscheck.core.OnSite
import org.crosscheck.core.Reply
import org.crosscheck.core.SeenDocument
import org.crosscheck.core.Severity
import org.crosscheck.core.Side
import org.crosscheck.core.Source
import org.crosscheck.core.Talk
import org.crosscheck.core.Verdict
import org.crosscheck.core.VisitState
import org.crosscheck.ffi.BundleFiles
import org.crosscheck.ffi.ErrandOutcome
import org.crosscheck.ffi.OnSiteList
import org.crosscheck.ffi.PaperForm
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** A visit from enrolment to sign-off with two phones and a real hub. Everything in it is generated. */
class VisitTest {
    private lateinit var hub: Hub
    private val leaders = Phone()
    private val members = Phone()

    @BeforeEach
    fun serve() {
        hub = Hub()
    }

    @AfterEach
    fun end() {
        listOf(leaders, members, hub).forEach { it.close() }
    }

    @Test
    fun `two phones go a visit from enrolment to sign-off`() {
        leaders.app.speak(Lang.EN)
        val leader = leaders.join(hub.invite("leader", "--enrol", "1"))
        assertTrue(hub.run("devices", "list", "--dir", "camp").contains(leader.joined().digits))
        leader.acknowledge()
        exchange(leader)
        assertEquals(listOf(1UL), leader.packs().map { it.number })
        assertEquals(KeyKind.GUARDED, leader.me().key)
        assertTrue(leader.me().recoverable)

        // The second phone has no network: its card, the leader's answer, and the same digits on both.
        val card = members.app.card()
        assertEquals(Invited.Card(card.digits), leaders.app.invited(card.text))
        val shown = leader.enrol(card.text, card.digits, "M02")
        val member = members.app.accept(shown.text)
        exchange(leader, member)

        val visit = leader.openVisit(opening("110101"))
        assertEquals(visit, member.openVisit(opening("110101")))
        val row = leader.visit(visit, Filter.ALL).rows.first { it.entry.asks == Asks.YES_NO }
        assertEquals(Verdict.NOT_MET, leader.indicator(visit, row.pack, row.indicator, yesNo(false)).live?.verdict)
        leader.answer(visit, row.pack, row.indicator, yesNo(true), row.seen)
        member.answer(visit, row.pack, row.indicator, yesNo(false), row.seen)
        exchange(leader, member)

        assertInstanceOf(Next.Differing::class.java, leader.tasks().next)
        val both = leader.indicator(visit, row.pack, row.indicator, null)
        assertEquals(listOf(listOf("M01"), listOf("M02")), both.answers.map { it.members }.sortedBy { it.first() })
        val his = both.answers.first { it.members == listOf("M02") }
        leader.decide(both.field, his.value, "现场再看了一遍", both.seen)
        val decided = leader.indicator(visit, row.pack, row.indicator, null)
        assertEquals(listOf(true), decided.answers.map { it.decision })
        assertEquals(1, decided.setAside.size)

        val which = OnSite("ledger", 1U)
        val ledger = member.checkLedger(visit, Ledger(1U, true, null), "台账(生成)", "按登记顺序")
        val list = OnSiteList(Source.INSPECTED, 37UL, "台账封面", null, 37UL)
        val commitment = member.commitDraw(visit, which, list, 5UL, 0UL)
        assertEquals(5, member.revealDraw(visit, which, commitment, "0417").main.size)
        member.methods(visit).ledgers.single().entries.forEach {
            member.markEntry(visit, ledger, it.ordinal, EntryVerdict.COMPLETE, "", it.seen)
        }
        assertEquals(listOf(5UL, 0UL, 0UL), member.methods(visit).ledgers.single().counts)

        val interview = member.interview(visit, Interview(Interviewed.COMMUNITY_WORKER, 3UL), "", "")
        val question = member.ask(visit, interview, Asking("参加过培训吗", listOf("参加过", "没有"), null))
        member.tap(visit, interview, question, 0U, true)
        member.tap(visit, interview, question, 1U, true)
        assertEquals(2UL, member.methods(visit).interviews.single().questions.single().answered)
        member.holdTalk(visit, Talk(4UL, "2017-06-06T09:00", "2017-06-06T10:30", listOf(KIND), emptyList()), "", "")
        member.seeDocument(visit, SeenDocument("〔2017〕44号", "2017-04-05", false), "方案(生成)")
        member.noteSite(visit, "大厅有咨询台(生成)")

        val finding = member.note(
            visit,
            NoteKind.FINDING,
            listOf(Side.Fact("宣传栏两年没有更新(生成)"), Side.Severity(Severity.SERIOUS)),
        )
        val leaving = member.beforeLeaving(visit)
        assertEquals(listOf(finding), leaving.findings.map { it.entity })
        assertTrue(leaving.unfinished.any { it.kind == "finding" })
        member.feedBack(visit, finding, Reply.ACCEPTED, "", leaving.findings.single().seen["reply"].orEmpty())
        assertEquals(7UL, member.beforeLeaving(visit).burden.people)
        exchange(member, leader)
        assertEquals(1, leader.findings(FindingFilter(null, null, null, false)).size)

        val code = member.signOff(visit)
        exchange(member, leader)
        assertEquals(code, leader.signOff(visit))
        leader.recordPaper(visit, code)
        exchange(leader, member)
        val signed = member.visit(visit, Filter.ALL).signatures.first()
        assertEquals(code to listOf("M01", "M02"), signed.frontier to signed.members.sorted())
        assertEquals(VisitState.SIGNED, member.tasks().visits.single().state)
        assertThrows<org.crosscheck.core.CrosscheckException.Refused> { member.noteSite(visit, "签字以后") }

        val synced = assertInstanceOf(ErrandOutcome.Synced::class.java, member.syncNow().come())
        assertTrue(synced.everything)
        assertNull(member.me().me.stays)

        val paper = leaders.folder.resolve("summary.docx")
        val exported = leader.exportReport("summary", PaperForm.DOCX, true, paper.toString()).come()
        assertEquals(paper.fileSize().toULong(), (exported as ErrandOutcome.Exported).bytes)
        leader.close()
        member.close()
    }

    @Test
    fun `what one phone wrote reaches another by a bundle alone`() {
        val leader = leaders.join(hub.invite("leader", "--enrol", "1"))
        exchange(leader)
        val card = members.app.card()
        val member = members.app.accept(leader.enrol(card.text, card.digits, "M02").text)
        hub.kill()
        val there = leaders.folder.resolve("there.bundle").toString()
        assertInstanceOf(ErrandOutcome.BundleWritten::class.java, leader.writeBundle(there, BundleFiles.SMALL).come())
        member.openBundle(there).come()
        val visit = member.openVisit(opening("110101"))
        member.noteSite(visit, "没有信号时写的(生成)")
        val back = members.folder.resolve("back.bundle").toString()
        member.writeBundle(back, BundleFiles.ORIGINALS).come()
        // All of it lies in a bundle now: the phone may be given back.
        assertNull(member.me().me.stays)
        leader.openBundle(back).come()
        assertEquals(listOf("没有信号时写的(生成)"), leader.methods(visit).siteNotes.flatMap { it.words }.map { it.words })
        member.noteSite(visit, "后来写的(生成)")
        assertTrue(member.me().me.stays != null)
        leader.close()
        member.close()
    }
}
