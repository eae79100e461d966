//! The phone's engine for Kotlin, Swift and Python: a thin uniffi skin over `curbstop_core::device`.
//!
//! Bodies convert, call, convert; a convenience goes to core first, so that every platform gets it.
//!
//! | file | question |
//! |---|---|
//! | `phone` | how is a phone opened, and how does a call leave the caller's thread? |
//! | `people` | whose phone is it, and who is at work? |
//! | `today` | what is to be done today? |
//! | `search` | where is it, by what people know of it? |
//! | `journal` | what is stored about the worker? |
//! | `file` | what is in the worker's own file, and what do they say to it? |
//! | `meter`, `check`, `estimate` | how does a meter look, what would an entry meet, what would an estimate mean? |
//! | `reading` | a meter was read, estimated, not seen, exchanged |
//! | `cover` | which covers are near, and what became of them? |
//! | `job` | how far is a connection or conversion, and which step is next? |
//! | `order`, `outage` | how far is an order, and which step is next? who is without water? |
//! | `pause` | what holds a repair up, and does that count? |
//! | `photo` | where is a photo on its way? |
//! | `life` | the phone sleeps, wakes up, is shut down |
//! | `self_test` | can a worker rely on this phone today? |
//! | `black_box` | what does an engineer get of a phone that misbehaves? |
//! | `keys` | which key is the phone's data encrypted with? |
//! | `follow_up` | what does saving a fact give back? |
//! | `refused`, `entered` | what could the server not apply, what was entered there, and what are the ways out? |
//! | `sync` | what is delivered, and when is the server asked again? |
//! | `observe` | who is told when something changed? |
//! | `place`, `when` | where was it, when was it, how much of a limit is left? |
//! | `words` | what do people read? |
//! | `custom` | which types become the platform's own: instants, lengths of time, days, volumes, ids? |
//! | `error` | what can go wrong? |
//!
//! `uniffi.toml` beside `Cargo.toml` says what the platform's own types are. A type of core that crosses as it is stands as
//! `#[uniffi::remote]`: a field or variant that core adds fails to compile here, so that nothing is forgotten.

#![allow(clippy::needless_pass_by_value, clippy::implicit_hasher, reason = "what comes over the boundary comes owned")]

mod black_box;
mod check;
mod cover;
mod custom;
mod entered;
mod error;
mod estimate;
mod file;
mod follow_up;
mod job;
mod journal;
mod keys;
mod life;
mod meter;
mod observe;
mod order;
mod outage;
mod pause;
mod people;
mod phone;
mod photo;
mod place;
#[cfg(feature = "probe")]
mod probe;
mod reading;
mod refused;
mod search;
mod self_test;
mod sync;
mod today;
mod when;
mod words;

pub use cover::{CoverCard, Defect, NearCover};
pub use entered::Entered;
pub use error::PhoneError;
pub use estimate::{Escalation, EscalationToday, EstimateOutlook, EstimateProposal};
pub use file::{FileAmount, FileAnswer, FileDecision, FileEntry, FileEvidence};
pub use job::{CheckedHousehold, HouseholdLine, JobCard, JobReached};
pub use journal::OwnFact;
pub use keys::{DatabaseKeys, KeysError};
pub use meter::{Meter, MeterCard, MonthReading};
pub use observe::{ObserverError, PhoneObserver, SubjectKind, Subscription};
pub use order::{OrderCard, Reached};
pub use outage::{Outage, PostedNotice};
pub use pause::{Pause, PauseStanding};
pub use people::{Enrolment, Person, parse_enrolment};
pub use phone::{Opened, Phone, PhoneSettings};
pub use place::{Fix, Position};
pub use reading::MeterExchanged;
pub use refused::RefusedEntry;
pub use search::Found;
pub use self_test::{FindingValue, HostFacts, LastFix, SelfTestLine};
pub use today::{MeterLine, RouteToday, TidyTask, TidyToday, Today};
pub use when::{Clock, When};
pub use words::{span_words, text};

// Types of core, by the names that they cross under.
use curbstop_core::device::phone::{Saved, SyncState};

use curbstop_core::event::{EventId, MethodUsed, ReadingEstimated};
use curbstop_core::rules::cycle::ReadingTask;
use curbstop_core::state::{JobStage, MonthUse, OrderStage, ReadingStage};

uniffi::setup_scaffolding!("curbstop");
