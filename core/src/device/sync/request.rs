//! What goes to the server: the facts that it does not have, as the stored bytes, and how far each bucket has been read.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::error::SyncError;
use crate::device::store::meta::{Counters, Identity};
use crate::device::store::{StoreError, clocks, cursor, meta, outbox};
use crate::event::EVENT_BYTES_MAX;
use crate::model::{DeviceId, Moment, Timestamp};
use crate::rulebook::RulebookVersion;
use crate::wire::{Cursor, Heard, Limits, PROTOCOL, StandIn};

/// Bytes of a request that are left for everything but the events.
const HEAD_BYTES: u64 = 64 * 1024;

/// What one sync has learned about what the server takes. Forgotten when the sync ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// At most so many events in a request; halved when the server finds a request too large.
    pub(super) events_max: u64,
    /// The server could not read a request: look at each body before it goes.
    pub(super) careful: bool,
    /// The server finds this one event too large even alone.
    pub(super) too_large: Option<u64>,
}

impl Pace {
    /// No events at all: it asks, and hands nothing over.
    pub(super) const HELLO: Self = Self { events_max: 0, careful: false, too_large: None };
}

impl Default for Pace {
    fn default() -> Self {
        Self { events_max: u64::MAX, careful: false, too_large: None }
    }
}

/// A request that is ready to go.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) identity: Identity,
    pub(super) first_seq: u64,
    /// How many events it carries.
    pub(super) events: u64,
    /// Nothing was heard in this boot yet, or nothing else was wanted: it carries no events, whatever waits.
    pub(super) hello: bool,
    /// Its only event has more bytes than an event may have.
    pub(super) oversized: bool,
    pub(super) body: Vec<u8>,
}

#[derive(Serialize)]
struct Start<'a> {
    protocol: u32,
    device: DeviceId,
    epoch: &'a str,
    now: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    heard: Option<Heard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered: Option<Timestamp>,
    first_seq: u64,
    cursors: Vec<Cursor>,
    rulebook: RulebookVersion,
}

/// Writes the next request. Without an answer heard in this boot it is a hello without events: the answer ties the boot's
/// uptime to the server's clock from below before the first event is judged.
pub(super) fn next(db: &Connection, now: Moment, rulebook: RulebookVersion, pace: Pace) -> Result<Outgoing, SyncError> {
    let identity = meta::identity(db)?.ok_or(SyncError::NotEnrolled)?;
    let counters = meta::counters(db)?;
    let heard = clocks::heard(db, now.boot)?;
    let limits = meta::limits(db)?;
    let first_seq = counters.have_through + 1;
    let epoch = meta::epoch(db)?;
    let start = Start {
        protocol: PROTOCOL,
        device: identity.device,
        epoch: &epoch,
        now,
        heard,
        answered: if heard.is_some() || epoch.is_empty() { None } else { meta::heard_at(db)? },
        first_seq,
        cursors: cursor::all(db)?,
        rulebook,
    };
    let mut body = serde_json::to_vec(&start).map_err(StoreError::value("the request"))?;
    // The events follow as one more field of the object.
    body.pop();
    body.extend_from_slice(b",\"events\":[");
    let hello = heard.is_none() || pace == Pace::HELLO;
    let before = body.len();
    let events = if hello { 0 } else { append_events(db, &mut body, counters, &limits, pace)? };
    let oversized = events == 1 && (body.len() - before) as u64 > limits.event_bytes;
    body.extend_from_slice(b"]}");
    Ok(Outgoing { identity, first_seq, events, hello, oversized, body })
}

/// Appends the stored bytes of the next events, without reading them again, and says how many.
fn append_events(
    db: &Connection,
    out: &mut Vec<u8>,
    counters: Counters,
    limits: &Limits,
    pace: Pace,
) -> Result<u64, StoreError> {
    let budget = limits.body_bytes.saturating_sub(HEAD_BYTES);
    let events_max = u64::from(limits.push_events.max(1)).min(pace.events_max.max(1));
    let mut pieces = Pieces { out, next: counters.have_through + 1, count: 0, events_max };
    let (mut bytes, mut full, mut problem) = (0, false, None);
    outbox::each_after(db, counters.have_through, |seq, stored| {
        let stand_in = stand_in(seq, stored, budget, pace).map(|stand_in| write(&stand_in)).transpose();
        let placed = pieces.fill_gap_before(seq).and(stand_in);
        let stand_in = match placed {
            Ok(stand_in) => stand_in,
            Err(error) => {
                problem = Some(error);
                return false;
            }
        };
        let piece = stand_in.as_deref().unwrap_or(stored);
        let large = piece.len() as u64 > limits.event_bytes;
        bytes += piece.len() as u64 + 1;
        // A large one goes alone, so that nothing else shares its fate.
        full = pieces.count >= events_max || pieces.count > 0 && (large || bytes > budget);
        if !full {
            pieces.push(piece);
            full = large;
        }
        !full
    })?;
    if let Some(error) = problem {
        return Err(error);
    }
    if !full {
        pieces.fill_gap_before(counters.last_seq + 1)?;
    }
    Ok(pieces.count)
}

/// The events of a request while it is written.
struct Pieces<'a> {
    out: &'a mut Vec<u8>,
    /// The number of the next event.
    next: u64,
    count: u64,
    events_max: u64,
}

impl Pieces<'_> {
    fn push(&mut self, piece: &[u8]) {
        if self.count > 0 {
            self.out.push(b',');
        }
        self.out.extend_from_slice(piece);
        self.count += 1;
        self.next += 1;
    }

    /// Numbers that are not kept any more: a restored server asks for what it had more than 30 days ago.
    fn fill_gap_before(&mut self, seq: u64) -> Result<(), StoreError> {
        while self.next < seq && self.count < self.events_max {
            self.push(&write(&StandIn::Gone { seq: self.next })?);
        }
        Ok(())
    }
}

/// What travels in place of an event that cannot travel as it is; `None` for nearly all.
fn stand_in(seq: u64, stored: &[u8], budget: u64, pace: Pace) -> Option<StandIn> {
    if pace.too_large == Some(seq) || stored.len() as u64 > budget {
        return Some(too_large(seq, stored));
    }
    // One look at both ends costs nothing; the whole body is looked at where something is wrong.
    let looks_whole = stored.starts_with(b"{") && stored.ends_with(b"}");
    if looks_whole && (!pace.careful || serde_json::from_slice::<&RawValue>(stored).is_ok()) {
        return None;
    }
    // In hexadecimal it is twice as long; what does not fit even so is named by its hash.
    let fits = stored.len() * 2 < EVENT_BYTES_MAX;
    Some(if fits { StandIn::Damaged { seq, hex: hex(stored) } } else { too_large(seq, stored) })
}

fn too_large(seq: u64, stored: &[u8]) -> StandIn {
    StandIn::TooLarge { seq, bytes: stored.len() as u64, sha256: hex(&Sha256::digest(stored)) }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}

fn write(stand_in: &StandIn) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(stand_in).map_err(StoreError::value("a stand-in"))
}
