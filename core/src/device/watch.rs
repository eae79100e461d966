//! Who is told when something changed on the phone: after the commit, and outside of every lock.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

/// The kinds of subjects, as [`crate::model::SubjectId::kind`] names them.
pub type Kinds = BTreeSet<&'static str>;

/// Every kind: for a change that may have touched anything.
pub(crate) const EVERY_KIND: [&str; 9] =
    ["worker", "route", "point", "pit", "cover", "order", "job", "calendar", "case"];

/// Somebody who wants to know. It is a hint, never the data: who hears it asks again.
pub trait Watcher: Send + Sync {
    /// Subjects of these kinds changed, or came, or left.
    fn work_changed(&self, kinds: &Kinds);

    /// What is delivered, or when the server is asked again, may have changed.
    fn sync_changed(&self);
}

/// Everybody who wants to know.
#[derive(Default)]
pub(crate) struct Watchers(RwLock<Vec<Arc<dyn Watcher>>>);

impl Watchers {
    /// Tells this one from now on.
    pub(crate) fn add(&self, watcher: Arc<dyn Watcher>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(watcher);
    }

    /// Tells this one no more. One call that is under way may still end.
    pub(crate) fn remove(&self, watcher: &Arc<dyn Watcher>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).retain(|known| !Arc::ptr_eq(known, watcher));
    }

    /// Tells everybody that work changed, if any did.
    pub(crate) fn work_changed(&self, kinds: &Kinds) {
        if !kinds.is_empty() {
            self.all().iter().for_each(|watcher| watcher.work_changed(kinds));
        }
    }

    /// Tells everybody that the state of the sync may have changed.
    pub(crate) fn sync_changed(&self) {
        self.all().iter().for_each(|watcher| watcher.sync_changed());
    }

    /// A watcher may add and remove others: none is called while the list is held.
    fn all(&self) -> Vec<Arc<dyn Watcher>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::testing::{Bench, Fault, Heard, Town, point, reading};

    #[test]
    fn each_hears_until_it_is_removed() {
        let watchers = Watchers::default();
        let (one, other) = (Arc::new(Heard::default()), Arc::new(Heard::default()));
        let as_watcher: Arc<dyn Watcher> = one.clone();
        watchers.add(as_watcher.clone());
        watchers.add(other.clone());
        watchers.work_changed(&Kinds::from(["point"]));
        watchers.remove(&as_watcher);
        watchers.work_changed(&Kinds::from(["order"]));
        watchers.work_changed(&Kinds::new());
        assert_eq!((one.take().0, other.take().0), (vec![vec!["point"]], vec![vec!["point"], vec!["order"]]));
    }

    #[test]
    fn what_a_worker_saves_and_what_a_sync_brings_is_told() {
        let bench = Bench::new(Town::default());
        let heard = Arc::new(Heard::default());
        bench.watch(heard.clone());
        bench.sync().unwrap();
        let (work, sync) = heard.take();
        assert!(work[0].contains(&"point") && work[0].contains(&"order") && sync > 0, "{work:?}");
        bench.phone.record_reading(&point(1), reading(1, 500), None).unwrap();
        assert_eq!(heard.take(), (vec![vec!["point"]], 1), "one more fact waits");
        bench.server.faults([Fault::LoseRequest]);
        bench.sync().unwrap_err();
        assert_eq!(heard.take(), (vec![], 1), "the server is asked later");
        bench.sync().unwrap();
        assert!(heard.take().1 > 0, "and it is delivered");
    }
}
