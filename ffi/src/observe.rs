//! Who is told when something changed: after the commit, and outside of every lock.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use curbstop_core::device::{Kinds, Phone as Engine, Watcher};
use uniffi::UnexpectedUniFFICallbackError;

use crate::{Phone, SyncState};

/// The kinds of things that a worker works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, uniffi::Enum)]
pub enum SubjectKind {
    /// Service points: meters and their readings.
    Point,
    /// Pits.
    Pit,
    /// Covers.
    Cover,
    /// Orders.
    Order,
    /// Connections and conversions.
    Job,
    /// The working-day calendar.
    Calendar,
    /// Routes.
    Route,
    /// People.
    Worker,
    /// Cases in somebody's file.
    Case,
}

/// The kinds as core names them.
const KINDS: [(&str, SubjectKind); 9] = [
    ("point", SubjectKind::Point),
    ("pit", SubjectKind::Pit),
    ("cover", SubjectKind::Cover),
    ("order", SubjectKind::Order),
    ("job", SubjectKind::Job),
    ("calendar", SubjectKind::Calendar),
    ("route", SubjectKind::Route),
    ("worker", SubjectKind::Worker),
    ("case", SubjectKind::Case),
];

impl SubjectKind {
    fn of(name: &str) -> Option<Self> {
        KINDS.into_iter().find_map(|(known, kind)| (known == name).then_some(kind))
    }
}

/// What an observer threw. It is written to the log and goes no further: neither the engine nor other observers are touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ObserverError {
    /// The observer failed.
    #[error("an observer failed: {reason}")]
    Failed {
        /// For logs and engineers.
        reason: String,
    },
}

impl From<UnexpectedUniFFICallbackError> for ObserverError {
    fn from(error: UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { reason: error.reason }
    }
}

/// Somebody who wants to know. The app implements it. Each call is a hint on a thread of the engine's, never the data: come back
/// at once, and ask the phone again from a thread of your own.
#[uniffi::export(with_foreign)]
pub trait PhoneObserver: Send + Sync {
    /// Things of these kinds changed, or came, or left.
    fn on_work_changed(&self, kinds: Vec<SubjectKind>) -> Result<(), ObserverError>;
    /// What is delivered, or when the server is asked again, may have changed.
    fn on_sync_state(&self, state: SyncState) -> Result<(), ObserverError>;
}

/// A subscription. It ends with `cancel`, or when the object goes (`close` in Kotlin).
#[derive(uniffi::Object)]
pub struct Subscription {
    engine: Arc<Engine>,
    told: RwLock<Option<Arc<dyn Watcher>>>,
}

#[uniffi::export]
impl Subscription {
    /// Ends it. One call that is under way may still end.
    pub fn cancel(&self) {
        if let Some(told) = self.told.write().unwrap_or_else(PoisonError::into_inner).take() {
            self.engine.unwatch(&told);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.cancel();
    }
}

#[uniffi::export]
impl Phone {
    /// Tells an observer from now on, until the subscription ends.
    pub fn subscribe(&self, observer: Arc<dyn PhoneObserver>) -> Arc<Subscription> {
        let told: Arc<dyn Watcher> = Arc::new(Told { observer, phone: Arc::downgrade(&self.0) });
        self.0.watch(told.clone());
        Arc::new(Subscription { engine: self.0.clone(), told: RwLock::new(Some(told)) })
    }
}

/// An observer as the engine tells it. Without a hold on the phone: the phone holds it.
struct Told {
    observer: Arc<dyn PhoneObserver>,
    phone: std::sync::Weak<Engine>,
}

impl Watcher for Told {
    fn work_changed(&self, kinds: &Kinds) {
        let kinds: BTreeSet<SubjectKind> = kinds.iter().filter_map(|name| SubjectKind::of(name)).collect();
        contain(self.observer.on_work_changed(kinds.into_iter().collect()));
    }

    fn sync_changed(&self) {
        let Some(phone) = self.phone.upgrade() else { return };
        match phone.sync_state() {
            Ok(state) => contain(self.observer.on_sync_state(state)),
            Err(error) => tracing::warn!(%error, "an observer could not be told of the sync"),
        }
    }
}

fn contain(told: Result<(), ObserverError>) {
    if let Err(error) = told {
        tracing::warn!(%error, "an observer failed");
    }
}
