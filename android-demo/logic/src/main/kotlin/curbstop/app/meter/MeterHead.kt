package curbstop.app.meter

import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said

/** Which meter it is, as every screen of it says at its top. */
data class MeterHead(
    val point: String,
    val address: String,
    val customer: String,
    val customerNo: String,
    /** Its place in the route, from 1. */
    val seq: Int,
    /** The number on its face. */
    val serial: String,
    /** What a reader must know: dog, deep pit, ring at the gate. */
    val note: String,
) {
    /** The title of a page about it. */
    val title: Said get() = plain(address)

    /** What stands below the title. */
    val detail: Said get() = said("app.meter.head", "seq" to seq, "customer" to customer, "serial" to serial)
}
