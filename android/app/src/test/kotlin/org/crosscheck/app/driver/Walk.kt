package org.crosscheck.app.driver

import kotlinx.coroutines.runBlocking
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Spot
import org.crosscheck.app.host.Handed
import org.crosscheck.core.Answer
import org.crosscheck.core.CameFrom
import org.crosscheck.core.Chosen
import org.crosscheck.core.Document
import org.crosscheck.core.EntryVerdict
import org.crosscheck.core.Asking
import org.crosscheck.core.FindingFilter
import org.crosscheck.core.Fix
import org.crosscheck.core.IndicatorRef
import org.crosscheck.core.Interview
import org.crosscheck.core.Interviewed
import org.crosscheck.core.Ledger
import org.crosscheck.core.NoteKind
import org.crosscheck.core.OnSite
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.crosscheck.core.Rate
import org.crosscheck.core.Region
import org.crosscheck.core.ReleaseReason
import org.crosscheck.core.RollCall
import org.crosscheck.core.Roller
import org.crosscheck.core.Said
import org.crosscheck.core.SampleNumbers
import org.crosscheck.core.SeenDocument
import org.crosscheck.core.Severity
import org.crosscheck.core.Side
import org.crosscheck.core.Source
import org.crosscheck.core.Talk
import org.crosscheck.core.Trip
import org.crosscheck.core.Unreachable
import org.crosscheck.core.Value
import org.crosscheck.ffi.Campaign
import org.crosscheck.ffi.OnSiteList
import org.crosscheck.ffi.PhotoShot
import org.robolectric.RuntimeEnvironment

/** Everything a group may have recorded, and a walk through every screen that shows it. */
class Walk(private val hand: Hand, private val hub: Hub) {
    private lateinit var visit: String
    private lateinit var signed: String
    private lateinit var talk: String
    private lateinit var interview: String
    private lateinit var ledger: String
    private lateinit var document: String
    private lateinit var siteNote: String
    private lateinit var finding: String
    private lateinit var plan: String
    private lateinit var roll: String
    private lateinit var paragraph: String
    private lateinit var photo: String
    private lateinit var masked: String

    private fun <T> desk(work: (Desk) -> T): T {
        var came: T? = null
        (RuntimeEnvironment.getApplication() as TestApp).core.ask({ work(it) }) { came = (it as org.crosscheck.app.Came.Well).value }
        hand.settle()
        return came!!
    }

    private fun counted(value: Value) = Said(Answer(value, false, ""), null, false)

    private fun open(name: String) = Opening(Place.Unlisted("130123", name), "禁毒办", Chosen.Undrawn("路上遇到的（生成）"), listOf(1uL), 1u)

    /** Records one of everything; the phone has joined and the hub is up. */
    fun record(other: OtherPhone) {
        // Nothing is exchanged but what is asked for: what the screens say of it is the same each time.
        desk { at -> at.campaign.keepExchanging(false) }
        other.sync()
        desk { at -> at.campaign.record() }
        other.campaign.openVisit(open("禁毒办（生成）"))
        other.campaign.answer(visit, 1uL, "S0-1a", counted(Value.Document(Document.Seen("无文号", "2016-05-01"))), "")
        other.sync()
        desk { at ->
            runBlocking { at.campaign.syncNow().outcome() }
            at.campaign.keepExchanging(false)
        }
        hub.stop()
        desk { at ->
            at.campaign.signOff(signed)
            at.campaign.recordPaper(signed, at.campaign.beforeLeaving(signed).signatures.single().frontier)
        }
    }

