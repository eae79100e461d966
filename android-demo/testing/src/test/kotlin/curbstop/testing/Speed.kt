package curbstop.testing

import com.sun.management.OperatingSystemMXBean
import curbstop.Phone
import curbstop.PhoneSettings
import curbstop.ReadingTaken
import kotlinx.coroutines.runBlocking
import java.lang.management.ManagementFactory
import java.math.BigDecimal
import kotlin.test.Test

/**
 * What a call costs through Kotlin, in µs of the whole process's CPU: no test, but figures, on an encrypted phone with a route
 * of 500 meters. Run by scripts/bench-phone.sh.
 */
class Speed {
    @Test
    fun figures() = runBlocking {
        Site.open().use { site ->
            val phone = phone(site)
            val points = phone.route(ROUTE).map { it.point }
            var next = 0
            say("today, a route of $METERS meters in it", LISTS) { phone.today() }
            say("the route's $METERS meters", LISTS) { phone.route(ROUTE) }
            say("the next meter", CALLS) { phone.nextMeter(points[next++ % METERS]) }
            say("a meter's card", CALLS) { phone.meter(points[next++ % METERS]) }
            say("a reading checked, then saved", CALLS) { read(phone, points[next++ % METERS]) }
            phone.shutDown()
        }
    }

    private suspend fun read(phone: Phone, point: String) {
        val entry = phone.checkReading(point, "12")
        val confirmed = entry.checks.map { it.code }
        phone.recordReading(point, ReadingTaken("M$point", BigDecimal(12), confirmed = confirmed))
    }

    private suspend fun phone(site: Site): Phone {
        site.office.import("routes", "id,name,area,department,reader\n$ROUTE,长册,N,D1,${Town.READER}")
        site.office.import("points", (listOf(HEADER) + (1..METERS).map(::point)).joinToString("\n"))
        val phone = Phone.open(PhoneSettings(site.folder("phone").toString()), MemoryKeys())
        phone.enrol(site.office.enrolment(site.address.toString(), Town.READER), "JVM")
        phone.sync()
        phone.choosePin(Town.READER, PIN)
        phone.signIn(Town.READER, PIN)
        return phone
    }

    private suspend fun say(what: String, times: Int, call: suspend () -> Unit) {
        repeat(WARM_UP * times) { call() }
        val rounds = List(ROUNDS) {
            val before = process.processCpuTime
            repeat(times) { call() }
            (process.processCpuTime - before) / times / NANOS_IN_MICRO
        }
        println("%-45s %6d µs of CPU (%d to %d)".format(what, rounds.sorted()[ROUNDS / 2], rounds.min(), rounds.max()))
    }

    private companion object {
        const val ROUTE = "R500"
        const val METERS = 500
        const val PIN = "2468"
        const val LISTS = 40
        const val CALLS = 200
        const val ROUNDS = 5
        const val WARM_UP = 3
        const val NANOS_IN_MICRO = 1_000
        const val HEADER = "id,customer_no,customer,address,route,seq,meter,digits,decimals,q4_m3h,note"
        val process = ManagementFactory.getOperatingSystemMXBean() as OperatingSystemMXBean

        fun point(n: Int) = "L$n,8$n,王小明,长江路 $n 号,$ROUTE,$n,ML$n,5,0,3,"
    }
}
