package org.crosscheck.app.host

import android.graphics.ImageFormat
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.util.DisplayMetrics
import android.util.Size

/** What is to be known of a camera before it is opened. */
class Lens(val id: String, val view: Size, val still: Size, val turned: Int, val hasLamp: Boolean, val focuses: Boolean) {
    val lies: Boolean get() = turned % 180 == 90

    companion object {
        /** As many pixels as a masked copy keeps. */
        private const val MOST_STILL = 16_000_000L
        private const val MOST_VIEW = 1_920

        fun atTheBack(manager: CameraManager?, screen: DisplayMetrics): Lens? {
            val ids = manager?.cameraIdList.orEmpty()
            return ids.firstNotNullOfOrNull { id -> of(id, manager!!.getCameraCharacteristics(id), screen) }
        }

        private fun of(id: String, says: CameraCharacteristics, screen: DisplayMetrics): Lens? {
            if (says[CameraCharacteristics.LENS_FACING] != CameraCharacteristics.LENS_FACING_BACK) return null
            val sizes = says[CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP] ?: return null
            val still = still(sizes.getOutputSizes(ImageFormat.JPEG).orEmpty().toList()) ?: return null
            val most = minOf(maxOf(screen.widthPixels, screen.heightPixels), MOST_VIEW)
            val view = view(sizes.getOutputSizes(SurfaceTexture::class.java).orEmpty().toList(), still, most) ?: return null
            val modes = says[CameraCharacteristics.CONTROL_AF_AVAILABLE_MODES] ?: IntArray(0)
            return Lens(
                id, view, still,
                turned = says[CameraCharacteristics.SENSOR_ORIENTATION] ?: 0,
                hasLamp = says[CameraCharacteristics.FLASH_INFO_AVAILABLE] == true,
                focuses = CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE in modes,
            )
        }

        /**
         * By how much a still is to be turned: by how the phone is held, also where its screen does not turn along. [held]
         * is in degrees, less than 0 where nobody knows.
         */
        fun upright(sensor: Int, held: Int): Int = (sensor + if (held < 0) 0 else (held + 45) / 90 * 90) % 360

        private val Size.pixels get() = width.toLong() * height

        /** The largest that is masked without being made smaller; where all are larger, the smallest. */
        fun still(sizes: List<Size>): Size? = sizes.filter { it.pixels <= MOST_STILL }.maxByOrNull { it.pixels } ?: sizes.minByOrNull { it.pixels }

        /** The largest of the still's proportions that is no longer than the screen; else the largest of any. */
        fun view(sizes: List<Size>, still: Size, most: Int): Size? {
            val fits = sizes.filter { maxOf(it.width, it.height) <= most }
            val alike = fits.filter { it.width.toLong() * still.height == it.height.toLong() * still.width }
            return alike.maxByOrNull { it.pixels } ?: fits.maxByOrNull { it.pixels } ?: sizes.minByOrNull { it.pixels }
        }
    }
}
