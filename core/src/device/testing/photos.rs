//! A server that takes photos as tus says, and fails when it is told to.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard};

use crate::device::photo::{PhotoExchange, PhotoReply, PhotoRequest, PhotoStep, PhotoTransport};
use crate::device::sync::TransportError;
use crate::model::PhotoId;
use crate::wire::photo::code;

/// What the next request meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PhotoFault {
    /// The request never comes.
    Lost,
    /// It is taken, and its answer never comes.
    AnswerLost,
    /// It is answered with this, and not taken.
    Status(u16, &'static str),
    /// The piece is damaged on its way, where nobody checks it.
    Bitten,
}

/// See the module.
#[derive(Default)]
pub(crate) struct FakePhotoServer(Mutex<PhotoShelf>);

#[derive(Default)]
pub(crate) struct PhotoShelf {
    /// So many requests go through before the first fault.
    pub(crate) pass: usize,
    pub(crate) faults: VecDeque<PhotoFault>,
    /// Unfinished uploads by path.
    pub(crate) open: BTreeMap<String, (PhotoId, u64, Vec<u8>)>,
    pub(crate) stored: BTreeMap<PhotoId, Vec<u8>>,
    /// What was asked, in order.
    pub(crate) asked: Vec<&'static str>,
    /// Bytes of pieces that came.
    pub(crate) bytes: u64,
}

impl FakePhotoServer {
    pub(crate) fn lock(&self) -> MutexGuard<'_, PhotoShelf> {
        self.0.lock().unwrap()
    }

    pub(crate) fn faults(&self, faults: impl IntoIterator<Item = PhotoFault>) {
        self.lock().faults.extend(faults);
    }
}

impl PhotoTransport for FakePhotoServer {
    fn photo(&self, request: PhotoRequest) -> PhotoExchange<'_> {
        let reply = self.lock().meet(request);
        Box::pin(std::future::ready(reply))
    }
}

impl PhotoShelf {
    fn meet(&mut self, request: PhotoRequest) -> Result<PhotoReply, TransportError> {
        assert_eq!(request.token, "token");
        let lost = || TransportError::NoAnswer { detail: "lost on purpose".to_owned() };
        if self.pass > 0 {
            self.pass -= 1;
            return Ok(self.answer(request.step, false));
        }
        match self.faults.pop_front() {
            Some(PhotoFault::Lost) => Err(lost()),
            Some(PhotoFault::AnswerLost) => {
                self.answer(request.step, false);
                Err(lost())
            }
            Some(PhotoFault::Status(status, code)) => {
                let body = format!("{{\"code\":\"{code}\",\"reason\":\"on purpose\"}}").into_bytes();
                Ok(PhotoReply { status, body, ..PhotoReply::default() })
            }
            Some(PhotoFault::Bitten) => Ok(self.answer(request.step, true)),
            None => Ok(self.answer(request.step, false)),
        }
    }

    fn answer(&mut self, step: PhotoStep, bitten: bool) -> PhotoReply {
        match step {
            PhotoStep::Create { photo, length, .. } => {
                self.asked.push("create");
                let upload = format!("/v1/photos/{photo}");
                if self.stored.contains_key(&photo) {
                    return PhotoReply { upload: Some(upload), ..stored(201, photo) };
                }
                let (_, _, had) = self.open.entry(upload.clone()).or_insert((photo, length, Vec::new()));
                PhotoReply {
                    status: 201,
                    upload: Some(upload),
                    offset: Some(had.len() as u64),
                    ..PhotoReply::default()
                }
            }
            PhotoStep::Offset { upload } => {
                self.asked.push("offset");
                match self.open.get(&upload) {
                    Some((_, _, had)) => {
                        PhotoReply { status: 200, offset: Some(had.len() as u64), ..PhotoReply::default() }
                    }
                    None => self.stored_at(&upload, 200),
                }
            }
            PhotoStep::Append { upload, offset, piece } => {
                self.asked.push("append");
                self.append(&upload, offset, piece, bitten)
            }
        }
    }

    fn stored_at(&self, upload: &str, status: u16) -> PhotoReply {
        let found = self.stored.keys().find(|photo| upload.ends_with(&photo.to_string()));
        found.map_or(PhotoReply { status: 404, ..PhotoReply::default() }, |photo| stored(status, *photo))
    }

    fn append(&mut self, upload: &str, offset: u64, mut piece: Vec<u8>, bitten: bool) -> PhotoReply {
        let Some((photo, length, had)) = self.open.get_mut(upload) else { return self.stored_at(upload, 409) };
        if had.len() as u64 != offset {
            return PhotoReply { status: 409, ..PhotoReply::default() };
        }
        if bitten {
            piece[0] ^= 1;
        }
        self.bytes += piece.len() as u64;
        had.extend(piece);
        let (photo, offset) = (*photo, had.len() as u64);
        if offset < *length {
            return PhotoReply { status: 204, offset: Some(offset), ..PhotoReply::default() };
        }
        let (_, _, bytes) = self.open.remove(upload).unwrap();
        if PhotoId::of(&bytes) == photo {
            self.stored.insert(photo, bytes);
            return stored(204, photo);
        }
        let body = format!("{{\"code\":\"{}\",\"reason\":\"another photo\"}}", code::HASH_MISMATCH).into_bytes();
        PhotoReply { status: 460, body, ..PhotoReply::default() }
    }
}

fn stored(status: u16, photo: PhotoId) -> PhotoReply {
    PhotoReply { status, stored: Some(photo), ..PhotoReply::default() }
}
