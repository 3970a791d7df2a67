package org.crosscheck.app.driver

import android.graphics.Bitmap
import android.graphics.Canvas
import android.view.View
import java.io.File
import java.io.FileOutputStream

/** Pictures of what is drawn. */
object Shots {
    fun of(view: View): Bitmap {
        val bitmap = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(bitmap))
        return bitmap
    }

    fun write(bitmap: Bitmap, file: File) {
        file.parentFile!!.mkdirs()
        FileOutputStream(file).use { bitmap.compress(Bitmap.CompressFormat.PNG, 100, it) }
    }

    /** Into the build's folder, for people to look at. */
    fun look(hand: Hand, name: String) = write(of(hand.decor), File(System.getProperty("shots.dir"), "$name.png"))
}
