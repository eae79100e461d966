//! Photos: taken over from the camera, kept until the server has confirmed their hash, sent when the network policy allows.
//!
//! | file | question |
//! |---|---|
//! | `folder` | where do the bytes lie, and how is a file taken over? |
//! | `policy` | over which network may photos go? |
//! | `send` | which photo goes next, and what when one fails? |
//! | `upload` | one photo to the server, from wherever it stopped |
//! | `disk` | what is let go after delivery, and when? |
//! | `transport`, `http` | how the bytes travel |
//!
//! A photo is its own name, so it may travel before the fact that names it or after it, and its queue never holds facts up.
//!
//! At rest photos are not encrypted by us: the app's own storage is closed to other apps and encrypted by the system, the camera
//! has written the picture there in the clear, and screens show it from a path. What names people lies in the database.

mod disk;
pub(crate) mod folder;
mod http;
mod policy;
mod send;
#[cfg(test)]
pub(crate) mod tests;
mod transport;
mod upload;

pub use policy::{Network, Policy};
pub use send::{PhotoReport, SendError};
pub use transport::{PhotoExchange, PhotoReply, PhotoRequest, PhotoStep, PhotoTransport};

pub(crate) use disk::{UNSENT_BYTES_MAX, make_room};
pub(crate) use send::{note, run};

use std::path::Path;
use std::sync::Arc;

use super::store::photo::{self as rows, Stage};
use super::store::{Store, StoreError};
use folder::Folder;

/// What photos need of the engine.
pub(crate) struct Photos {
    pub(crate) folder: Folder,
    pub(crate) transport: Arc<dyn PhotoTransport>,
    /// One sending at a time; a second one waits for the first.
    pub(crate) sending: tokio::sync::Mutex<()>,
}

impl Photos {
    pub(crate) fn open(store: &Store, phone: &Path, transport: Arc<dyn PhotoTransport>) -> Result<Self, StoreError> {
        let folder = Folder::open(phone)?;
        agree(store, &folder)?;
        Ok(Self { folder, transport, sending: tokio::sync::Mutex::new(()) })
    }
}

/// Brings rows and files to the same after a crash. A whole file without a row is kept: the database may have been lost, and what
/// was handed over is not to be lost with it. A file whose row says that it was let go, goes.
fn agree(store: &Store, folder: &Folder) -> Result<(), StoreError> {
    for file in folder.photos()? {
        match store.read(|db| rows::get(db, file.id))?.map(|photo| photo.stage) {
            None => store.write(|tx| rows::keep(tx, file.id, file.kind, file.bytes))?,
            Some(Stage::Gone) => {
                folder.remove(file.id, file.kind).unwrap_or_else(|error| {
                    tracing::warn!(%error, "a delivered photo's file could not be removed");
                });
            }
            Some(_) => {}
        }
    }
    Ok(())
}
