//! The bytes of photos: unfinished ones in a folder, whole ones in an object store under the hash of their content.
//!
//! | file | question |
//! |---|---|
//! | `upload.rs` | a piece came: what does it become? |
//! | `unfinished.rs` | how does a piece get durable? |
//! | `checksum.rs` | is a piece what its sender says? |
//! | `shelf.rs` | where do whole photos lie? |
//! | `busy.rs` | who is at work on an upload? |
//!
//! A row of the store says how far an upload is; it is written after the bytes are durable, so that it never promises more. Bytes
//! beyond it (a crash, a broken connection with a checksum) are cut off when the next piece comes.

mod busy;
mod checksum;
mod shelf;
mod unfinished;
mod upload;

pub(crate) use checksum::ALGORITHMS;
pub use checksum::{Checksum, ChecksumError};
pub use shelf::ShelfError;
pub use upload::{AppendError, Appended, Piece};

use std::path::Path;

use curbstop_core::model::{Span, Timestamp};
use tokio::sync::Semaphore;

use crate::store::StoreError;
use crate::store::photo::{PhotoStore, UploadId};
use busy::Busy;
use shelf::Shelf;
use unfinished::Unfinished;

/// Unfinished uploads of one device at most: a phone sends one after the other, and some may have stopped.
pub const UPLOADS_OPEN_MAX: u32 = 32;
/// An unfinished upload is forgotten when nothing came for so long.
pub const UPLOAD_KEPT: Span = Span::days(3);
/// Photos that are verified at once: each is in memory as a whole for that moment.
const FINISHED_AT_ONCE: usize = 2;

/// Where the bytes of photos lie.
pub struct Photos {
    unfinished: Unfinished,
    shelf: Shelf,
    busy: Busy,
    finishing: Semaphore,
}

impl Photos {
    /// Opens the folder, which is made if need be.
    pub fn open(folder: &Path) -> Result<Self, ShelfError> {
        Ok(Self {
            unfinished: Unfinished::open(&folder.join("unfinished"))?,
            shelf: Shelf::folder(&folder.join("whole"))?,
            busy: Busy::default(),
            finishing: Semaphore::new(FINISHED_AT_ONCE),
        })
    }

    /// Where whole photos lie.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Forgets what came of an upload, unless somebody is at work on it. `false`: somebody is.
    pub(crate) fn forget(&self, id: UploadId) -> bool {
        let Some(_mine) = self.busy.begin(id) else { return false };
        self.unfinished.remove(id);
        true
    }

    /// Forgets uploads whose time is over.
    pub(crate) async fn sweep(&self, store: &dyn PhotoStore, now: Timestamp) -> Result<(), StoreError> {
        for id in store.drop_expired(now).await? {
            self.forget(id);
        }
        Ok(())
    }

    /// At the start: files without a row are what a crash left behind.
    pub async fn tidy_up(&self, store: &dyn PhotoStore) -> Result<(), StoreError> {
        for id in self.unfinished.all() {
            if store.upload(id).await?.is_none_or(|upload| upload.stored) {
                self.forget(id);
            }
        }
        Ok(())
    }
}
