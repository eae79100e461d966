package curbstop.app.photos

import curbstop.NamedPhoto
import curbstop.PhotoPolicy
import curbstop.PhotoState
import curbstop.app.App
import curbstop.app.Draft
import curbstop.app.Holder
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said
import curbstop.app.subjects.subjectWords
import kotlinx.coroutines.CoroutineScope

/** The photos of one subject, written `kind:id`: how many are delivered, and which are where. */
class PhotosHolder(private val app: App, private val subject: String, scope: CoroutineScope) :
    Holder<PhotosScreen, PhotosAction>(PhotosScreen.Loading, scope) {
    private val phone = app.phone

    /** What the subject's own screen has taken and not saved; a photo that is taken here is one of them. */
    private val draft = draftName(subject)?.let { Draft(app.keep, it) }

    override fun refresh() {
        read { reload() }
    }

    override fun on(action: PhotosAction) {
        when (action) {
            PhotosAction.Take -> take()
            is PhotosAction.WifiOnly -> ask {
                phone.setPhotoPolicy(if (action.only) PhotoPolicy.WIFI_ONLY else PhotoPolicy.ANY)
                reload()
            }
            is PhotosAction.SendAgain -> ask {
                phone.sendPhotoAgain(action.photo)
                reload()
            }
        }
    }

    private fun take() {
        val waiting = draft ?: return
        ask {
            app.takePhoto(waiting, NEXT_STEP)
            reload()
        }
    }

    private suspend fun reload() {
        val of = phone.photosOf(subject)
        val next = draft?.list(NEXT_STEP).orEmpty()
        show(
            PhotosScreen.Shown(
                about = subjectWords(subject),
                delivered = of.photos.size.takeIf { it > 0 }?.let {
                    said(
                        "app.photos.delivered",
                        "delivered" to of.delivered,
                        "all" to it,
                    )
                },
                photos = of.photos.map { line(it) },
                forNextStep = next.map { PhotoLine(it, phone.photoFile(it), said("app.photos.next_step"), Tone.NOTE) },
                wifiOnly = phone.photoPolicy() == PhotoPolicy.WIFI_ONLY,
                canTake = draft != null,
            ),
        )
    }

    private suspend fun line(photo: NamedPhoto): PhotoLine {
        val (words, tone) = photo.state.said()
        return PhotoLine(photo.id, phone.photoFile(photo.id), words, tone, photo.state is PhotoState.Refused)
    }

    private companion object {
        /** As the screens of covers and orders name it. */
        const val NEXT_STEP = "photos"

        /** The draft of the subject's own screen; nothing where photos are taken in another way. */
        fun draftName(subject: String): String? = when (subject.substringBefore(':')) {
            "order", "cover" -> subject.replace(':', '.')
            else -> null
        }
    }
}

/** The state in words. */
private fun PhotoState?.said(): Pair<Said, Tone> = when (this) {
    null -> said("app.photos.elsewhere") to Tone.PLAIN
    is PhotoState.Kept -> said("app.photos.kept") to Tone.PLAIN
    is PhotoState.Uploading -> said("app.photos.uploading", "percent" to percent(sent, total)) to Tone.NOTE
    is PhotoState.Delivered -> said("app.photos.is_delivered") to Tone.DONE
    is PhotoState.Gone -> said("app.photos.gone") to Tone.DONE
    is PhotoState.Refused -> said("app.photos.refused") to Tone.ASKS
}

private fun percent(sent: ULong, total: ULong): ULong = if (total == 0uL) 0uL else sent * 100uL / total
