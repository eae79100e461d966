package curbstop.ui.parts

import androidx.compose.foundation.Image
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ColorFilter
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.takeOrElse
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.graphics.vector.rememberVectorPainter
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import curbstop.ui.theme.LocalColours

/** The app's own signs, drawn with one stroke on a field of 24 × 24. */
enum class Sign(private val path: String) {
    BACK("M15 5 L8 12 L15 19"),
    FORTH("M9 5 L16 12 L9 19"),
    CHECK("M4.5 12.5 L10 18 L20 7"),
    CROSS("M6 6 L18 18 M18 6 L6 18"),
    PLUS("M12 5 V19 M5 12 H19"),
    MINUS("M5 12 H19"),
    MORE("M5 12 h0.6 M11.7 12 h0.6 M18.4 12 h0.6"),
    DELETE("M9 6 H20 V18 H9 L3.5 12 Z M12 9.5 L17 14.5 M17 9.5 L12 14.5"),
    CLOCK("M12 3.5 A8.5 8.5 0 1 1 11.99 3.5 M12 7.5 V12.5 L15.5 14.5"),
    WARN("M12 4 L21 19.5 H3 Z M12 10 V14 M12 16.8 v0.01"),
    INFO("M12 3.5 A8.5 8.5 0 1 1 11.99 3.5 M12 11 V16.5 M12 7.8 v0.01"),
    SEARCH("M10.5 4.5 A6 6 0 1 1 10.49 4.5 M15 15 L20 20"),
    MAP("M9 4.5 L3.5 6.5 V19.5 L9 17.5 L15 19.5 L20.5 17.5 V4.5 L15 6.5 Z M9 4.5 V17.5 M15 6.5 V19.5"),
    LIST("M8 6.5 H20 M8 12 H20 M8 17.5 H20 M4 6.5 h0.01 M4 12 h0.01 M4 17.5 h0.01"),
    CAMERA("M4 8 H8 L9.5 5.5 H14.5 L16 8 H20 V18.5 H4 Z M12 10 A3.2 3.2 0 1 1 11.99 10"),
    SCAN("M4 8 V4.5 H7.5 M16.5 4.5 H20 V8 M20 16 V19.5 H16.5 M7.5 19.5 H4 V16 M4 12 H20"),
    PERSON("M12 4 A4 4 0 1 1 11.99 4 M4.5 20 C5 15.5 8 14 12 14 C16 14 19 15.5 19.5 20"),
    LOCK("M6 11 H18 V20 H6 Z M8.5 11 V8 A3.5 3.5 0 0 1 15.5 8 V11"),
    DROP("M12 3.5 C16 8.5 18 11.5 18 14.5 A6 6 0 0 1 6 14.5 C6 11.5 8 8.5 12 3.5 Z"),
    PHONE_ONLY("M7.5 3.5 H16.5 V20.5 H7.5 Z M11 17.5 H13"),
    SENT("M4.5 12.5 L8 16 M9 16.5 L16.5 8 M13 16 L20.5 8"),
    GEAR(
        "M12 8.5 A3.5 3.5 0 1 1 11.99 8.5 M12 3 V6 M12 18 V21 M3 12 H6 M18 12 H21 " +
            "M5.6 5.6 L7.7 7.7 M16.3 16.3 L18.4 18.4 M18.4 5.6 L16.3 7.7 M7.7 16.3 L5.6 18.4",
    ),
    COVER("M12 4.5 A7.5 7.5 0 1 1 11.99 4.5 M7 9.5 H17 M5 14.5 H19"),
    ORDER("M6 4.5 H18 V20 H6 Z M9 9 H15 M9 13 H15 M9 17 H12"),
    HERE("M12 8 A4 4 0 1 1 11.99 8 M12 2.5 V6 M12 18 V21.5 M2.5 12 H6 M18 12 H21.5"),
    ;

    /** The sign as a picture; its colour is set where it is drawn. */
    val picture: ImageVector by lazy {
        ImageVector.Builder(name, FIELD.dp, FIELD.dp, FIELD, FIELD).addPath(
            pathData = addPathNodes(path),
            stroke = SolidColor(Color.Black),
            strokeLineWidth = STROKE,
            strokeLineCap = StrokeCap.Round,
            strokeLineJoin = StrokeJoin.Round,
        ).build()
    }

    private companion object {
        const val FIELD = 24f
        const val STROKE = 2.2f
    }
}

/** Draws a sign. Words stand beside it, so it says nothing by itself unless [description] is given. */
@Composable
fun Sign(
    sign: Sign,
    modifier: Modifier = Modifier,
    size: Dp = 28.dp,
    colour: Color = Color.Unspecified,
    description: String? = null,
) {
    val ink = colour.takeOrElse { LocalInk.current.takeOrElse { LocalColours.current.page.ink } }
    Image(rememberVectorPainter(sign.picture), description, modifier.size(size), colorFilter = ColorFilter.tint(ink))
}
