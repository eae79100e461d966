//! One photo to the server, from wherever it stopped. What the server says it has is what it has: nothing here is counted.

use std::io;

use super::send::SendError;
use super::transport::{PhotoReply, PhotoRequest, PhotoStep};
use crate::device::engine::Engine;
use crate::device::store::StoreError;
use crate::device::store::meta::Identity;
use crate::device::store::photo::{self as store, Photo, Stage};
use crate::device::sync::ServerAddress;
use crate::wire::ErrorBody;
use crate::wire::photo::{CHECKSUM_MISMATCH, code};

/// Bytes of one piece: what a weak network carries between two breaks.
pub(super) const PIECE_BYTES: u64 = 256 * 1024;
/// So often one photo may go a step back before the next one gets its turn.
pub(super) const SETBACKS_MAX: u32 = 5;
/// The file was removed by somebody else before it was delivered.
const FILE_MISSING: &str = "photo.file_missing";
/// The file is not what it was when it was handed over.
const FILE_DAMAGED: &str = "photo.file_damaged";
/// Every code with which the server refuses a photo for good begins so.
const OF_PHOTOS: &str = "photo.";

/// How an upload ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The server confirmed the hash.
    Delivered,
    /// It never takes this photo, or there is none any more.
    Refused,
}

/// What is to be done next.
#[derive(Debug)]
enum Next {
    Begin,
    Ask { upload: String },
    Append { upload: String, offset: u64 },
}

/// What an answer means.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Stored,
    At {
        upload: String,
        offset: u64,
    },
    /// The upload is not there: it expired, or it belongs to an identity that this phone had.
    NoUpload,
    /// The server stands elsewhere, or the piece was damaged on its way: it says where it stands.
    AskAgain {
        upload: String,
    },
    /// All of it came, and it is another photo.
    OtherPhoto,
    Refused {
        code: String,
    },
}

/// Where photos go.
#[derive(Debug, Clone)]
pub(super) struct Destination {
    server: ServerAddress,
    token: String,
}

impl Destination {
    /// `None`: the phone is not enrolled, or does not know where.
    pub(super) fn of(identity: Option<Identity>) -> Option<Self> {
        let Identity { token, server, .. } = identity?;
        Some(Self { server: server?, token })
    }
}

/// Sends a photo to its end, or says why not. Each step is kept, so that it may be given up at any moment.
pub(super) async fn upload(engine: &Engine, to: &Destination, photo: &Photo) -> Result<Ended, SendError> {
    let mut next = match &photo.stage {
        // After an interruption only the server knows how far it came.
        Stage::Uploading { upload, .. } => Next::Ask { upload: upload.clone() },
        _ => Next::Begin,
    };
    let mut setbacks = 0;
    loop {
        let step = match step(engine, photo, next) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return refuse(engine, photo, FILE_MISSING),
            step => step.map_err(|source| SendError::File { photo: photo.id, source })?,
        };
        let request = PhotoRequest { server: to.server.clone(), token: to.token.clone(), step: step.clone() };
        let reply = engine.photos.transport.photo(request).await?;
        let answer = read(&step, reply, photo)?;
        if !is_forward(&step, &answer) {
            setbacks += 1;
            if setbacks >= SETBACKS_MAX {
                return Err(SendError::Stalled { photo: photo.id });
            }
        }
        next = match answer {
            Answer::Stored => return deliver(engine, photo),
            Answer::Refused { code } => return refuse(engine, photo, &code),
            Answer::At { upload, offset } => {
                keep(engine, photo, &Stage::Uploading { upload: upload.clone(), sent: offset })?;
                // All of it is there, but the server has not said so of the whole: it is asked.
                if offset == photo.bytes { Next::Ask { upload } } else { Next::Append { upload, offset } }
            }
            Answer::AskAgain { upload } => Next::Ask { upload },
            Answer::NoUpload => begin_again(engine, photo)?,
            Answer::OtherPhoto => {
                let sound = engine.photos.folder.is_sound(photo.id, photo.kind);
                if !sound.map_err(|source| SendError::File { photo: photo.id, source })? {
                    return refuse(engine, photo, FILE_DAMAGED);
                }
                begin_again(engine, photo)?
            }
        };
    }
}

