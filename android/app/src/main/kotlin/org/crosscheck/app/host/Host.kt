package org.crosscheck.app.host

import android.content.Context
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.os.SystemClock
import android.provider.Settings
import java.io.File
import org.crosscheck.core.Boot
import org.crosscheck.core.BootClock
import org.crosscheck.core.Connectivity
import org.crosscheck.core.HostKeys
import org.crosscheck.core.Network
import org.crosscheck.ffi.softwareKeys

/** Where signing keys live: in the system's key store, in [folder] where that fails. */
fun phoneKeys(context: Context, folder: File): HostKeys = Keys(context, folder, softwareKeys(folder.path))

/** The system's clocks: since it started, sleep included, and as somebody or the network set it. */
fun phoneBoot(context: Context): BootClock = object : BootClock {
    override fun now(): Boot {
        val count = Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT, 0)
        return Boot("boot $count", SystemClock.elapsedRealtime().toULong(), System.currentTimeMillis())
    }
}

/** Whether there is a network, and whether it costs by the byte. */
fun phoneNetwork(context: Context): Connectivity = object : Connectivity {
    override fun network(): Network {
        val manager = context.getSystemService(ConnectivityManager::class.java) ?: return Network.METERED
        val now = manager.getNetworkCapabilities(manager.activeNetwork) ?: return Network.ABSENT
        return if (now.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)) Network.FREE else Network.METERED
    }
}
