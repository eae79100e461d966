//! Making a fact durable: it gets its number, goes into the queue, and into what the worker sees, in one transaction.

use rusqlite::Transaction;

use super::local::{self, Folding};
use super::store::meta::{self, DayMark, Identity};
use super::store::{StoreError, outbox};
use crate::event::{Author, Event, EventId, Fact};
use crate::model::{Fix, Moment, SubjectId};
use crate::state::FollowUp;

/// A fact before it has a number.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) author: Author,
    pub(crate) subject: SubjectId,
    pub(crate) moment: Moment,
    pub(crate) fix: Option<Fix>,
    pub(crate) fact: Fact,
}

/// A fact that is kept, once the transaction is.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) id: EventId,
    pub(crate) follow_ups: Vec<FollowUp>,
    /// Its size as it travels.
    pub(crate) bytes: usize,
}

/// Keeps a fact under the next number.
pub(crate) fn keep(
    tx: &Transaction<'_>,
    identity: &Identity,
    draft: Draft,
    folding: Folding<'_>,
) -> Result<Kept, StoreError> {
    let seq = meta::counters(tx)?.last_seq + 1;
    let Draft { author, subject, moment, fix, fact } = draft;
    let rulebook = folding.books.in_force().version;
    let id = EventId { device: identity.device, seq };
    let event = Event { id, author, subject, moment, fix, rulebook, fact };
    let follow_ups = local::take(tx, &event, folding)?;
    let bytes = insert(tx, &event)?;
    meta::set_last_seq(tx, seq)?;
    mark_day(tx, seq, folding)?;
    Ok(Kept { id, follow_ups, bytes })
}

fn insert(tx: &Transaction<'_>, event: &Event) -> Result<usize, StoreError> {
    let body = serde_json::to_vec(event).map_err(StoreError::value("a fact"))?;
    outbox::insert(tx, event.id.seq, &event.subject, event.fact.also_touches().as_ref(), &body)?;
    Ok(body.len())
}

fn mark_day(tx: &Transaction<'_>, seq: u64, folding: Folding<'_>) -> Result<(), StoreError> {
    let day = folding.now().local_date(folding.books.in_force().utc_offset);
    if meta::day(tx)?.is_none_or(|mark| mark.day != day) {
        meta::set_day(tx, &DayMark { day, first_seq: seq })?;
    }
    Ok(())
}

/// The same fact again, as it was and when it was, under a new number. The old entry counts as dealt with. `None`: it is
/// not in the queue, or its bytes cannot be read.
pub(crate) fn renumber(tx: &Transaction<'_>, seq: u64, folding: Folding<'_>) -> Result<Option<Kept>, StoreError> {
    let Some(identity) = meta::identity(tx)? else { return Ok(None) };
    let Some(body) = outbox::body(tx, seq)? else { return Ok(None) };
    let Ok(mut event) = serde_json::from_slice::<Event>(&body) else { return Ok(None) };
    // Told twice, a refusal must not double the fact.
    if !outbox::went_again(tx, seq)? {
        return Ok(None);
    }
    event.id = EventId { device: identity.device, seq: meta::counters(tx)?.last_seq + 1 };
    let bytes = insert(tx, &event)?;
    meta::set_last_seq(tx, event.id.seq)?;
    let follow_ups = local::take_again(tx, &event, folding)?;
    Ok(Some(Kept { id: event.id, follow_ups, bytes }))
}

/// A new identity: what the server had under the old one is kept aside, and all that is unfinished goes under new numbers,
/// from 1.
///
/// `had_through`: how far the server has the facts of the old one.
pub(crate) fn change_identity(
    tx: &Transaction<'_>,
    from: &Identity,
    to: &Identity,
    had_through: u64,
) -> Result<(), StoreError> {
    let unfinished = outbox::take_unfinished(tx, had_through)?;
    outbox::archive(tx, from.device)?;
    let mut last_seq = 0;
    for fact in &unfinished {
        last_seq += 1;
        match serde_json::from_slice::<Event>(&fact.body) {
            Ok(event) => {
                let event = Event { id: EventId { device: to.device, seq: last_seq }, ..event };
                let body = serde_json::to_vec(&event).map_err(StoreError::value("a fact"))?;
                outbox::put_back(tx, last_seq, fact, &body)?;
            }
            // Nothing can be changed in what cannot be read; the server keeps it in quarantine.
            Err(_) => outbox::put_back(tx, last_seq, fact, &fact.body)?,
        }
    }
    meta::set_last_seq(tx, last_seq)?;
    meta::set_have_through(tx, 0)?;
    if let Some(mark) = meta::day(tx)? {
        meta::set_day(tx, &DayMark { first_seq: 1, ..mark })?;
    }
    Ok(())
}
