package curbstop.desktop

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.double
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.nio.file.Path

/** The demo's small town in a process of its own: a server, people with work, now and then a call. */
class DemoTown private constructor(private val process: Process, private val invitation: JsonObject) : AutoCloseable {
    /** What the office shows to be scanned, for a phone that a reader and a fitter share. */
    val enrolment: String = said("enrolment")

    /** Where the walk begins. */
    val begin: Point = Point(number("lat"), number("lon"))

    /** The dispatcher's page, and who signs in there. */
    val page: String = "${said("page")}  ${said("name")} / ${said("password")}"

    override fun close() = process.destroy()

    private fun said(field: String): String = invitation.getValue(field).jsonPrimitive.content

    private fun number(field: String): Double = invitation.getValue(field).jsonPrimitive.double

    companion object {
        /** Starts [program] with its data in [folder]; returns when the town can be entered. */
        fun start(program: String, folder: Path): DemoTown {
            val builder = ProcessBuilder(program, "phone-town", "--folder", folder.toString())
            val process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start()
            Runtime.getRuntime().addShutdownHook(Thread(process::destroy))
            val line = process.inputReader().readLine() ?: error("the town did not start")
            return DemoTown(process, Json.parseToJsonElement(line).jsonObject)
        }
    }
}

/** A point on the ground, in degrees. */
data class Point(val lat: Double, val lon: Double) {
    companion object {
        /** Reads `35.7471, 114.2951`; nothing where it is no point. */
        fun parse(text: String): Point? {
            val (lat, lon) = text.split(',').map { it.trim().toDoubleOrNull() ?: return null }.takeIf { it.size == 2 }
                ?: return null
            return Point(lat, lon).takeIf { lat in -90.0..90.0 && lon in -180.0..180.0 }
        }
    }
}
