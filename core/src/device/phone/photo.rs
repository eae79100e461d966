//! Photos: handed over, then on their own way. A fact names its photos by their hash, before they are delivered or after.

use std::path::{Path, PathBuf};

use super::{Phone, PhoneError, SyncState};
use crate::device::photo::folder::TakeError;
use crate::device::photo::{self, Network, PhotoReport, Policy, UNSENT_BYTES_MAX};
use crate::device::store::photo::{self as store, Photo, Stage};
use crate::device::store::{StoreError, outbox};
use crate::event::Event;
use crate::model::{PhotoId, PhotoKind, SubjectId};

/// How far a photo is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoState {
    /// On this phone, and on no other place yet.
    Kept,
    /// On its way; also while the upload is interrupted.
    Uploading {
        /// Bytes that the server has.
        sent: u64,
        /// Bytes of the photo.
        total: u64,
    },
    /// The server has it and has confirmed its hash; the file is still here.
    Delivered,
    /// Delivered, and the file was let go.
    Gone,
    /// The server does not take it, or the file is not what it was. It stays here; see [`Phone::send_photo_again`].
    Refused {
        /// Why, as a stable code.
        code: String,
    },
}

impl PhotoState {
    fn of(photo: &Photo) -> Self {
        match &photo.stage {
            Stage::Kept => Self::Kept,
            Stage::Uploading { sent, .. } => Self::Uploading { sent: *sent, total: photo.bytes },
            Stage::Delivered { .. } => Self::Delivered,
            Stage::Gone => Self::Gone,
            Stage::Refused { code } => Self::Refused { code: code.clone() },
        }
    }

    /// The server has it.
    pub fn is_delivered(&self) -> bool {
        matches!(self, Self::Delivered | Self::Gone)
    }
}

/// A photo that a fact names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPhoto {
    /// Its name.
    pub id: PhotoId,
    /// How far it is; `None`: it was never handed over to this phone.
    pub state: Option<PhotoState>,
}

/// The photos of one subject: "2 of 3 delivered".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhotosOf {
    /// How many of them the server has.
    pub delivered: u64,
    /// All that this phone's facts name, each once, the oldest fact's first.
    pub photos: Vec<NamedPhoto>,
}

/// A photo of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedPhoto {
    /// Its name.
    pub id: PhotoId,
    /// Its kind.
    pub kind: PhotoKind,
    /// Its bytes.
    pub bytes: u64,
    /// How far it is.
    pub state: PhotoState,
}

/// What waits, what does not go, and what lies here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoQueue {
    /// Which networks photos may use.
    pub policy: Policy,
    /// Whether and when the server is asked again for photos.
    pub state: SyncState,
    /// The photos that wait or are on their way, in the order in which they go.
    pub waiting: Vec<QueuedPhoto>,
    /// The photos that the server does not take.
    pub refused: Vec<QueuedPhoto>,
    /// Bytes that only this phone has.
    pub unsent_bytes: u64,
    /// Bytes of photos that the server has too; they go by themselves.
    pub delivered_bytes: u64,
}

impl Phone {
    /// Takes a photo over: copied, whole and durable, before this returns; then its file is removed from where it was. The same
    /// photo handed over twice is one.
    pub fn add_photo(&self, path: &Path) -> Result<PhotoId, PhoneError> {
        let (unsent, _) = self.engine.store.read(store::bytes_here)?;
        if unsent >= UNSENT_BYTES_MAX {
            return Err(PhoneError::StorageFull);
        }
        let taken = self.engine.photos.folder.take(path)?;
        self.engine.store.write(|tx| store::keep(tx, taken.id, taken.kind, taken.bytes))?;
        if let Err(error) = std::fs::remove_file(path) {
            tracing::warn!(%error, "a photo was taken over, but its first file could not be removed");
        }
        photo::make_room(&self.engine)?;
        Ok(taken.id)
    }

    /// How far a photo is.
    pub fn photo(&self, id: PhotoId) -> Result<PhotoState, PhoneError> {
        let photo = self.engine.store.read(|db| store::get(db, id))?;
        photo.map(|photo| PhotoState::of(&photo)).ok_or_else(|| PhoneError::not_here(&format!("photo:{id}")))
    }

