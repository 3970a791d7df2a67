package org.crosscheck.app

import android.Manifest
import android.app.Activity
import android.content.pm.ApplicationInfo
import android.location.Location
import android.location.LocationManager
import android.os.Looper
import android.os.SystemClock
import android.util.Size
import android.provider.MediaStore
import android.view.WindowManager
import java.io.File
import java.util.concurrent.TimeUnit
import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Hub
import org.crosscheck.app.driver.Released
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.Stills
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.TestCamera
import org.crosscheck.app.driver.answer
import org.crosscheck.app.driver.called
import org.crosscheck.app.driver.choose
import org.crosscheck.app.driver.elsewhere
import org.crosscheck.app.driver.exposed
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.jpeg
import org.crosscheck.app.driver.openSite
import org.crosscheck.app.driver.permit
import org.crosscheck.app.driver.unanswered
import org.crosscheck.app.host.Lens
import org.crosscheck.app.ui.Finder
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Photos that are taken: by this app's camera, by the system's where that fails, and by neither where nobody allows it. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi", shadows = [Stills::class, Released::class])
class CameraTest {
    @get:Rule
    val folder = TemporaryFolder()
    private val hub by lazy { Hub(folder.newFolder("office")) }
    private val app get() = RuntimeEnvironment.getApplication()
    private val shots get() = File(app.filesDir, "shots").list().orEmpty().toList()

    @After
    fun stop() = hub.stop()

    private fun allow(vararg permissions: String) = shadowOf(app).grantPermissions(*permissions)

    /** At the camera of a site, whose photos are empty. */
    private fun camera(): Hand {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader"))
        hub.stop()
        hand.openSite()
        hand.tap("记录和方法")
        hand.tap("0 张照片")
        hand.tap("拍照")
        return hand
    }

    /** Where the phone is, once its source is on. */
    private fun here(manager: LocationManager): Location {
        shadowOf(manager).setProviderEnabled(LocationManager.GPS_PROVIDER, true)
        return Location(LocationManager.GPS_PROVIDER).apply {
            latitude = 38.0428
            longitude = 114.5149
            accuracy = 12.4f
            time = System.currentTimeMillis()
            elapsedRealtimeNanos = SystemClock.elapsedRealtimeNanos()
        }
    }

    private fun Hand.later(seconds: Long) {
        shadowOf(Looper.getMainLooper()).idleFor(seconds, TimeUnit.SECONDS)
        settle()
    }

