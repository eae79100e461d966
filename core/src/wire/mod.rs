//! What phone and server say to each other: one request, `POST /v1/sync`, does all. See `README.md` beside this file.

#[cfg(feature = "codec")]
pub mod codec;
pub mod photo;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::model::{BootId, BucketId, DeviceId, Moment, Span, SubjectId, TimeInterval, Timestamp, WorkerId};
use crate::rulebook::RulebookVersion;
use crate::state::FollowUp;

/// The protocol that this build speaks.
pub const PROTOCOL: u32 = 1;
/// The media type of both bodies.
pub const CONTENT_TYPE: &str = "application/json";
/// How many events a phone sends in one request, unless the server tells another limit.
pub const PUSH_EVENTS_MAX: u32 = 500;
/// How many subjects a server sends in one answer, unless it tells another limit.
pub const PULL_ROWS_MAX: u32 = 2_000;
/// The largest request body after decompression, in bytes.
pub const BODY_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// The largest request body as it travels, in bytes.
pub const BODY_COMPRESSED_BYTES_MAX: u64 = 2 * 1024 * 1024;

/// What the server allows; told in every answer, never discovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Events in one request.
    pub push_events: u32,
    /// Subjects in one answer.
    pub pull_rows: u32,
    /// Bytes of one event as JSON; a larger one is kept whole, in quarantine.
    pub event_bytes: u64,
    /// Bytes of a request body after decompression.
    pub body_bytes: u64,
    /// Bytes of a request body as it travels.
    pub body_compressed_bytes: u64,
}

impl Limits {
    /// What a server of this build tells.
    pub const DEFAULT: Self = Self {
        push_events: PUSH_EVENTS_MAX,
        pull_rows: PULL_ROWS_MAX,
        event_bytes: crate::event::EVENT_BYTES_MAX as u64,
        body_bytes: BODY_BYTES_MAX,
        body_compressed_bytes: BODY_COMPRESSED_BYTES_MAX,
    };
}

/// "I received your answer that said `server_time` when my uptime was `uptime`": no truth of this boot lies before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The phone's boot in which it was heard.
    pub boot: BootId,
    /// The phone's uptime when it was heard.
    pub uptime: Span,
    /// What the answer said; the server believes only what it remembers having said.
    pub server_time: Timestamp,
}

/// How far a phone has read one bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The bucket.
    #[serde(rename = "b")]
    pub bucket: BucketId,
    /// The last number that it has applied.
    #[serde(rename = "n")]
    pub n: u64,
    /// The last number at which it held everything of the bucket, that is after a page without `more`; 0: never yet. A record
    /// that changed after it is sent. `n` would not do: while a bucket is read page by page, a subject that changes moves
    /// behind the pages that are left, and its record lies before `n` without having come.
    #[serde(rename = "h", default)]
    pub held: u64,
}

/// What travels in place of an event that a phone cannot send as it is, so that it never blocks the ones behind it. It is no
/// event, so the server keeps it in quarantine as unreadable, and it counts as had; the phone keeps what it has of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stand_in")]
pub enum StandIn {
    /// The stored bytes are not JSON any more.
    Damaged {
        /// The event's number.
        seq: u64,
        /// The bytes in hexadecimal.
        hex: String,
    },
    /// Alone it is larger than a request may be.
    TooLarge {
        /// The event's number.
        seq: u64,
        /// How many bytes it has.
        bytes: u64,
        /// The SHA-256 of its bytes.
        sha256: String,
    },
    /// It was had more than 30 days ago and is not kept any more, or went again under a new number; a restored server asks for
    /// it again.
    Gone {
        /// The event's number.
        seq: u64,
    },
}

/// What a phone sends. An empty one is a hello: it brings limits, the time and whatever changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct SyncRequest {
    /// The protocol of the body.
    pub protocol: u32,
    /// The device; must be the token's.
    pub device: DeviceId,
    /// The server's epoch as the phone knows it; empty before the first answer.
    #[serde(default)]
    pub epoch: String,
    /// The phone's clocks when it sent this.
    pub now: Moment,
    /// The last answer of this boot, for the lower edge of the events' times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
    /// Without `heard`: what the last answer of an earlier boot said. A server that does not remember it was put back from a
    /// backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Timestamp>,
    /// The number of the first event in `events`; in a hello, the first number that the phone has no receipt for.
    pub first_seq: u64,
    /// The events in the order of their numbers, without a gap. Each is read by itself, so that an unreadable one stops nothing.
    /// In place of an event that cannot travel as it is stands a [`StandIn`].
    pub events: Vec<Box<RawValue>>,
    /// How far each bucket has been read. What the phone should hold, the server knows.
    pub cursors: Vec<Cursor>,
    /// The rulebook that the phone has.
    pub rulebook: RulebookVersion,
}

/// What became of one event that was not simply applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventOutcome {
    /// The event's number.
    pub seq: u64,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Outcomes; an event of the request that is had and not listed was simply applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// Applied, and something follows.
    FollowUps {
        /// What follows.
        follow_ups: Vec<FollowUp>,
    },
    /// Kept whole in quarantine; counts as had.
    Refused(Refusal),
}

