package curbstop.testing

import curbstop.PhoneException
import kotlinx.coroutines.runBlocking
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

class TestPhoneTest {
    @Test
    fun `a phone at work has its route, and hears nothing while its radio is off`() = runBlocking {
        Site.open().use { site ->
            TestPhone.atWork(site, Town.READER).use { reader ->
                assertEquals(10, reader.phone.route(Town.ROUTE).size)
                reader.radio.on = false
                assertFailsWith<PhoneException.Offline> { reader.phone.sync() }
                reader.radio.on = true
                reader.phone.sync()
            }
        }
        Unit
    }

    @Test
    fun `the town knows who was estimated, and who never read`() = runBlocking {
        Site.open().use { site ->
            TestPhone.atWork(site, Town.READER).use { reader ->
                assertEquals(3u, reader.phone.meter(Town.ESTIMATED_TWICE).estimate.nth)
            }
        }
        Unit
    }
}