fn step(engine: &Engine, photo: &Photo, next: Next) -> io::Result<PhotoStep> {
    Ok(match next {
        Next::Begin => PhotoStep::Create { photo: photo.id, kind: photo.kind, length: photo.bytes },
        Next::Ask { upload } => PhotoStep::Offset { upload },
        Next::Append { upload, offset } => {
            let piece = engine.photos.folder.piece(photo.id, photo.kind, offset, PIECE_BYTES)?;
            PhotoStep::Append { upload, offset, piece }
        }
    })
}

/// Whether an answer brings the photo forward, so that a server that does not cannot hold the queue for ever.
fn is_forward(step: &PhotoStep, answer: &Answer) -> bool {
    match (step, answer) {
        (_, Answer::Stored | Answer::Refused { .. }) | (PhotoStep::Create { .. }, Answer::At { .. }) => true,
        (PhotoStep::Append { offset: before, .. }, Answer::At { offset, .. }) => offset > before,
        _ => false,
    }
}

fn read(step: &PhotoStep, reply: PhotoReply, photo: &Photo) -> Result<Answer, SendError> {
    if (200..300).contains(&reply.status) {
        return read_success(step, reply, photo);
    }
    let (code, reason) = match serde_json::from_slice::<ErrorBody>(&reply.body) {
        Ok(told) => (told.code, told.reason),
        // A HEAD has no body, and a proxy in between has pages of its own.
        Err(_) => (format!("http.{}", reply.status), String::new()),
    };
    let upload = match step {
        PhotoStep::Create { .. } => None,
        PhotoStep::Offset { upload } | PhotoStep::Append { upload, .. } => Some(upload.clone()),
    };
    match (reply.status, upload) {
        (401 | 403, _) => Err(SendError::Rejected { code, reason }),
        (CHECKSUM_MISMATCH, _) if code == code::HASH_MISMATCH => Ok(Answer::OtherPhoto),
        (404 | 410, Some(_)) => Ok(Answer::NoUpload),
        (409 | CHECKSUM_MISMATCH, Some(upload)) => Ok(Answer::AskAgain { upload }),
        (400 | 413 | 415 | 422, _) if code.starts_with(OF_PHOTOS) => Ok(Answer::Refused { code }),
        (status, _) => Err(SendError::Server { status, code, reason, retry_after: reply.retry_after }),
    }
}

fn read_success(step: &PhotoStep, reply: PhotoReply, photo: &Photo) -> Result<Answer, SendError> {
    if reply.stored == Some(photo.id) {
        return Ok(Answer::Stored);
    }
    let (upload, offset) = match step {
        PhotoStep::Create { .. } => (reply.upload, Some(reply.offset.unwrap_or(0))),
        PhotoStep::Offset { upload } | PhotoStep::Append { upload, .. } => (Some(upload.clone()), reply.offset),
    };
    match upload.zip(offset) {
        Some((upload, offset)) if offset <= photo.bytes => Ok(Answer::At { upload, offset }),
        _ => Err(SendError::Answer { status: reply.status }),
    }
}

fn begin_again(engine: &Engine, photo: &Photo) -> Result<Next, StoreError> {
    keep(engine, photo, &Stage::Kept)?;
    Ok(Next::Begin)
}

fn deliver(engine: &Engine, photo: &Photo) -> Result<Ended, SendError> {
    let at = engine.present()?.now();
    keep(engine, photo, &Stage::Delivered { at })?;
    Ok(Ended::Delivered)
}

fn refuse(engine: &Engine, photo: &Photo, code: &str) -> Result<Ended, SendError> {
    keep(engine, photo, &Stage::Refused { code: code.to_owned() })?;
    Ok(Ended::Refused)
}

fn keep(engine: &Engine, photo: &Photo, stage: &Stage) -> Result<(), StoreError> {
    engine.store.write(|tx| store::set_stage(tx, photo.id, stage))
}
