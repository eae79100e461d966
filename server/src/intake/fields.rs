//! Ranges of fields: what no honest phone sends, and what would cost others if it were kept as sent.
//!
//! A stand that does not fit its register is no such thing: that is a check (READ-CHECK), and the fact is kept.

use curbstop_core::event::{ArrivalProof, Event, Fact, NOTE_CHARS_MAX, PHOTOS_PER_EVENT_MAX};
use curbstop_core::model::{PhotoId, Span, Timestamp, Volume};

/// The longest place, code or name in a fact, in characters.
const LINE_CHARS_MAX: usize = 200;
/// The most places of one outage.
const PLACES_MAX: usize = 200;
/// No register shows more, and no sum of them comes near what 64 bits hold: 10¹² m³.
const VOLUME_MAX: Volume = Volume::cubic_metres(1_000_000_000_000);
/// Instants of people's plans lie before the year 2200.
const INSTANT_MAX: Timestamp = Timestamp::from_millis(7_258_118_400_000);
/// No phone runs, and no clock is turned, by more than 500 years.
const CLOCK_MAX_MS: i64 = 500 * 366 * 86_400_000;

/// The fields that are out of range, by their names on the wire.
pub(super) fn out_of_range(event: &Event) -> Vec<String> {
    let mut wrong = Wrong(Vec::new());
    let moment = event.moment;
    wrong.unless(is_uptime(moment.uptime), "t.u");
    wrong.unless(moment.wall_offset.as_millis().saturating_abs() <= CLOCK_MAX_MS, "t.o");
    of_fact(&event.fact, &mut wrong);
    wrong.0
}

/// Whether a phone can have run so long.
pub(super) fn is_uptime(uptime: Span) -> bool {
    (0..=CLOCK_MAX_MS).contains(&uptime.as_millis())
}

struct Wrong(Vec<String>);

impl Wrong {
    fn unless(&mut self, fits: bool, field: &str) {
        if !fits {
            self.0.push(field.to_owned());
        }
    }

    fn note(&mut self, text: &str, field: &str) {
        self.unless(within(text, NOTE_CHARS_MAX), field);
    }

    fn line(&mut self, text: &str, field: &str) {
        self.unless(within(text, LINE_CHARS_MAX), field);
    }

    fn photos(&mut self, photos: &[PhotoId], field: &str) {
        self.unless(photos.len() <= PHOTOS_PER_EVENT_MAX, field);
    }

    /// A stand: registers show no minus.
    fn stand(&mut self, value: Volume, field: &str) {
        self.unless((Volume::ZERO..=VOLUME_MAX).contains(&value), field);
    }

    fn instant(&mut self, at: Timestamp, field: &str) {
        self.unless((Timestamp::from_millis(0)..=INSTANT_MAX).contains(&at), field);
    }
}

fn within(text: &str, chars_max: usize) -> bool {
    // Bytes bound characters from above: hardly any text is ever counted.
    text.len() <= chars_max || text.chars().count() <= chars_max
}

fn of_fact(fact: &Fact, wrong: &mut Wrong) {
    match fact {
        Fact::ReadingTaken(reading) => {
            wrong.stand(reading.value, "e.v");
            wrong.stand(reading.first_entry.unwrap_or_default(), "e.v1");
            wrong.photos(&reading.photos, "e.ph");
            wrong.note(&reading.note, "e.n");
        }
        Fact::ReadingEstimated(estimate) => {
            wrong.stand(estimate.consumption, "e.consumption");
            wrong.photos(&estimate.photos, "e.ph");
            wrong.note(&estimate.note, "e.n");
        }
        Fact::ReadingMissed(missed) => {
            wrong.photos(&missed.photos, "e.ph");
            wrong.note(&missed.note, "e.n");
        }
        Fact::CustomerReported(report) => wrong.stand(report.value, "e.value"),
        Fact::ReadingImported(reading) => wrong.stand(reading.value, "e.value"),
        Fact::MeterExchanged(exchange) => {
            wrong.stand(exchange.old_final, "e.old_final");
            wrong.stand(exchange.new_start, "e.new_start");
            wrong.line(&exchange.new_meter.serial, "e.new_meter.serial");
            wrong.photos(&exchange.photos, "e.ph");
            wrong.note(&exchange.note, "e.n");
        }
        Fact::EscalationDecided(decided) => wrong.note(&decided.reason, "e.reason"),
        Fact::ReadingReviewed(reviewed) => wrong.note(&reviewed.reason, "e.reason"),
        Fact::PitTidied { photos, note } => {
            wrong.photos(photos, "e.photos");
            wrong.note(note, "e.note");
        }
        Fact::CoverInspected(seen) => {
            wrong.photos(&seen.photos, "e.ph");
            wrong.note(&seen.note, "e.n");
        }
        Fact::CoverMadeSafe(safe) => wrong.photos(&safe.photos, "e.ph"),
        Fact::CoverReplaced(replaced) => {
            wrong.photos(&replaced.before, "e.before");
            wrong.photos(&replaced.after, "e.after");
        }
        Fact::CoverReportedUp(report) => wrong.note(&report.note, "e.n"),
        other => of_order_fact(other, wrong),
    }
}

fn of_order_fact(fact: &Fact, wrong: &mut Wrong) {
    match fact {
        Fact::OrderToldByPhone(told) => wrong.note(&told.note, "e.n"),
        Fact::OrderArrived { proof: ArrivalProof::ScannedCode { code } } => wrong.line(code, "e.proof.code"),
        Fact::OutageAnnounced(plan) => {
            wrong.note(&plan.scope, "e.scope");
            wrong.note(&plan.cause, "e.cause");
            wrong.instant(plan.stop_at, "e.stop_at");
            wrong.instant(plan.restore_at, "e.restore_at");
            wrong.unless(plan.places.len() <= PLACES_MAX, "e.places");
            wrong.unless(plan.places.iter().all(|place| within(place, LINE_CHARS_MAX)), "e.places");
        }
        Fact::NoticePosted(notice) => {
            wrong.line(&notice.place, "e.place");
            wrong.photos(&notice.photos, "e.ph");
        }
        Fact::OrderRepaired(repaired) => {
            wrong.photos(&repaired.photos, "e.ph");
            wrong.note(&repaired.note, "e.n");
        }
        Fact::SurfaceRestored { photos } => wrong.photos(photos, "e.photos"),
        Fact::OrderReported(report) => wrong.note(&report.tell_caller, "e.tell_caller"),
        // The office's records are checked where they are made: by its import and its forms.
        _ => {}
    }
}
