package org.crosscheck.app.driver

import java.io.File
import java.net.ServerSocket

/** A generated campaign in a folder, and a hub served from it as a process, over TLS on this machine alone. */
class Hub(private val folder: File, private val roster: String = ROSTER, private val packs: List<String> = listOf("s0")) {
    private val command = File(System.getProperty("native.dir"), "crosscheck").path
    val port = ServerSocket(0).use { it.localPort }
    private var serving: Process? = null

    init {
        folder.mkdirs()
        File(folder, "roster.csv").writeText(roster)
        val named = packs.joinToString { "\"$it\"" }
        File(folder, "CAMPAIGN.toml").writeText(CAMPAIGN.replace("packs = []", "packs = [$named]"))
        File(folder, "counties.csv").writeText(FRAME)
        File(folder, "plan.toml").writeText(PLAN)
        File(folder, "pass").writeText("a passphrase of the test")
        run("init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass")
    }

    private fun process(vararg words: String): ProcessBuilder =
        ProcessBuilder(listOf(command, "--lang", "en") + words).directory(folder)

    /** Runs a command of the office and gives what it said. */
    fun run(vararg words: String): String {
        val running = process(*words).redirectErrorStream(true).start()
        val said = running.inputStream.bufferedReader().readText()
        check(running.waitFor() == 0) { "${words.toList()}: $said" }
        return said
    }

    /** Serves, and comes back when it says that it does. */
    fun start() {
        check(serving == null)
        val listen = "127.0.0.1:$port"
        val running = process("serve", "--dir", "camp", "--listen", listen)
            .redirectError(ProcessBuilder.Redirect.DISCARD).start()
        serving = running
        val line = running.inputStream.bufferedReader().readLine().orEmpty()
        check(listen in line) { line }
    }

    fun stop() {
        serving?.destroy()
        serving?.waitFor()
        serving = null
    }

    /** An invitation, as its link; [more] is said to the command too. */
    fun invite(role: String, vararg more: String): String {
        val said = run("invite", "--dir", "camp", "--group", "G01", "--role", role, *more)
        return said.lines().first { it.startsWith("crosscheck://") }
    }

    companion object {
        const val ROSTER = "group,member,role,unit,home,recusals\n" +
            "G01,M01,leader,甲省禁毒办（生成）,甲省,\nG01,M02,member,乙省禁毒办（生成）,乙省,\n" +
            "G02,M03,leader,丙省禁毒办（生成）,丙省,\nG02,M04,member,丁省禁毒办（生成）,丁省,\n"
        const val CAMPAIGN = "title = \"交叉检查（生成）\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n" +
            "packs = []\nroster = \"roster.csv\"\nplans = [\"plan.toml\"]\n"

        /** Real names and codes of a few counties. */
        const val FRAME = "code,name,city,province\n130123,正定县,石家庄市,河北省\n130125,行唐县,石家庄市,河北省\n" +
            "130126,灵寿县,石家庄市,河北省\n130127,高邑县,石家庄市,河北省\n130128,深泽县,石家庄市,河北省\n" +
            "130129,赞皇县,石家庄市,河北省\n130130,无极县,石家庄市,河北省\n130131,平山县,石家庄市,河北省\n" +
            "140121,清徐县,太原市,山西省\n140122,阳曲县,太原市,山西省\n140123,娄烦县,太原市,山西省\n"
        const val PLAN = "title = \"县的抽取（生成）\"\nceremony = \"test-1\"\nframe = \"counties.csv\"\nid = \"code\"\n" +
            "name = \"name\"\nstrata = [\"province\"]\ndesign = \"stratified\"\nsize = { per_stratum = 2 }\n" +
            "reserves = { per_stratum = 1, reasons = [\"merged\", \"road\"] }\nseed_scope = \"stratum\"\nannounced = true\n"
    }
}
