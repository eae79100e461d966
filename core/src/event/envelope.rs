//! What every fact carries: who, where, when, about what, under which rules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Fact;
use crate::model::{DeviceId, Fix, Moment, PersonId, SubjectId, TimeInterval, WorkerId};
use crate::rulebook::RulebookVersion;

/// The largest event that a server applies, in bytes of JSON. A larger one is kept whole in quarantine.
pub const EVENT_BYTES_MAX: usize = 64 * 1024;
/// The longest free text that a worker may add to one fact, in characters.
pub const NOTE_CHARS_MAX: usize = 2_000;
/// The most photos on one fact.
pub const PHOTOS_PER_EVENT_MAX: usize = 20;

/// An event's id: the device and its own count, contiguous from 1. Nothing random travels. Written `12-345`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u64)", into = "(u32, u64)")]
pub struct EventId {
    /// The device that recorded it; 0 is the office.
    pub device: DeviceId,
    /// The device's own count, from 1.
    pub seq: u64,
}

impl From<(u32, u64)> for EventId {
    fn from((device, seq): (u32, u64)) -> Self {
        Self { device: DeviceId::new(device), seq }
    }
}

impl From<EventId> for (u32, u64) {
    fn from(id: EventId) -> Self {
        (id.device.number(), id.seq)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.device, self.seq)
    }
}

impl FromStr for EventId {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('-').and_then(|(d, s)| Some((d.parse::<u32>().ok()?, s.parse::<u64>().ok()?)));
        parts.map(Self::from).ok_or_else(|| format!("event id `{text}` is not device-number, for example 12-345"))
    }
}

/// Who stated a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// A front-line worker, on a phone.
    #[serde(rename = "w")]
    Worker(WorkerId),
    /// Somebody in the office.
    #[serde(rename = "p")]
    Person(PersonId),
    /// The server itself, for example an import.
    #[serde(rename = "s")]
    System,
}

/// An immutable fact as it was recorded. Short keys: it travels by the thousand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Device and count.
    #[serde(rename = "i")]
    pub id: EventId,
    /// Who stated it.
    #[serde(rename = "by")]
    pub author: Author,
    /// What it is about.
    #[serde(rename = "s")]
    pub subject: SubjectId,
    /// What the phone's clocks said.
    #[serde(rename = "t")]
    pub moment: Moment,
    /// Where the phone was, for job events.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// The rulebook that was in force on the phone.
    #[serde(rename = "r")]
    pub rulebook: RulebookVersion,
    /// What happened.
    #[serde(rename = "e")]
    pub fact: Fact,
}

impl Event {
    /// Every subject that the fact changes: its own, and at most one more.
    pub fn subjects(&self) -> impl Iterator<Item = SubjectId> + use<> {
        std::iter::once(self.subject.clone()).chain(self.fact.also_touches())
    }
}

/// An event with the time that it truly happened, as far as that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// The fact.
    pub event: Event,
    /// When it happened: from the device's clock samples, never from its wall clock alone.
    pub at: TimeInterval,
}

impl Dated {
    /// The order in which facts are folded: true time, then id. Late and shuffled arrivals sort to the same order.
    pub fn order_key(&self) -> (crate::model::Timestamp, EventId) {
        (self.at.middle(), self.event.id)
    }
}
