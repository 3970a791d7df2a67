"""What calls cost from Python: a line for each, `name<TAB>microseconds`, the median of many. Never part of the tests."""

import os
import statistics
import tempfile
import time

import crosscheck as c

from tests.hub import Hub
from tests.test_visit import KIND, Phone, outcome, yes


def tell(name: str, times: int, call) -> None:
    took = []
    for number in range(times + times // 2):
        begun = time.perf_counter_ns()
        call()
        if number >= times // 2:
            took.append(time.perf_counter_ns() - begun)
    print(f"{name}\t{round(statistics.median(took) / 1000)}", flush=True)


def refused(call) -> None:
    try:
        call()
    except c.CrosscheckError:
        return
    raise AssertionError("nothing failed")


def main() -> None:
    hub = Hub()
    try:
        with tempfile.TemporaryDirectory() as folder:
            phone = Phone(os.path.join(folder, "phone"))
            campaign = phone.join(hub.invite("leader"))
            outcome(campaign.sync_now())
            opening = c.Opening(
                place=c.Place.LISTED("110101"), kind=KIND, chosen=c.Chosen.MAIN(), packs=[1], round=1
            )
            visit = campaign.open_visit(opening)
            rows = campaign.visit(visit, c.Filter.ALL).rows
            row = next(row for row in rows if row.entry.asks == c.Asks.YES_NO)
            campaign.answer(visit, row.pack, row.indicator, yes(True), row.seen)
            tell("an empty call", 300, phone.app.version)
            tell("an error", 300, lambda: refused(lambda: phone.app.invited("nonsense")))
            tell("任务 tasks", 300, campaign.tasks)
            tell("点位检查 visit", 300, lambda: campaign.visit(visit, c.Filter.ALL))
            tell(
                "指标 indicator, with its live verdict",
                300,
                lambda: campaign.indicator(visit, row.pack, row.indicator, yes(False)),
            )
            for number in range(1_000):
                campaign.note(visit, c.NoteKind.PRACTICE, [c.Side.FACT(f"第 {number} 条(生成)")])
            everything = c.FindingFilter(kind=None, pack=None, level=None, withdrawn=False)
            assert len(campaign.findings(everything)) == 1_000
            tell("问题 findings, 1,000 rows", 40, lambda: campaign.findings(everything))
    finally:
        hub.close()


if __name__ == "__main__":
    main()
