package curbstop.testing

import curbstop.Phone
import curbstop.PhoneSettings
import java.nio.file.Path

/** A phone in the town: the real library on a folder of its own, reaching the server over a radio of its own. */
class TestPhone private constructor(
    private val site: Site,
    /** Where its data lies. */
    val folder: Path,
    /** Its way to the server. */
    val radio: Radio,
    /** The phone. */
    val phone: Phone,
) : AutoCloseable {
    /** What the worker scans to enrol this phone for these people. */
    fun enrolment(vararg workers: String): String = site.office.enrolment(radio.address, *workers)

    override fun close() {
        phone.close()
        radio.close()
    }

    companion object {
        /** What the first worker signs in with. */
        const val PIN = "2468"

        /** Just unpacked: not enrolled. */
        suspend fun new(site: Site): TestPhone {
            val folder = site.folder("phone")
            return TestPhone(site, folder, Radio(site.address), Phone.open(PhoneSettings(folder.toString())))
        }

        /** Enrolled for these people, with their work, and the first of them signed in. */
        suspend fun atWork(site: Site, vararg workers: String): TestPhone = new(site).also {
            it.phone.enrol(it.enrolment(*workers), "JVM")
            it.phone.sync()
            it.phone.choosePin(workers.first(), PIN)
            it.phone.signIn(workers.first(), PIN)
        }
    }
}
