package org.crosscheck.app.host

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Build
import android.os.Bundle
import android.os.CancellationSignal
import android.os.Looper
import android.os.SystemClock
import kotlin.math.roundToLong
import org.crosscheck.app.ui.Newer
import org.crosscheck.core.Fix

/**
 * Where this phone is, for one photo: asked once of each source that is on, while the camera is in front, and forgotten
 * with it. There is no track and nothing in the background.
 */
class Where(private val context: Context, private val changed: () -> Unit) {
    private val manager = context.getSystemService(LocationManager::class.java)
    private var asked: CancellationSignal? = null
    private var best: Location? = null

    val isAllowed: Boolean get() = PERMISSIONS.any { context.checkSelfPermission(it) == PackageManager.PERMISSION_GRANTED }

    /** Asks, where somebody allowed it; [changed] hears of what comes. */
    fun ask() {
        if (asked != null || !isAllowed || manager == null) return
        val signal = CancellationSignal()
        asked = signal
        SOURCES.filter { it in manager.allProviders && manager.isProviderEnabled(it) }.forEach { source ->
            try {
                if (Build.VERSION.SDK_INT >= 30) current(manager, source, signal) else once(manager, source, signal)
            } catch (_: SecurityException) {
                // Only a rough place was allowed, and this source gives none: the others may.
            }
        }
    }

    @Newer
    private fun current(manager: LocationManager, source: String, signal: CancellationSignal) {
        manager.getCurrentLocation(source, signal, context.mainExecutor) { it?.let(::take) }
    }

    @Suppress("DEPRECATION")
    private fun once(manager: LocationManager, source: String, signal: CancellationSignal) {
        val listener = object : LocationListener {
            override fun onLocationChanged(location: Location) = take(location)

            @Deprecated("Older systems call it, and would fail without it.")
            override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit

            override fun onProviderEnabled(provider: String) = Unit

            override fun onProviderDisabled(provider: String) = Unit
        }
        signal.setOnCancelListener { manager.removeUpdates(listener) }
        manager.requestSingleUpdate(source, listener, Looper.getMainLooper())
    }

    private fun take(location: Location) {
        val before = best
        if (before == null || location.accuracy < before.accuracy) best = location
        changed()
    }

    /** What is known at this moment; none where nothing came. */
    fun fix(): Fix? = best?.let(::fixOf)

    /** Asks nothing more and forgets what came. */
    fun stop() {
        asked?.cancel()
        asked = null
        best = null
    }

    companion object {
        val PERMISSIONS = listOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
        private val SOURCES = listOf("fused", LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER)
        private const val DEGREE = 1e7
        private const val NAME = 24

        @Suppress("DEPRECATION")
        fun fixOf(location: Location): Fix {
            val age = (SystemClock.elapsedRealtimeNanos() - location.elapsedRealtimeNanos) / 1_000_000
            val source = location.provider.orEmpty().lowercase().filter { it in 'a'..'z' || it == '_' }.take(NAME)
            return Fix(
                latitude = (location.latitude * DEGREE).roundToLong(),
                longitude = (location.longitude * DEGREE).roundToLong(),
                provider = source.ifEmpty { "other" },
                accuracy = location.accuracy.roundToLong().coerceAtLeast(0).toULong(),
                age = age.coerceAtLeast(0).toULong(),
                mock = location.isFromMockProvider,
            )
        }
    }
}
