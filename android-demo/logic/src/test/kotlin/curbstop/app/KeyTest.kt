package curbstop.app

import kotlin.test.Test
import kotlin.test.assertEquals

class KeyTest {
    @Test
    fun `whole digits stop at the register's, decimals at its decimals`() {
        assertEquals("12345", type("123456", digits = 5, decimals = 0))
        assertEquals("12.345", type("12.3456", digits = 5, decimals = 3))
    }

    @Test
    fun `a point follows a digit, once, and only where there are decimals`() {
        assertEquals("12", type("12.", digits = 5, decimals = 0))
        assertEquals("1.2", type(".1..2", digits = 5, decimals = 1))
    }

    @Test
    fun `delete takes the last one away, the point too, and nothing of nothing`() {
        assertEquals("1", typed("1.", Key.Delete, digits = 5, decimals = 3))
        assertEquals("", typed("", Key.Delete, digits = 5, decimals = 3))
    }

    private fun type(keys: String, digits: Int, decimals: Int): String =
        keys.fold("") { before, key -> typed(before, if (key == '.') Key.Point else Key.Digit(key), digits, decimals) }
}
