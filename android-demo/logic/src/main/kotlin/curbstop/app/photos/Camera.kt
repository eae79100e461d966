package curbstop.app.photos

import curbstop.app.App
import curbstop.app.Draft
import java.io.File

/**
 * Takes a photo into a field of a form, and hands it over to the phone at once, so that none is lost; nothing where the
 * worker gave up. Where it goes is kept: while the camera is open, the platform may end the app.
 */
suspend fun App.takePhoto(form: Draft, field: String): String? {
    val file = host.photoFile()
    asked().let {
        it[FILE] = file
        it[FORM] = form.name
        it[FIELD] = field
    }
    return photoCame(host.takePhoto(file))
}

/** The camera's answer to what was asked of it last: the photo is in the field of the form that asked, if it was [taken]. */
suspend fun App.photoCame(taken: Boolean): String? {
    val asked = asked()
    val file = asked[FILE].ifEmpty { return null }
    val form = Draft(keep, asked[FORM])
    val field = asked[FIELD]
    asked.forget()
    if (!taken) {
        File(file).delete()
        return null
    }
    return phone.addPhoto(file).also { form.list(field, form.list(field) + it) }
}

private fun App.asked() = Draft(keep, "camera")

private const val FILE = "file"
private const val FORM = "form"
private const val FIELD = "field"
