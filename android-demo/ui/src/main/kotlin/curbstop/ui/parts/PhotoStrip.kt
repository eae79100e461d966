package curbstop.ui.parts

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP
import curbstop.ui.theme.TARGET

/** A photo in a strip: its picture where it can be shown, and how far it is in words. */
data class StripPhoto(val id: String, val picture: ImageBitmap? = null)

/** The photos of what is being done, and the button that takes one more. [asked] says what the photo is to show. */
@Composable
fun PhotoStrip(photos: List<StripPhoto>, asked: Said, modifier: Modifier = Modifier, onTake: () -> Unit) {
    Column(modifier.fillMaxWidth(), Arrangement.spacedBy(SMALL_GAP)) {
        if (photos.isNotEmpty()) {
            Row(
                Modifier.fillMaxWidth().padding(vertical = 2.dp),
                Arrangement.spacedBy(SMALL_GAP),
                Alignment.CenterVertically,
            ) {
                for (photo in photos.takeLast(SHOWN_MAX)) Thumbnail(photo)
                Badge(said("app.part.photos", "count" to photos.size), Tone.DONE, sign = Sign.CHECK)
            }
        }
        SideButton(if (photos.isEmpty()) asked else said("app.part.photo_more"), sign = Sign.CAMERA, onClick = onTake)
    }
}

@Composable
private fun Thumbnail(photo: StripPhoto) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(ROUND)
    Box(
        Modifier.size(TARGET).clip(shape).background(colours.key.ground).border(1.dp, colours.line, shape),
        Alignment.Center,
    ) {
        val picture = photo.picture
        if (picture == null) {
            Sign(Sign.CAMERA, colour = colours.key.ink)
        } else {
            Image(picture, spoken(said("app.part.photo")), Modifier.size(TARGET), contentScale = ContentScale.Crop)
        }
    }
}

private const val SHOWN_MAX = 2
