//! Reading events, each by itself: what can be said of one without any state. Done before and outside the transaction.

use curbstop_core::event::{Author, EVENT_BYTES_MAX, Event, EventId, Fact};
use curbstop_core::model::{BootId, DeviceId, Moment, Span, SubjectId, Timestamp, WorkerId};
use curbstop_core::rulebook::RulebookVersion;
use curbstop_core::wire::{Refusal, StandIn};
use serde_json::value::RawValue;

use super::refuse;

/// An event as it arrived.
#[derive(Debug)]
pub struct Received {
    /// Its bytes, as they came.
    pub raw: Box<str>,
    /// What they say, or why they cannot be applied whatever the state is.
    pub event: Result<Event, Refusal>,
}

/// Reads what a device sent under a number.
pub fn read(raw: Box<RawValue>, sent_as: EventId, workers: &[WorkerId]) -> Received {
    let raw: Box<str> = raw.into();
    let event = judge(&raw, sent_as, workers);
    Received { raw, event }
}

fn judge(raw: &str, sent_as: EventId, workers: &[WorkerId]) -> Result<Event, Refusal> {
    if raw.len() > EVENT_BYTES_MAX {
        return Err(refuse::too_large(raw.len()));
    }
    let event: Event = serde_json::from_str(raw).map_err(|error| not_an_event(raw, sent_as, &error))?;
    if event.id != sent_as {
        return Err(refuse::wrong_id(event.id, sent_as));
    }
    let Author::Worker(worker) = &event.author else { return Err(refuse::worker_unknown()) };
    if !workers.contains(worker) {
        return Err(refuse::worker_unknown());
    }
    if event.fact.is_office_only() {
        return Err(refuse::office_only(&event.fact));
    }
    of_any_author(event)
}

/// Bytes that are no event: a stand-in for one that is gone, or simply unreadable.
fn not_an_event(raw: &str, sent_as: EventId, error: &serde_json::Error) -> Refusal {
    match serde_json::from_str(raw) {
        Ok(StandIn::Gone { seq }) if seq == sent_as.seq => refuse::gone(),
        _ => refuse::unreadable(error),
    }
}

/// What holds for phones and office alike.
fn of_any_author(event: Event) -> Result<Event, Refusal> {
    if !event.fact.fits(&event.subject) {
        return Err(refuse::subject_kind(&event.fact, &event.subject));
    }
    match event.within_bounds() {
        Ok(()) => Ok(event),
        Err(out) => Err(refuse::out_of_bounds(&out)),
    }
}

/// A fact of the office as the event that it becomes: made on the server, so that its time is without doubt.
pub(crate) fn office_event(
    seq: u64,
    author: Author,
    subject: SubjectId,
    fact: Fact,
    now: Timestamp,
    rulebook: RulebookVersion,
) -> Result<Event, Refusal> {
    let id = EventId { device: DeviceId::OFFICE, seq };
    let moment = Moment::new(BootId::default(), Span::ZERO, now);
    of_any_author(Event { id, author, subject, moment, fix: None, rulebook, fact })
}
