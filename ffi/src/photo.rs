//! Where a photo is on its way. The app hands a file over; from then on it is the engine's.

use std::path::PathBuf;

use curbstop_core::device::{phone, photo};
use curbstop_core::model::{self, PhotoId, SubjectId};

use crate::{Phone, PhoneError, SyncState};

type PhotoState = phone::PhotoState;

/// How far a photo is.
#[uniffi::remote(Enum)]
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
    /// The server does not take it, or the file is not what it was. It stays here; see `send_photo_again`.
    Refused {
        /// Why; its words stand under `error.<code>`.
        code: String,
    },
}

type NamedPhoto = phone::NamedPhoto;

/// A photo that a fact names.
#[uniffi::remote(Record)]
pub struct NamedPhoto {
    /// Its name.
    pub id: PhotoId,
    /// How far it is; `None`: it was never handed over to this phone.
    pub state: Option<PhotoState>,
}

type PhotosOf = phone::PhotosOf;

/// The photos of one subject: "2 of 3 delivered".
#[uniffi::remote(Record)]
pub struct PhotosOf {
    /// How many of them the server has.
    pub delivered: u64,
    /// All that this phone's facts name, each once, the oldest fact's first.
    pub photos: Vec<NamedPhoto>,
}

type QueuedPhoto = phone::QueuedPhoto;

/// A photo of the queue.
#[uniffi::remote(Record)]
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

type PhotoKind = model::PhotoKind;

/// What kind of picture a file is.
#[uniffi::remote(Enum)]
pub enum PhotoKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// HEIC, which browsers do not show.
    Heic,
}

type PhotoQueue = phone::PhotoQueue;

/// What waits, what does not go, and what lies here.
#[uniffi::remote(Record)]
pub struct PhotoQueue {
    /// Which networks photos may use.
    pub policy: PhotoPolicy,
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

type PhotoPolicy = photo::Policy;

/// Which networks photos may use. Facts always may.
#[uniffi::remote(Enum)]
pub enum PhotoPolicy {
    /// Any: the office sees an unsafe cover at once.
    Any,
    /// Wi-Fi only.
    WifiOnly,
}

type Network = photo::Network;

/// The phone's network at the moment, as the platform sees it.
#[uniffi::remote(Enum)]
pub enum Network {
    /// Wi-Fi, or another network that costs nothing by the byte.
    Wifi,
    /// A mobile network.
    Mobile,
}

type PhotoReport = photo::PhotoReport;

/// What sending photos did.
#[uniffi::remote(Record)]
pub struct PhotoReport {
    /// Photos whose hash the server confirmed.
    pub delivered: u64,
    /// Photos that the server does not take.
    pub refused: u64,
    /// Photos that still wait.
    pub waiting: u64,
    /// Nothing was sent: the policy wants Wi-Fi.
    pub waits_for_wifi: bool,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Takes a photo over: when this returns it is copied, whole and durable, and its file is removed from where it was. The same
    /// photo handed over twice is one.
    pub async fn add_photo(&self, path: String) -> Result<PhotoId, PhoneError> {
        self.ask(move |phone| phone.add_photo(&PathBuf::from(path))).await
    }

    /// How far a photo is.
    pub async fn photo(&self, id: PhotoId) -> Result<PhotoState, PhoneError> {
        self.ask(move |phone| phone.photo(id)).await
    }

    /// Where a photo's file lies, to show it; `None`: it was let go, or never was here.
    pub async fn photo_file(&self, id: PhotoId) -> Result<Option<String>, PhoneError> {
        self.ask(move |phone| Ok(phone.photo_file(id)?.map(|path| path.to_string_lossy().into_owned()))).await
    }

    /// The photos that this phone's own facts about a subject name; `subject` for example `cover:C-12`.
    pub async fn photos_of(&self, subject: String) -> Result<PhotosOf, PhoneError> {
        let subject: SubjectId = subject.parse().map_err(PhoneError::from)?;
        self.ask(move |phone| phone.photos_of(&subject)).await
    }

    /// The queue of photos.
    pub async fn photo_queue(&self) -> Result<PhotoQueue, PhoneError> {
        self.ask(curbstop_core::device::Phone::photo_queue).await
    }

    /// Which networks photos may use.
    pub async fn photo_policy(&self) -> Result<PhotoPolicy, PhoneError> {
        self.ask(curbstop_core::device::Phone::photo_policy).await
    }

    /// Chooses which networks photos may use; kept over restarts.
    pub async fn set_photo_policy(&self, policy: PhotoPolicy) -> Result<(), PhoneError> {
        self.ask(move |phone| phone.set_photo_policy(policy)).await
    }

    /// Sends what waits, if the policy allows it over this network. May be given up at any moment, and called again: an upload
    /// goes on from where the server has it.
    pub async fn send_photos(&self, network: Network) -> Result<PhotoReport, PhoneError> {
        self.wait(async move |phone| phone.send_photos(network).await).await
    }

    /// Like `send_photos`, unless the server is not to be asked yet; then `None`. For schedulers.
    pub async fn send_photos_if_due(&self, network: Network) -> Result<Option<PhotoReport>, PhoneError> {
        self.wait(async move |phone| phone.send_photos_if_due(network).await).await
    }

    /// Way out for a refused photo: it goes once more.
    pub async fn send_photo_again(&self, id: PhotoId) -> Result<(), PhoneError> {
        self.ask(move |phone| phone.send_photo_again(id)).await
    }
}
