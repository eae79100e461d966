//! Listening: the server says that something changed, and the phone syncs. A hint, never the data: what is missed while nobody
//! listens comes with the next sync all the same.

use std::convert::Infallible;

use super::backoff::{Backoff, BackoffEvent};
use super::error::SyncError;
use super::transport::{LiveReply, LiveRequest, TransportError};
use super::{backoff_store, server_error, unpack};
use crate::device::engine::Engine;
use crate::device::store::meta::Identity;
use crate::device::store::{StoreError, meta};
use crate::model::{DeviceId, Span};

/// Where a phone listens.
const PATH: &str = "/v1/live";
/// The longest event that a server tells, in bytes; a longer one is no event of ours.
const EVENT_BYTES_MAX: usize = 64 * 1024;

/// Listens until it is given up. Comes back only with an error that asking again does not mend.
pub(crate) async fn listen(engine: &Engine) -> Result<Infallible, SyncError> {
    loop {
        wait_until_due(engine).await?;
        match hear(engine).await {
            // The sync has noted its own failure: the wait for it is the listener's too.
            Ended::InSync(error) => give_up_or_go_on(error)?,
            Ended::InStream(error @ SyncError::Rejected { .. }) => {
                // A phone whose rights were taken away may still hand in what it has.
                super::run(engine).await?;
                return Err(error);
            }
            Ended::InStream(error) => {
                let (now, code) = (engine.present()?.moment, error.code().to_owned());
                let retry_after = error.retry_after();
                give_up_or_go_on(error)?;
                note_live(engine, BackoffEvent::Failed { now, retry_after, code })?;
            }
        }
    }
}

/// Where listening ended, and why.
enum Ended {
    InSync(SyncError),
    InStream(SyncError),
}

impl<E: Into<SyncError>> From<E> for Ended {
    fn from(error: E) -> Self {
        Self::InStream(error.into())
    }
}

fn give_up_or_go_on(error: SyncError) -> Result<(), SyncError> {
    match error {
        SyncError::NotEnrolled | SyncError::Rejected { .. } | SyncError::Store(_) => Err(error),
        _ => Ok(()),
    }
}

/// Waits until the server may be asked: neither the last sync nor the last stream forbids it.
async fn wait_until_due(engine: &Engine) -> Result<(), SyncError> {
    loop {
        // Made before looking: a network that comes back in between ends the wait.
        let network_back = engine.network_back.notified();
        let now = engine.present()?.moment;
        let (sync, live) =
            engine.store.read(|db| Ok::<_, StoreError>((backoff_store::get(db)?, backoff_store::live(db)?)))?;
        let wait = match (sync.due_in(now), live.due_in(now)) {
            (Some(sync), Some(live)) => sync.max(live),
            _ => return Err(paused(sync)),
        };
        if wait <= Span::ZERO {
            return Ok(());
        }
        tokio::select! {
            () = engine.transport.wait(wait) => {}
            () = network_back => {}
        }
    }
}

fn paused(state: Backoff) -> SyncError {
    match state {
        Backoff::Paused { code } => SyncError::Rejected { code, reason: "enrol the phone again".to_owned() },
        Backoff::Ready | Backoff::Waiting { .. } => SyncError::NotEnrolled,
    }
}

/// Opens a stream and syncs at everything that it says, until it ends.
async fn hear(engine: &Engine) -> Ended {
    match hear_until_it_ends(engine).await {
        Ok(never) => match never {},
        Err(ended) => ended,
    }
}

async fn hear_until_it_ends(engine: &Engine) -> Result<Infallible, Ended> {
    let Identity { token, server, .. } = engine.store.read(meta::identity)?.ok_or(SyncError::NotEnrolled)?;
    let server = server.ok_or(SyncError::NotEnrolled)?;
    let mut stream = match engine.transport.listen(LiveRequest { server, path: PATH, token }).await? {
        LiveReply::Open(stream) => stream,
        LiveReply::Refused(reply) => return Err(server_error(&reply, &unpack(&reply)?).into()),
    };
    let mut events = Events::default();
    loop {
        let piece = stream.next().await?.ok_or_else(ended)?;
        // Several changes at once are one sync. The first event is a hello: it may have missed what came before it.
        if events.take(&piece)? > 0 {
            super::run(engine).await.map_err(Ended::InSync)?;
            note_live(engine, BackoffEvent::Answered)?;
        }
    }
}

fn ended() -> TransportError {
    TransportError::NoAnswer { detail: "the server ended the live stream".to_owned() }
}

/// Moves the listener's own persisted state of `backoff` on: a stream that does not stand (a proxy cuts it off) must not keep
/// syncs from being tried.
pub(crate) fn note_live(engine: &Engine, event: BackoffEvent) -> Result<(), StoreError> {
    let before = engine.store.read(backoff_store::live)?;
    if before == Backoff::Ready && matches!(event, BackoffEvent::Answered | BackoffEvent::NetworkBack) {
        return Ok(());
    }
    engine.store.write(|tx| {
        let device = meta::identity(tx)?.map_or(DeviceId::OFFICE, |identity| identity.device);
        backoff_store::set_live(tx, &backoff_store::live(tx)?.next(event, device))
    })
}

/// Server-sent events as they come, in pieces cut anywhere. All that is looked for is that there was one.
#[derive(Debug, Default)]
struct Events {
    line: Vec<u8>,
    named: bool,
}

impl Events {
    /// How many events end in this piece. A comment, which keeps the connection alive, is none.
    fn take(&mut self, piece: &[u8]) -> Result<u32, SyncError> {
        let mut count = 0;
        for &byte in piece {
            match byte {
                b'\n' if self.line.is_empty() => count += u32::from(std::mem::take(&mut self.named)),
                b'\n' => {
                    self.named |= self.line.starts_with(b"event:");
                    self.line.clear();
                }
                b'\r' => {}
                _ if self.line.len() >= EVENT_BYTES_MAX => {
                    let reason = format!("a line of the live stream has more than {EVENT_BYTES_MAX} bytes");
                    return Err(SyncError::Answer { reason });
                }
                _ => self.line.push(byte),
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_counted_however_they_are_cut() {
        let stream =
            "event: hello\ndata: {}\n\n: still here\n\nevent: changed\r\ndata: {\"buckets\":[]}\r\n\r\ndata: x\n\n";
        for size in 1..=stream.len() {
            let mut events = Events::default();
            let count: u32 = stream.as_bytes().chunks(size).map(|piece| events.take(piece).unwrap()).sum();
            assert_eq!(count, 2, "in pieces of {size}");
        }
    }

    #[test]
    fn a_line_without_end_is_not_kept_for_ever() {
        let mut events = Events::default();
        let piece = [b'x'; 1024];
        let refused = (0..=EVENT_BYTES_MAX / piece.len()).find_map(|_| events.take(&piece).err());
        assert!(matches!(refused, Some(SyncError::Answer { .. })));
        assert!(events.line.len() <= EVENT_BYTES_MAX);
    }
}
