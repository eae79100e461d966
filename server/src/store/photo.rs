//! What is kept about photos. Their bytes lie elsewhere: see `crate::photo`.

use std::collections::{BTreeSet, HashMap};

use curbstop_core::event::EventId;
use curbstop_core::model::{DeviceId, PhotoId, PhotoKind, SubjectId, Timestamp};

use super::Pending;

/// The photo of one device on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UploadId {
    /// Whose upload it is: nobody else sees it.
    pub device: DeviceId,
    /// Which photo.
    pub photo: PhotoId,
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// All bytes of the photo.
    pub bytes: u64,
    /// How many of them are durable here.
    pub have: u64,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// The whole photo is here, from this device or another.
    pub stored: bool,
}

/// An upload that is about to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewUpload {
    /// Which.
    pub id: UploadId,
    /// All bytes of the photo.
    pub bytes: u64,
    /// When it is forgotten if nothing comes.
    pub expires_at: Timestamp,
    /// At most so many unfinished ones a device.
    pub open_max: u32,
}

/// What became of the wish to upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It may go on from where it is; the very first time from 0.
    Upload(Upload),
    /// The device has too many unfinished ones.
    TooMany,
}

/// A photo that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredPhoto {
    /// Its name.
    pub id: PhotoId,
    /// Its kind.
    pub kind: PhotoKind,
    /// Its bytes.
    pub bytes: u64,
}

/// A photo that a fact names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedPhoto {
    /// The fact.
    pub event: EventId,
    /// When it happened, the middle of its interval.
    pub at: Timestamp,
    /// The photo.
    pub photo: PhotoId,
    /// Its kind, once it is here.
    pub kind: Option<PhotoKind>,
}

/// What is kept about photos.
pub trait PhotoStore: Send + Sync + 'static {
    /// Begins an upload, or finds the one that this device began before. One with another length begins anew.
    fn begin_upload(&self, new: NewUpload) -> Pending<'_, Begun>;

    /// How far an upload is.
    fn upload(&self, id: UploadId) -> Pending<'_, Option<Upload>>;

    /// So many bytes are durable in the photo folder.
    fn set_upload(&self, id: UploadId, have: u64, expires_at: Timestamp) -> Pending<'_, ()>;

    /// The whole photo is durable and its hash verified. Gives the kinds of subjects that name it, for those who listen.
    fn finish_upload(&self, id: UploadId, photo: StoredPhoto, now: Timestamp) -> Pending<'_, BTreeSet<&'static str>>;

    /// Forgets an upload; the photo, if it is here, stays. `false`: there was none.
    fn drop_upload(&self, id: UploadId) -> Pending<'_, bool>;

    /// Forgets the uploads whose time is over, and names them.
    fn drop_expired(&self, now: Timestamp) -> Pending<'_, Vec<UploadId>>;

    /// A photo that is here.
    fn photo(&self, id: PhotoId) -> Pending<'_, Option<StoredPhoto>>;

    /// The photos that facts about these subjects name, in the order of the facts.
    fn photos_of(&self, subjects: Vec<SubjectId>) -> Pending<'_, HashMap<SubjectId, Vec<NamedPhoto>>>;
}