    private fun Campaign.record() {
        visit = openVisit(open("禁毒办（生成）"))
        signed = openVisit(open("综合服务中心（生成）"))
        answer(signed, 1uL, "S0-1a", counted(Value.Document(Document.Absent)), "")
        answer(visit, 1uL, "S0-1a", counted(Value.Document(Document.Absent)), "")
        answer(visit, 1uL, "S0-2", counted(Value.Rate(Rate("45", "300"))), "")
        finding = note(
            visit, NoteKind.FINDING,
            listOf(
                Side.Fact("宣传栏两年没有更新（生成）"), Side.Should("每季度更新一次（生成）"), Side.Actual("海报是 2015 年的（生成）"),
                Side.Severity(Severity.SERIOUS), Side.Level("县"), Side.Deadline("2017-08-30"), Side.Indicator(1uL, "S0-2"),
            ),
        )
        note(visit, NoteKind.PRACTICE, listOf(Side.Fact("网格员每周入户（生成）")))
        talk = holdTalk(visit, Talk(7uL, "2017-06-05T09:00", "2017-06-05T10:30", listOf("禁毒办", "公安机关"), emptyList()), "分管负责人、民警（生成）", "")
        interview = interview(visit, Interview(Interviewed.COMMUNITY_WORKER, 6uL), "", "")
        val question = ask(visit, interview, Asking("本季度参加过禁毒业务培训吗", listOf("参加过", "没有", "说不清"), null))
        tally(visit, interview, question, listOf(4uL, 1uL, 1uL))
        ledger = checkLedger(visit, Ledger(1u, true, null), "社区戒毒工作台账（生成）", "按登记先后")
        val list = OnSiteList(Source.INSPECTED, 3uL, "登记簿（生成）", null, 3uL)
        val drawn = OnSite("ledger", 1u)
        val record = revealDraw(visit, drawn, commitDraw(visit, drawn, list, 2uL, 0uL), "4827")
        markEntry(visit, ledger, record.main.first().toULong(), EntryVerdict.LACKING, "缺少签字（生成）", "")
        val schools = OnSite("schools", 1u)
        revealDraw(visit, schools, commitDraw(visit, schools, OnSiteList(Source.SUPERIOR, 2uL, "教育年鉴（生成）", "示例第一小学", 0uL), 1uL, 0uL), "1234")
        commitDraw(visit, OnSite("communities", 1u), OnSiteList(Source.INSPECTED, 3uL, "花名册（生成）", "社区一\n社区二\n社区三", 0uL), 1uL, 1uL)
        document = seeDocument(visit, SeenDocument("示禁办〔2016〕1号", "2016-05-01", true), "年度禁毒工作方案（生成）")
        siteNote = noteSite(visit, "大厅有咨询台，海报是两年前的（生成）")
        note(visit, NoteKind.FINDING, listOf(Side.Fact("宣传栏已经两年没有更新（生成）")))
        val fix = Fix(380_428_000, 1_145_149_000, "gps", 12uL, 800uL, false)
        photo = take("宣传栏，两年没有更新（生成）", fix)
        // The same picture: once it is masked the unmasked one stays on this phone, of whichever photo it is.
        masked = take("", null)
        maskPhoto(visit, masked, listOf(Region(200u, 400u, 450u, 550u)), null, "")
        lead()
    }

    /** What a leader does in the evening. */
    private fun Campaign.lead() {
        planTrip(Trip("2017-06-06", "2017-06-08", "河北省石家庄市", listOf(1uL)), "")
        planTrip(Trip("2017-06-09", "2017-06-11", "山西省太原市", listOf(1uL)), "")
        assignPack(1uL, "M02", true)
        assignVisit(visit, "M01", true)
        plan = rollPlans().single().plan
        val rollers = listOf(Roller("甲省禁毒办（生成）", "314159265358"), Roller("河北省禁毒办（生成）", "979323846264"))
        roll = roll(plan, RollCall("河北省", "314159265358979323846264", rollers, "石家庄市（生成）"))
        val drawn = rolls().rolls.single()
        val gone = drawn.drawn.first()
        releaseReserve(gone.next!!, "$roll/${gone.unit}", Unreachable(ReleaseReason.ROAD, "公路管理站通告（生成）"))
        val report = report("summary")
        paragraph = report.paragraphs.first().key
        writeParagraph("summary", paragraph, "本组走访99所学校（生成）。" + report.paragraphs.first().editable, report.paragraphs.first().seen)
        signGate("summary", "drafter", report("summary").version)
    }

    private fun Campaign.take(caption: String, fix: Fix?): String {
        val file = Handed.shot(hand.activity, "shot-$caption.jpg").apply { writeBytes(jpeg()) }
        return takePhoto(visit, PhotoShot(file.path, null, if (fix == null) CameFrom.ELSEWHERE else CameFrom.CAMERA, fix, caption, IndicatorRef(1uL, "S0-2").takeIf { fix != null })).photo
    }

