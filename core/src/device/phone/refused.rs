//! What the server could not apply: each entry whole, with its ways out. Nothing of it was lost, and nothing was blocked.

use super::{Phone, PhoneError, Saved};
use crate::device::record;
use crate::device::store::outbox;
use crate::event::{Event, EventId};
use crate::wire::Refusal;

/// An entry that lies in the server's quarantine.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedEntry {
    /// Its number on this phone.
    pub seq: u64,
    /// Every byte of it, as it was made.
    pub body: Vec<u8>,
    /// What it says; `None` where its bytes cannot be read any more.
    pub event: Option<Event>,
    /// Why, and what can be done.
    pub refusal: Refusal,
}

impl Phone {
    /// The entries that wait for a person, oldest first.
    pub fn refused(&self) -> Result<Vec<RefusedEntry>, PhoneError> {
        let facts = self.engine.store.read(outbox::refused)?;
        let entry = |fact: outbox::RefusedFact| {
            let event = serde_json::from_slice(&fact.body).ok();
            RefusedEntry { seq: fact.seq, body: fact.body, event, refusal: fact.refusal }
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
