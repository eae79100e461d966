//! One request does all: what the server does not have goes up, what the phone does not have comes down.
//!
//! | file | concern |
//! |---|---|
//! | `request` | what goes up |
//! | `answer` | what comes down |
//! | `hello` | one request without events |
//! | `backoff` | when the server is asked again |
//! | `background` | how much of it a slot in the background lets through |
//! | `live` | when the server says that something changed |
//! | `address` | where the bytes go |
//! | `transport`, `http`, `pinned`, `live_http` | how they travel |
//!
//! The only thing that is waited for is the exchange itself. An answer is taken in as one transaction: receipt, rows and
//! cursors together. So the phone may die, or the caller give up, at any moment: nothing is lost and nothing happens twice.

mod address;
mod answer;
mod background;
pub mod backoff;
mod enrol;
mod error;
mod hello;
pub(crate) mod http;
mod live;
mod live_http;
mod pinned;
mod request;
#[cfg(test)]
mod tests;
mod transport;

pub use address::{AddressError, CertificatePin, ServerAddress};
pub use background::{BackgroundSync, SlotEnd};
pub use error::SyncError;
pub use http::{HttpSetupError, HttpTransport, PlainHttp};
pub use transport::{
    Exchange, Listening, LiveReply, LiveRequest, LiveStream, NextPiece, Reply, Request, Transport, TransportError,
    Waiting,
};

pub(crate) use background::run_within;
pub(crate) use enrol::enrol;
pub(crate) use hello::hello;
pub(crate) use live::{listen, note_live};

use super::engine::{Engine, Present};
use super::local::Folding;
use super::store::{StoreError, backoff as backoff_store, meta, outbox, subject};
use crate::black_box::PastError;
use crate::model::{DeviceId, Span, Timestamp};
use crate::wire::codec::Codec;
use crate::wire::{ErrorBody, SyncResponse};
use answer::{Exchanged, Receipt};
use background::{Left, Slot};
use backoff::BackoffEvent;
use request::{Outgoing, Pace};

/// Where a sync goes.
const PATH: &str = "/v1/sync";
/// The server's code for a request that is not JSON.
const BODY_UNREADABLE: &str = "sync.body_unreadable";
/// The largest answer that is unpacked, in bytes.
const ANSWER_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Delivered facts are kept so long, in case the server is restored from a backup.
const KEPT_AFTER_HAD: Span = Span::days(30);
/// So many answers in a row may bring nothing forward before the sync gives up.
const STALLS_MAX: u32 = 2;

/// What a sync did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SyncReport {
    /// Requests that were answered.
    pub requests: u32,
    /// Facts that the server took.
    pub delivered: u64,
    /// Facts that it keeps in quarantine.
    pub refused: u64,
    /// Subjects that came.
    pub rows: u64,
}

/// Brings phone and server to the same, or says why not. Whatever was done stays done.
pub(crate) async fn run(engine: &Engine) -> Result<SyncReport, SyncError> {
    sync_for(engine, Slot::Open).await.map(|(report, _)| report)
}

/// The same, as long as the slot allows, and says whether something is left.
async fn sync_for(engine: &Engine, slot: Slot) -> Result<(SyncReport, Left), SyncError> {
    let _one_at_a_time = engine.syncing.lock().await;
    let mut report = SyncReport::default();
    let result = exchange_all(engine, None, slot, &mut report).await;
    match result {
        Ok(left) => {
            tidy_up(engine)?;
            Ok((report, left))
        }
        Err(error) => {
            note_failure(engine, &error)?;
            Err(error)
        }
    }
}

/// `server`: instead of the one that the phone is enrolled at.
async fn exchange_all(
    engine: &Engine,
    server: Option<&ServerAddress>,
    slot: Slot,
    report: &mut SyncReport,
) -> Result<Left, SyncError> {
    let mut pace = Pace::default();
    let mut stalls = 0;
    loop {
        let before = engine.present()?;
        if !slot.allows(before.moment) {
            return Ok(Left::Something);
        }
        let rulebook = before.books.in_force().version;
        let outgoing = engine.store.read(|db| request::next(db, before.moment, rulebook, pace))?;
        let reply = engine.transport.exchange(pack(&outgoing, server)?).await?;
        let after = engine.present()?;
        let response = match read_reply(&reply) {
            Ok(response) => response,
            Err(error) => {
                pace = slower(pace, &outgoing, error)?;
                continue;
            }
        };
        let exchanged = Exchanged { sent: before.moment, heard: after.moment };
        let offered_through = outgoing.first_seq + outgoing.events - 1;
        let (receipt, rows) = take_answer(engine, &response, offered_through, exchanged, &after)?;
        report.requests += 1;
        report.delivered += receipt.after.have_through.saturating_sub(receipt.before.have_through);
        report.refused += receipt.refused;
        report.rows += rows;

        if !response.has_more() && receipt.after.waiting() == 0 {
            return Ok(Left::Nothing);
        }
        let forward = outgoing.hello || rows > 0 || receipt.after.have_through != receipt.before.have_through;
        stalls = if forward { 0 } else { stalls + 1 };
        if stalls >= STALLS_MAX {
            return Err(SyncError::Stalled { have_through: receipt.after.have_through });
        }
    }
}

fn pack(outgoing: &Outgoing, server: Option<&ServerAddress>) -> Result<Request, SyncError> {
    let encoding = Codec::Zstd;
    let body = encoding.encode(&outgoing.body)?;
    let server = server.or(outgoing.identity.server.as_ref()).ok_or(SyncError::NotEnrolled)?.clone();
    Ok(Request { server, path: PATH, token: Some(outgoing.identity.token.clone()), encoding, body })
}

