//! What phones and intake ask of the store.

use std::collections::BTreeSet;
use std::sync::Arc;

use curbstop_core::event::{Author, EventId, Fact};
use curbstop_core::model::{BucketId, DeviceId, Moment, SubjectId, TimeInterval, Timestamp, WorkerId};
use curbstop_core::state::{FollowUp, Subject};
use curbstop_core::wire::{BucketPage, Cursor, EventOutcome, Heard};

use super::Pending;
use crate::intake::{Books, Received, SetAside};
use crate::secret::SecretHash;

/// A device as its token names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its number.
    pub id: DeviceId,
    /// The people whose work it carries.
    pub workers: Vec<WorkerId>,
    /// Whether it still has its rights.
    pub standing: Standing,
    /// Everything of it up to here is durably held.
    pub have_through: u64,
}

/// Whether a device still has its rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It has.
    Good,
    /// The office took them away: it may hand in what it has, and gets nothing.
    Revoked {
        /// It had an answer since, so that it knows that its facts are still taken.
        answered_since: bool,
    },
}

/// A device that is about to be enrolled.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// The hash of the one-time code that the phone showed.
    pub code_hash: SecretHash,
    /// The hash of the token that it gets.
    pub token_hash: SecretHash,
    /// What the phone says it is.
    pub model: String,
    /// Now: a lower bound for everything that it will record.
    pub now: Timestamp,
}

/// What a phone sent, with each event already read by itself.
#[derive(Debug)]
pub struct Batch {
    /// The device, as its token names it.
    pub device: DeviceId,
    /// When it arrived.
    pub received_at: Timestamp,
    /// The phone's clocks when it sent this.
    pub sent: Moment,
    /// The last answer that the phone heard.
    pub heard: Option<Heard>,
    /// What that answer said, also where it was heard in an earlier boot.
    pub answered: Option<Timestamp>,
    /// The number of the first event.
    pub first_seq: u64,
    /// The events in the order of their numbers.
    pub events: Vec<Received>,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchTaken {
    /// Everything of this device up to here is durably held.
    pub have_through: u64,
    /// What was not simply applied.
    pub outcomes: Vec<EventOutcome>,
    /// The time of the newest event of the batch.
    pub newest_at: Option<TimeInterval>,
    /// The buckets that the device holds now.
    pub buckets: BTreeSet<BucketId>,
    /// It knows of an answer, or of a receipt, that this store does not remember: the store was put back from a backup.
    pub knows_more: bool,
    /// What changed, for those who listen.
    pub changed: Changed,
}

/// What changed, for those who listen: a hint, never the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// The buckets in which something changed.
    pub buckets: BTreeSet<BucketId>,
    /// The kinds of what changed: `point`, `order`, …, and `quarantine`, `device`.
    pub kinds: BTreeSet<&'static str>,
}

impl Changed {
    /// Nothing changed.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty() && self.kinds.is_empty()
    }

    /// Takes in what else changed.
    pub fn merge(&mut self, other: Self) {
        self.buckets.extend(other.buckets);
        self.kinds.extend(other.kinds);
    }
}

/// Facts of the office, taken in together or not at all.
#[derive(Debug, Clone)]
pub struct OfficeBatch {
    /// Who states them.
    pub author: Author,
    /// Now: the facts' own time, without doubt.
    pub now: Timestamp,
    /// The facts, in the order in which they happened.
    pub facts: Vec<(SubjectId, Fact)>,
}

/// What became of the office's facts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AcceptedFacts {
    /// The id of each fact, in their order.
    pub ids: Vec<EventId>,
    /// What follows, by the fact's place in the batch.
    pub follow_ups: Vec<(usize, Vec<FollowUp>)>,
    /// What changed, for those who listen.
    pub changed: Changed,
}

/// What a phone asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullAsk {
    /// The device.
    pub device: DeviceId,
    /// It knows more than this store: whatever it has read, it reads anew ([`BatchTaken::knows_more`]).
    pub anew: bool,
    /// The buckets of the device, as [`BatchTaken::buckets`] says: what it is given, it may write about ever after.
    pub buckets: BTreeSet<BucketId>,
    /// The epoch that the phone knows; empty before its first answer.
    pub epoch: String,
    /// How far it has read each bucket.
    pub cursors: Vec<Cursor>,
    /// At most so many subjects.
    pub rows_max: u32,
}

/// What a phone gets.
#[derive(Debug)]
pub struct Pulled {
    /// The epoch of this store.
    pub epoch: String,
    /// Everything of the device up to here is inside the rows: of the same moment as they, because the same request may
    /// arrive once more in between.
    pub have_through: u64,
    /// Every bucket of the phone, with what changed after its cursor.
    pub buckets: Vec<BucketPage>,
}

/// What phones and intake ask of the store.
pub trait FieldStore: Send + Sync + 'static {
    /// The device that holds this token.
    fn device_by_token(&self, token: SecretHash) -> Pending<'_, Option<DeviceRow>>;

    /// Makes a device of a one-time code, which is used up by it; `None` where the code is unknown, used or expired.
    fn enrol(&self, device: NewDevice) -> Pending<'_, Option<DeviceId>>;

    /// Keeps the hash of a one-time code for these people's device.
    fn add_enrol_code(&self, hash: SecretHash, workers: Vec<WorkerId>, expires_at: Timestamp) -> Pending<'_, ()>;

    /// Takes the rights of a device away. Its facts are kept, and judged, ever after.
    fn revoke_device(&self, device: DeviceId, now: Timestamp) -> Pending<'_, ()>;

    /// Takes in what a phone sent, in one transaction: applied, refused into quarantine, or had before.
    fn push(&self, batch: Batch, books: Arc<Books>) -> Pending<'_, BatchTaken>;

    /// Takes in facts of the office, all or none.
    fn accept_office(&self, batch: OfficeBatch, books: Arc<Books>) -> Pending<'_, AcceptedFacts>;

    /// What changed in buckets after a phone's cursors.
    fn pull(&self, ask: PullAsk) -> Pending<'_, Pulled>;

    /// The buckets that a device holds now.
    fn device_buckets(&self, device: DeviceId) -> Pending<'_, BTreeSet<BucketId>>;

    /// One subject as its facts made it; `None`: no fact ever named it.
    fn subject(&self, id: SubjectId) -> Pending<'_, Option<Subject>>;

    /// What a device sent that could not be applied, in the order in which it came: number, bytes, reason.
    fn set_aside_of(&self, device: DeviceId) -> Pending<'_, Vec<SetAside>>;

    /// The rulebooks that were ever in force, as version and TOML text; the newest last.
    fn rulebooks(&self) -> Pending<'_, Vec<(u32, String)>>;

    /// Puts a rulebook in force.
    fn add_rulebook(&self, version: u32, toml: String) -> Pending<'_, ()>;
}
