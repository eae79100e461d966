package curbstop.testing

import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

class SiteTest {
    @Test
    fun `an order opened in the office waits for the crew that it was sent to`() = Site.open().use { site ->
        val order = site.office.order(OrderKind.MAIN, "路面冒水", "朝阳路 5 号", Town.BEGIN, Town.AREA)
        site.office.dispatch(order, Town.CREW)
        assertEquals("dispatched", site.office.order(order).stage)
        assertEquals(0, site.office.readOn(Town.ROUTE))
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

    private fun ask(radio: Radio): String {
        val request = HttpRequest.newBuilder(URI.create(radio.address).resolve("/healthz")).build()
        return client.send(request, BodyHandlers.ofString()).body()
    }
}