fn read_reply(reply: &Reply) -> Result<SyncResponse, SyncError> {
    let body = unpack(reply)?;
    if (200..300).contains(&reply.status) { answer::read(&body) } else { Err(server_error(reply, &body)) }
}

/// The body as it was before it was compressed.
pub(crate) fn unpack(reply: &Reply) -> Result<Vec<u8>, SyncError> {
    let broken = |error: crate::wire::codec::CodecError| SyncError::Answer { reason: error.to_string() };
    Codec::from_header(reply.encoding.as_deref())
        .and_then(|codec| codec.decode(&reply.body, ANSWER_BYTES_MAX))
        .map_err(broken)
}

/// What an answer that is none says.
pub(crate) fn server_error(reply: &Reply, body: &[u8]) -> SyncError {
    // A proxy in between answers with a page of its own: its status is all that counts then.
    let told: Option<ErrorBody> = serde_json::from_slice(body).ok();
    let (code, reason) = match told {
        Some(told) => (told.code, told.reason),
        None => (format!("http.{}", reply.status), String::new()),
    };
    match reply.status {
        401 | 403 => SyncError::Rejected { code, reason },
        status => SyncError::Server { status, code, reason, retry_after: reply.retry_after },
    }
}

/// A request that the server found unreadable or too large is written again, otherwise: with each body looked at, or with
/// fewer events. Anything else ends the sync.
fn slower(pace: Pace, outgoing: &Outgoing, error: SyncError) -> Result<Pace, SyncError> {
    let SyncError::Server { status, code, .. } = &error else { return Err(error) };
    match (*status, outgoing.events) {
        (400, 1..) if code == BODY_UNREADABLE && !pace.careful => Ok(Pace { careful: true, ..pace }),
        (413, 2..) => Ok(Pace { events_max: outgoing.events / 2, ..pace }),
        // Only one that is truly large is stood in for: a small one shares the fate of whatever stands in the way.
        (413, 1) if outgoing.oversized => Ok(Pace { too_large: Some(outgoing.first_seq), ..pace }),
        _ => Err(error),
    }
}

/// Takes an answer in, all of it in one transaction, and says how many rows it brought.
fn take_answer(
    engine: &Engine,
    response: &SyncResponse,
    offered_through: u64,
    exchanged: Exchanged,
    present: &Present,
) -> Result<(Receipt, u64), StoreError> {
    let (receipt, rows) = engine.store.write(|tx| {
        let receipt = answer::take_receipt(tx, response, offered_through, exchanged, present.folding())?;
        // Own facts on top of the rows are dated with what this very answer says about time.
        let folding = Folding { anchors: &receipt.anchors, ..present.folding() };
        let mut rows = 0;
        for page in &response.buckets {
            rows += answer::take_page(tx, page, response.have_through, folding)?;
        }
        if receipt.after.waiting() == 0 && !response.has_more() {
            answer::cover_all(tx, response.have_through, folding)?;
        }
        let state = backoff_store::get(tx)?;
        if state != backoff::Backoff::Ready {
            backoff_store::set(tx, &state.next(BackoffEvent::Answered, DeviceId::OFFICE))?;
        }
        Ok::<_, StoreError>((receipt, rows))
    })?;
    engine.keep_anchors(receipt.anchors.clone());
    if receipt.new_rulebook {
        engine.reload_books()?;
    }
    if !receipt.left.is_empty() || response.buckets.iter().any(answer::touches_covers) {
        engine.note_covers_changed();
    }
    engine.watchers.work_changed(&answer::changed_kinds(response, &receipt));
    engine.watchers.sync_changed();
    Ok((receipt, rows))
}

/// Lets go of what was delivered long ago.
fn tidy_up(engine: &Engine) -> Result<(), StoreError> {
    let heard_at = engine.store.read(meta::heard_at)?;
    let Some(before) = heard_at.map(|at: Timestamp| at - KEPT_AFTER_HAD) else { return Ok(()) };
    if engine.store.read(|db| outbox::has_receipt_before(db, before))? {
        engine.store.write(|tx| {
            outbox::prune(tx, before)?;
            subject::prune(tx)
        })?;
    }
    Ok(())
}

fn note_failure(engine: &Engine, error: &SyncError) -> Result<(), StoreError> {
    let now = engine.present()?.moment;
    let code = error.code().to_owned();
    let event = match error {
        SyncError::NotEnrolled => return Ok(()),
        // No fault of the server's or the network's: nothing to wait for.
        SyncError::Store(error) if error.is_stopped() => return Ok(()),
        SyncError::Rejected { .. } => BackoffEvent::Rejected { code },
        _ => BackoffEvent::Failed { now, retry_after: error.retry_after(), code },
    };
    engine.store.write(|tx| {
        let (code, reason) = (error.code().to_owned(), error.to_string());
        meta::note_error(tx, PastError { at: now, code, reason })
    })?;
    note(engine, event)
}

/// Moves the persisted state of `backoff` on.
pub(crate) fn note(engine: &Engine, event: BackoffEvent) -> Result<(), StoreError> {
    engine.store.write(|tx| {
        let device = meta::identity(tx)?.map_or(DeviceId::OFFICE, |identity| identity.device);
        let next = backoff_store::get(tx)?.next(event, device);
        backoff_store::set(tx, &next)
    })?;
    engine.watchers.sync_changed();
    Ok(())
}
