package curbstop.testing

import java.time.LocalDate
import java.time.YearMonth

/**
 * A small town that is the same every time: two readers with a route each, a crew of two, ten meters with their past on the
 * first route, pits, and covers of every kind. The past lies in the months before [today].
 */
class Town(private val today: LocalDate) {
    /** Brings the town into the books, as a utility would on its first day. */
    fun importInto(office: Office) {
        office.import("workers", WORKERS)
        office.import("routes", ROUTES)
        office.import("points", POINTS)
        office.import("readings", readings())
        office.importCovers(AREA, covers())
    }

    private fun readings(): String = (listOf("point,on,value_m3,estimated") + PASTS.flatMap(::rows)).joinToString("\n")

    private fun rows(past: Past): List<String> = past.stands.mapIndexed { n, stand ->
        val monthsAgo = past.stands.size - n
        val on = YearMonth.from(today).minusMonths(monthsAgo.toLong()).atDay(READING_DAY)
        "${past.point},$on,$stand,${if (monthsAgo <= past.estimated) "yes" else "no"}"
    }

    private fun covers(): String = COVERS
        .joinToString(",", """{"type":"FeatureCollection","features":[""", "]}") { it.feature() }

    companion object {
        /** The area of duty. */
        const val AREA = "N"

        /** 李娜, who reads [ROUTE]. */
        const val READER = "W1"

        /** 王强, who reads [OTHER_ROUTE]. */
        const val OTHER_READER = "W2"

        /** 张伟, of [CREW]. */
        const val FITTER = "W3"

        /** 刘洋, of [CREW]. */
        const val OTHER_FITTER = "W4"

        /** 孙涛, of [INSTALLATION_CREW]. */
        const val INSTALLER = "W5"

        /** The crew that gets connections and conversions. */
        const val INSTALLATION_CREW = "C2"

        /** The crew that gets the orders. */
        const val CREW = "C1"

        /** The route of ten meters, `P01` to `P10`. */
        const val ROUTE = "R1"

        /** A route of two meters. */
        const val OTHER_ROUTE = "R2"

        /** Stood at 99,985 of 99,999: the next reading goes over zero. */
        const val NEAR_ROLLOVER = "P04"

        /** Estimated once: one more is possible. */
        const val ESTIMATED_ONCE = "P05"

        /** Estimated twice in a row: the next estimate escalates. */
        const val ESTIMATED_TWICE = "P06"

        /** A dog behind the gate. */
        const val WITH_DOG = "P03"

        /** Three decimals on its register. */
        const val WITH_DECIMALS = "P07"

        /** A commercial customer's large meter. */
        const val LARGE = "P09"

        /** Nobody has read it yet. */
        const val NEVER_READ = "P10"

        /** A cover of a meter pit on the route. */
        const val PIT_COVER = "G1"

        /** A cover that belongs to somebody else. */
        const val FOREIGN_COVER = "G5"

        /** Where the walk of [ROUTE] begins, latitude and longitude. */
        val BEGIN = 35.7471 to 114.2951

        private const val READING_DAY = 15
    }
}
