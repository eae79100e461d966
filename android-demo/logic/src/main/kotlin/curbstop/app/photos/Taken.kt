package curbstop.app.photos

import curbstop.PhoneInterface
import curbstop.app.Host

/** A photo that is taken and not named by a saved entry yet; [file] is where its picture lies. */
data class TakenPhoto(val id: String, val file: String?)

/** The photos of an open form: handed over to the phone at once, so that none is lost, and shown by their files. */
class Taken(private val phone: PhoneInterface, private val host: Host) {
    private val files = mutableMapOf<String, String?>()

    /** Takes one and hands it over; nothing where the worker gave up. */
    suspend fun take(): String? {
        val id = phone.addPhoto(host.takePhoto() ?: return null)
        find(listOf(id))
        return id
    }

    /** Finds the files of photos that were taken before the app was opened again. */
    suspend fun find(photos: List<String>) {
        for (photo in photos) if (photo !in files) files[photo] = phone.photoFile(photo)
    }

    /** As the screen shows them. */
    fun shown(photos: List<String>): List<TakenPhoto> = photos.map { TakenPhoto(it, files[it]) }
}
