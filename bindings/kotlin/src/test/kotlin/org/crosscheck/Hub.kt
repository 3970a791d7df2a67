package org.crosscheck

import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A generated campaign, and a hub served from it as a process over TLS on this machine alone. */
class Hub : AutoCloseable {
    val folder: Path = Files.createTempDirectory("crosscheck-kotlin-")
    private val process: Process

    /** Where it listens. */
    val port: Int

    init {
        write(
            "roster.csv",
            "group,member,role,unit,home,recusals\n" +
                "G01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n" +
                "G02,M03,leader,generated office,丙省,\nG02,M04,member,generated office,丁省,\n",
        )
        write(
            "CAMPAIGN.toml",
            "title = \"A generated campaign\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n" +
                "packs = [\"s0\"]\nroster = \"roster.csv\"\n",
        )
        write("pass", "a passphrase of the test")
        run("init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass")
        process = command("serve", "--dir", "camp", "--listen", "127.0.0.1:0")
            .redirectError(ProcessBuilder.Redirect.DISCARD).start()
        val said = process.inputStream.bufferedReader().readLine().orEmpty()
        port = Regex("127\\.0\\.0\\.1:([0-9]+)").find(said)?.groupValues?.get(1)?.toInt() ?: error("the hub says $said")
    }

    private fun write(name: String, text: String) = folder.resolve(name).toFile().writeText(text)

    private fun command(vararg arguments: String) =
        ProcessBuilder(listOf(System.getProperty("crosscheck.bin"), "--lang", "en") + arguments).directory(folder.toFile())

    /** What a command says. */
    fun run(vararg arguments: String): String {
        val done = command(*arguments).redirectErrorStream(true).start()
        val said = done.inputStream.bufferedReader().readText()
        check(done.waitFor() == 0) { "${arguments.toList()}: $said" }
        return said
    }

    /** An invitation's link. */
    fun invite(role: String, vararg more: String): String =
        run("invite", "--dir", "camp", "--group", "G01", "--role", role, *more).lines()
            .first { it.startsWith("crosscheck://") }

    /** Ends the process; what it was doing is broken off. */
    fun kill() {
        process.destroyForcibly()
        check(process.waitFor(1, TimeUnit.MINUTES)) { "the hub does not end" }
    }

    override fun close() {
        kill()
        File(folder.toString()).deleteRecursively()
    }
}
