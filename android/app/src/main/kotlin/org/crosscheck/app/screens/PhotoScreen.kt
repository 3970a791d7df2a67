package org.crosscheck.app.screens

import android.graphics.Bitmap
import android.view.View
import android.widget.TextView
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Handed
import org.crosscheck.app.ui.Pictures
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.fold
import org.crosscheck.app.ui.people
import org.crosscheck.app.ui.picture
import org.crosscheck.app.ui.state
import org.crosscheck.app.ui.me
import org.crosscheck.core.Filter
import org.crosscheck.core.CameFrom
import org.crosscheck.core.Fix
import org.crosscheck.core.IndicatorRef
import org.crosscheck.core.PhotoFile
import org.crosscheck.core.PhotoState
import org.crosscheck.core.Withdrawn
import org.crosscheck.core.PhotoScreen as Photo

/** One photo: its preview, what is known of it, caption and indicator, and what may still be done. [Spot.of]: visit, photo. */
class PhotoScreen(stage: Stage, spot: Spot) : Screen<PhotoScreen.Shows>(stage, spot) {
    /** Of the visit the indicators it may belong to. */
    data class Shows(val photo: Photo?, val asked: List<IndicatorRef>)

    private val visit = spot.of[0]
    private val thing = spot.of[1]

    override fun fetch(desk: Desk): Shows {
        val rows = desk.campaign.visit(visit, Filter.ALL).rows
        val asked = rows.map { IndicatorRef(it.pack, it.indicator) }
        return Shows(desk.campaign.photo(visit, thing), asked)
    }

    override fun draw(view: Shows): Page {
        val photo = view.photo ?: return Page(text(R.string.photo), ui.scroll(ui.body(text(R.string.photo_gone))))
        val gone = photo.row.state == PhotoState.REDACTED
        val open = view.photo?.closed == false && !gone
        val waits = photo.row.state == PhotoState.WAITS
        val body = ui.scroll(
            *(if (gone) emptyList() else listOf(preview(photo))).toTypedArray(),
            ui.column(*(ui.photoLines(photo.row) + known(photo)).map { ui.small(it) }.toTypedArray(), gap = ui.space1),
            if (photo.row.differs) ui.state(State.DIFFERING) else null,
            if (photo.asked) ui.body(text(R.string.photo_asked)) else null,
            if (waits) ui.body(text(R.string.photo_waits_how)) else null,
            *(if (waits && open) faces(photo) else emptyList()).toTypedArray(),
            *captions(view, photo, open).toTypedArray(),
            if (open) belongs(view, photo) else null,
            *(if (open && !waits) faces(photo) else emptyList()).toTypedArray(),
            *lead(photo).toTypedArray(),
            *(if (open) may(photo) else emptyList()).toTypedArray(),
        )
        return Page(text(R.string.photo), body, if (open) actions(photo) else emptyList())
    }

    // What is seen.

    /** The masked preview once there is one. */
    private fun file(photo: Photo): PhotoFile? = photo.masked.getOrNull(1) ?: photo.preview

    private fun preview(photo: Photo): View {
        val file = file(photo)
        if (file == null || !file.here) return ui.body(text(R.string.photo_not_here))
        val caption = photo.row.captions.joinToString("，") { it.words }
        val view = ui.picture(text(R.string.photo_described, caption.ifEmpty { text(R.string.photo_no_caption) }))
        view.adjustViewBounds = true
        view.minimumHeight = ui.touch
        stage.look({ desk -> Seen(desk.campaign.picture(file.blob.hash)?.let { Pictures.of(it, ui.context) }) }) { came, why ->
            if (came?.picture == null) stage.tell(why.ifEmpty { text(R.string.photo_not_here) }) else view.setImageBitmap(came.picture)
        }
        return view
    }

    private class Seen(val picture: Bitmap?)

    private fun known(photo: Photo): List<String> {
        val capture = photo.row.capture ?: return emptyList()
        val size = text(R.string.photo_size, capture.size.width.toInt(), capture.size.height.toInt())
        val who = photo.row.member?.let { text(R.string.said_by, ui.people(listOf(it))) }
        val place = capture.fix?.let(::place) ?: if (capture.cameFrom == CameFrom.ELSEWHERE) null else text(R.string.photo_no_place)
        val claims = listOfNotNull(
            capture.claims.taken?.let { text(R.string.photo_claims_time, it) },
            capture.claims.place?.let { text(R.string.photo_claims_place, degrees(it.latitude), degrees(it.longitude)) },
        )
        return listOfNotNull(who, size, place) + claims
    }

    private fun place(fix: Fix): String {
        val words = text(R.string.photo_place, degrees(fix.latitude), degrees(fix.longitude), fix.accuracy.toInt())
        return if (fix.mock) words + text(R.string.between) + text(R.string.photo_place_mock) else words
    }

    private fun degrees(parts: Long) = String.format(java.util.Locale.ROOT, "%.5f", parts / DEGREE)

    // What is written.

    private fun captions(view: Shows, photo: Photo, open: Boolean): List<View> {
        val others = photo.row.captions.filter { it.member != ui.me || !open }
        val shown = others.map { ui.card(ui.small(ui.people(listOf(it.member))), ui.body(it.words)) }
        if (!open) return shown
        draft.begin(CAPTION, photo.row.captions.of(ui.me))
        val warned = ui.small("", R.color.to_check)
        warn(warned)
        return shown + ui.field(text(R.string.photo_caption), draft, CAPTION, Typed.WORDS) { warn(warned) } + warned
    }

