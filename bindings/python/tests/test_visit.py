"""A visit from enrolment to sign-off, on the real library, against a real hub over TLS. Everything in it is generated."""

import asyncio
import os
import tempfile
import threading
import unittest

import crosscheck as c

from tests.hub import Hub

KIND = "禁毒办"


class Phone:
    """An app's folder with keys of software."""

    def __init__(self, folder: str) -> None:
        self.app = c.Crosscheck.open(
            os.path.join(folder, "app"), c.software_keys(os.path.join(folder, "keys")), None, None
        )

    def join(self, link: str) -> "c.Campaign":
        return asyncio.run(self.app.join(link))


def outcome(errand: "c.Errand") -> object:
    return asyncio.run(errand.outcome())


def exchange(*campaigns: "c.Campaign") -> None:
    """Everybody brings and fetches until all have all."""
    for campaign in [*campaigns, *campaigns]:
        outcome(campaign.sync_now())


def yes(answer: bool) -> "c.Said":
    return c.Said(
        answer=c.AnswerGiven(value=c.Value.YES_NO(answer), self_reported=False, note=""), as_of=None, from_paper=False
    )


class AVisit(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.hub = Hub()
        cls.addClassCleanup(cls.hub.close)
        folder = tempfile.TemporaryDirectory(prefix="crosscheck-phones-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name

    def phone(self, name: str) -> Phone:
        return Phone(os.path.join(self.folder, name))

    def test_two_phones_from_enrolment_to_sign_off(self) -> None:
        c_leader = self.phone("leader")
        c_leader.app.speak(c.Lang.EN)
        leader = c_leader.join(self.hub.invite("leader", "--enrol", "2"))
        joined = leader.joined()
        self.assertEqual(len(joined.digits), 6)
        self.assertIn(joined.digits, self.hub.run("devices", "list", "--dir", "camp"))
        self.assertFalse(joined.acknowledged)
        leader.acknowledge()
        self.assertTrue(leader.joined().acknowledged)
        exchange(leader)
        self.assertEqual([pack.number for pack in leader.packs()], [1])
        self.assertEqual(c_leader.app.campaigns()[0].title, "A generated campaign")
        self.assertTrue(leader.me().recoverable)
        self.assertEqual(leader.me().key, c.KeyKind.SOFTWARE)

        # The second phone has no network: its card, the leader's answer, and the same digits on both.
        c_member = self.phone("member")
        card = c_member.app.card()
        self.assertEqual(c_member.app.card(), card)
        scanned = c_leader.app.invited(card.text)
        self.assertEqual(scanned, c.Invited.CARD(digits=card.digits))
        with self.assertRaises(c.CrosscheckError.Refused):
            leader.enrol(card.text, "000000" if card.digits != "000000" else "000001", "M02")
        shown = leader.enrol(card.text, card.digits, "M02")
        self.assertEqual((shown.used, shown.right), (1, 2))
        member = c_member.app.accept(shown.text)
        exchange(leader, member)

        opening = c.Opening(
            place=c.Place.LISTED("110101"), kind=KIND, chosen=c.Chosen.MAIN(), packs=[1], round=1
        )
        visit = leader.open_visit(opening)
        self.assertEqual(member.open_visit(opening), visit)
        screen = leader.visit(visit, c.Filter.ALL)
        self.assertGreater(screen.progress.asked, 5)
        row = next(row for row in screen.rows if row.entry.asks == c.Asks.YES_NO)
        live = leader.indicator(visit, row.pack, row.indicator, yes(False)).live
        self.assertEqual(live.verdict, c.Verdict.NOT_MET)
        leader.answer(visit, row.pack, row.indicator, yes(True), row.seen)
        member.answer(visit, row.pack, row.indicator, yes(False), row.seen)
        exchange(leader, member)

        # Two answers; the leader decides with a reason and the other stays readable.
        differing = leader.visit(visit, c.Filter.DIFFERING).rows
        self.assertEqual([one.indicator for one in differing], [row.indicator])
        self.assertIsInstance(leader.tasks().next, c.Next.DIFFERING)
        both = leader.indicator(visit, row.pack, row.indicator, None)
        his = next(one for one in both.answers if one.members == ["M02"])
        with self.assertRaises(c.CrosscheckError.Refused):
            leader.decide(both.field, his.value, " ", both.seen)
        leader.decide(both.field, his.value, "现场再看了一遍", both.seen)
        decided = leader.indicator(visit, row.pack, row.indicator, None)
        self.assertEqual((len(decided.answers), len(decided.set_aside)), (1, 1))
        self.assertTrue(decided.answers[0].decision)

        # A ledger: numbering, N and n, the commitment, four digits, entries.
        which = c.OnSite(kind="ledger", ordinal=1)
        ledger = member.check_ledger(
            visit, c.Ledger(draw=1, about_persons=True, indicator=None), "台账(生成)", "按登记顺序"
        )
        commitment = member.commit_draw(
            visit,
            which,
            c.OnSiteList(source=c.Source.INSPECTED, expected=37, according_to="台账封面", names=None, count=37),
            5,
            1,
        )
        record = member.reveal_draw(visit, which, commitment, "0417")
        self.assertEqual((record.population, len(record.main), record.commitment), (37, 5, commitment))
        checked = member.methods(visit).ledgers[0]
        for entry in checked.entries:
            verdict = None if entry.reserve else c.EntryVerdict.COMPLETE
            if verdict is not None:
                member.mark_entry(visit, ledger, entry.ordinal, verdict, "", entry.seen)
        self.assertEqual(member.methods(visit).ledgers[0].counts, [5, 0, 0])

        # An interview, a talk, a document, a note.
        interview = member.interview(visit, c.Interview(role=c.Interviewed.COMMUNITY_WORKER, group=3), "", "")
        question = member.ask(
            visit, interview, c.Asking(question="本季度参加过培训吗", options=["参加过", "没有"], indicator=None)
        )
        member.tap(visit, interview, question, 0, True)
        member.tally(visit, interview, question, [2, 1])
        with self.assertRaises(c.CrosscheckError.Refused):
            member.tap(visit, interview, question, 0, True)
        member.hold_talk(
            visit,
            c.Talk(people=4, _from="2017-06-06T09:00", to="2017-06-06T10:30", units=[KIND], covered=[]),
            "",
            "",
        )
        member.see_document(visit, c.SeenDocument(number="〔2017〕44号", date="2017-04-05", copy=False), "方案(生成)")
        member.note_site(visit, "大厅有咨询台(生成)")

        # A finding, fed back; typed numbers of persons are refused with their place.
        with self.assertRaises(c.CrosscheckError.Refused) as refused:
            member.note(visit, c.NoteKind.FINDING, [c.Side.FACT("联系人 13812345678")])
        self.assertIn("5", refused.exception.sentence)
        self.assertEqual(member.look_at("联系人 13812345678").refused, [refused.exception.sentence])
        finding = member.note(
            visit,
            c.NoteKind.FINDING,
            [c.Side.FACT("宣传栏两年没有更新(生成)"), c.Side.SEVERITY(c.Severity.SERIOUS)],
        )
        leaving = member.before_leaving(visit)
        self.assertEqual([one.entity for one in leaving.findings], [finding])
        self.assertTrue(any(one.kind == "finding" for one in leaving.unfinished))
        seen = leaving.findings[0].seen.get("reply", "")
        member.feed_back(visit, finding, c.Reply.ACCEPTED, "", seen)
        self.assertEqual(member.before_leaving(visit).burden.people, 7)
        exchange(member, leader)
        self.assertEqual(leader.findings(c.FindingFilter(kind=None, pack=None, level=None, withdrawn=False))[0].place, "110101")

        # Two signatures, one code, on paper and on the server.
        code = member.sign_off(visit)
        exchange(member, leader)
        self.assertEqual(leader.sign_off(visit), code)
        leader.record_paper(visit, code)
        exchange(leader, member)
        signed = member.visit(visit, c.Filter.ALL).signatures
        self.assertEqual([(one.frontier, sorted(one.members)) for one in signed][0], (code, ["M01", "M02"]))
        self.assertEqual(member.tasks().visits[0].state, c.VisitState.SIGNED)
        with self.assertRaises(c.CrosscheckError.Refused):
            member.note_site(visit, "签字以后")
        done = outcome(member.sync_now())
        self.assertTrue(done.everything)
        self.assertIsNone(member.me().me.stays)

        # The report is drafted; a paragraph in the leader's own words; files on the disk.
        report = leader.report("summary")
        self.assertGreater(report.length.text, 100)
        paragraph = report.paragraphs[0]
        leader.write_paragraph("summary", paragraph.key, "本组按计划完成了检查。", paragraph.seen)
        self.assertTrue(leader.report("summary").paragraphs[0].written)
        for form, name in [(c.PaperForm.DOCX, "a.docx"), (c.PaperForm.XLSX, "a.xlsx"), (c.PaperForm.HTML, "a.html")]:
            path = os.path.join(self.folder, name)
            exported = outcome(leader.export_report("summary", form, True, path))
            self.assertEqual(os.path.getsize(path), exported.bytes)

        # Removing: the member's phone has nothing of its own left.
        c_member.app.remove(c_member.app.campaigns()[0].campaign)
        self.assertEqual(c_member.app.campaigns(), [])
        with self.assertRaises(c.CrosscheckError.NotYet):
            member.tasks()

    def test_what_is_stale_is_told_from_another_thread_and_together(self) -> None:
        campaign = self.phone("listener").join(self.hub.invite("member", "--member", "M05"))
        told: "list[list]" = []
        heard = threading.Event()

        class Listener(c.CampaignListener):
            def stale(self, what: "list") -> None:
                told.append((threading.get_ident(), what))
                heard.set()
                raise RuntimeError("a screen that fails holds up nobody")

        campaign.listen(Listener())
        outcome(campaign.sync_now())
        self.assertTrue(heard.wait(30))
        self.assertNotEqual(told[0][0], threading.get_ident())
        self.assertTrue(all(len(what) == len(set(map(str, what))) for _, what in told))
        campaign.listen(None)

    def test_a_key_store_that_fails_is_told_in_words_and_without_its_stack(self) -> None:
        class Broken(c.HostKeys):
            def make(self, name: str) -> "c.HostKey":
                raise RuntimeError("secret stack")

            def sign(self, name: str, message: bytes) -> bytes:
                raise c.HostError.Broken()

            def wrap(self, name: str, secret: bytes) -> bytes:
                raise c.HostError.Locked()

            def unwrap(self, name: str, wrapped: bytes) -> bytes:
                raise c.HostError.KeyGone()

            def forget(self, name: str) -> None:
                pass

        app = c.Crosscheck.open(os.path.join(self.folder, "broken"), Broken(), None, None)
        with self.assertRaises(c.CrosscheckError.Storage) as failed:
            app.card()
        self.assertEqual(failed.exception.code, "phone-key-broken")
        self.assertNotIn("secret stack", failed.exception.sentence)

    def test_an_errand_is_broken_off_and_one_that_ended_stays(self) -> None:
        campaign = self.phone("errands").join(self.hub.invite("expert"))
        outcome(campaign.sync_now())
        path = os.path.join(self.folder, "a.bundle")
        written = outcome(campaign.write_bundle(path, c.BundleFiles.SMALL))
        self.assertGreater(written.written.bytes, 0)
        ended = campaign.open_bundle(path)
        taken = outcome(ended)
        self.assertEqual(taken.taken.new.segments, 0)
        ended.cancel()
        self.assertEqual(outcome(ended), taken)
        with self.assertRaises(c.CrosscheckError.Refused):
            outcome(campaign.write_bundle(path, c.BundleFiles.SMALL))

    def test_an_exchange_with_a_hub_that_is_gone_ends_and_says_so(self) -> None:
        hub = Hub()
        campaign = self.phone("alone").join(hub.invite("member"))
        outcome(campaign.sync_now())
        hub.close()
        with self.assertRaises(c.CrosscheckError) as failed:
            outcome(campaign.sync_now())
        self.assertEqual(failed.exception.code, "sync-line-unreached")


if __name__ == "__main__":
    unittest.main()
