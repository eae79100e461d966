package curbstop.app

import curbstop.Fix
import curbstop.FixProvider
import curbstop.Position
import kotlin.test.Test
import kotlin.test.assertEquals

class DistanceTest {
    private val fix = Fix(Position(35.747, 114.295), 5u, FixProvider.GNSS, mock = false)

    @Test
    fun `a thousandth of a degree of latitude is 111 metres`() =
        assertEquals(111.2, metresBetween(fix, Position(35.748, 114.295)), 0.1)

    @Test
    fun `a degree of longitude is shorter here`() =
        assertEquals(90.2, metresBetween(fix, Position(35.747, 114.296)), 0.2)

    @Test
    fun `near is said in metres, far in kilometres`() {
        assertEquals(said("app.distance.metres", "metres" to 32), metres(31.6))
        assertEquals(said("app.distance.kilometres", "kilometres" to "1.4"), metres(1_420.0))
    }
}
