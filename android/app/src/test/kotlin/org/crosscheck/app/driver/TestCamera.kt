package org.crosscheck.app.driver

import android.graphics.Bitmap
import android.graphics.ImageFormat
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.media.Image
import android.media.ImageReader
import android.os.Handler
import android.util.Size
import android.view.TextureView
import java.nio.ByteBuffer
import org.crosscheck.app.ui.Finder
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowCameraCaptureSessionImpl
import org.robolectric.shadows.ShadowCameraCharacteristics
import org.robolectric.shadows.ShadowImageReader
import org.robolectric.shadows.ShadowTextureView
import org.robolectric.shadows.StreamConfigurationMapBuilder

/** The camera of the phone that is held: hardware, which no test has. It stands where Camera2 calls the system, not above. */
object TestCamera {
    /** What it writes at the next release; none while it hangs. */
    var still: ByteArray? = null

    /** What the finder shows. */
    var view: Bitmap? = null

    /** How many stills were asked for. */
    var asked = 0
        private set
    private var tell: (() -> Unit)? = null

    /** How the hardware calls a JPEG. */
    private const val BLOB = 0x21

    /** The phone has a camera at its back, and somebody may use it. */
    fun there() {
        still = jpeg()
        asked = 0
        view = null
        val says = ShadowCameraCharacteristics.newCameraCharacteristics()
        val sizes = StreamConfigurationMapBuilder.newBuilder()
        listOf(Size(4000, 3000), Size(9000, 6000)).forEach { sizes.addOutputSize(BLOB, it) }
        listOf(Size(1440, 1080), Size(1280, 720)).forEach { sizes.addOutputSize(it) }
        shadowOf(says).apply {
            set(CameraCharacteristics.LENS_FACING, CameraCharacteristics.LENS_FACING_BACK)
            set(CameraCharacteristics.SENSOR_ORIENTATION, 90)
            set(CameraCharacteristics.FLASH_INFO_AVAILABLE, true)
            set(CameraCharacteristics.CONTROL_AF_AVAILABLE_MODES, intArrayOf(CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE))
            set(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP, sizes.build())
        }
        val manager = RuntimeEnvironment.getApplication().getSystemService(CameraManager::class.java)
        shadowOf(manager).addCamera("0", says)
    }

    /** The window gives the finder its surface, as it does where it is drawn by a graphics chip. */
    fun lights(hand: Hand) {
        val finder = hand.views().filterIsInstance<Finder>().single()
        val texture = SurfaceTexture(false)
        finder.surfaceTexture ?: finder.setSurfaceTexture(texture)
        finder.surfaceTextureListener?.onSurfaceTextureAvailable(texture, finder.width, finder.height)
        hand.settle()
    }

    fun released() {
        asked++
        if (still != null) tell?.invoke()
    }

    fun reads(tell: () -> Unit) {
        this.tell = tell
    }
}

/** What a finder shows, which no graphics chip drew here. */
@Implements(TextureView::class)
class Sights : ShadowTextureView() {
    @Implementation
    fun getBitmap(width: Int, height: Int): Bitmap? = TestCamera.view?.let { seen ->
        val by = minOf(width.toFloat() / seen.width, height.toFloat() / seen.height)
        Bitmap.createScaledBitmap(seen, (seen.width * by).toInt(), (seen.height * by).toInt(), true)
    }
}

/** Where the camera hands its stills over. */
@Implements(ImageReader::class)
class Stills : ShadowImageReader() {
    @org.robolectric.annotation.RealObject
    private lateinit var reader: ImageReader

    @Implementation
    fun setOnImageAvailableListener(listener: ImageReader.OnImageAvailableListener?, handler: Handler?) {
        if (listener != null) TestCamera.reads { handler!!.post { listener.onImageAvailable(reader) } }
    }

    @Implementation
    fun acquireLatestImage(): Image? = TestCamera.still?.let(::Still)
}

private class Still(private val bytes: ByteArray) : Image() {
    override fun getFormat() = ImageFormat.JPEG

    override fun getWidth() = 4000

    override fun getHeight() = 3000

    override fun getTimestamp() = 0L

    override fun getTransform() = 0

    override fun getScalingMode() = 0

    override fun close() = Unit

    override fun getPlanes(): Array<Plane> = arrayOf(object : Plane() {
        override fun getRowStride() = 0

        override fun getPixelStride() = 0

        override fun getBuffer(): ByteBuffer = ByteBuffer.wrap(bytes)
    })
}

/** Where the camera is asked for a still. */
@Implements(className = "android.hardware.camera2.impl.CameraCaptureSessionImpl")
class Released : ShadowCameraCaptureSessionImpl() {
    @Implementation
    override fun capture(request: CaptureRequest, callback: CameraCaptureSession.CaptureCallback?, handler: Handler?): Int {
        TestCamera.released()
        return 1
    }
}
