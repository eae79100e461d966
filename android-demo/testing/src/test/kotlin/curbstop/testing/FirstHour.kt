package curbstop.testing

import curbstop.DatabaseKeys
import curbstop.Found
import curbstop.Lang
import curbstop.Network
import curbstop.Opened
import curbstop.Phone
import curbstop.PhoneException
import curbstop.PhoneObserver
import curbstop.PhoneSettings
import curbstop.PinState
import curbstop.PointId
import curbstop.ReadingTaken
import curbstop.SubjectKind
import curbstop.Subscription
import curbstop.SyncState
import curbstop.parseEnrolment
import kotlinx.coroutines.channels.Channel
import java.nio.file.Path
import java.time.Duration

/**
 * The Kotlin of docs/first-hour.md: each piece of code on that page stands here, line by line, and `FirstHourTest` runs all of
 * it against a real server.
 */
internal class FirstHour(private val folder: Path, private val keys: DatabaseKeys) {
    val shown = mutableListOf<String>()

    suspend fun open(): Phone {
        val phone = Phone.open(PhoneSettings(folder = folder.toString()), keys)
        val mustEnrol = phone.opened() is Opened.New
        if (mustEnrol) show("scan the office's code")
        return phone
    }

    suspend fun enrol(phone: Phone, scanned: String) {
        show("enrol at ${parseEnrolment(scanned).server}?")
        phone.enrol(scanned, model = "Pixel 8")
        phone.sync()
    }

    suspend fun signIn(phone: Phone, pin: String) {
        val person = phone.people().first()
        if (person.pin is PinState.NotChosen) phone.choosePin(person.worker, pin)
        phone.signIn(person.worker, pin)
    }

    suspend fun nextMeter(phone: Phone): PointId? {
        val today = phone.today()
        for (route in today.routes) show("${route.name}: ${route.toRead} of ${route.meters} to read")
        return today.routes.firstNotNullOfOrNull { it.next }
    }

    suspend fun read(phone: Phone, point: PointId, typed: String): PointId? {
        val card = phone.meter(point)
        val entry = phone.checkReading(point, typed)
        val stand = entry.value ?: return point // no stand at all: ask again
        val confirmed = entry.checks.map { it.code } // what the worker was asked, and confirmed
        phone.recordReading(point, ReadingTaken(card.meter.id, stand, confirmed = confirmed))
        show("saved") // durable: a power cut now loses nothing
        return phone.nextMeter(after = point)
    }

    suspend fun deliver(phone: Phone) {
        val status = phone.status()
        show("${status.savedToday} saved today, ${status.deliveredToday} delivered")
        phone.syncInBackground(budget = Duration.ofSeconds(20))
        phone.sendPhotos(Network.WIFI)
    }

    fun watch(phone: Phone, refresh: Channel<Unit>): Subscription = phone.subscribe(object : PhoneObserver {
        override fun onWorkChanged(kinds: List<SubjectKind>) {
            refresh.trySend(Unit) // a hint: ask the phone again, on a thread of your own
        }

        override fun onSyncState(state: SyncState) = Unit
    })

    suspend fun find(phone: Phone, text: String): List<Found> = try {
        phone.search(text)
    } catch (error: PhoneException) {
        show(error.words(Lang.ZH)) // every error has words that a person reads
        emptyList()
    }

    private fun show(words: String) {
        shown += words
    }
}
