package curbstop.app

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

class DraftTest {
    private val keep = KeepInMemory()

    @Test
    fun `what is typed outlives the process, whatever it holds`() {
        val typed = "换了 DN100 & 接头 = 2\n第二行 100 %"
        Draft(keep, "order.W1").let {
            it["note"] = typed
            it.list("photos", listOf("aa", "bb"))
        }
        val restored = Draft(keep, "order.W1")
        assertEquals(typed, restored["note"])
        assertEquals(listOf("aa", "bb"), restored.list("photos"))
        assertEquals("", Draft(keep, "order.W2")["note"], "another order has its own")
    }

    @Test
    fun `two screens that share a draft see each other's part, whatever a field is called`() {
        val (order, photos) = Draft(keep, "order.W1") to Draft(keep, "order.W1")
        order["note"] = "x"
        photos.list("hung.东门 & 西门=2", listOf("aa"))
        assertEquals(listOf("aa"), order.list("hung.东门 & 西门=2"))
        order["tell"] = "y"
        assertEquals(listOf("aa"), photos.list("hung.东门 & 西门=2"))
        assertEquals("x", photos["note"])
    }

    @Test
    fun `what is saved is no draft any more`() {
        val draft = Draft(keep, "order.W1")
        draft["note"] = "x"
        draft.forget()
        assertEquals("", draft["note"])
        assertNull(keep["order.W1"])
    }

    @Test
    fun `an emptied field is forgotten alone`() {
        val draft = Draft(keep, "order.W1")
        draft["note"] = "x"
        draft["tell"] = "y"
        draft["note"] = ""
        assertEquals("y", Draft(keep, "order.W1")["tell"])
        assertEquals(emptyList(), Draft(keep, "order.W1").list("note"))
    }
}
