//! The phones' way to the server: a request lies here until the world has decided what becomes of it. A phone that gives the
//! exchange up hears nothing of it any more, and the request goes its way all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use curbstop_core::device::{
    Exchange, PhotoExchange, PhotoRequest, PhotoTransport, Reply, Request, Transport, TransportError,
};

/// A request on its way.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) id: u64,
    pub(super) phone: usize,
    pub(super) request: Request,
}

/// What came of it for the phone.
pub(super) type Heard = Result<Reply, TransportError>;

/// Letters that were sent, and what came back. Clones are the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Post(Arc<Mutex<Letters>>);

#[derive(Debug, Default)]
struct Letters {
    last: u64,
    sent: Vec<Letter>,
    heard: BTreeMap<u64, Heard>,
    waiting: BTreeSet<u64>,
}

impl Post {
    fn lock(&self) -> MutexGuard<'_, Letters> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was sent since the last call.
    pub(super) fn collect(&self) -> Vec<Letter> {
        std::mem::take(&mut self.lock().sent)
    }

    /// Gives a phone its answer; `false`: it does not wait for it any more.
    pub(super) fn give(&self, letter: u64, heard: Heard) -> bool {
        let mut letters = self.lock();
        let waits = letters.waiting.remove(&letter);
        if waits {
            letters.heard.insert(letter, heard);
        }
        waits
    }
}

/// One phone's way.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) phone: usize,
    pub(super) post: Post,
}

/// Forgets a letter that the phone gave up.
struct Waiting {
    post: Post,
    letter: u64,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut letters = self.post.lock();
        letters.waiting.remove(&self.letter);
        letters.heard.remove(&self.letter);
    }
}

impl Transport for Line {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        let letter = {
            let mut letters = self.post.lock();
            letters.last += 1;
            let id = letters.last;
            letters.sent.push(Letter { id, phone: self.phone, request });
            letters.waiting.insert(id);
            id
        };
        let waiting = Waiting { post: self.post.clone(), letter };
        Box::pin(std::future::poll_fn(move |_| match waiting.post.lock().heard.remove(&waiting.letter) {
            Some(heard) => Poll::Ready(heard),
            None => Poll::Pending,
        }))
    }
}

/// No photo travels here.
impl PhotoTransport for Line {
    fn photo(&self, _: PhotoRequest) -> PhotoExchange<'_> {
        Box::pin(std::future::ready(Err(no_answer("no photos in this world"))))
    }
}

pub(super) fn no_answer(detail: &str) -> TransportError {
    TransportError::NoAnswer { detail: detail.to_owned() }
}
