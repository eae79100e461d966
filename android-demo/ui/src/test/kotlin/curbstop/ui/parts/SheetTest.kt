package curbstop.ui.parts

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.click
import androidx.compose.ui.test.junit4.createComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTouchInput
import curbstop.Lang
import curbstop.app.Words
import curbstop.app.plain
import curbstop.ui.theme.CurbstopTheme
import org.junit.Rule
import kotlin.test.Test
import kotlin.test.assertEquals

/** An open question is all there is: the page beneath comes back when it is answered. */
class SheetTest {
    @get:Rule
    val rule = createComposeRule()

    private var isOpen by mutableStateOf(true)
    private val tapped = mutableListOf<String>()

    @Test
    fun `nothing beneath a sheet can be reached, by ear or by finger`() {
        shown()
        rule.onNodeWithText("beneath").assertDoesNotExist()
        rule.onNodeWithText("yes").assertIsDisplayed().performClick()
        rule.onRoot().performTouchInput { click(topCenter) }
        assertEquals(listOf("yes", "closed"), tapped)
        isOpen = false
        rule.onNodeWithText("beneath").assertIsDisplayed().performClick()
        assertEquals("beneath", tapped.last())
    }

    private fun shown() = rule.setContent {
        CompositionLocalProvider(LocalWords provides Words(Lang.EN)) {
            CurbstopTheme(dark = false) {
                Page(plain("page"), onBack = null, over = {
                    if (isOpen) {
                        Sheet(plain("sure?"), { tapped += "closed" }) { MainButton(plain("yes")) { tapped += "yes" } }
                    }
                }) { MainButton(plain("beneath")) { tapped += "beneath" } }
            }
        }
    }
}
