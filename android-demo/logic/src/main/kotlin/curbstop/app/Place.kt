package curbstop.app

/** Where in the app somebody is. Written as `name` or `name:id`, so that it outlives the process. */
sealed interface Place {
    data object Enrol : Place

    data object SignIn : Place

    data object Today : Place

    data object Search : Place

    data class Route(val route: String) : Place

    data class RouteMap(val route: String) : Place

    data class Meter(val point: String) : Place

    data class Entry(val point: String) : Place

    data class Estimate(val point: String) : Place

    data class NoRead(val point: String) : Place

    data class Exchange(val point: String) : Place

    data class Pit(val pit: String) : Place

    data object Covers : Place

    data class Cover(val cover: String) : Place

    data class Order(val order: String) : Place

    data class Outage(val order: String) : Place

    data class Job(val job: String) : Place

    data class Photos(val subject: String) : Place

    data object Escalations : Place

    data object Refused : Place

    data object Delivery : Place

    data object AboutMe : Place

    data object File : Place

    data object Settings : Place

    data object SelfTest : Place

    companion object {
        private val alone = listOf(
            Enrol, SignIn, Today, Search, Covers, Escalations, Refused, Delivery, AboutMe, File, Settings, SelfTest,
        ).associateBy { it.name() }
        private val withId: Map<String, (String) -> Place> = mapOf(
            "Route" to ::Route,
            "RouteMap" to ::RouteMap,
            "Meter" to ::Meter,
            "Entry" to ::Entry,
            "Estimate" to ::Estimate,
            "NoRead" to ::NoRead,
            "Exchange" to ::Exchange,
            "Pit" to ::Pit,
            "Cover" to ::Cover,
            "Order" to ::Order,
            "Outage" to ::Outage,
            "Job" to ::Job,
            "Photos" to ::Photos,
        )

        /** The place that a string means; nothing for one of another version of the app. */
        fun parse(text: String): Place? {
            val (name, id) = text.split(':', limit = 2).let { it[0] to it.getOrNull(1) }
            return if (id == null) alone[name] else withId[name]?.invoke(id)
        }
    }
}

/** The place as a string for [Place.parse]. */
fun Place.written(): String = id()?.let { "${name()}:$it" } ?: name()

private fun Place.name(): String = this::class.java.simpleName

private fun Place.id(): String? = when (this) {
    is Place.Route -> route
    is Place.RouteMap -> route
    is Place.Meter -> point
    is Place.Entry -> point
    is Place.Estimate -> point
    is Place.NoRead -> point
    is Place.Exchange -> point
    is Place.Pit -> pit
    is Place.Cover -> cover
    is Place.Order -> order
    is Place.Outage -> order
    is Place.Job -> job
    is Place.Photos -> subject
    else -> null
}
