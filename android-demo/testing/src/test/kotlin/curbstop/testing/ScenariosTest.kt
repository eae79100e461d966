package curbstop.testing

import curbstop.CheckCode
import curbstop.EstimateReason
import curbstop.InternalException
import curbstop.Lang
import curbstop.Opened
import curbstop.Phone
import curbstop.PhoneException
import curbstop.PhoneSettings
import curbstop.ReadingEstimated
import curbstop.Saved
import curbstop.SubjectKind
import curbstop.SyncState
import curbstop.TimeQuality
import curbstop.panicOnPurpose
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.math.BigDecimal
import java.nio.file.Path
import kotlin.io.path.fileSize
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readBytes
import kotlin.io.path.readLines
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue

/** The scenarios of `ffi/tests/scenarios.txt`, which Python runs too, on the real library and a real server. */
class ScenariosTest {
    private val site = Site.open()

    @AfterTest
    fun close() = site.close()

    @Test
    fun `every scenario of the list is here`() {
        val here = javaClass.declaredMethods.filter { it.isAnnotationPresent(Test::class.java) }.map { it.name }
        val listed = Path.of("../../ffi/tests/scenarios.txt").readLines().filter(String::isNotEmpty)
        assertEquals(listed.toSet(), here.toSet() - "every scenario of the list is here")
    }

    @Test
    fun `a day offline`() = scenario {
        val reader = TestPhone.atWork(site, Town.READER)
        reader.radio.on = false
        val line = reader.phone.route(Town.ROUTE)
        for (meter in line.take(2)) read(reader.phone, meter.point)
        val point = line[2].point
        val proposal = reader.phone.meter(point).proposal
        val estimate = ReadingEstimated(proposal.consumption, proposal.method, EstimateReason.SEWAGE_IN_PIT)
        assertContains(reader.phone.checkEstimate(estimate), CheckCode.POSITION_MISSING)
        assertTrue(reader.phone.recordEstimate(point, estimate).followUps.isNotEmpty())
        assertFailsWith<PhoneException.Offline> { reader.phone.sync() }
        // The app is killed and started again.
        reader.phone.shutDown()
        val phone = Phone.open(PhoneSettings(reader.folder.toString()))
        assertIs<Opened.Kept>(phone.opened())
        assertEquals(3uL, phone.status().waiting)
        assertEquals(listOf("reading_estimated", "reading_taken", "reading_taken"), phone.ownFacts(3u).map { it.fact })
        assertEquals("point:$point", phone.search(line[2].customerNo).first().subject)
        reader.radio.on = true
        phone.networkIsBack()
        assertEquals(3uL, phone.syncIfDue()?.delivered)
        assertTrue(phone.ownFacts(3u).all { it.delivered })
        assertIs<TimeQuality.Verified>(phone.time().quality)
        assertEquals(2, site.office.readOn(Town.ROUTE))
    }

    @Test
    fun `every error variant`() = scenario {
        val met = mutableSetOf<Class<*>>()
        val new = TestPhone.new(site)
        val phone = new.phone
        met += fails("phone.not_enrolled") { phone.sync() }
        met += fails("enrol.not_ours") { phone.enrol("hello", "JVM") }
        met += fails("enrol.code_unknown") { phone.enrol("${site.address} NO", "JVM") }
        BusyServer().use { busy ->
            met += assertFailsWith<PhoneException.Server> { phone.enrol("${busy.address} K7", "JVM") }.javaClass
        }
        met += fails("phone.offline") { phone.enrol("http://127.0.0.1:9 K7", "JVM") }
        phone.enrol(new.enrolment(Town.READER), "JVM")
        phone.sync()
        met += fails("phone.not_signed_in") { read(phone, "P01") }
        met += fails("phone.pin_not_chosen") { phone.signIn(Town.READER, PIN) }
        phone.choosePin(Town.READER, PIN)
        met += fails("phone.wrong_pin") { phone.signIn(Town.READER, "9999") }
        met += fails("phone.not_here") { phone.meter("P-404") }
        phone.shutDown()
        met += fails("phone.closed") { phone.status() }
        val folder = site.folder("locked").toString()
        met += fails("phone.key_unavailable") { Phone.open(PhoneSettings(folder), LockedKeys()) }
        met += fails("phone.storage") { Phone.open(PhoneSettings("/dev/null/phone")) }
        assertEquals(PhoneException::class.java.permittedSubclasses.toSet(), met)
    }

