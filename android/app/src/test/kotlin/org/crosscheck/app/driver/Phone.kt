package org.crosscheck.app.driver

import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import java.io.File
import kotlinx.coroutines.runBlocking
import org.crosscheck.ffi.Campaign
import org.crosscheck.ffi.Crosscheck
import org.crosscheck.ffi.softwareKeys
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** Whether the phone that is held has a network. */
fun online(there: Boolean) {
    val manager = RuntimeEnvironment.getApplication().getSystemService(ConnectivityManager::class.java)
    val shadow = shadowOf(manager)
    val capabilities = org.robolectric.shadows.ShadowNetworkCapabilities.newInstance()
    shadowOf(capabilities).addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
    shadow.setDefaultNetworkActive(there)
    shadow.setNetworkCapabilities(manager.activeNetwork, if (there) capabilities else null)
}

/** Another phone, without a screen. */
class OtherPhone(folder: File, link: String) : AutoCloseable {
    private val app = Crosscheck.open(File(folder, "campaigns").path, softwareKeys(File(folder, "keys").path), null, null)
    val campaign: Campaign = runBlocking { app.join(link) }

    fun sync() = runBlocking { campaign.syncNow().outcome() }

    override fun close() {
        app.campaigns().forEach { app.closeCampaign(it.campaign) }
        campaign.close()
        app.close()
    }
}

/** A phone that is lost for good: of three notes it wrote at a site the second never reaches the hub, which is up. */
fun lost(link: String) {
    val program = File(System.getProperty("native.dir"), "lost").path
    val running = ProcessBuilder(program, link, "130123", "禁毒办").redirectErrorStream(true).start()
    val said = running.inputStream.bufferedReader().readText()
    check(running.waitFor() == 0) { said }
}

/** Joins the campaign of a hub by hand and reads the notice; the hub is up. */
fun Hand.join(link: String): Hand {
    type("link", link)
    tap("加入")
    tap("数字相同，已阅读")
    return this
}

/** Opens a site that nobody drew. */
fun Hand.openSite(kind: String = "禁毒办", name: String = "禁毒办（生成）") {
    tap("打开点位")
    tap("怎样选的：未经抽取")
    type("unit", "130123")
    type("name", name)
    type("reason", "路上遇到的（生成）")
    tap("点位类别：$kind")
    tap("打开")
}
