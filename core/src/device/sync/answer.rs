//! What comes back: the receipt, then each page of a bucket with its cursor. The caller takes an answer in as one
//! transaction.

use rusqlite::Transaction;

use super::error::SyncError;
use crate::device::local::{self, Folding};
use crate::device::record;
use crate::device::store::cursor::Reading;
use crate::device::store::meta::Counters;
use crate::device::store::subject::{self, Projection, ServerRow};
use crate::device::store::{StoreError, clocks, cursor, meta, outbox, photo, pin, rulebook};
use crate::device::watch::{EVERY_KIND, Kinds};
use crate::model::{BucketId, Moment, SubjectId, Timestamp, WorkerId};
use crate::rulebook::Rulebook;
use crate::rules::trusted_time::Anchors;
use crate::state::Subject;
use crate::wire::{BucketPage, EventOutcome, Heard, Outcome, PROTOCOL, Row, SyncResponse, refusal};

/// When a request left and when its answer came, on the phone's clocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exchanged {
    pub(super) sent: Moment,
    pub(super) heard: Moment,
}

/// What a receipt changed.
#[derive(Debug)]
pub(super) struct Receipt {
    pub(super) anchors: Anchors,
    pub(super) before: Counters,
    pub(super) after: Counters,
    pub(super) refused: u64,
    pub(super) new_rulebook: bool,
    pub(super) new_people: bool,
    /// Buckets that are not this phone's any more.
    pub(super) left: Vec<String>,
}

/// Reads an answer's body.
pub(super) fn read(body: &[u8]) -> Result<SyncResponse, SyncError> {
    let response: SyncResponse =
        serde_json::from_slice(body).map_err(|error| SyncError::Answer { reason: error.to_string() })?;
    if response.protocol != PROTOCOL {
        let reason = format!("it speaks protocol {}, this app speaks {PROTOCOL}; update the app", response.protocol);
        return Err(SyncError::Answer { reason });
    }
    Ok(response)
}

/// Takes everything of an answer but its pages.
pub(super) fn take_receipt(
    tx: &Transaction<'_>,
    response: &SyncResponse,
    offered_through: u64,
    exchanged: Exchanged,
    folding: Folding<'_>,
) -> Result<Receipt, StoreError> {
    let anchors = take_time(tx, response.server_time, exchanged)?;
    let epoch = meta::epoch(tx)?;
    if epoch != response.epoch {
        // In the same transaction as the new epoch: cursors of one epoch must never be told under another.
        if !epoch.is_empty() {
            cursor::restart_all(tx)?;
            photo::offer_again(tx)?;
        }
        meta::set_epoch(tx, &response.epoch)?;
    }
    let before = meta::counters(tx)?;
    let after = take_have_through(tx, response, offered_through, before)?;
    let refused = take_outcomes(tx, &response.outcomes, after, folding)?;
    if meta::limits(tx)? != response.limits {
        meta::set_limits(tx, &response.limits)?;
    }
    let new_people = meta::known_people(tx)?.as_ref() != Some(&response.workers);
    if new_people {
        take_people(tx, &response.workers)?;
    }
    let new_rulebook = take_rulebook(tx, response.rulebook.as_deref())?;
    let left = leave_buckets(tx, &response.buckets)?;
    // Facts that were renumbered are newer than `after` knows.
    let after = Counters { last_seq: meta::counters(tx)?.last_seq, ..after };
    Ok(Receipt { anchors, before, after, refused, new_rulebook, new_people, left })
}

fn take_time(tx: &Transaction<'_>, server_time: Timestamp, exchanged: Exchanged) -> Result<Anchors, StoreError> {
    let mut anchors = clocks::anchors(tx)?;
    let Exchanged { sent, heard } = exchanged;
    anchors.note_upper(sent.boot, sent.uptime, server_time);
    anchors.note_lower(heard.boot, heard.uptime, server_time);
    clocks::set_anchors(tx, &anchors)?;
    clocks::set_heard(tx, &Heard { boot: heard.boot, uptime: heard.uptime, server_time })?;
    meta::set_heard_at(tx, server_time)?;
    Ok(anchors)
}

