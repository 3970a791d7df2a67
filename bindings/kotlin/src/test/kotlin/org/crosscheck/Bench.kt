package org.crosscheck

import org.crosscheck.core.Asks
import org.crosscheck.core.Filter
import org.crosscheck.core.FindingFilter
import org.crosscheck.core.NoteKind
import org.crosscheck.core.Side

/** What calls cost from Kotlin: a line for each, `name<TAB>microseconds`, the median of many. Never part of the tests. */
fun main() {
    Hub().use { hub ->
        Phone().use { phone ->
            val campaign = phone.join(hub.invite("leader"))
            campaign.syncNow().come()
            val visit = campaign.openVisit(opening("110101"))
            val row = campaign.visit(visit, Filter.ALL).rows.first { it.entry.asks == Asks.YES_NO }
            campaign.answer(visit, row.pack, row.indicator, yesNo(true), row.seen)
            val single: List<Pair<String, () -> Any?>> = listOf(
                "an empty call" to { phone.app.version() },
                "an error" to { runCatching { phone.app.invited("nonsense") } },
                "任务 tasks" to { campaign.tasks() },
                "工作计划 plan" to { campaign.plan() },
                "抽取 rolls" to { campaign.rolls() },
                "点位检查 visit" to { campaign.visit(visit, Filter.ALL) },
                "指标 indicator, with its live verdict" to
                    { campaign.indicator(visit, row.pack, row.indicator, yesNo(false)) },
                "照片 photos" to { campaign.photos(visit) },
                "访谈, 台账抽查 methods" to { campaign.methods(visit) },
                "离开前 before leaving" to { campaign.beforeLeaving(visit) },
                "全组 group" to { campaign.group() },
                "报告 report" to { campaign.report("summary") },
                "同步 sync" to { campaign.sync() },
                "我的 me" to { campaign.me() },
            )
            for ((name, call) in single) tell(name, 300, call)
            tell("saving an answer, on the disk", 200) {
                val seen = campaign.indicator(visit, row.pack, row.indicator, null).seen
                campaign.answer(visit, row.pack, row.indicator, yesNo(System.nanoTime() % 2 == 0L), seen)
            }
            repeat(1_000) { campaign.note(visit, NoteKind.PRACTICE, listOf(Side.Fact("第 $it 条(生成)"))) }
            val everything = FindingFilter(null, null, null, false)
            check(campaign.findings(everything).size == 1_000)
            tell("问题 findings, 1,000 rows", 40) { campaign.findings(everything) }
            campaign.close()
        }
    }
}

private fun tell(name: String, times: Int, call: () -> Any?) {
    repeat(times / 2) { call() }
    val took = LongArray(times) {
        val begun = System.nanoTime()
        call()
        System.nanoTime() - begun
    }
    took.sort()
    println("$name\t${took[times / 2] / 1000}")
}
