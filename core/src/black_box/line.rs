//! What stands on a line.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{BootId, DeviceId, Moment, PhotoId, Span, Timestamp, WorkerId};
use crate::rules::trusted_time::Anchors;
use crate::wire::Limits;

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// The first: which format this is, and who wrote it.
    Begin(Begin),
    /// Whose phone it is.
    Who(Who),
    /// What its clocks say, and what is known of true time.
    Clock(Clock),
    /// One start of the phone.
    Boot(Boot),
    /// How far the queues are, and when the server is asked again.
    Queues(Queues),
    /// Something that went wrong in a sync, oldest first.
    Error(PastError),
    /// A bucket that the phone holds.
    Bucket(Bucket),
    /// A photo.
    Photo(Photo),
    /// A fact of the queue, oldest first, delivered or not.
    Entry(Entry),
    /// A fact of an identity that the phone had before.
    Past {
        /// That identity.
        device: DeviceId,
        /// The fact.
        entry: Entry,
    },
    /// A fact that could be read out of a damaged database; its `set_aside` line follows.
    Salvaged {
        /// The database's file name.
        file: String,
        /// Its number there.
        seq: u64,
        /// Its bytes.
        body: Body,
    },
    /// A damaged database that was set aside.
    SetAside(SetAside),
    /// The last.
    End {
        /// How many lines there are, with this one.
        lines: u64,
    },
    /// Of a kind that this build does not know.
    #[serde(other)]
    Other,
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// [`super::FORMAT`].
    pub format: u32,
    /// For whoever opens the file.
    pub about: String,
    /// The version of the library that wrote it.
    pub version: String,
    /// The protocol that it speaks.
    pub protocol: u32,
    /// The number of the database's newest migration.
    pub schema: i32,
    /// The database's file is encrypted.
    pub encrypted: bool,
    /// When it was written, as well as the phone could say.
    pub written_at: Timestamp,
}

/// Whose phone it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Its number; `None`: not enrolled.
    pub device: Option<DeviceId>,
    /// Its server's address.
    pub server: Option<String>,
    /// The people whose work it carries; `None`: the server has not told.
    pub people: Option<Vec<WorkerId>>,
    /// Who is signed in.
    pub worker: Option<WorkerId>,
    /// The rulebook in force here.
    pub rulebook: u32,
}

/// What the clocks say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clock {
    /// The phone's own clocks.
    pub now: Moment,
    /// What ties them to the server's.
    pub anchors: Anchors,
    /// The server's clock in its last answer.
    pub heard_at: Option<Timestamp>,
}

/// One start of the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// Its number.
    pub id: BootId,
    /// The platform's name of it.
    pub token: String,
    /// Uptime when the last answer in it was heard.
    pub heard: Option<Span>,
    /// What that answer said.
    pub server_time: Option<Timestamp>,
}

/// How far the queues are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Queues {
    /// The number of the newest own fact.
    pub last_seq: u64,
    /// The server durably has everything up to here.
    pub have_through: u64,
    /// The server's epoch.
    pub epoch: String,
    /// What the server allows.
    pub limits: Limits,
    /// When the server is asked again: for a sync, to listen, for photos. As the phone keeps it.
    pub waits: Value,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastError {
    /// When, on the phone's clocks.
    pub at: Moment,
    /// A stable code.
    pub code: String,
    /// What was said.
    pub reason: String,
}

/// A bucket that the phone holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// Its name.
    pub bucket: String,
    /// Read so far.
    pub n: u64,
    /// Everything was held when it stood here.
    pub held: u64,
    /// It is being read from its start.
    pub resetting: bool,
    /// How many subjects of it are here.
    pub subjects: u64,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its hash.
    pub id: PhotoId,
    /// Its size in bytes.
    pub bytes: u64,
    /// How far it is, as the phone keeps it.
    pub stage: String,
    /// So many bytes the server has.
    pub sent: u64,
    /// Why it was refused.
    pub code: Option<String>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// Every byte of it, as it was made.
    pub body: Body,
    /// What the server said of it, as it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Value>,
    /// What became of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Standing>,
}

/// What became of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It waits for a person.
    Open,
    /// A person has dealt with it.
    Settled,
    /// The fact went again under a new number.
    WentAgain,
}

/// Bytes that are text nearly always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// As text.
    Text(String),
    /// Damaged: as hexadecimal.
    Hex(String),
}

impl Body {
    /// From the bytes.
    pub fn new(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Hex(bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()),
        }
    }

    /// The bytes again. `None`: the hexadecimal is none.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.as_bytes().to_vec()),
            Self::Hex(hex) if hex.is_ascii() && hex.len() % 2 == 0 => {
                (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok()).collect()
            }
            Self::Hex(_) => None,
        }
    }
}

fn digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('?')
}

/// A damaged database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Its file name.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// So many facts could be read out of it.
    pub events: u64,
    /// Its queue was read to its end without an error.
    pub whole: bool,
}
