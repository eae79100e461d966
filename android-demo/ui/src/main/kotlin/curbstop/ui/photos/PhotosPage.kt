package curbstop.ui.photos

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.photos.PhotoLine
import curbstop.app.photos.PhotosAction
import curbstop.app.photos.PhotosScreen
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceGrid
import curbstop.ui.parts.Empty
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.Waiting
import curbstop.ui.parts.pictureOf
import curbstop.ui.parts.spoken
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.ROUND

/** The photos of one thing, and how far each is on its way. */
@Composable
fun PhotosPage(screen: PhotosScreen, trouble: Said?, onBack: () -> Unit, on: (PhotosAction) -> Unit) {
    when (screen) {
        PhotosScreen.Loading -> Waiting(onBack, trouble)
        is PhotosScreen.Shown -> ShownPage(screen, trouble, onBack, on)
    }
}

@Composable
private fun ShownPage(screen: PhotosScreen.Shown, trouble: Said?, onBack: () -> Unit, on: (PhotosAction) -> Unit) {
    ListPage(
        title = said("app.photos.title"),
        detail = screen.about,
        onBack = onBack,
        trouble = trouble,
        actions = if (screen.canTake) {
            (
                {
                    MainButton(said("app.photos.take"), sign = Sign.CAMERA) { on(PhotosAction.Take) }
                }
                )
        } else {
            null
        },
    ) {
        screen.delivered?.let { delivered -> item { Banner(delivered, Tone.NOTE, sign = Sign.SENT) } }
        if (screen.photos.isEmpty() && screen.forNextStep.isEmpty()) item { Empty(said("app.photos.none")) }
        photos(screen.forNextStep, on)
        photos(screen.photos, on)
        item { Policy(screen.wifiOnly, on) }
    }
}

private fun LazyListScope.photos(photos: List<PhotoLine>, on: (PhotosAction) -> Unit) = items(photos, key = {
    it.id
}) { photo ->
    Card {
        Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(14.dp), Alignment.CenterVertically) {
            Picture(photo)
            Column(Modifier.weight(1f), Arrangement.spacedBy(8.dp)) { Badge(photo.state, photo.tone) }
        }
        if (photo.isRefused) SideButton(said("app.photos.send_again")) { on(PhotosAction.SendAgain(photo.id)) }
    }
}

@Composable
private fun Picture(photo: PhotoLine) {
    val colours = LocalColours.current
    val picture = pictureOf(photo.file)
    Box(Modifier.size(PICTURE).clip(RoundedCornerShape(ROUND)).background(colours.key.ground), Alignment.Center) {
        if (picture == null) {
            Sign(Sign.CAMERA, colour = colours.key.ink)
        } else {
            Image(picture, spoken(said("app.part.photo")), Modifier.size(PICTURE), contentScale = ContentScale.Crop)
        }
    }
}

@Composable
private fun Policy(wifiOnly: Boolean, on: (PhotosAction) -> Unit) {
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Heading(said("app.settings.photos"))
        ChoiceGrid(
            listOf(Choice(true, said("app.settings.wifi_only")), Choice(false, said("app.settings.any_network"))),
            wifiOnly,
        ) { on(PhotosAction.WifiOnly(it)) }
    }
}

private val PICTURE = 112.dp