    @Test
    fun callbacks() = scenario {
        val (keys, observer) = MemoryKeys() to Observer()
        val phone = Phone.open(PhoneSettings(site.folder("phone").toString()), keys)
        val subscription = phone.subscribe(observer)
        phone.enrol(site.office.enrolment(site.address.toString(), Town.READER), "JVM")
        phone.sync()
        assertTrue(observer.kinds.containsAll(listOf(SubjectKind.POINT, SubjectKind.ROUTE)))
        signIn(phone)
        observer.kinds.clear()
        read(phone, "P01")
        assertEquals(setOf(SubjectKind.POINT), observer.kinds)
        assertIs<SyncState.Ready>(observer.states.last())
        subscription.cancel()
        observer.kinds.clear()
        read(phone, "P02")
        assertEquals(emptySet(), observer.kinds)
        val old = keys.key
        phone.rotateKey()
        assertFalse(old.contentEquals(keys.key))
    }

    @Test
    fun `throwing callbacks`() = scenario {
        val folder = site.folder("broken").toString()
        val broken = assertFailsWith<PhoneException.Key> { Phone.open(PhoneSettings(folder), BrokenKeys()) }
        assertContains(broken.reason, "nobody thought of this")
        val phone = TestPhone.atWork(site, Town.READER).phone
        val (throwing, observer) = ThrowingObserver() to Observer()
        val subscriptions = listOf(phone.subscribe(throwing), phone.subscribe(observer))
        read(phone, "P01")
        phone.sync()
        assertTrue(throwing.calls.get() > 1)
        assertContains(observer.kinds, SubjectKind.POINT)
        subscriptions.forEach { it.cancel() }
    }

    @Test
    fun `cancellation in the middle of a sync`() = scenario {
        val reader = TestPhone.atWork(site, Town.READER)
        read(reader.phone, "P01")
        reader.radio.silence()
        val sync = launch(Dispatchers.IO) { reader.phone.sync() }
        reader.radio.waitUntilHeard()
        sync.cancelAndJoin()
        // Nothing is lost, nothing is stuck, and work goes on.
        assertEquals(1uL, reader.phone.status().waiting)
        read(reader.phone, "P02")
        reader.radio.on = true
        assertEquals(2uL, reader.phone.sync().delivered)
    }

    @Test
    fun `a panic contained`() = scenario {
        val phone = TestPhone.atWork(site, Town.READER).phone
        assertContains(assertFailsWith<InternalException> { panicOnPurpose("出错了") }.message.orEmpty(), "出错了")
        read(phone, "P01")
    }

    @Test
    fun `close while in use`() = scenario {
        val reader = TestPhone.atWork(site, Town.READER)
        val phone = reader.phone
        reader.radio.silence()
        val sync = async(Dispatchers.IO) { runCatching { phone.sync() } }
        reader.radio.waitUntilHeard()
        val writes = List(PARALLEL) { async(Dispatchers.IO) { runCatching { read(phone, "P01") } } }
        phone.shutDown()
        assertIs<PhoneException.Stopped>(sync.await().exceptionOrNull())
        val ends = writes.awaitAll()
        ends.mapNotNull { it.exceptionOrNull() }.forEach { assertIs<PhoneException.Stopped>(it) }
        assertFailsWith<PhoneException.Stopped> { phone.today() }
        phone.close()
        assertFailsWith<IllegalStateException> { phone.today() }
        // What was said to be saved is, and nothing else.
        val again = Phone.open(PhoneSettings(reader.folder.toString()))
        assertEquals(ends.count { it.isSuccess }.toULong(), again.status().saved)
    }

