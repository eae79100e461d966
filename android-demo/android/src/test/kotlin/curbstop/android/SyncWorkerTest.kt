package curbstop.android

import androidx.work.WorkInfo
import androidx.work.WorkManager
import curbstop.Phone
import curbstop.ReadingTaken
import curbstop.testing.Radio
import curbstop.testing.Site
import curbstop.testing.Town
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.LooperMode
import java.math.BigDecimal
import java.time.Duration
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.time.Duration.Companion.minutes

/** The real phone, the real WorkManager, a real server behind a radio. The test has its own thread: the main one runs. */
@RunWith(RobolectricTestRunner::class)
@LooperMode(LooperMode.Mode.INSTRUMENTATION_TEST)
@Config(application = AppInWorkTime::class, shadows = [TellingConnectivity::class])
class SyncWorkerTest {
    @BeforeTest fun keystore() = SoftKeystore.install()

    @Test fun `what was saved without a server goes out later, and a round that failed comes again by itself`() {
        Radio(site.address).use { radio ->
            val phone = atWork(site, radio)
            record(phone)
            radio.on = false
            SyncWorker.soon(app)
            awaited { it.runAttemptCount == 1 && it.state == WorkInfo.State.ENQUEUED }
            assertEquals(1uL, waiting(phone))

            radio.on = true
            // The phone's own wait ends with the network; WorkManager's as long as it has asked for.
            runBlocking { phone.networkIsBack() }
            (app as AppInWorkTime).time.passes(FIRST_WAIT)
            awaited { it.state == WorkInfo.State.SUCCEEDED }
            assertEquals(0uL, waiting(phone))
            assertEquals(1, site.office.readOn(Town.ROUTE))
        }
    }

    @Test fun `a phone that is not enrolled has nothing to hand in, and does not ask again`() {
        SyncWorker.soon(app)
        val ended = awaited { it.state.isFinished }
        assertEquals(WorkInfo.State.SUCCEEDED to 1, ended.state to ended.runAttemptCount)
    }

    @Test fun `a round is planned as soon as the process lives`() {
        val rounds = WorkManager.getInstance(app).getWorkInfosForUniqueWork(SyncWorker.ROUND).get()
        assertEquals(listOf(Duration.ofMinutes(15).toMillis()), rounds.map { it.periodicityInfo?.repeatIntervalMillis })
    }

    private fun record(phone: Phone) = runBlocking {
        val card = phone.meter("P01")
        phone.recordReading("P01", ReadingTaken(meter = card.meter.id, value = BigDecimal("1275")))
    }

    private fun waiting(phone: Phone) = runBlocking { phone.status().waiting }

    private fun awaited(wanted: (WorkInfo) -> Boolean): WorkInfo = runBlocking {
        val soon = WorkManager.getInstance(app).getWorkInfosForUniqueWorkFlow(SyncWorker.SOON)
        withTimeout(1.minutes) { soon.mapNotNull { infos -> infos.firstOrNull(wanted) }.first() }
    }

    companion object {
        /** After the first failure: the next ones are doubled, as the platform has it. */
        private val FIRST_WAIT = Duration.ofSeconds(30)
        private lateinit var site: Site

        @BeforeClass @JvmStatic
        fun town() {
            site = Site.open()
        }

        @AfterClass @JvmStatic
        fun closed() = site.close()
    }
}
