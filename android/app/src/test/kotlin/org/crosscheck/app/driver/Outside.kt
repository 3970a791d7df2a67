package org.crosscheck.app.driver

import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.net.Uri
import android.provider.MediaStore
import java.io.ByteArrayOutputStream
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** A picture of nothing: flat fields of few colours, written as JPEG. */
fun jpeg(width: Int = 1600, height: Int = 1200, quality: Int = 90): ByteArray {
    val picture = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
    val canvas = Canvas(picture).apply { drawColor(Color.rgb(0xcc, 0xdd, 0xee)) }
    val paint = Paint().apply { color = Color.rgb(0x22, 0x66, 0x44) }
    canvas.drawRect(width * .1f, height * .2f, width * .45f, height * .8f, paint)
    paint.color = Color.rgb(0x99, 0x44, 0x00)
    canvas.drawRect(width * .55f, height * .2f, width * .9f, height * .8f, paint)
    return ByteArrayOutputStream().also { picture.compress(Bitmap.CompressFormat.JPEG, quality, it) }.toByteArray()
}

/** What a picture of another app is called, and what it holds. */
fun elsewhere(bytes: ByteArray, name: String = "1"): Uri {
    val uri = Uri.parse("content://org.example.gallery/$name")
    shadowOf(RuntimeEnvironment.getApplication().contentResolver).registerInputStreamSupplier(uri) { bytes.inputStream() }
    return uri
}

/** The app that is in front now, called by ours. */
fun Hand.called(): Intent = shadowOf(activity).peekNextStartedActivityForResult()?.intent ?: throw AssertionError("no app was called")

/** The other app answers and is gone. */
fun Hand.answer(data: Intent?, result: Int = Activity.RESULT_OK) {
    val asked = shadowOf(activity).nextStartedActivityForResult.intent
    shadowOf(activity).receiveResult(asked, result, data)
    settle()
}

/** The other app will never answer: whoever asked is gone. */
fun Hand.unanswered() {
    shadowOf(activity).nextStartedActivityForResult ?: throw AssertionError("no app was called")
}

/** Somebody chooses a picture in the system's picker. */
fun Hand.choose(uri: Uri) = answer(Intent().setData(uri))

/** The system's camera writes its photo where it was asked to. */
fun Hand.exposed(bytes: ByteArray) {
    @Suppress("DEPRECATION")
    val into = called().getParcelableExtra<Uri>(MediaStore.EXTRA_OUTPUT)!!
    activity.contentResolver.openOutputStream(into)!!.use { it.write(bytes) }
}

/** Somebody answers what the system asks about a permission. */
fun Hand.permit(given: Boolean) {
    val asked = shadowOf(activity).lastRequestedPermission ?: throw AssertionError("nothing was asked for")
    val names = asked.requestedPermissions
    val app = shadowOf(RuntimeEnvironment.getApplication())
    if (given) app.grantPermissions(*names) else app.denyPermissions(*names)
    val said = IntArray(names.size) { if (given) PackageManager.PERMISSION_GRANTED else PackageManager.PERMISSION_DENIED }
    activity.onRequestPermissionsResult(asked.requestCode, names, said)
    settle()
}
