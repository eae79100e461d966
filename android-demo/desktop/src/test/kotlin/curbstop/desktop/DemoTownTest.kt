package curbstop.desktop

import curbstop.Phone
import curbstop.PhoneSettings
import kotlinx.coroutines.runBlocking
import org.junit.Rule
import org.junit.rules.TemporaryFolder
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What `make phone` opens onto: the town of the demo's own program. */
class DemoTownTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `whoever enrols with the town's invitation finds two people, a route and an order`() = runBlocking {
        DemoTown.start(System.getProperty("curbstop.demo"), folder.newFolder("town").toPath()).use { town ->
            Phone.open(PhoneSettings(folder.newFolder("phone").path), null).use { phone ->
                phone.enrol(town.enrolment, "JVM")
                phone.sync()
                val people = phone.people()
                assertEquals(2, people.size)
                val orders = people.sumOf { person ->
                    phone.choosePin(person.worker, "2468")
                    phone.signIn(person.worker, "2468")
                    phone.today().orders.size
                }
                assertTrue(orders > 0)
            }
        }
    }

    @Test
    fun `a point is two numbers on the earth`() {
        assertEquals(Point(35.7471, 114.2951), Point.parse("35.7471, 114.2951"))
        for (none in listOf("", "35.7", "35.7,", "north, 114", "91, 0", "1, 2, 3")) assertNull(Point.parse(none), none)
    }
}
