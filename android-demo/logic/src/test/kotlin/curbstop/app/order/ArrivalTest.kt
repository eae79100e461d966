package curbstop.app.order

import curbstop.Fix
import curbstop.FixProvider
import curbstop.Position
import curbstop.app.Said
import kotlin.test.Test
import kotlin.test.assertEquals

/** 3.2.5, 3.3.2 ARRIVE: a position that proves it is offered, and a person confirms it. */
class ArrivalTest {
    private val site = Position(35.747, 114.295)

    private fun fix(lat: Double, mock: Boolean = false) = Fix(Position(lat, 114.295), 8u, FixProvider.GNSS, mock)

    private fun key(ask: OrderAsk.Arrival) = (ask.standing as Said.Key).key

    @Test
    fun `at the site the position is the first way`() {
        val ask = arrivalAsked(fix(35.7471), site, atSite = true)
        assertEquals(ArrivalWay.entries, ask.ways.map { it.way })
        assertEquals("app.order.arrival.at_site", key(ask))
    }

    @Test
    fun `elsewhere it is not offered, and the screen says why`() {
        val asks = mapOf(
            "app.order.arrival.away" to arrivalAsked(fix(35.76), site, atSite = false),
            "app.order.arrival.mock" to arrivalAsked(fix(35.747, mock = true), site, atSite = false),
            "app.order.arrival.no_position" to arrivalAsked(null, site, atSite = false),
            "app.order.arrival.site_unknown" to arrivalAsked(fix(35.747), null, atSite = false),
        )
        for ((key, ask) in asks) {
            assertEquals(key, key(ask))
            assertEquals(listOf(ArrivalWay.CODE, ArrivalWay.PHOTO, ArrivalWay.WORD), ask.ways.map { it.way })
        }
    }
}