    /// Where a photo's file lies, to show it; `None`: it was let go, or never was here.
    pub fn photo_file(&self, id: PhotoId) -> Result<Option<PathBuf>, PhoneError> {
        let photo = self.engine.store.read(|db| store::get(db, id))?;
        Ok(photo.and_then(|photo| self.engine.photos.folder.find(id, photo.kind)))
    }

    /// The photos that this phone's own facts about a subject name, as long as the facts are kept here.
    pub fn photos_of(&self, subject: &SubjectId) -> Result<PhotosOf, PhoneError> {
        Ok(self.engine.store.read(|db| {
            let mut of = PhotosOf::default();
            for body in outbox::about(db, &subject.to_string())? {
                // What cannot be read names nothing; the server keeps it in quarantine.
                let Ok(event) = serde_json::from_slice::<Event>(&body) else { continue };
                for id in event.fact.photos() {
                    if of.photos.iter().any(|named| named.id == id) {
                        continue;
                    }
                    let state = store::get(db, id)?.map(|photo| PhotoState::of(&photo));
                    of.delivered += u64::from(state.as_ref().is_some_and(PhotoState::is_delivered));
                    of.photos.push(NamedPhoto { id, state });
                }
            }
            Ok::<_, StoreError>(of)
        })?)
    }

    /// The queue of photos.
    pub fn photo_queue(&self) -> Result<PhotoQueue, PhoneError> {
        let now = self.engine.present()?.moment;
        Ok(self.engine.store.read(|db| {
            let (unsent_bytes, delivered_bytes) = store::bytes_here(db)?;
            let queued = |photos: Vec<Photo>| {
                let queued = |photo: Photo| {
                    let state = PhotoState::of(&photo);
                    QueuedPhoto { id: photo.id, kind: photo.kind, bytes: photo.bytes, state }
                };
                photos.into_iter().map(queued).collect()
            };
            Ok::<_, StoreError>(PhotoQueue {
                policy: store::policy(db)?,
                state: SyncState::of(store::backoff(db)?, now),
                waiting: queued(store::waiting(db)?),
                refused: queued(store::refused(db)?),
                unsent_bytes,
                delivered_bytes,
            })
        })?)
    }

    /// Which networks photos may use.
    pub fn photo_policy(&self) -> Result<Policy, PhoneError> {
        Ok(self.engine.store.read(store::policy)?)
    }

    /// Chooses it; kept over restarts.
    pub fn set_photo_policy(&self, policy: Policy) -> Result<(), PhoneError> {
        Ok(self.engine.store.write(|tx| store::set_policy(tx, policy))?)
    }

    /// Sends what waits, if the policy allows it over this network. May be given up at any moment, and called again: an upload
    /// goes on from where the server has it. Asks at once, whatever [`Phone::photo_queue`] says of waiting.
    pub async fn send_photos(&self, network: Network) -> Result<PhotoReport, PhoneError> {
        self.unless_stopped(photo::run(&self.engine, network)).await
    }

    /// Like [`Phone::send_photos`], unless the server is not to be asked yet; then `None`. For schedulers.
    pub async fn send_photos_if_due(&self, network: Network) -> Result<Option<PhotoReport>, PhoneError> {
        let now = self.engine.present()?.moment;
        match SyncState::of(self.engine.store.read(store::backoff)?, now) {
            SyncState::Ready => self.send_photos(network).await.map(Some),
            SyncState::Waiting { .. } | SyncState::Paused { .. } => Ok(None),
        }
    }

    /// Way out for a refused photo: it goes once more, for example after the server was updated.
    pub fn send_photo_again(&self, id: PhotoId) -> Result<(), PhoneError> {
        self.engine.store.write(|tx| match store::get(tx, id)? {
            Some(Photo { stage: Stage::Refused { .. }, .. }) => Ok(store::set_stage(tx, id, &Stage::Kept)?),
            _ => Err(PhoneError::not_here(&format!("a refused photo:{id}"))),
        })
    }
}

impl From<TakeError> for PhoneError {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Own(error) => error.into(),
            TakeError::Size | TakeError::Kind | TakeError::Source(_) => {
                Self::Invalid { field: "photo", problem: error.to_string() }
            }
        }
    }
}
