package curbstop.app.photos

import curbstop.app.App
import curbstop.app.Draft

/** A photo that is taken and not named by a saved entry yet; [file] is where its picture lies. */
data class TakenPhoto(val id: String, val file: String?)

/** The photos of an open form, shown by their files. */
class Taken(private val app: App) {
    private val files = mutableMapOf<String, String?>()

    /** Takes one into a field of the [form]; nothing where the worker gave up. */
    suspend fun take(form: Draft, field: String): String? = app.takePhoto(form, field)?.also { find(listOf(it)) }

    /** Finds the files of photos that were taken before, for example before the app was opened again. */
    suspend fun find(photos: List<String>) {
        for (photo in photos) if (photo !in files) files[photo] = app.phone.photoFile(photo)
    }

    /** As the screen shows them. */
    fun shown(photos: List<String>): List<TakenPhoto> = photos.map { TakenPhoto(it, files[it]) }
}
