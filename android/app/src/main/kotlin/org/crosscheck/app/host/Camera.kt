package org.crosscheck.app.host

import android.content.Context
import android.graphics.ImageFormat
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureFailure
import android.hardware.camera2.CaptureRequest
import android.media.ImageReader
import android.os.Handler
import android.os.Looper
import android.view.OrientationEventListener
import android.view.Surface
import android.view.TextureView
import org.crosscheck.app.ui.Finder

/**
 * The camera at the back, by Camera2: what it sees in a [Finder], one still at a time, its lamp. Whatever goes wrong, the
 * one thing its user hears is [Hears.broken]; nothing is heard after [close]. Everything happens on the main thread.
 */
class Camera(private val context: Context, private val finder: Finder, private val hears: Hears) {
    interface Hears {
        /** The finder shows what the camera sees. */
        fun ready(hasLamp: Boolean)

        /** A photo, as the camera wrote it. */
        fun taken(jpeg: ByteArray)

        fun broken()
    }

    private val main = Handler(Looper.getMainLooper())
    private val manager = context.getSystemService(CameraManager::class.java)
    private var lens: Lens? = null
    private var device: CameraDevice? = null
    private var session: CameraCaptureSession? = null
    private var reader: ImageReader? = null
    private var seen: Surface? = null
    private var isOpen = false
    private var isLit = false
    private var held = OrientationEventListener.ORIENTATION_UNKNOWN
    private val late = Runnable { fail() }
    private val turning = object : OrientationEventListener(context) {
        override fun onOrientationChanged(orientation: Int) {
            if (orientation != ORIENTATION_UNKNOWN) held = orientation
        }
    }

    /** Permission was given before. */
    fun open() {
        if (isOpen) return
        isOpen = true
        guarded {
            val found = Lens.atTheBack(manager, context.resources.displayMetrics) ?: return@guarded fail()
            lens = found
            // The sensor lies across an upright phone.
            if (found.lies) finder.shows(found.view.height, found.view.width) else finder.shows(found.view.width, found.view.height)
            turning.enable()
            if (finder.isAvailable) begin() else finder.surfaceTextureListener = whenThere
        }
    }

    private val whenThere = object : TextureView.SurfaceTextureListener {
        override fun onSurfaceTextureAvailable(surface: SurfaceTexture, width: Int, height: Int) {
            if (isOpen && device == null) guarded { begin() }
        }

        override fun onSurfaceTextureSizeChanged(surface: SurfaceTexture, width: Int, height: Int) = Unit

        override fun onSurfaceTextureDestroyed(surface: SurfaceTexture): Boolean {
            close()
            return true
        }

        override fun onSurfaceTextureUpdated(surface: SurfaceTexture) = Unit
    }

    private fun begin() {
        val lens = lens ?: return
        main.postDelayed(late, LATE_MS)
        manager.openCamera(lens.id, object : CameraDevice.StateCallback() {
            override fun onOpened(camera: CameraDevice) {
                if (!isOpen) return camera.close()
                device = camera
                guarded { connect(camera, lens) }
            }

            override fun onDisconnected(camera: CameraDevice) = lose(camera)

            override fun onError(camera: CameraDevice, error: Int) = lose(camera)
        }, main)
    }

    private fun lose(camera: CameraDevice) {
        camera.close()
        if (device === camera || device == null) fail()
    }

    private fun connect(camera: CameraDevice, lens: Lens) {
        val texture = finder.surfaceTexture ?: return fail()
        texture.setDefaultBufferSize(lens.view.width, lens.view.height)
        val surface = Surface(texture).also { seen = it }
        val stills = ImageReader.newInstance(lens.still.width, lens.still.height, ImageFormat.JPEG, 2).also { reader = it }
        stills.setOnImageAvailableListener({ came(it) }, main)
        @Suppress("DEPRECATION")
        camera.createCaptureSession(listOf(surface, stills.surface), object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(made: CameraCaptureSession) {
                if (!isOpen) return
                session = made
                guarded {
                    look()
                    main.removeCallbacks(late)
                    hears.ready(lens.hasLamp)
                }
            }

            override fun onConfigureFailed(made: CameraCaptureSession) = fail()
        }, main)
    }

    private fun CaptureRequest.Builder.usual() = apply {
        set(CaptureRequest.CONTROL_MODE, CaptureRequest.CONTROL_MODE_AUTO)
        if (lens?.focuses == true) set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
        if (isLit) set(CaptureRequest.FLASH_MODE, CaptureRequest.FLASH_MODE_TORCH)
    }

    private fun look() {
        val (device, session, surface) = Triple(device ?: return, session ?: return, seen ?: return)
        val request = device.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW).usual().apply { addTarget(surface) }
        session.setRepeatingRequest(request.build(), null, main)
    }

    /** The lamp, until it is asked for otherwise. */
    fun light(on: Boolean) {
        isLit = on
        guarded { look() }
    }

    /** One photo; [Hears.taken] hears of it. */
    fun take() = guarded {
        val (device, session, stills) = Triple(device ?: return@guarded, session ?: return@guarded, reader ?: return@guarded)
        main.postDelayed(late, LATE_MS)
        val request = device.createCaptureRequest(CameraDevice.TEMPLATE_STILL_CAPTURE).usual().apply {
            addTarget(stills.surface)
            set(CaptureRequest.JPEG_ORIENTATION, Lens.upright(lens?.turned ?: 0, held))
            set(CaptureRequest.JPEG_QUALITY, QUALITY)
        }
        session.capture(request.build(), object : CameraCaptureSession.CaptureCallback() {
            override fun onCaptureFailed(session: CameraCaptureSession, request: CaptureRequest, failure: CaptureFailure) = fail()
        }, main)
    }

    private fun came(reader: ImageReader) = guarded {
        val bytes = reader.acquireLatestImage()?.use { image ->
            val plane = image.planes[0].buffer
            ByteArray(plane.remaining()).also(plane::get)
        } ?: return@guarded
        main.removeCallbacks(late)
        if (isOpen) hears.taken(bytes)
    }

    private fun fail() {
        if (!isOpen) return
        close()
        hears.broken()
    }

    fun close() {
        isOpen = false
        main.removeCallbacks(late)
        turning.disable()
        finder.surfaceTextureListener = null
        session = null
        device?.close()
        device = null
        reader?.close()
        reader = null
        seen?.release()
        seen = null
    }

    /** Phones' cameras fail in their makers' own ways: whatever is thrown means that this one cannot be used. */
    private fun guarded(work: () -> Unit) {
        try {
            work()
        } catch (_: CameraAccessException) {
            fail()
        } catch (_: SecurityException) {
            fail()
        } catch (_: IllegalStateException) {
            fail()
        } catch (_: IllegalArgumentException) {
            fail()
        }
    }

    private companion object {
        const val LATE_MS = 8_000L
        const val QUALITY: Byte = 92
    }
}
