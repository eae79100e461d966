package curbstop.testing

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The page for an app developer's first hour: what it shows in Kotlin is compiled, and run here. */
class FirstHourTest {
    @Test
    fun `what the page shows is what is compiled here`() {
        val compiled = lines(SOURCE.readText())
        for (page in PAGES) {
            val pieces = KOTLIN.findAll(page.readText()).map { lines(it.groupValues[1]) }.toList()
            assertTrue(pieces.size >= PIECES_MIN, "$page has ${pieces.size} pieces of Kotlin")
            for (piece in pieces) {
                assertTrue(
                    stands(piece, compiled),
                    "$page, not in ${SOURCE.fileName}:\n${piece.joinToString("\n")}",
                )
            }
        }
    }

    @Test
    fun `a first hour on a real server`() = runBlocking {
        Site.open().use { site ->
            val hour = FirstHour(site.folder("phone"), MemoryKeys())
            val phone = hour.open()
            val refresh = Channel<Unit>(Channel.CONFLATED)
            val subscription = hour.watch(phone, refresh)
            hour.enrol(phone, site.office.enrolment(site.address.toString(), Town.READER))
            refresh.receive()
            hour.signIn(phone, "2468")
            val point = checkNotNull(hour.nextMeter(phone))
            assertEquals(point, hour.read(phone, point, "12a"))
            val next = hour.read(phone, point, expected(phone.meter(point)))
            assertTrue(next != point)
            hour.deliver(phone)
            assertEquals(0uL, phone.status().waiting)
            assertEquals("point:$point", hour.find(phone, phone.meter(point).customerNo).first().subject)
            subscription.cancel()
            phone.shutDown()
            assertTrue(hour.find(phone, "1").isEmpty())
            assertContains(hour.shown, "saved")
        }
    }

    private fun expected(card: curbstop.MeterCard): String =
        ((card.lastActual?.value?.toInt() ?: 0) + (card.expected?.consumption?.toInt() ?: 1)).toString()

    private fun lines(text: String): List<String> = text.lines().map(String::trim).filter(String::isNotEmpty)

    private fun stands(piece: List<String>, whole: List<String>): Boolean =
        whole.windowed(piece.size).any { it == piece }

    private companion object {
        const val PIECES_MIN = 6
        val SOURCE: Path = Path.of("src/test/kotlin/curbstop/testing/FirstHour.kt")
        val PAGES = listOf("first-hour.md", "first-hour.zh-CN.md").map { Path.of("../../docs").resolve(it) }
        val KOTLIN = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
    }
}
