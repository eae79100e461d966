package curbstop.app.refused

import curbstop.Entered
import curbstop.PhoneInterface
import curbstop.RefusedEntry
import curbstop.app.Keep
import curbstop.app.cover.CoverDraft
import curbstop.app.entry.EntryDraft
import curbstop.app.estimate.EstimateDraft
import curbstop.app.exchange.ExchangeDraft
import curbstop.app.noread.NoReadDraft
import curbstop.app.order.OrderDraft
import curbstop.app.outage.OutageDraft
import curbstop.app.pit.PitDraft

/**
 * A refused entry is entered anew: its form opens filled with what was entered, and the old one leaves the list once
 * the new one is saved, also where the process died in between.
 */
class Anew(private val phone: PhoneInterface, private val keep: Keep) {
    /** Fills the entry's form, and remembers what the next such fact stands for. */
    fun begin(entry: RefusedEntry) {
        val subject = entry.subject ?: return
        val fact = entry.fact ?: return
        keep[name(subject, fact)] = entry.seq.toString()
        entry.entered?.let { fill(it, subject.substringAfter(':')) }
    }

    /** This fact is saved about [subject], written `kind:id`: the refused one that it stands for is dealt with. */
    suspend fun saved(subject: String, fact: String) {
        val seq = keep[name(subject, fact)]?.toULongOrNull() ?: return
        keep[name(subject, fact)] = null
        if (phone.refused().any { it.seq == seq }) phone.settleRefused(seq)
    }

    private fun fill(entered: Entered, id: String) = when (entered) {
        is Entered.Reading -> EntryDraft(keep, id).fill(entered.reading)
        is Entered.Estimate -> EstimateDraft(keep, id).fill(entered.estimate)
        is Entered.NoRead -> NoReadDraft(keep, id).fill(entered.missed)
        is Entered.CustomerReading -> NoReadDraft(keep, id).fill(entered.told)
        is Entered.Exchange -> ExchangeDraft(keep, id).fill(entered.exchange)
        is Entered.TidiedPit -> PitDraft(keep, id).fill(entered.photos, entered.note)
        is Entered.InspectedCover -> CoverDraft(keep, id).fill(entered.inspected)
        is Entered.MadeSafe -> CoverDraft(keep, id).fill(entered.safe)
        is Entered.ReplacedCover -> CoverDraft(keep, id).fill(entered.before, entered.after)
        is Entered.ReportedUp -> CoverDraft(keep, id).fill(entered.note)
        is Entered.Outage -> OutageDraft(keep, id).fill(entered.plan)
        is Entered.Repaired -> OrderDraft(keep, id).fill(entered.repaired)
        is Entered.ReportedBack -> OrderDraft(keep, id).fill(entered.reported)
    }

    private fun name(subject: String, fact: String) = "anew.$subject.$fact"
}
