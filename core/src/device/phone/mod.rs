//! What a worker can do with the phone: the façade that `ffi` wraps. Nothing here waits for the network except [`Phone::sync`]
//! and [`Phone::enrol`]; what says "saved" is durable.
//!
//! | file | question |
//! |---|---|
//! | `enrol` | how does a phone get its identity, and which server is its own? |
//! | `people` | whose work does it carry? |
//! | `sign_in` | who is at work? |
//! | `status` | what is saved here, what is delivered, when is the server asked again? |
//! | `today` | what is to be done today? |
//! | `time` | what time is it, and how good is that? |
//! | `search` | where is it, by what people know of it? |
//! | `journal` | what is stored about the worker? |
//! | `file` | what is in the worker's own file, and what do they say to it? |
//! | `meter` | what is known of a meter, and what would a reading or an estimate mean? |
//! | `reading` | a meter was read, estimated, not seen |
//! | `cover` | which covers are near, and what became of them? |
//! | `notice` | which words hang on the door during an outage? |
//! | `job` | how far is a connection or conversion, and which step is next? |
//! | `order` | how far is an order, and which step is next? |
//! | `photo` | a photo is handed over; how far is it, and which records name it? |
//! | `self_test` | can a worker rely on this phone today? |
//! | `export` | everything that an engineer needs, in one file |
//! | `suspend` | breaking off, going to sleep, waking up, closing; another key |
//! | `refused` | what could the server not apply, and what are the ways out? |

mod cover;
mod enrol;
mod error;
mod export;
mod file;
mod job;
mod journal;
mod meter;
mod notice;
mod order;
mod people;
mod photo;
mod reading;
mod refused;
mod search;
mod self_test;
mod sign_in;
mod status;
mod suspend;
#[cfg(test)]
mod tests;
mod time;
mod today;

pub use cover::{CoverCard, NearCover, PICK_LIST_MAX, PICK_RADIUS_M_MAX};
pub use enrol::{Enrolment, EnrolmentError};
pub use error::PhoneError;
pub use export::Exported;
pub use file::FileEntry;
pub use job::{HouseholdLine, JobCard};
pub use journal::{OWN_FACTS_MAX, OwnFact};
pub use meter::{CheckedEntry, MeterCard};
pub use order::OrderCard;
pub use people::Person;
pub use photo::{NamedPhoto, PhotoQueue, PhotoState, PhotosOf, QueuedPhoto};
pub use refused::{RefusedEntry, WayOut};
pub use search::{FOUND_MAX, Found};
pub use self_test::{Finding, FindingValue, HostFacts, LastFix, Part, SelfTestLine, Verdict};
pub use sign_in::{PinState, SignedOut};
pub use status::{Status, SyncState};
pub use time::PhoneTime;
pub use today::{COVERS_LISTED_MAX, CoversToday, EscalationToday, MeterLine, RouteToday, TidyToday, Today};

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;

use super::clock::DeviceClock;
use super::engine::Engine;
use super::photo::{self as photos, PhotoTransport};
use super::record::{self, Draft};
use super::store::{DatabaseKeys, Opened, meta, subject};
use super::sync::{self, BackgroundSync, SyncReport, Transport, backoff::BackoffEvent};
use super::watch::Watcher;
use crate::event::{Author, EVENT_BYTES_MAX, EventId, Fact};
use crate::model::{Fix, Span, SubjectId, Timestamp};
use crate::rulebook::Rulebook;
use crate::state::{FollowUp, Subject};

/// What a phone is made of.
#[derive(Clone)]
pub struct PhoneConfig {
    /// Where it keeps its data.
    pub folder: PathBuf,
    /// Where the keys of its data are kept: then the data is encrypted, also data that was plain. `None`: it stays plain.
    pub keys: Option<Arc<dyn DatabaseKeys>>,
    /// Its clocks.
    pub clock: Arc<dyn DeviceClock>,
    /// Its way to the server.
    pub transport: Arc<dyn Transport>,
    /// Its way to the server for photos; over HTTP the same as `transport`.
    pub photos: Arc<dyn PhotoTransport>,
}

/// A phone. Share it freely: every call takes `&self`, and reads do not wait for writes.
pub struct Phone {
    engine: Engine,
    covers: cover::Index,
    opened: Opened,
}

/// A fact that is saved: durable, numbered, and on its way whenever there is a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// Its id.
    pub event: EventId,
    /// What follows from it. The server decides again with the same rules.
    pub follow_ups: Vec<FollowUp>,
}

impl Phone {
    /// Opens the phone's data, or starts anew in an empty folder. See [`Phone::opened`] for what was found.
    pub fn open(config: PhoneConfig) -> Result<Self, PhoneError> {
        let (engine, opened) =
            Engine::open(&config.folder, config.keys, config.clock, config.transport, config.photos)?;
        Ok(Self { engine, covers: cover::Index::default(), opened })
    }

    /// How the phone's data was found. A damaged file was set aside, and the phone is to be enrolled again: say so.
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// Brings phone and server to the same: everything up, everything down. May be given up at any moment, and called again.
    /// Asks the server at once, whatever [`Phone::status`] says of waiting; a scheduler calls [`Phone::sync_if_due`].
    pub async fn sync(&self) -> Result<SyncReport, PhoneError> {
        self.unless_stopped(sync::run(&self.engine)).await
    }

    /// Like [`Phone::sync`], unless the server is not to be asked yet; then `None`.
    pub async fn sync_if_due(&self) -> Result<Option<SyncReport>, PhoneError> {
        match self.sync_state()? {
            SyncState::Ready => self.sync().await.map(Some),
            SyncState::Waiting { .. } | SyncState::Paused { .. } => Ok(None),
        }
    }

