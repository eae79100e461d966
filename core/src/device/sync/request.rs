//! What goes to the server: the facts that it does not have, as the stored bytes, and how far each bucket has been read.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::error::SyncError;
use crate::device::store::meta::{Counters, Identity};
use crate::device::store::{StoreError, clocks, cursor, meta, outbox};
use crate::model::{DeviceId, Moment};
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
    /// This one event cannot travel as it is.
    pub(super) stand_in_for: Option<u64>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { events_max: u64::MAX, careful: false, stand_in_for: None }
    }
}

/// A request that is ready to go.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) identity: Identity,
    pub(super) counters: Counters,
    pub(super) first_seq: u64,
    /// How many events it carries.
    pub(super) events: u64,
    pub(super) body: Vec<u8>,
}

#[derive(Serialize)]
struct Head<'a> {
    protocol: u32,
    device: DeviceId,
    epoch: &'a str,
    now: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    heard: Option<Heard>,
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
    let head = Head {
        protocol: PROTOCOL,
        device: identity.device,
        epoch: &epoch,
        now,
        heard,
        first_seq,
        cursors: cursor::all(db)?,
        rulebook,
    };
    let mut body = serde_json::to_vec(&head).map_err(StoreError::value("the request"))?;
    // The events follow as one more field of the object.
    body.pop();
    body.extend_from_slice(b",\"events\":[");
    let events = if heard.is_some() { append_events(db, &mut body, counters, &limits, pace)? } else { 0 };
    body.extend_from_slice(b"]}");
    Ok(Outgoing { identity, counters, first_seq, events, body })
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
    let (mut next, mut count, mut bytes) = (counters.have_through + 1, 0_u64, 0_u64);
    let mut problem = None;
    let mut append = |count: &mut u64, piece: &[u8]| {
        if *count > 0 {
            out.push(b',');
        }
        out.extend_from_slice(piece);
        *count += 1;
    };
    outbox::each_after(db, counters.have_through, |seq, stored| {
        // A number that is not kept any more: a restored server asks for what it had more than 30 days ago.
        while next < seq && count < events_max {
            match write(&StandIn::Gone { seq: next }) {
                Ok(piece) => append(&mut count, &piece),
                Err(error) => problem = Some(error),
            }
            next += 1;
        }
        if count >= events_max || problem.is_some() {
            return false;
        }
        let stand_in = match stand_in(seq, stored, budget, pace).map(|stand_in| write(&stand_in)).transpose() {
            Ok(stand_in) => stand_in,
            Err(error) => {
                problem = Some(error);
                return false;
            }
        };
        let piece = stand_in.as_deref().unwrap_or(stored);
        let large = piece.len() as u64 > limits.event_bytes;
        // A large one goes alone, so that nothing else shares its fate.
        if count > 0 && (large || bytes + piece.len() as u64 > budget) {
            return false;
        }
        append(&mut count, piece);
        bytes += piece.len() as u64 + 1;
        next = seq + 1;
        !large && count < events_max
    })?;
    problem.map_or(Ok(count), Err)
}

/// What travels in place of an event that cannot travel as it is; `None` for nearly all.
fn stand_in(seq: u64, stored: &[u8], budget: u64, pace: Pace) -> Option<StandIn> {
    let doubted = pace.careful || pace.stand_in_for == Some(seq);
    if doubted && (pace.stand_in_for == Some(seq) || serde_json::from_slice::<&RawValue>(stored).is_err()) {
        // In hexadecimal it is twice as long; what does not fit even so is named by its hash.
        if stored.len() as u64 * 2 < budget.min(crate::event::EVENT_BYTES_MAX as u64) {
            return Some(StandIn::Damaged { seq, hex: hex(stored) });
        }
        return Some(too_large(seq, stored));
    }
    (stored.len() as u64 > budget).then(|| too_large(seq, stored))
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
