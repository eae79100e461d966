package curbstop.app

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse

class NavigatorTest {
    private val keep = KeepInMemory()
    private val navigator = Navigator(keep, Place.Today)

    @Test
    fun `the way outlives the process`() {
        navigator.open(Place.Route("R1"))
        navigator.open(Place.Entry("P:1"))
        assertEquals(navigator.places.value, Navigator(keep, Place.Today).places.value)
    }

    @Test
    fun `what is done leaves the way, and the next one opens where the walk began`() {
        navigator.open(Place.Route("R1"))
        navigator.open(Place.Meter("P1"))
        navigator.open(Place.Estimate("P1"))
        navigator.finish({ it is Place.Meter || it is Place.Estimate }, Place.Entry("P2"))
        assertEquals(listOf(Place.Today, Place.Route("R1"), Place.Entry("P2")), navigator.places.value)
    }

    @Test
    fun `at the end of a walk the way leads back, and is never empty`() {
        navigator.restart(Place.Entry("P1"))
        navigator.finish({ it is Place.Entry }, next = null)
        assertEquals(listOf<Place>(Place.Today), navigator.places.value)
        assertFalse(navigator.back())
    }
}
