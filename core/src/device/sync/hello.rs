//! One request without events: does the server answer, and let this phone in?

use super::error::SyncError;
use super::request::{self, Pace};
use super::{Exchanged, pack, read_reply, take_answer};
use crate::device::engine::Engine;
use crate::model::Span;

/// Asks once, takes in what the answer brings, and says how long it took. Whatever waits here goes on waiting.
pub(crate) async fn hello(engine: &Engine) -> Result<Span, SyncError> {
    let _one_at_a_time = engine.syncing.lock().await;
    let before = engine.present()?;
    let rulebook = before.books.in_force().version;
    let outgoing = engine.store.read(|db| request::next(db, before.moment, rulebook, Pace::HELLO))?;
    let reply = engine.transport.exchange(pack(&outgoing, None)?).await?;
    let after = engine.present()?;
    let response = read_reply(&reply)?;
    let exchanged = Exchanged { sent: before.moment, heard: after.moment };
    take_answer(engine, &response, outgoing.first_seq - 1, exchanged, &after)?;
    Ok(after.moment.uptime - before.moment.uptime)
}
