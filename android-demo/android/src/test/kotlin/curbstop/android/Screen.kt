package curbstop.android

import android.content.Intent
import android.os.Bundle
import androidx.activity.viewModels
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import curbstop.Lang
import curbstop.app.App
import curbstop.app.Opening
import curbstop.app.Said
import curbstop.app.Words
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadows.ShadowLooper.idleMainLooper

/** The activity as the worker has it in front of them. */
internal typealias Window = ActivityController<MainActivity>

/** Opens the window; [saved] is what an earlier one left when its process died. */
internal fun opened(intent: Intent? = null, saved: Bundle? = null): Window =
    Robolectric.buildActivity(MainActivity::class.java, intent).run { if (saved == null) setup() else setup(saved) }

/** The platform ends the process: what it keeps of the window. */
internal fun Window.dies(): Bundle = Bundle().also { pause().stop().saveInstanceState(it).destroy() }

/** What stands on the screen, in Chinese, and what a finger does there. */
internal class Screen(private val compose: ComposeTestRule) {
    private val words = Words(Lang.ZH)

    /** The app behind the window. */
    fun app(window: Window): App {
        val shell by window.get().viewModels<ShellModel>()
        until { shell.state.value is Opening.Open }
        return (shell.state.value as Opening.Open).app
    }

    /** Waits until this stands there. */
    fun sees(said: Said) = sees(says(said))

    /** Waits until this is there. */
    fun sees(what: SemanticsMatcher) = until { isThere(what) }

    /** Whether this stands there now. */
    fun isThere(said: Said): Boolean = isThere(says(said))

    /** Taps what says this. */
    fun tap(said: Said) = tap(says(said) and isEnabled())

    /** Taps this. */
    fun tap(what: SemanticsMatcher) {
        val button = what and hasClickAction()
        sees(button)
        val found = compose.onAllNodes(button).onFirst()
        if (hasAnyAncestor(hasScrollAction()).matches(found.fetchSemanticsNode())) found.performScrollTo()
        found.performClick()
    }

    /** Waits until Android has been told something. */
    fun until(isSo: () -> Boolean) = compose.waitUntil(WAIT_MS) {
        idleMainLooper()
        isSo()
    }

    private fun says(said: Said) = hasText(words.say(said), substring = true)

    private fun isThere(what: SemanticsMatcher) =
        compose.onAllNodes(what).fetchSemanticsNodes(atLeastOneRootRequired = false).isNotEmpty()

    private companion object {
        /** The phone's calls run on threads of their own; a busy machine takes its time. */
        const val WAIT_MS = 30_000L
    }
}
