//! A one-time code for an identity.

use super::background::Slot;
use super::error::SyncError;
use super::transport::Request;
use super::{ServerAddress, SyncReport, note, server_error, unpack};
use crate::device::engine::Engine;
use crate::device::store::meta::{self, Identity};
use crate::device::store::{StoreError, clocks, cursor, pin, subject};
use crate::device::sync::backoff::BackoffEvent;
use crate::device::{photo, record};
use crate::model::{DeviceId, Moment};
use crate::wire::codec::Codec;
use crate::wire::{EnrolRequest, EnrolResponse, Heard};

/// Where an enrolment goes.
const PATH: &str = "/v1/enrol";
/// The server's code for a token that it does not know.
const TOKEN_UNKNOWN: &str = "auth.token_unknown";

/// Enrols the phone, also one that had an identity before: its unsent work goes with it.
pub(crate) async fn enrol(
    engine: &Engine,
    server: &ServerAddress,
    request: &EnrolRequest,
) -> Result<DeviceId, SyncError> {
    let _one_at_a_time = engine.syncing.lock().await;
    let known = hand_in(engine, server).await?;
    let before = engine.present()?;
    let body = serde_json::to_vec(request).map_err(StoreError::value("the enrolment"))?;
    let sent = Request { server: server.clone(), path: PATH, token: None, encoding: Codec::Identity, body };
    let reply = engine.transport.exchange(sent).await?;
    let after = engine.present()?;
    let body = unpack(&reply)?;
    if !(200..300).contains(&reply.status) {
        return Err(server_error(&reply, &body));
    }
    let answer: EnrolResponse =
        serde_json::from_slice(&body).map_err(|error| SyncError::Answer { reason: error.to_string() })?;

    let identity = Identity { device: answer.device, token: answer.token, server: Some(server.clone()) };
    let anchors = engine.store.write(|tx| {
        match meta::identity(tx)? {
            Some(old) if old.device == identity.device => {}
            old => {
                if let Some(old) = old {
                    let had_through = if known { meta::counters(tx)?.have_through } else { 0 };
                    record::change_identity(tx, &old, &identity, had_through)?;
                }
                // The server knows nothing yet of what this device holds and has heard.
                meta::set_epoch(tx, "")?;
                cursor::restart_all(tx)?;
                subject::uncover_all(tx)?;
                clocks::forget_heard(tx)?;
            }
        }
        meta::set_identity(tx, &identity)?;
        // The way out for whoever forgot theirs.
        pin::clear(tx)?;
        // The server remembers this answer as its first, so that the first sync need not begin with a hello.
        let Moment { boot, uptime, .. } = after.moment;
        clocks::set_heard(tx, &Heard { boot, uptime, server_time: answer.server_time })?;
        let mut anchors = clocks::anchors(tx)?;
        anchors.note_upper(before.moment.boot, before.moment.uptime, answer.server_time);
        anchors.note_lower(after.moment.boot, after.moment.uptime, answer.server_time);
        clocks::set_anchors(tx, &anchors)?;
        Ok::<_, StoreError>(anchors)
    })?;
    engine.keep_anchors(anchors);
    note(engine, BackoffEvent::Enrolled)?;
    photo::note(engine, BackoffEvent::Enrolled)?;
    Ok(identity.device)
}

/// Hands in, under the identity that is about to go, whatever waits, and says whether the server knows that identity at all.
///
/// Numbers of the new identity tell the server nothing of the old one. So what it has without a receipt here (an answer was
/// lost) would be applied twice, and what it had before it was restored to a time before the identity would be lost.
/// Asked is the server that the new identity is for: it may be the same one at a new address.
async fn hand_in(engine: &Engine, server: &ServerAddress) -> Result<bool, SyncError> {
    let (identity, counters) =
        engine.store.read(|db| Ok::<_, StoreError>((meta::identity(db)?, meta::counters(db)?)))?;
    if identity.is_none() || counters.last_seq == 0 {
        return Ok(true);
    }
    match super::exchange_all(engine, Some(server), Slot::Open, &mut SyncReport::default()).await {
        Ok(_) => Ok(true),
        Err(SyncError::Rejected { code, .. }) => Ok(code != TOKEN_UNKNOWN),
        Err(error) => Err(error),
    }
}
