package curbstop.ui.hand

import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.LocalRippleConfiguration
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.IdlingResource
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.junit4.ComposeContentTestRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import curbstop.Lang
import curbstop.PhoneInterface
import curbstop.app.App
import curbstop.app.KeepInMemory
import curbstop.app.Language
import curbstop.app.Opening
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.Words
import curbstop.app.outside.FromOutside
import curbstop.app.outside.came
import curbstop.testing.Site
import curbstop.testing.TestPhone
import curbstop.ui.AppScreen
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import java.util.concurrent.Executor
import javax.swing.SwingUtilities

/**
 * A worker's hand and eyes: the whole app on the real library, its real screens, and the words of one language. What is
 * looked for is waited for; what is tapped is scrolled to. Without [workers] the phone is just unpacked. [through] may
 * stand between the app and the phone.
 */
@OptIn(ExperimentalMaterial3Api::class)
class Hand(
    private val rule: ComposeContentTestRule,
    site: Site,
    lang: Lang,
    vararg workers: String,
    private val through: (PhoneInterface) -> PhoneInterface = { it },
) : AutoCloseable {
    private val words = Words(lang)
    private val hand: TestPhone =
        runBlocking { if (workers.isEmpty()) TestPhone.new(site) else TestPhone.atWork(site, *workers) }
    private val keep = KeepInMemory()

    /** The phone itself. */
    val phone = hand.phone

    /** What the office shows to enrol this phone for these people. */
    fun enrolment(vararg workers: String): String = hand.enrolment(*workers)

    /** Its way to the server. */
    val radio = hand.radio

    /** What the platform lends. */
    val host = TestHost(site.folder("host"), if (lang == Lang.ZH) Language.ZH else Language.EN)
    private val running = mutableStateOf(started())
    private val app: App get() = running.value

    /** The screens wait for the phone, as a worker's eyes do: what it was asked and has not answered yet. */
    private val answers = object : IdlingResource {
        override val isIdleNow: Boolean
            get() = app.scope.coroutineContext.job.children.none { it !is CompletableJob || it.children.any() }
    }

    init {
        rule.registerIdlingResource(answers)
        // Without ripples: each of their frames would be drawn, and none of them tells anything.
        rule.setContent {
            CompositionLocalProvider(LocalRippleConfiguration provides null) {
                key(running.value) { AppScreen(running.value) }
            }
        }
    }

    override fun close() {
        rule.unregisterIdlingResource(answers)
        app.scope.cancel()
        hand.close()
    }

    /** The platform ends the app's process, and the worker opens it again: only what is kept is there. */
    fun processDies() = rule.runOnIdle(::startAnew)

    /** The platform ends the process while the camera is open that a [tap] opens; the worker comes back from there. */
    fun diesInCamera(taken: Boolean, tap: () -> Unit) {
        host.inCamera = {
            startAnew()
            awaitCancellation()
        }
        tap()
        came(FromOutside.Photo(taken))
        host.inCamera = {}
    }

    /** Something comes from outside the app. */
    fun came(what: FromOutside) = rule.runOnIdle { Opening.Open(app).came(what, keep) }

    /** Goes to a place. */
    fun open(place: Place) = rule.runOnIdle { app.navigator.open(place) }

    /** Back, as the platform's button does. */
    fun back() {
        rule.runOnIdle { app.back() }
    }

    /** Waits until this stands on the screen. */
    fun see(said: Said) {
        find(hasText(words.say(said), substring = true))
    }

    /** Taps the button, choice or row that says this. */
    fun tap(said: Said) {
        find(hasText(words.say(said), substring = true) and hasClickAction() and isEnabled()).reached().performClick()
    }

    /** Presses keys of the app's own keypad, one after the other: `12.5`. */
    fun press(keys: String) {
        for (key in keys) find(hasText(key.toString()) and hasClickAction()).performClick()
    }

    /** Taps the sign that is called this. */
    fun tapSign(said: Said) {
        find(hasContentDescription(words.say(said)) and hasClickAction()).reached().performClick()
    }

    /** Types into the field of this name. */
    fun type(field: Said, text: String) {
        find(hasContentDescription(words.say(field)) and hasSetTextAction()).reached().performTextReplacement(text)
    }

    /** What the phone says in the language of the screens. */
    fun say(said: Said): String = words.say(said)

    private fun startAnew() {
        app.scope.cancel()
        running.value = started()
    }

    private fun find(matcher: SemanticsMatcher): SemanticsNodeInteraction {
        val nodes = rule.onAllNodes(matcher)
        repeat(LOOKS) {
            if (nodes.fetchSemanticsNodes().isNotEmpty()) return nodes.onFirst()
        }
        throw AssertionError("${matcher.description}: not on the screen, which says: ${texts()}")
    }

    private fun texts(): List<String> = rule.onAllNodes(SemanticsMatcher("all") { true }).fetchSemanticsNodes()
        .flatMap { it.config.getOrNull(SemanticsProperties.Text).orEmpty() }
        .map { it.text }

    private fun SemanticsNodeInteraction.reached(): SemanticsNodeInteraction {
        val scrolls = hasAnyAncestor(hasScrollAction()).matches(fetchSemanticsNode())
        return if (scrolls) performScrollTo() else this
    }

    private fun started(): App =
        App(through(phone), host, keep, uiScope(), emptyFlow()).also { runBlocking { it.start() } }

    private companion object {
        /**
         * How often something is looked for. The first look comes when the phone has answered; the others are for what
         * follows from the answer, frame by frame.
         */
        const val LOOKS = 200

        /** The thread on which the screens' taps arrive. */
        fun uiScope() = CoroutineScope(Executor(SwingUtilities::invokeLater).asCoroutineDispatcher() + SupervisorJob())
    }
}