/// Why an event is in quarantine, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A stable code, for example `event.unreadable`; the key of the text that people read.
    pub code: String,
    /// The fields that are wrong, if it is about fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// For logs and engineers.
    pub reason: String,
    /// What can be done.
    pub action: RefusalAction,
}

/// The way out of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalAction {
    /// The worker can record it again, corrected.
    RecordAgain,
    /// The office can repair it.
    OfficeRepairs,
    /// A newer app can read it: it will be judged again after the server's update.
    UpdateServer,
}

/// The stable codes of refusals.
pub mod refusal {
    /// The bytes are not an event of this protocol.
    pub const UNREADABLE: &str = "event.unreadable";
    /// More bytes than `event_bytes`.
    pub const TOO_LARGE: &str = "event.too_large";
    /// Its number or device is not the one it was sent under.
    pub const WRONG_ID: &str = "event.wrong_id";
    /// Another event with this number is already had: the phone was cloned or restored.
    pub const DEVICE_CLONED: &str = "event.device_cloned";
    /// The subject is not in the books.
    pub const SUBJECT_UNKNOWN: &str = "event.subject_unknown";
    /// The fact does not fit the kind of subject.
    pub const SUBJECT_KIND: &str = "event.subject_kind";
    /// The subject lies outside what this device may write.
    pub const NOT_YOURS: &str = "event.not_yours";
    /// The worker is not one of this device's people.
    pub const WORKER_UNKNOWN: &str = "event.worker_unknown";
    /// Only the office may state this fact.
    pub const OFFICE_ONLY: &str = "event.office_only";
    /// The office took this device's rights away: its facts are kept whole, and the office judges them.
    pub const DEVICE_REVOKED: &str = "event.device_revoked";
    /// The phone keeps it no more: a stand-in for something that a restored server once had. Nothing is to be done about it.
    pub const GONE: &str = "event.gone";
    /// A field is out of its range, for example a note that is too long.
    pub const FIELD: &str = "event.field";
}

/// The latest of one subject.
#[derive(Debug, Serialize, Deserialize)]
pub struct Row {
    /// The subject.
    #[serde(rename = "s")]
    pub subject: SubjectId,
    /// Its number in the bucket.
    #[serde(rename = "n")]
    pub n: u64,
    /// The record, where it changed after the cursor's `held`.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Box<RawValue>>,
    /// The state; `None` is a tombstone: the subject left the bucket.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Box<RawValue>>,
}

/// What changed in one bucket after the phone's cursor.
#[derive(Debug, Serialize, Deserialize)]
pub struct BucketPage {
    /// The bucket.
    #[serde(rename = "b")]
    pub bucket: BucketId,
    /// Read everything anew: the cursor was not one of this epoch. What is not in the pages that follow is gone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reset: bool,
    /// The subjects in the order of their numbers.
    pub rows: Vec<Row>,
    /// The cursor after this page is applied.
    pub through: u64,
    /// More is waiting.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// What the server answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct SyncResponse {
    /// The protocol of the body.
    pub protocol: u32,
    /// The server's clock when it wrote this.
    pub server_time: Timestamp,
    /// Changes when the server was restored from a backup.
    pub epoch: String,
    /// Everything of this device up to here is durably held, and inside the rows. The only acknowledgement.
    pub have_through: u64,
    /// What was not simply applied of the events *in the request*. An event that was had before is answered as it was the first
    /// time: the answer that told it may have been lost. Of other events up to `have_through` this says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<EventOutcome>,
    /// The true time of the events of this request is known to within the width of this: the newest event's interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_at: Option<TimeInterval>,
    /// What is allowed.
    pub limits: Limits,
    /// What changed, bucket by bucket; every bucket of the phone is named, also where nothing changed.
    pub buckets: Vec<BucketPage>,
    /// The people whose work this device carries.
    pub workers: Vec<WorkerId>,
    /// A newer rulebook, as its TOML text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rulebook: Option<String>,
}

impl SyncResponse {
    /// More rows are waiting in some bucket.
    pub fn has_more(&self) -> bool {
        self.buckets.iter().any(|page| page.more)
    }
}

/// `POST /v1/enrol`: a one-time code for a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The code that the office gave.
    pub code: String,
    /// What the phone is, for the office's list; at most 100 characters.
    pub model: String,
}

/// The answer to an enrolment. The token is shown once; the server keeps only its hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EnrolResponse {
    /// The device's number from now on.
    pub device: DeviceId,
    /// The bearer token.
    pub token: String,
    /// The server's clock.
    pub server_time: Timestamp,
}

/// The body of every error answer of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A stable code, for example `auth.token_unknown`; the key of the text that people read.
    pub code: String,
    /// For logs and engineers: lower case, names the field and the way out.
    pub reason: String,
    /// The field that is wrong, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}