    @Test
    fun `twenty parallel calls`() = scenario {
        val phone = TestPhone.atWork(site, Town.READER).phone
        val writes = List(PARALLEL) { async(Dispatchers.IO) { read(phone, "P01") } }
        val reads = List(PARALLEL) { async(Dispatchers.IO) { phone.today().routes.first().meters } }
        phone.sync()
        assertEquals((1uL..PARALLEL.toULong()).toList(), writes.awaitAll().map { it.event.seq }.sorted())
        assertEquals(setOf(10u), reads.awaitAll().toSet())
    }

    @Test
    fun `shared phone`() = scenario {
        val phone = TestPhone.new(site).also {
            it.phone.enrol(it.enrolment(Town.READER, Town.OTHER_READER), "JVM")
        }.phone
        phone.sync()
        assertEquals(setOf(Town.READER, Town.OTHER_READER), phone.people().map { it.worker }.toSet())
        signIn(phone)
        read(phone, "P01")
        assertEquals(1uL, phone.signOut().unsent)
        assertFailsWith<PhoneException.Pin> { phone.signIn(Town.OTHER_READER, PIN) }
        phone.choosePin(Town.OTHER_READER, OTHER_PIN)
        assertEquals(4u, assertFailsWith<PhoneException.Pin> { phone.signIn(Town.OTHER_READER, PIN) }.triesLeft)
        phone.signIn(Town.OTHER_READER, OTHER_PIN)
        assertEquals(emptyList(), phone.ownFacts(10u))
        val own = phone.route(Town.OTHER_ROUTE).first().point
        read(phone, own)
        assertEquals(2uL, phone.sync().delivered)
        assertEquals(listOf("point:$own"), phone.ownFacts(10u).map { it.subject })
    }

    @Test
    fun `wrong key`() = scenario {
        val (keys, folder) = MemoryKeys() to site.folder("phone")
        val settings = PhoneSettings(folder.toString())
        val phone = Phone.open(settings, keys)
        phone.enrol(site.office.enrolment(site.address.toString(), Town.READER), "JVM")
        phone.sync()
        signIn(phone)
        read(phone, "P01")
        phone.shutDown()
        val files = folder.listDirectoryEntries("*.db*").filter { it.fileSize() > 0 }
        assertTrue(files.isNotEmpty())
        files.forEach { assertFalse(String(it.readBytes(), Charsets.ISO_8859_1).startsWith("SQLite format 3")) }
        val wrong = assertFailsWith<PhoneException.Key> { Phone.open(settings, MemoryKeys()) }
        assertEquals("phone.wrong_key", wrong.code)
        assertEquals(1uL, Phone.open(settings, keys).status().waiting)
    }

    @Test
    fun `suspend and resume`() = scenario {
        val phone = TestPhone.atWork(site, Town.READER).phone
        read(phone, "P01")
        phone.prepareForSuspend()
        phone.prepareForSuspend()
        assertEquals("phone.suspended", assertFailsWith<PhoneException.Stopped> { read(phone, "P02") }.code)
        assertIs<Opened.Kept>(phone.resume())
        assertEquals(1uL, phone.status().saved)
        phone.interrupt()
        read(phone, "P02")
    }

    /** The sort of error that a call ends with; its code is the one named, and has words in both languages. */
    private suspend fun fails(code: String, call: suspend () -> Unit): Class<*> {
        val error = assertFailsWith<PhoneException> { call() }
        assertContains(error.message.orEmpty(), "code=$code")
        Lang.entries.forEach { assertFalse(error.words(it).startsWith("error."), code) }
        return error.javaClass
    }

    /** Saves a reading that is as expected. */
    private suspend fun read(phone: Phone, point: String): Saved {
        val card = phone.meter(point)
        val stand = (card.lastActual?.value ?: BigDecimal.ZERO) + (card.expected?.consumption ?: BigDecimal.ONE)
        return phone.recordReading(point, reading(card.meter.id, stand.toInt()))
    }

    private suspend fun signIn(phone: Phone) {
        phone.choosePin(Town.READER, PIN)
        phone.signIn(Town.READER, PIN)
    }

    private fun scenario(story: suspend CoroutineScope.() -> Unit) = runBlocking { story() }

    private companion object {
        const val PIN = "2468"
        const val OTHER_PIN = "135790"
        const val PARALLEL = 20
    }
}
