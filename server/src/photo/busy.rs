//! One piece of an upload at a time: two connections that append at once would write into each other.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::photo::UploadId;

/// Uploads that somebody is at work on.
#[derive(Debug, Default)]
pub(super) struct Busy(Arc<Mutex<HashSet<UploadId>>>);

/// Somebody is at work on an upload, until this is dropped.
#[derive(Debug)]
pub(super) struct AtWork {
    id: UploadId,
    uploads: Arc<Mutex<HashSet<UploadId>>>,
}

impl Busy {
    /// `None`: somebody else is.
    pub(super) fn begin(&self, id: UploadId) -> Option<AtWork> {
        let mine = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        mine.then(|| AtWork { id, uploads: Arc::clone(&self.0) })
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.uploads.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}