    @Test
    fun `a photo is taken by this app's camera, and its file is nowhere but in the campaign`() {
        TestCamera.there()
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        TestCamera.lights(hand)
        Shots.look(hand, "camera")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.tap("开灯")
        assertTrue(hand.words(), hand.sees("关灯"))
        hand.tap("拍")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("拍摄于") && hand.sees("没有记位置") && !hand.sees("导入"))
        assertEquals(emptyList<String>(), shots)
        assertEquals("one still is asked for", 1, TestCamera.asked)
        hand.tap("再拍一张")
        TestCamera.lights(hand)
        hand.tap("拍")
        hand.back()
        assertEquals(2, Regex("拍摄于").findAll(hand.words()).count())
        hand.close()
    }

    @Test
    @Config(qualifiers = "zh-rCN-w640dp-h360dp-land-xhdpi")
    fun `a phone that lies shows what the camera sees larger than its buttons`() {
        TestCamera.there()
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        TestCamera.lights(hand)
        Shots.look(hand, "camera-land")
        val finder = hand.views().filterIsInstance<Finder>().single()
        assertTrue("${finder.width}x${finder.height}", finder.height > hand.decor.height / 2)
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.close()
    }

    @Test
    fun `a camera that is not allowed leaves everything else as it was`() {
        TestCamera.there()
        val hand = camera()
        assertTrue(hand.words(), hand.sees("只在拍照时使用"))
        hand.tap("允许使用相机")
        hand.permit(false)
        assertTrue(hand.words(), hand.sees("没有允许使用相机，不能拍照"))
        Shots.look(hand, "camera-refused")
        hand.tap("导入")
        hand.choose(elsewhere(jpeg()))
        assertTrue(hand.words(), hand.sees("导入于"))
        hand.tap("再拍一张")
        assertTrue("it is said before it is asked again", hand.sees("没有允许使用相机") || hand.sees("只在拍照时使用"))
        hand.tap("允许使用相机")
        hand.permit(true)
        TestCamera.lights(hand)
        hand.tap("拍")
        assertTrue(hand.words(), hand.sees("拍摄于"))
        hand.close()
    }

    @Test
    fun `the place is asked for where it is used, may be refused, and stands with the photo alone`() {
        TestCamera.there()
        allow(Manifest.permission.CAMERA)
        val manager = app.getSystemService(LocationManager::class.java)
        val here = here(manager)
        val hand = camera()
        TestCamera.lights(hand)
        hand.tap("记下拍照的位置")
        hand.permit(false)
        assertTrue(hand.notice(), "照片不带位置" in hand.notice())
        shadowOf(manager).simulateLocation(here)
        hand.tap("拍")
        assertTrue(hand.words(), hand.sees("没有记位置"))
        hand.tap("再拍一张")
        TestCamera.lights(hand)
        hand.tap("记下拍照的位置")
        hand.permit(true)
        shadowOf(manager).simulateLocation(here)
        hand.settle()
        assertTrue(hand.words(), hand.sees("误差约 12 米"))
        Shots.look(hand, "camera-place")
        hand.tap("拍")
        assertTrue(hand.words(), hand.sees("北纬 38.04280，东经 114.51490，误差约 12 米"))
        assertTrue("nothing is asked any more", shadowOf(manager).getLegacyLocationRequests(LocationManager.GPS_PROVIDER).isEmpty())
        Shots.look(hand, "photo-place")
        hand.close()
    }

    @Test
    fun `where this app's camera fails the system's is called by itself, and its photo is recorded as taken by that one`() {
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, hand.called().action)
        hand.exposed(jpeg())
        hand.answer(null)
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("（系统相机拍摄）") && hand.sees("没有记位置"))
        assertEquals(emptyList<String>(), shots)
        hand.close()
    }

    @Test
    fun `a photo of the system's camera keeps the place that was read, also where the process dies meanwhile`() {
        allow(Manifest.permission.CAMERA)
        val manager = app.getSystemService(LocationManager::class.java)
        val here = here(manager)
        val hand = camera()
        hand.answer(null, Activity.RESULT_CANCELED)
        hand.tap("记下拍照的位置")
        hand.permit(true)
        shadowOf(manager).simulateLocation(here)
        hand.settle()
        assertTrue(hand.words(), hand.sees("误差约 12 米"))
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.tap("用系统相机")
        hand.exposed(jpeg())
        hand.unanswered()
        hand.killWithState()
        assertTrue(hand.words(), hand.sees("（系统相机拍摄）") && hand.sees("北纬 38.04280，东经 114.51490，误差约 12 米"))
        assertEquals(emptyList<String>(), shots)
        hand.close()
    }

    @Test
    fun `a camera that never hands its photo over is given up, and the system's is called`() {
        TestCamera.there()
        TestCamera.still = null
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        TestCamera.lights(hand)
        hand.tap("拍")
        hand.later(9)
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, hand.called().action)
        hand.answer(null, Activity.RESULT_CANCELED)
        assertTrue(hand.words(), hand.sees("本应用的相机打不开"))
        Shots.look(hand, "camera-broken")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        assertEquals("somebody who took none is not asked again by itself", null, shadowOf(hand.activity).nextStartedActivityForResult)
        assertEquals(emptyList<String>(), shots)
        hand.close()
    }

    @Test
    fun `the process dies while the system's camera is in front, and its photo is kept, once`() {
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        hand.exposed(jpeg())
        hand.unanswered()
        hand.killWithState()
        assertTrue(hand.words(), hand.sees("（系统相机拍摄）"))
        hand.tap("再拍一张")
        hand.exposed(jpeg(quality = 80))
        hand.unanswered()
        hand.kill()
        assertTrue(hand.words(), hand.sees("（系统相机拍摄）"))
        assertEquals(emptyList<String>(), shots)
        hand.back()
        assertEquals(2, Regex("（系统相机拍摄）").findAll(hand.words()).count())
        hand.kill()
        assertEquals(2, Regex("（系统相机拍摄）").findAll(hand.words()).count())
        hand.close()
    }

    @Test
    fun `what core refuses is said over the photo, which stays until somebody drops it`() {
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        hand.exposed("no photo".toByteArray())
        hand.answer(null)
        assertTrue(hand.notice(), "不是 JPEG" in hand.notice())
        hand.kill()
        assertTrue("tried again and refused again: ${hand.notice()}", "不是 JPEG" in hand.notice())
        assertEquals(1, shots.size)
        Shots.look(hand, "camera-kept")
        hand.back()
        assertTrue("it is not forgotten: ${hand.words()}", hand.sees("还没有存进这次检查"))
        hand.tap("去保存")
        hand.tap("不要这张")
        assertEquals(emptyList<String>(), shots)
        hand.tap("用系统相机")
        hand.answer(null)
        assertTrue(hand.notice(), "没有交出照片" in hand.notice())
        hand.back()
        assertFalse(hand.sees("还没有存进这次检查"))
        hand.close()
    }

    /** A folder that is a file stands for a disk that takes nothing: it fails for root too, at the same call. */
    @Test
    fun `a disk that takes nothing is said where it happened, and the photo is kept as soon as it does`() {
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        hand.exposed(jpeg())
        val store = File(app.filesDir, "campaigns").walk().first { it.name == "campaign.db" }
        val files = File(store.path + ".blobs")
        val aside = File(store.path + ".aside")
        check(files.renameTo(aside) && files.createNewFile())
        hand.answer(null)
        assertTrue(hand.words(), hand.notice().isNotEmpty() && hand.sees("还没有存进这次检查"))
        assertEquals("the photo is where it was", 1, shots.size)
        Shots.look(hand, "camera-full")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        check(files.delete() && aside.renameTo(files))
        hand.tap("保存照片")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("（系统相机拍摄）"))
        assertEquals(emptyList<String>(), shots)
        hand.close()
    }

    @Test
    fun `a disk that does not take the camera's file is said, and nothing is on its way`() {
        TestCamera.there()
        allow(Manifest.permission.CAMERA)
        val hand = camera()
        TestCamera.lights(hand)
        val shots = File(app.filesDir, "shots")
        shots.deleteRecursively()
        check(shots.createNewFile())
        hand.tap("拍")
        assertTrue(hand.notice(), "存不下" in hand.notice())
        check(shots.delete())
        TestCamera.lights(hand)
        hand.tap("拍")
        assertTrue(hand.words(), hand.sees("拍摄于"))
        hand.close()
    }

    @Test
    fun `a still is as large as a masked copy keeps, and stands upright however the phone is held`() {
        val sizes = listOf(Size(1280, 720), Size(4000, 3000), Size(9000, 6000))
        assertEquals(Size(4000, 3000), Lens.still(sizes))
        assertEquals("all are larger", Size(9000, 6000), Lens.still(sizes.takeLast(1)))
        val views = listOf(Size(4000, 3000), Size(1920, 1080), Size(1440, 1080), Size(640, 480))
        assertEquals("of the still's proportions, no longer than the screen", Size(1440, 1080), Lens.view(views, Size(4000, 3000), 1920))
        assertEquals(listOf(90, 180, 270, 0, 90), listOf(0, 90, 180, 270, 359).map { Lens.upright(90, it) })
        assertEquals("held in no way anybody knows", 90, Lens.upright(90, -1))
    }

    @Test
    fun `screens are not captured and nothing is backed up`() {
        val hand = Hand().open()
        assertTrue(hand.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
        assertFalse(app.applicationInfo.flags and ApplicationInfo.FLAG_ALLOW_BACKUP != 0)
        hand.close()
    }
}