    /** Every screen by a name of its own, with the way there. */
    fun spots(): List<Pair<String, Spot>> = listOf(
        "notice" to Spot(Kind.NOTICE),
        "tasks" to Spot(Kind.TASKS),
        "sites" to Spot(Kind.SITES),
        "findings" to Spot(Kind.FINDINGS),
        "me" to Spot(Kind.ME),
        "join" to Spot(Kind.JOIN),
        "open-visit" to Spot(Kind.OPEN_VISIT),
        "visit" to Spot(Kind.VISIT, visit),
        "visit-signed" to Spot(Kind.VISIT, signed),
        "indicator-two-answers" to Spot(Kind.INDICATOR, visit, "1", "S0-1a"),
        "indicator-rate" to Spot(Kind.INDICATOR, visit, "1", "S0-2"),
        "indicator-text" to Spot(Kind.INDICATOR, visit, "1", "S0-1b"),
        "indicator-signed" to Spot(Kind.INDICATOR, signed, "1", "S0-1a"),
        "finding" to Spot(Kind.NOTE, visit, NoteKind.FINDING.name, finding),
        "practice-new" to Spot(Kind.NOTE, visit, NoteKind.PRACTICE.name),
        "methods" to Spot(Kind.METHODS, visit),
        "leaving" to Spot(Kind.LEAVING, visit),
        "leaving-signed" to Spot(Kind.LEAVING, signed),
        "sync" to Spot(Kind.SYNC),
        "talk" to Spot(Kind.TALK, visit, talk),
        "talk-new" to Spot(Kind.TALK, visit),
        "interview" to Spot(Kind.INTERVIEW, visit, interview),
        "interview-new" to Spot(Kind.INTERVIEW, visit),
        "ledger" to Spot(Kind.LEDGER, visit, ledger),
        "ledger-new" to Spot(Kind.LEDGER, visit),
        "on-site-drawn" to Spot(Kind.ON_SITE, visit, "schools", "1"),
        "on-site-committed" to Spot(Kind.ON_SITE, visit, "communities", "1"),
        "on-site-new" to Spot(Kind.ON_SITE, visit),
        "document" to Spot(Kind.DOCUMENT, visit, document),
        "photos" to Spot(Kind.PHOTOS, visit),
        "photos-none" to Spot(Kind.PHOTOS, visit, "1", "S0-1b"),
        "photo" to Spot(Kind.PHOTO, visit, photo),
        "photo-masked" to Spot(Kind.PHOTO, visit, masked),
        "camera" to Spot(Kind.CAMERA, visit),
        "mask" to Spot(Kind.MASK, visit, photo),
        "scan" to Spot(Kind.SCAN, Kind.JOIN.name),
        "site-note" to Spot(Kind.SITE_NOTE, visit, siteNote),
        "plan" to Spot(Kind.PLAN),
        "draw" to Spot(Kind.DRAW),
        "roll" to Spot(Kind.DRAW, "roll", plan, "山西省"),
        "rolled" to Spot(Kind.DRAW, "rolled", roll),
        "group" to Spot(Kind.GROUP),
        "report" to Spot(Kind.REPORT),
        "choose" to Spot(Kind.CHOOSE),
        "paragraph" to Spot(Kind.REPORT, "summary", paragraph),
        "card" to Spot(Kind.CARD),
        "enrol" to Spot(Kind.ENROL),
        "search" to Spot(Kind.SEARCH),
        "diagnostics" to Spot(Kind.DIAGNOSTICS),
        "licences" to Spot(Kind.LICENCES),
    )

    /** Stands there, as somebody does who came from the tasks. */
    fun to(spot: Spot) {
        hand.activity.root(if (spot.kind in ROOTS) spot.kind else Kind.TASKS)
        hand.settle()
        if (spot.kind in ROOTS) return
        hand.activity.go(spot)
        hand.settle()
    }

    private companion object {
        val ROOTS = setOf(Kind.TASKS, Kind.SITES, Kind.FINDINGS, Kind.ME)
    }
}
