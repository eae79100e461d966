package curbstop.android

import curbstop.KeysException
import curbstop.app.keys.WrappedKeys
import org.junit.Rule
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse

@RunWith(RobolectricTestRunner::class)
class WrappingKeyTest {
    @get:Rule val folder = TemporaryFolder()
    private val kept get() = File(folder.root, "keys")
    private val keys get() = WrappedKeys(kept, WrappingKey)

    @BeforeTest fun keystore() = SoftKeystore.install()

    @Test fun `a key is the same for ever, and another one on another phone`() {
        val key = keys.current()
        assertEquals(32, key.size)
        assertContentEquals(key, keys.current())
        assertFalse(key.contentEquals(WrappedKeys(folder.newFolder(), WrappingKey).current()))
    }

    @Test fun `no file holds the key itself`() {
        val key = keys.current().toList()
        for (file in kept.listFiles().orEmpty()) {
            assertFalse(file.readBytes().toList().windowed(key.size).contains(key), file.name)
        }
    }

    @Test fun `the next key waits beside, then takes the place, and a second call changes nothing`() {
        val (current, next) = keys.current() to keys.next()
        assertFalse(current.contentEquals(next))
        assertContentEquals(current, keys.current())
        assertContentEquals(next, keys.next())
        repeat(2) { keys.nextIsCurrent() }
        assertContentEquals(next, keys.current())
        assertFalse(next.contentEquals(keys.next()))
    }

    @Test fun `a keystore that was emptied is told as the phone knows it, and no new key takes the old one's place`() {
        keys.current()
        SoftKeystore.forget()
        assertFailsWith<KeysException> { keys.current() }
        assertFailsWith<KeysException> { keys.current() }
    }
}
