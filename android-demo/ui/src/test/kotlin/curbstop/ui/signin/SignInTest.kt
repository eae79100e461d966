package curbstop.ui.signin

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.Lang
import curbstop.app.plain
import curbstop.app.said
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

/** A new phone: enrolled by what the office shows, a PIN chosen, work that opens by it and by nothing else. */
class SignInTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `a new phone is enrolled, and its reader signs in, in Chinese`() = Hand(rule, site, Lang.ZH).use { it.begins() }

    @Test
    fun `a new phone is enrolled, and its reader signs in, in English`() = Hand(rule, site, Lang.EN).use { it.begins() }

    private fun Hand.begins() {
        enrols()
        choosesPin()
        signsOutAndIsLocked()
    }

    private fun Hand.enrols() {
        see(said("app.enrol.how"))
        type(said("app.enrol.paste"), "https://shui.example.cn")
        see(said("error.enrol.not_ours"))
        host.code = enrolment(Town.READER, Town.FITTER)
        tap(said("app.enrol.scan"))
        see(said("app.enrol.server"))
        tap(said("app.enrol.go"))
        see(said("app.signin.title"))
    }

    /** The first time it is chosen, twice; two different ones are none. */
    private fun Hand.choosesPin() {
        tap(plain(READER))
        see(said("app.signin.choose"))
        enter(PIN)
        see(said("app.signin.choose_again"))
        enter(WRONG)
        see(said("app.signin.differ"))
        enter(PIN)
        enter(PIN)
        see(said("app.today.title"))
        assertEquals(Town.READER, runBlocking { phone.status() }.worker)
    }

    /** Five wrong ones wait a minute; nobody is signed in meanwhile. */
    private fun Hand.signsOutAndIsLocked() {
        tapSign(said("app.part.more"))
        tap(said("app.today.sign_out"))
        see(said("app.today.leave"))
        tap(said("app.today.sign_out"))
        tap(plain(READER))
        see(said("app.signin.enter"))
        for (left in TRIES - 1 downTo 1) {
            enter(WRONG)
            see(said("error.phone.wrong_pin", "tries_left" to left))
        }
        enter(WRONG)
        see(said("app.signin.locked", "wait" to Duration.ofMinutes(1)))
        assertNull(runBlocking { phone.status() }.worker)
    }

    private fun Hand.enter(pin: String) {
        press(pin)
        tap(said("app.signin.next"))
    }

    companion object {
        private const val READER = "李娜"
        private const val PIN = "2580"
        private const val WRONG = "1379"
        private const val TRIES = 5
        private lateinit var site: Site

        @JvmStatic
        @BeforeClass
        fun open() {
            site = Site.open()
        }

        @JvmStatic
        @AfterClass
        fun close() = site.close()
    }
}
