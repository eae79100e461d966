package curbstop.ui.file

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.Lang
import curbstop.app.Place
import curbstop.app.plain
import curbstop.app.said
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import kotlin.test.Test
import kotlin.test.assertEquals

/** 4.4: a worker reads their own file, and answers before anybody decides. */
class FileTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `a complaint is read and answered in Chinese`() =
        Hand(rule, site, Lang.ZH, Town.READER).use { it.answers("态度生硬") }

    @Test
    fun `a complaint is read and answered in English`() =
        Hand(rule, site, Lang.EN, Town.READER).use { it.answers("rude at the door") }

    private fun Hand.answers(summary: String) {
        val case = site.office.complain(Town.READER, summary)
        runBlocking { phone.sync() }
        open(Place.AboutMe)
        tap(said("app.file.open"))
        see(plain(summary))
        see(said("app.file.proposed", "amount" to said("app.file.amount", "yuan" to 100)))
        tap(said("app.file.answer"))
        type(said("app.file.answer_hint"), "井里有水,请用户稍等")
        tap(said("app.file.send"))
        see(said("app.file.sent"))
        runBlocking { phone.sync() }
        assertEquals(listOf("井里有水,请用户稍等"), site.office.answers(case))
    }

    companion object {
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
