package curbstop.testing

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.net.URLEncoder
import java.time.LocalDate

/** The administrator in the office, signed in: what the dispatcher's page can do, a test does through this. */
class Office private constructor(private val session: Session) {
    /** Somebody calls; the id of the new order. */
    fun order(
        kind: OrderKind,
        summary: String,
        address: String,
        position: Pair<Double, Double>?,
        area: String,
    ): String {
        val place = position?.let { (lat, lon) -> json("lat" to lat, "lon" to lon) }
        val body = json(
            "kind" to kind.code,
            "summary" to summary,
            "address" to address,
            "position" to place,
            "area" to area,
            "caller" to "13800000000",
        )
        return session.post("/v1/office/orders", body).text("id")
    }

    /** Sends an order to a crew. */
    fun dispatch(order: String, crew: String) = step(order, "dispatch", "crew" to crew)

    /** 电话告知: a worker was told by telephone. */
    fun told(order: String, worker: String) = step(order, "told", "worker" to worker)

    /** 回访: the caller was asked. */
    fun checked(order: String, satisfied: Boolean) = step(order, "checked", "satisfied" to satisfied)

    /** 结案. */
    fun close(order: String) = step(order, "close")

    /** Decides on the newest pause of an order. */
    fun decidePause(order: String, approved: Boolean, reason: String) {
        val pause = listed(order).getValue("pauses").jsonArray.last().jsonObject.getValue("id")
        step(order, "pause", "pause" to pause, "approved" to approved, "reason" to reason)
    }

    /** An order as the page shows it. */
    fun order(id: String): OrderSeen =
        listed(id).let { OrderSeen(it.text("stage"), it.getValue("milestones").jsonObject.keys) }

    /** 受理 of a household conversion in area [Town.AREA]; the id of the new job. */
    fun conversion(address: String, households: List<String>): String {
        val homes = households.map { json("id" to it, "address" to "$address $it") }
        val body = json(
            "kind" to "conversion",
            "applicant" to "业主委员会",
            "address" to address,
            "area" to Town.AREA,
            "department" to "D3",
            "households" to homes,
        )
        return session.post("/v1/office/jobs", body).text("id")
    }

    /** Gives a job to a crew. */
    fun assign(job: String, crew: String) {
        session.post("/v1/office/jobs/${encoded(job)}/assign", json("crew" to crew))
    }

    /** 结案 of a job; refused while something is missing. */
    fun closeJob(job: String): String = session.post("/v1/office/jobs/${encoded(job)}/close", json()).text("stage")

    /** What the office would miss if it closed an open job now. */
    fun missing(job: String): List<String> = session.get("/v1/office/jobs").getValue("jobs").jsonArray
        .first { it.text("id") == job }.jsonObject.getValue("missing").jsonArray.map { it.jsonPrimitive.content }

    /** Decides the open escalation of a service point; [on] is the day of an appointed visit, and only that has one. */
    fun decide(point: String, decision: Decision, reason: String, on: LocalDate? = null) {
        val open = session.get("/v1/office/escalations").getValue("escalations").jsonArray
        val estimate = open.first { it.text("point") == point }.jsonObject.getValue("estimate")
        val body = json("estimate" to estimate, "decision" to decision.code, "on" to on, "reason" to reason)
        session.post("/v1/office/points/${encoded(point)}/escalation", body)
    }

    /** The service points whose estimates wait for a decision. */
    fun escalated(): List<String> =
        session.get("/v1/office/escalations").getValue("escalations").jsonArray.map { it.text("point") }

    /** A customer complained of a worker's service (5.2); the id of the case. */
    fun complain(worker: String, summary: String): String {
        val body = json(
            "basis" to "service",
            "source" to "hotline",
            "happened_on" to LocalDate.of(2026, 11, 2),
            "summary" to summary,
            "person" to worker,
        )
        return session.post("/v1/office/cases", body).text("id")
    }