    /// Like [`Phone::sync_if_due`], in a slot that the platform gives in the background: no request begins after `budget`, and
    /// what is left is said.
    pub async fn sync_in_background(&self, budget: Span) -> Result<BackgroundSync, PhoneError> {
        self.unless_stopped(sync::run_within(&self.engine, budget)).await
    }

    /// Listens to the server, and syncs whenever something changed there: a dispatched order is on the phone within a second.
    /// Asks anew when the connection breaks, after the waits that a sync would keep. Ends only with an error that asking again
    /// does not mend (not enrolled, not let in, no storage); give the future up to listen no more.
    pub async fn listen(&self) -> Result<Infallible, PhoneError> {
        self.unless_stopped(sync::listen(&self.engine)).await
    }

    /// The platform says that there is a network again: no need to wait any longer.
    pub fn network_is_back(&self) -> Result<(), PhoneError> {
        sync::note(&self.engine, BackoffEvent::NetworkBack)?;
        photos::note(&self.engine, BackoffEvent::NetworkBack)?;
        sync::note_live(&self.engine, BackoffEvent::NetworkBack)?;
        self.engine.network_back.notify_waiters();
        Ok(())
    }

    /// Tells this one of changes, from whichever thread made them. Pass the same one to [`Phone::unwatch`] to end it.
    pub fn watch(&self, watcher: Arc<dyn Watcher>) {
        self.engine.watchers.add(watcher);
    }

    /// Tells this one no more; a call that is under way may still end.
    pub fn unwatch(&self, watcher: &Arc<dyn Watcher>) {
        self.engine.watchers.remove(watcher);
    }

    /// What time it is, as well as the phone can say: its wall clock, as far as the server's answers let it speak.
    pub fn now(&self) -> Result<Timestamp, PhoneError> {
        Ok(self.engine.present()?.now())
    }

    /// The rulebook in force here.
    pub fn rulebook(&self) -> Result<Arc<Rulebook>, PhoneError> {
        Ok(self.engine.present()?.books.in_force().clone())
    }

    /// A subject as the worker sees it: what the server says, with this phone's own facts on top.
    pub fn subject(&self, id: &SubjectId) -> Result<Option<Subject>, PhoneError> {
        self.engine.store.read(|db| {
            let stored = subject::get(db, &id.to_string())?;
            Ok(stored.map(|stored| stored.shown(id)).transpose()?)
        })
    }

    /// Saves a fact: one transaction, one fsync. The calls by name (`record_reading`, `arrive`, ...) end here.
    /// A rule never refuses a fact; what does not fit its subject, or is out of its range, is a slip of the caller.
    pub fn record(&self, subject: SubjectId, fact: Fact, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        fact.within_bounds()?;
        if fact.is_office_only() || !fact.fits(&subject) {
            let problem = format!("{} cannot be recorded about {subject} on a phone", fact.name());
            return Err(PhoneError::Invalid { field: "fact", problem });
        }
        let kinds = std::iter::once(&subject).chain(&fact.also_touches()).map(SubjectId::kind).collect();
        let present = self.engine.present()?;
        let kept = self.engine.store.write(|tx| {
            let identity = meta::identity(tx)?.ok_or(PhoneError::NotEnrolled)?;
            let worker = meta::worker(tx)?.ok_or(PhoneError::NotSignedIn)?;
            let draft = Draft { author: Author::Worker(worker), subject, moment: present.moment, fix, fact };
            let kept = record::keep(tx, &identity, draft, present.folding())?;
            // Its parts fit, and all of them together do not: nothing is kept that could not be applied.
            if kept.bytes > EVENT_BYTES_MAX {
                let problem = format!("has {} bytes; at most {EVENT_BYTES_MAX} are allowed", kept.bytes);
                return Err(PhoneError::Invalid { field: "fact", problem });
            }
            Ok::<_, PhoneError>(kept)
        })?;
        self.engine.watchers.work_changed(&kinds);
        self.engine.watchers.sync_changed();
        Ok(Saved { event: kept.id, follow_ups: kept.follow_ups })
    }
}

#[cfg(test)]
impl Phone {
    /// See [`super::store::Store::count_cost`].
    pub(crate) fn count_cost(&self) -> Arc<std::sync::atomic::AtomicU64> {
        self.engine.store.count_cost()
    }

    /// How many subjects the phone shows.
    pub(crate) fn count_subjects(&self) -> usize {
        let kinds = ["worker", "route", "point", "pit", "cover", "order", "case"];
        let count = |kind| self.engine.store.read(|db| subject::of_kind(db, kind)).unwrap().len();
        kinds.into_iter().map(count).sum()
    }

    /// How many of them show own facts on top.
    pub(crate) fn count_overlaid(&self) -> usize {
        self.engine.store.read(|db| subject::overlaid(db, u64::MAX >> 1)).unwrap().len()
    }

    /// What is shown is what folding anew would show.
    pub(crate) fn overlays_equal_refolds(&self) -> bool {
        use super::local;
        let present = self.engine.present().unwrap();
        let ids = self.engine.store.read(|db| subject::overlaid(db, u64::MAX >> 1)).unwrap();
        let refolded = self.engine.store.write(|tx| {
            ids.into_iter().try_fold(true, |same, key| {
                let id: SubjectId = key.parse().unwrap();
                let stage = |stored: Option<subject::Stored>| match stored.unwrap().shown(&id).unwrap() {
                    Subject::Point(of) => of.state.current.map(|current| (current.stage, current.event)),
                    _ => None,
                };
                let before = stage(subject::get(tx, &key)?);
                local::refold(tx, &id, present.folding())?;
                Ok::<_, super::store::StoreError>(same && before == stage(subject::get(tx, &key)?))
            })
        });
        refolded.unwrap()
    }
}
