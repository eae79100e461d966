package curbstop.android

import android.os.Bundle
import androidx.activity.viewModels
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import androidx.compose.ui.test.performClick
import curbstop.app.App
import curbstop.app.Opening
import curbstop.app.Place
import curbstop.testing.Radio
import curbstop.testing.Site
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowLooper.idleMainLooper
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals

/** The real activity with the real screens on the real phone; Robolectric plays Android. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "zh-w400dp-h880dp-xhdpi")
class MainActivityTest {
    @get:Rule val compose = createEmptyComposeRule()

    @BeforeTest fun keystore() = SoftKeystore.install()

    @Test fun `a new phone begins with enrolling`() {
        started().use { assertEquals(Place.Enrol, it.app().navigator.here) }
    }

    @Test fun `a half-typed reading is there again after the phone was turned`() {
        halfTyped { activity ->
            activity.recreate()
            seen(hasContentDescription("127"))
        }
    }

    @Test fun `a half-typed reading is there again after the process died`() {
        val saved = Bundle()
        halfTyped { it.pause().stop().saveInstanceState(saved).destroy() }
        Robolectric.buildActivity(MainActivity::class.java).setup(saved).use {
            seen(hasContentDescription("127"))
            assertEquals(Place.Entry("P01"), it.app().navigator.here)
        }
    }

    /** 李娜 typed three digits of the first meter, and does something with the phone. */
    private fun halfTyped(then: (ActivityController<MainActivity>) -> Unit) = Radio(site.address).use { radio ->
        atWork(site, radio)
        val activity = started()
        activity.app().navigator.open(Place.Entry("P01"))
        for (digit in "127") {
            val key = hasText(digit.toString()) and hasClickAction()
            seen(key)
            compose.onNode(key).performClick()
        }
        seen(hasContentDescription("127"))
        then(activity)
    }

    private fun started(): ActivityController<MainActivity> =
        Robolectric.buildActivity(MainActivity::class.java).setup()

    private fun ActivityController<MainActivity>.app(): App {
        val shell by get().viewModels<ShellModel>()
        compose.waitUntil(WAIT_MS) {
            idleMainLooper()
            shell.state.value is Opening.Open
        }
        return (shell.state.value as Opening.Open).app
    }

    private fun seen(what: SemanticsMatcher) = compose.waitUntil(WAIT_MS) {
        compose.onAllNodes(what).fetchSemanticsNodes(atLeastOneRootRequired = false).isNotEmpty()
    }

    companion object {
        /** The phone's calls run on threads of their own; a busy machine takes its time. */
        private const val WAIT_MS = 30_000L
        private lateinit var site: Site

        @BeforeClass @JvmStatic
        fun town() {
            site = Site.open()
        }

        @AfterClass @JvmStatic
        fun closed() = site.close()
    }
}