fn take_have_through(
    tx: &Transaction<'_>,
    response: &SyncResponse,
    offered_through: u64,
    before: Counters,
) -> Result<Counters, StoreError> {
    // What the server had from a request whose answer was lost is offered again: only then are its outcomes told.
    let have_through = match outbox::first_after(tx, offered_through)? {
        Some(not_offered) => response.have_through.min(not_offered - 1),
        None => response.have_through,
    };
    if have_through < before.have_through {
        // The server was restored from a backup: what it lost is offered again, and judged again.
        outbox::forget_outcomes_after(tx, have_through)?;
        outbox::forget_receipts_after(tx, have_through)?;
    }
    if have_through != before.have_through {
        meta::set_have_through(tx, have_through)?;
        outbox::add_receipt(tx, have_through, response.server_time)?;
    }
    if response.have_through > before.last_seq {
        // This phone's storage was restored from a backup: numbers that it gave away must not be given away again.
        meta::set_last_seq(tx, response.have_through)?;
    }
    Ok(Counters { have_through, last_seq: before.last_seq.max(response.have_through) })
}

fn take_outcomes(
    tx: &Transaction<'_>,
    outcomes: &[EventOutcome],
    counters: Counters,
    folding: Folding<'_>,
) -> Result<u64, StoreError> {
    let mut refused = 0;
    for told in outcomes.iter().filter(|told| told.seq <= counters.have_through) {
        outbox::set_outcome(tx, told.seq, &told.outcome)?;
        let Outcome::Refused(refusal) = &told.outcome else { continue };
        if refusal.code == refusal::GONE {
            // A number that the phone keeps nothing of: nobody is to see it.
            continue;
        }
        refused += 1;
        for id in outbox::subjects(tx, told.seq)?.iter().filter_map(|id| id.parse::<SubjectId>().ok()) {
            local::refold(tx, &id, folding)?;
        }
        if refusal.code == refusal::DEVICE_CLONED {
            // Another phone used this number: the fact goes again under a number of its own. None is dropped.
            record::renumber(tx, told.seq, folding)?;
        }
    }
    Ok(refused)
}

/// Whoever is taken off this phone is not at work on it any more. What they did stays, and goes.
fn take_people(tx: &Transaction<'_>, people: &[WorkerId]) -> Result<(), StoreError> {
    meta::set_people(tx, people)?;
    pin::keep_only(tx, people)?;
    match meta::worker(tx)? {
        Some(worker) if !people.contains(&worker) => meta::set_worker(tx, None),
        _ => Ok(()),
    }
}

fn take_rulebook(tx: &Transaction<'_>, text: Option<&str>) -> Result<bool, StoreError> {
    let Some(text) = text else { return Ok(false) };
    match Rulebook::kept(text) {
        Ok(book) => rulebook::add(tx, book.version.0, text).map(|()| true),
        Err(error) => {
            // The old one stays in force; the office sees in the device list which version a phone works under.
            tracing::warn!(%error, "the server sent a rulebook that this app cannot read");
            Ok(false)
        }
    }
}

/// Every bucket of this phone is named in every answer. The rows of one that is not leave; its unsent work does not.
fn leave_buckets(tx: &Transaction<'_>, named: &[BucketPage]) -> Result<Vec<String>, StoreError> {
    let named: Vec<String> = named.iter().map(|page| page.bucket.to_string()).collect();
    let left: Vec<String> = cursor::buckets(tx)?.into_iter().filter(|held| !named.contains(held)).collect();
    for bucket in &left {
        subject::remove_bucket(tx, bucket)?;
        cursor::remove(tx, bucket)?;
    }
    Ok(left)
}

