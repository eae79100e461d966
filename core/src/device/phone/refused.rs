//! What the server could not apply: each entry whole, with its ways out. Nothing of it was lost, and nothing was blocked.

use super::{Phone, PhoneError, Saved};
use crate::device::record;
use crate::device::store::outbox;
use crate::event::{Event, EventId};
use crate::model::Timestamp;
use crate::wire::{Refusal, RefusalAction};

/// An entry that lies in the server's quarantine.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedEntry {
    /// Its number on this phone.
    pub seq: u64,
    /// Every byte of it, as it was made.
    pub body: Vec<u8>,
    /// What it says; `None` where its bytes cannot be read any more.
    pub event: Option<Event>,
    /// When it was recorded, as the phone's clocks tell now; `None` where its bytes cannot be read any more.
    pub at: Option<Timestamp>,
    /// Why, and what can be done.
    pub refusal: Refusal,
    /// The ways out that a worker has, the likeliest first.
    pub ways: Vec<WayOut>,
}

/// A way out of a refusal. Texts: `way_out.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayOut {
    /// Record it again, corrected; then settle this one.
    RecordAgain,
    /// Sent again as it was, once the office has mended its cause.
    SendAgain,
    /// Nothing to do: it is judged again after the server's update.
    WaitForUpdate,
    /// It is dealt with: it leaves the list, and its bytes stay in the server's quarantine.
    Settle,
}

impl WayOut {
    /// Every way out, for tables.
    pub const ALL: [Self; 4] = [Self::RecordAgain, Self::SendAgain, Self::WaitForUpdate, Self::Settle];

    /// The stable name, as in `way_out.send_again`.
    pub fn name(self) -> &'static str {
        match self {
            Self::RecordAgain => "record_again",
            Self::SendAgain => "send_again",
            Self::WaitForUpdate => "wait_for_update",
            Self::Settle => "settle",
        }
    }

    /// What a worker can do; `readable`: the bytes are a fact still.
    fn of(refusal: &Refusal, readable: bool) -> Vec<Self> {
        let first = match refusal.action {
            RefusalAction::RecordAgain => Self::RecordAgain,
            RefusalAction::OfficeRepairs => Self::SendAgain,
            RefusalAction::UpdateServer => Self::WaitForUpdate,
        };
        let sendable = |way: &Self| readable || *way != Self::SendAgain;
        let ways = [first, Self::SendAgain, Self::Settle];
        let mut found = Vec::new();
        for way in ways.into_iter().filter(sendable) {
            if !found.contains(&way) {
                found.push(way);
            }
        }
        found
    }
}

impl Phone {
    /// The entries that wait for a person, oldest first.
    pub fn refused(&self) -> Result<Vec<RefusedEntry>, PhoneError> {
        let present = self.engine.present()?;
        let facts = self.engine.store.read(outbox::refused)?;
        let entry = |fact: outbox::RefusedFact| {
            let event: Option<Event> = serde_json::from_slice(&fact.body).ok();
            let at = event.as_ref().map(|event| present.folding().at(event.moment).middle());
            let ways = WayOut::of(&fact.refusal, event.is_some());
            RefusedEntry { seq: fact.seq, body: fact.body, event, at, refusal: fact.refusal, ways }
        };
        Ok(facts.into_iter().map(entry).collect())
    }

    /// Way out: the same fact again, as it was and when it was, under a new number. For when its cause is gone, for example
    /// when the office has entered the subject meanwhile. The entry then counts as dealt with.
    pub fn send_again(&self, seq: u64) -> Result<Saved, PhoneError> {
        let present = self.engine.present()?;
        let again = self.engine.store.write(|tx| record::renumber(tx, seq, present.folding()))?;
        let kept = again.ok_or_else(|| PhoneError::not_here(&format!("a refused entry {seq} that can be read")))?;
        Ok(Saved { event: kept.id, follow_ups: kept.follow_ups })
    }

    /// Way out: it was recorded again, corrected, or the office sees to it. The entry leaves the list; its bytes stay here and
    /// in the server's quarantine.
    pub fn settle_refused(&self, seq: u64) -> Result<(), PhoneError> {
        if self.engine.store.write(|tx| outbox::settle(tx, seq))? {
            return Ok(());
        }
        Err(PhoneError::not_here(&format!("a refused entry {seq}")))
    }

    /// The bytes of an own entry, as long as they are kept.
    pub fn entry_bytes(&self, event: EventId) -> Result<Option<Vec<u8>>, PhoneError> {
        Ok(self.engine.store.read(|db| outbox::body(db, event.seq))?)
    }
}
