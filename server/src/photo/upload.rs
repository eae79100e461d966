//! A piece of a photo came. It counts once it is durable; the photo counts once all of it is there and its hash is its name.

use std::collections::BTreeSet;
use std::fmt::Display;

use curbstop_core::model::{PhotoId, PhotoKind, Timestamp};
use futures_util::Stream;

use super::unfinished::Came;
use super::{Checksum, Photos, ShelfError, UPLOAD_KEPT};
use crate::store::StoreError;
use crate::store::photo::{PhotoStore, StoredPhoto, Upload, UploadId};

/// A piece, before its bytes.
pub struct Piece {
    /// Of which upload.
    pub id: UploadId,
    /// Where its sender thinks that it begins.
    pub offset: u64,
    /// What its bytes must come out as, if the sender said so.
    pub checksum: Option<Checksum>,
    /// Now.
    pub now: Timestamp,
}

/// What became of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// So much is durable.
    Have {
        /// Bytes.
        bytes: u64,
        /// When the rest is not waited for any longer.
        expires_at: Timestamp,
    },
    /// All of it is, and the hash is right.
    Stored {
        /// Bytes.
        bytes: u64,
        /// The kinds of subjects that name it, for those who listen.
        named_by: BTreeSet<&'static str>,
    },
}

/// Why a piece does not count.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// This device has no such upload.
    #[error("no such upload; create it first")]
    NoUpload,
    /// Another connection is at work on it.
    #[error("another connection is at work on this upload; try again in a moment")]
    Busy,
    /// The sender stands elsewhere.
    #[error("upload-offset: {have} bytes are here; ask with HEAD, and go on from there")]
    Elsewhere {
        /// What is durable here.
        have: u64,
    },
    /// More bytes than the photo has.
    #[error("the piece is longer than what is missing of the photo")]
    TooLong,
    /// The bytes are not what the sender said.
    #[error("upload-checksum: the piece was damaged on its way; send it again")]
    Damaged,
    /// The connection broke. What came without a checksum counts.
    #[error("the piece broke off; ask with HEAD, and go on from there")]
    BrokeOff,
    /// All of it came, and it is another photo.
    #[error("the bytes that came are not the photo that was announced; begin again")]
    OtherPhoto,
    /// It is what was announced, but no picture.
    #[error("not a JPEG, PNG, WebP or HEIC picture")]
    NoPicture,
    /// The disk.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The photo store.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Photos {
    /// Takes a piece in. Runs to its end also when nobody waits for the answer any more: what came is kept.
    pub async fn append<B: AsRef<[u8]>, E: Display>(
        &self,
        store: &dyn PhotoStore,
        mut piece: Piece,
        body: impl Stream<Item = Result<B, E>>,
    ) -> Result<Appended, AppendError> {
        let id = piece.id;
        let _mine = self.busy.begin(id).ok_or(AppendError::Busy)?;
        let upload = store.upload(id).await?.ok_or(AppendError::NoUpload)?;
        if upload.have != piece.offset || upload.stored {
            return Err(AppendError::Elsewhere { have: upload.have });
        }
        let room = upload.bytes - upload.have;
        let came = self.unfinished.append(id, upload.have, room, body, piece.checksum.as_mut()).await?;
        let Some(came) = came else {
            store.drop_upload(id).await?;
            return Err(AppendError::NoUpload);
        };
        let bytes = counted(came, piece.checksum)?;
        let (have, expires_at) = (upload.have + bytes, piece.now + UPLOAD_KEPT);
        if have < upload.bytes {
            store.set_upload(id, have, expires_at).await?;
            return match came {
                Came::Part { .. } => Err(AppendError::BrokeOff),
                _ => Ok(Appended::Have { bytes: have, expires_at }),
            };
        }
        self.finish(store, id, upload, piece.now).await
    }

    /// All of it is here: is it what was announced?
    async fn finish(
        &self,
        store: &dyn PhotoStore,
        id: UploadId,
        upload: Upload,
        now: Timestamp,
    ) -> Result<Appended, AppendError> {
        let _one_of_few = self.finishing.acquire().await.map_err(|_| StoreError::Closed)?;
        let bytes = self.unfinished.bytes(id).await?;
        let kind = match (PhotoId::of(&bytes) == id.photo, PhotoKind::of(&bytes)) {
            (true, Some(kind)) => kind,
            (same, _) => {
                store.drop_upload(id).await?;
                self.unfinished.remove(id);
                return Err(if same { AppendError::NoPicture } else { AppendError::OtherPhoto });
            }
        };
        self.shelf.put(id.photo, kind, bytes).await?;
        let photo = StoredPhoto { id: id.photo, kind, bytes: upload.bytes };
        let named_by = store.finish_upload(id, photo, now).await?;
        self.unfinished.remove(id);
        Ok(Appended::Stored { bytes: upload.bytes, named_by })
    }
}

/// How many bytes of a piece count.
fn counted(came: Came, checksum: Option<Checksum>) -> Result<u64, AppendError> {
    match (came, checksum) {
        (Came::TooLong, _) => Err(AppendError::TooLong),
        // What cannot be checked as a whole is not taken in parts.
        (Came::Part { .. }, Some(_)) => Err(AppendError::BrokeOff),
        (Came::Whole { .. }, Some(checksum)) if !checksum.matches() => Err(AppendError::Damaged),
        (Came::Whole { bytes } | Came::Part { bytes }, _) => Ok(bytes),
    }
}