/// Applies one page of one bucket together with its cursor. Says how many rows it had.
pub(super) fn take_page(
    tx: &Transaction<'_>,
    page: &BucketPage,
    have_through: u64,
    folding: Folding<'_>,
) -> Result<u64, StoreError> {
    let bucket = page.bucket.to_string();
    let held = cursor::get(tx, &bucket)?;
    let mut reading = held.unwrap_or_default();
    if page.reset || held.is_none() {
        reading = Reading { n: 0, held: 0, round: reading.round + 1, resetting: true };
    }
    let unchanged = page.rows.is_empty() && held == Some(reading) && reading.n == page.through;
    if unchanged && !reading.resetting {
        return Ok(0);
    }
    let into = Into { bucket: &bucket, round: reading.round, have_through, waiting: waiting(tx, have_through)? };
    for row in &page.rows {
        take_row(tx, into, row, folding)?;
    }
    reading.n = page.through;
    if !page.more {
        reading.held = page.through;
    }
    if reading.resetting && !page.more {
        subject::remove_older(tx, &bucket, reading.round)?;
        reading.resetting = false;
    }
    cursor::set(tx, &bucket, reading)?;
    Ok(page.rows.len() as u64)
}

/// Where rows go, and what is inside them.
#[derive(Debug, Clone, Copy)]
struct Into<'a> {
    bucket: &'a str,
    round: i64,
    /// Own facts up to here are inside the rows.
    have_through: u64,
    /// There are own facts beyond.
    waiting: bool,
}

fn waiting(tx: &Transaction<'_>, have_through: u64) -> Result<bool, StoreError> {
    Ok(meta::counters(tx)?.last_seq > have_through)
}

fn take_row(tx: &Transaction<'_>, into: Into<'_>, row: &Row, folding: Folding<'_>) -> Result<(), StoreError> {
    let id = row.subject.to_string();
    let Some(state) = &row.state else { return subject::remove_from(tx, &id, into.bucket) };
    let (record, state) = (row.record.as_deref().map(serde_json::value::RawValue::get), state.get());
    // A row that this app cannot read (a newer server) is kept as it came, and stands in no list.
    let projection = Subject::from_parts(&row.subject, record, state).map(|s| Projection::of(&s)).unwrap_or_default();
    let Into { bucket, round, have_through: covered, waiting } = into;
    subject::put_server(tx, &id, &ServerRow { bucket, n: row.n, round, covered, record, state }, &projection)?;
    // While nothing waits there are no own facts to look for.
    if waiting && outbox::has_uncovered(tx, &id, covered)? { local::refold(tx, &row.subject, folding) } else { Ok(()) }
}

/// Every page of every bucket has come with this answer or before it, so that own facts through its receipt are inside every
/// row, also inside one that did not come because they changed nothing.
pub(super) fn cover_all(tx: &Transaction<'_>, have_through: u64, folding: Folding<'_>) -> Result<(), StoreError> {
    for key in subject::overlaid(tx, have_through)? {
        subject::cover(tx, &key, have_through)?;
        if let Ok(id) = key.parse() {
            local::refold(tx, &id, folding)?;
        }
    }
    Ok(())
}

/// The kinds of subjects that an answer may have changed on the phone.
pub(super) fn changed_kinds(response: &SyncResponse, receipt: &Receipt) -> Kinds {
    // A refusal takes an own fact off its subject; buckets that left, or are read anew, take subjects along.
    let any = receipt.refused > 0 || receipt.new_people || !receipt.left.is_empty();
    if any || response.buckets.iter().any(|page| page.reset) {
        return Kinds::from(EVERY_KIND);
    }
    response.buckets.iter().flat_map(|page| page.rows.iter().map(|row| row.subject.kind())).collect()
}

/// Whether a page may have changed where covers lie.
pub(super) fn touches_covers(page: &BucketPage) -> bool {
    let holds_covers = matches!(page.bucket, BucketId::Area(_) | BucketId::Utility);
    holds_covers && (page.reset || !page.rows.is_empty())
}
