package curbstop.ui.parts

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.said

/** A page whose content is being read from the phone: a moment, never the network. What went wrong stays readable. */
@Composable
fun Waiting(onBack: (() -> Unit)?, trouble: Said?) = Page(said("app.part.looking"), onBack, trouble = trouble) {}
