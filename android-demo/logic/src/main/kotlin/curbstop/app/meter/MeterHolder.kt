package curbstop.app.meter

import curbstop.MeterCard
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.volume
import kotlinx.coroutines.CoroutineScope

/** The card of a meter: what is known of it, and the ways on. */
class MeterHolder(app: App, private val point: String, scope: CoroutineScope) :
    Holder<MeterState, MeterAction>(MeterState.Looking, scope) {
    private val phone = app.phone
    private val navigator = app.navigator
    private var isMoreOpen = false

    override fun refresh() {
        read { show(open(phone.meter(point))) }
    }

    override fun on(action: MeterAction) {
        more(action == MeterAction.OPEN_MORE)
        when (action) {
            MeterAction.READ -> navigator.open(Place.Entry(point))
            MeterAction.ESTIMATE -> navigator.open(Place.Estimate(point))
            MeterAction.NO_READ -> navigator.open(Place.NoRead(point))
            MeterAction.EXCHANGE -> navigator.open(Place.Exchange(point))
            MeterAction.PHOTOS -> navigator.open(Place.Photos("point:$point"))
            MeterAction.PIT -> (now as? MeterState.Open)?.pit?.let { navigator.open(Place.Pit(it)) }
            MeterAction.OPEN_MORE, MeterAction.CLOSE_MORE -> Unit
        }
    }

    override fun back(): Boolean {
        if (!isMoreOpen) return false
        more(false)
        return true
    }

    private fun more(open: Boolean) {
        isMoreOpen = open
        (now as? MeterState.Open)?.let { show(it.copy(isMoreOpen = open)) }
    }

    private fun open(card: MeterCard) = MeterState.Open(
        head = card.head(),
        marks = monthMarks(card.reading.stage, card.task),
        warnings = warnings(card),
        facts = facts(card),
        expected = card.expectedUse(),
        outlook = card.estimate.mark(),
        history = history(card),
        pit = card.pit,
        isToRead = card.task.isToRead,
        isMoreOpen = isMoreOpen,
    )

    private fun warnings(card: MeterCard): List<Mark> = listOfNotNull(
        card.note.ifBlank { null }?.let { Mark(plain(it), Tone.ASKS) },
        Mark(said("app.meter.account_closed"), Tone.ASKS).takeIf { card.accountClosed },
    ) + card.estimate.warnings()

    private fun facts(card: MeterCard): List<Named> = listOfNotNull(
        Named(said("app.entry.previous"), card.previous()),
        card.lastActual?.let { Named(said("app.meter.previous_at"), said("app.meter.at", "at" to it.at)) },
        card.believed?.let { Named(said("app.meter.believed"), plain(volume(it.value))) },
        Named(said("app.meter.customer"), plain(card.customer)),
        Named(said("app.meter.customer_no"), plain(card.customerNo)),
        Named(said("app.meter.serial"), plain(card.meter.serial)),
        Named(said("app.meter.register"), register(card)),
    )

    private fun register(card: MeterCard) =
        said("app.meter.wheels", "digits" to card.meter.digits, "decimals" to card.meter.decimals)

    private fun history(card: MeterCard): List<MonthBar> {
        val shown = card.history.take(MONTHS_SHOWN)
        val most = shown.maxOfOrNull { it.volume.toFloat() } ?: return emptyList()
        return shown.map { month ->
            val share = if (most > 0f) month.volume.toFloat() / most else 0f
            MonthBar(
                plain(month.period.toString()),
                said("app.unit.volume", "volume" to month.volume),
                share,
                days(month.days.toInt()),
            )
        }
    }

    private fun days(days: Int) = said("app.meter.days", "days" to days)

    private companion object {
        /** A year, and the same month of the year before. */
        const val MONTHS_SHOWN = 13
    }
}