    /** What may not, or should not, stand in the caption. */
    private fun warn(line: TextView) = stage.look({ it.campaign.lookAt(draft[CAPTION]) }) { typing, _ ->
        val said = typing?.let { it.refused + it.warnings }.orEmpty()
        line.text = said.joinToString("\n")
        line.visibility = if (said.isEmpty()) View.GONE else View.VISIBLE
    }

    private fun belongs(view: Shows, photo: Photo): View {
        val of = photo.row.indicator
        val title = of?.let { text(R.string.photo_belongs, it.id) } ?: text(R.string.photo_belongs_none)
        val unfolded = draft[BELONGS] == YES
        val fold = ui.fold(title, unfolded) {
            draft[BELONGS] = if (unfolded) "" else YES
            stage.redraw()
        }
        if (!unfolded) return fold
        val options = listOf("" to text(R.string.photo_no_indicator)) + view.asked.map { "${it.pack}/${it.id}" to it.id }
        val choice = ui.choice(text(R.string.photo_indicator), options, of?.let { "${it.pack}/${it.id}" }.orEmpty()) { code ->
            val chosen = view.asked.find { "${it.pack}/${it.id}" == code }
            draft[BELONGS] = ""
            stage.act({ it.campaign.assignPhoto(visit, thing, chosen, photo.seen["indicator"].orEmpty()) }) { stage.again() }
        }
        return ui.column(fold, choice)
    }

    // What may be done.

    private fun actions(photo: Photo): List<View> {
        val save = ui.primary(text(R.string.photo_save_caption)) { save() }
        val next = ui.secondary(text(R.string.photo_again)) {
            val of = photo.row.indicator?.let { listOf(it.pack.toString(), it.id) }.orEmpty()
            stage.instead(Spot(Kind.CAMERA, listOf(visit) + of))
        }
        return listOf(ui.row(next, save, weights = listOf(1f, 1f)))
    }

    private fun save() {
        val caption = draft[CAPTION]
        stage.act({ it.campaign.mendCaption(visit, thing, caption) }) {
            draft.clear()
            stage.again()
            stage.say(text(R.string.saved))
        }
    }

    /** What lets a photo leave that waits, and what covers a face wherever it was taken. */
    private fun faces(photo: Photo): List<View> {
        val faceless = photo.row.state == PhotoState.FACELESS
        val masks = photo.masked.isNotEmpty()
        val face = ui.check(text(R.string.photo_faceless), faceless) {
            stage.act { it.campaign.markFaceless(visit, thing, !faceless, photo.seen["faceless"].orEmpty()) }
        }
        val mask = ui.secondary(text(if (masks) R.string.photo_mask_again else R.string.photo_mask)) {
            stage.go(Spot(Kind.MASK, visit, thing))
        }
        return listOfNotNull(if (masks) null else face, mask)
    }

    /** What whoever leads says of it, also after the visit is signed off. */
    private fun lead(photo: Photo): List<View> {
        val picture = photo.inReport?.let { now ->
            ui.secondary(text(if (now.on) R.string.photo_out_of_report else R.string.photo_in_report)) {
                stage.act { it.campaign.choosePicture(visit, thing, !now.on, now.seen) }
            }
        }
        val original = photo.ask?.let { now ->
            ui.secondary(text(if (now.on) R.string.photo_ask_no_longer else R.string.photo_ask)) {
                stage.act { it.campaign.askOriginal(visit, thing, !now.on, now.seen) }
            }
        }
        return listOfNotNull(picture, original)
    }

    private fun may(photo: Photo): List<View> {
        val row = photo.row
        val share = ui.secondary(text(R.string.photo_share)) { share() }
        val withdraw = if (row.withdrawn == Withdrawn.YES) {
            ui.secondary(text(R.string.bring_back)) { stage.act { it.campaign.bringBack(visit, thing) } }
        } else {
            ui.secondary(text(R.string.withdraw)) { stage.act { it.campaign.withdraw(visit, thing) } }
        }
        return listOfNotNull(if (row.state == PhotoState.WAITS) null else share, withdraw) + redacting(photo.masked.isNotEmpty())
    }

    /** A marked copy, as it may leave. */
    private fun share() {
        val file = Handed.out(stage.activity, "photo-${thing.substringAfter(' ').take(NAME)}.jpg")
        stage.errand({ it.exportPhoto(visit, thing, file.path) }, { stage.share(file, "image/jpeg") })
    }

    /** Asks once more: what is redacted is gone for good, here and wherever it arrived. */
    private fun redacting(masks: Boolean): List<View> {
        if (draft[REDACT] != YES) {
            return listOf(ui.secondary(text(R.string.photo_redact)) { asked(YES) })
        }
        val half = ui.primary(text(R.string.photo_redact_original)) { redact(false) }
        val whole = ui.primary(text(if (masks) R.string.photo_redact_all else R.string.photo_redact_sure)) { redact(true) }
        val keep = ui.secondary(text(R.string.photo_redact_not)) { asked("") }
        val how = text(if (masks) R.string.photo_redact_how_masked else R.string.photo_redact_how)
        return listOfNotNull(ui.body(how), if (masks) half else null, whole, keep)
    }

    private fun asked(how: String) {
        draft[REDACT] = how
        stage.redraw()
    }

    private fun redact(masked: Boolean) = stage.act({ it.campaign.redactPhoto(visit, thing, masked) }) { came ->
        draft[REDACT] = ""
        stage.again()
        if (came.waiting > 0uL) stage.say(text(R.string.photo_redact_waits, came.waiting.toInt()))
    }

    private companion object {
        const val CAPTION = "caption"
        const val BELONGS = "belongs"
        const val REDACT = "redact"
        const val YES = "yes"
        const val DEGREE = 1e7
        const val NAME = 8
    }
}