    /** What the person answered to a case, the oldest first. */
    fun answers(case: String): List<String> = session.get("/v1/office/cases").getValue("cases").jsonArray
        .first { it.text("id") == case }.jsonObject.getValue("answers").jsonArray.map { it.text("text") }

    /** A one-time code for a phone that carries these people's work. */
    fun code(vararg workers: String): String =
        session.post("/v1/office/devices/codes", json("workers" to workers.asList())).text("code")

    /** What the page shows to be scanned: a code, and the server as the phone reaches it. */
    fun enrolment(server: String, vararg workers: String): String =
        "curbstop://enrol?server=${encoded(server)}&code=${encoded(code(*workers))}"

    /** Takes a phone's rights away; it may still hand in what it has. */
    fun revoke(device: Long) {
        session.post("/v1/office/devices/$device/revoke", json())
    }

    /** What arrived and could not be applied, the newest first. */
    fun quarantine(): List<SetAside> = session.get("/v1/office/quarantine").getValue("events").jsonArray
        .map { SetAside(it.text("device").toLong(), it.text("seq").toLong(), it.text("code"), it.text("raw")) }

    /** How many meters of a route are read, as the page counts them. */
    fun readOn(route: String): Int = session.get("/v1/office/routes").getValue("routes").jsonArray
        .first { it.text("id") == route }.text("actual").toInt()

    /** Imports a file of `workers`, `routes`, `points` or `readings`. */
    fun import(kind: String, csv: String) = imported("/v1/office/import/$kind", "text/csv; charset=utf-8", csv)

    /** Imports the covers of an area. */
    fun importCovers(area: String, geojson: String) =
        imported("/v1/office/import/covers?area=${encoded(area)}", "application/geo+json", geojson)

    private fun listed(order: String) = session.get("/v1/office/orders?state=all").getValue("orders").jsonArray
        .first { it.text("id") == order }.jsonObject

    private fun imported(path: String, contentType: String, file: String) {
        val rejected = session.send(path, contentType, file).jsonObject.getValue("rejected").jsonArray
        check(rejected.isEmpty()) { "$path: $rejected" }
    }

    private fun step(order: String, step: String, vararg body: Pair<String, Any>): JsonElement =
        session.post("/v1/office/orders/${encoded(order)}/$step", json(*body))

    companion object {
        private const val NAME = "主管"
        private const val PASSWORD = "correct horse battery 马"

        /** Makes the first administrator of a new server, and signs in. */
        fun setUp(server: ServerProcess): Office {
            val session = Session(server.address)
            session.post("/v1/setup", json("token" to server.setUpToken, "name" to NAME, "password" to PASSWORD))
            session.signIn(NAME, PASSWORD)
            return Office(session)
        }

        private fun encoded(text: String): String = URLEncoder.encode(text, Charsets.UTF_8)
    }
}

/** Which repair somebody calls for. */
enum class OrderKind(internal val code: String) {
    /** 户表. */
    HOUSEHOLD_METER("household_meter"),

    /** 主管道. */
    MAIN("main"),
}

/** What the supervisor decides about an estimate over the limit. */
enum class Decision(internal val code: String) {
    /** This estimate may stand. */
    ALLOW_ESTIMATE("allow_estimate"),

    /** Another visit, on a day that is given. */
    APPOINT_VISIT("appoint_visit"),

    /** The meter is to be moved or exchanged. */
    MOVE_OR_EXCHANGE("move_or_exchange"),

    /** The pit is to be cleared. */
    CLEAR_PIT("clear_pit"),
}

/** An order as the office sees it. */
data class OrderSeen(
    /** How far it is. */
    val stage: String,
    /** What it has reached. */
    val milestones: Set<String>,
)

/** A fact that the server keeps and could not apply. */
data class SetAside(
    /** The phone that sent it. */
    val device: Long,
    /** Its number on that phone. */
    val seq: Long,
    /** Why, as a stable code. */
    val code: String,
    /** What was sent. */
    val raw: String,
)
