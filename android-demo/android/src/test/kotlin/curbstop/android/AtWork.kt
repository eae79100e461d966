package curbstop.android

import androidx.test.core.app.ApplicationProvider
import curbstop.Phone
import curbstop.testing.Radio
import curbstop.testing.Site
import curbstop.testing.Town
import kotlinx.coroutines.runBlocking

/** The process under test. */
internal val app: CurbstopApplication get() = ApplicationProvider.getApplicationContext()

/** The app's phone, enrolled over the [radio], with its work, and the [worker] signed in. */
internal fun atWork(site: Site, radio: Radio, worker: String = Town.READER): Phone = runBlocking {
    app.phone().apply {
        enrol(site.office.enrolment(radio.address, worker), "Robolectric")
        sync()
        choosePin(worker, PIN)
        signIn(worker, PIN)
    }
}

private const val PIN = "2580"
