package curbstop.testing

import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class SiteTest {
    @Test
    fun `an order opened in the office waits for the crew that it was sent to`() = Site.open().use { site ->
        val order = site.office.order(OrderKind.MAIN, "路面冒水", "朝阳路 5 号", Town.BEGIN, Town.AREA)
        site.office.dispatch(order, Town.CREW)
        assertEquals("dispatched", site.office.order(order).stage)
        assertEquals(0, site.office.readOn(Town.ROUTE))
    }

    @Test
    fun `a site whose books cannot be filled leaves neither its server nor its folder behind`() {
        val folder = Files.createTempDirectory("curbstop-half")
        val others = children()
        val servers = mutableSetOf<ProcessHandle>()
        val failure = assertFailsWith<IllegalStateException> {
            Site.open(folder) {
                servers += children() - others
                error("no such file")
            }
        }
        assertEquals("no such file", failure.message)
        assertFalse(Files.exists(folder))
        assertTrue(servers.isNotEmpty() && servers.none(ProcessHandle::isAlive))
    }

    @Test
    fun `a radio that is off lets nothing through, and on again it does`() = Site.open().use { site ->
        Radio(site.address).use { radio ->
            assertEquals("ok", ask(radio))
            radio.on = false
            assertFailsWith<IOException> { ask(radio) }
            radio.on = true
            assertEquals("ok", ask(radio))
        }
    }

    private val client = HttpClient.newHttpClient()

    private fun children(): Set<ProcessHandle> = ProcessHandle.current().children().toList().toSet()

    private fun ask(radio: Radio): String {
        val request = HttpRequest.newBuilder(URI.create(radio.address).resolve("/healthz")).build()
        return client.send(request, BodyHandlers.ofString()).body()
    }
}
