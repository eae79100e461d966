//! A one-time code for an identity.

use super::error::SyncError;
use super::transport::Request;
use super::{note, server_error, unpack};
use crate::device::engine::Engine;
use crate::device::record;
use crate::device::store::meta::{self, Identity};
use crate::device::store::{StoreError, clocks, cursor, subject};
use crate::device::sync::backoff::BackoffEvent;
use crate::model::{DeviceId, Moment};
use crate::wire::codec::Codec;
use crate::wire::{EnrolRequest, EnrolResponse, Heard};

/// Where an enrolment goes.
const PATH: &str = "/v1/enrol";

/// Enrols the phone, also one that had an identity before: its unsent work goes with it.
pub(crate) async fn enrol(engine: &Engine, request: &EnrolRequest) -> Result<DeviceId, SyncError> {
    let _one_at_a_time = engine.syncing.lock().await;
    let before = engine.present()?;
    let body = serde_json::to_vec(request).map_err(StoreError::value("the enrolment"))?;
    let sent = Request { path: PATH, token: None, encoding: Codec::Identity, body };
    let reply = engine.transport.exchange(sent).await?;
    let after = engine.present()?;
    let body = unpack(&reply)?;
    if !(200..300).contains(&reply.status) {
        return Err(server_error(&reply, &body));
    }
    let answer: EnrolResponse =
        serde_json::from_slice(&body).map_err(|error| SyncError::Answer { reason: error.to_string() })?;

    let identity = Identity { device: answer.device, token: answer.token };
    let anchors = engine.store.write(|tx| {
        match meta::identity(tx)? {
            Some(old) if old.device == identity.device => {}
            old => {
                if let Some(old) = old {
                    record::change_identity(tx, &old, &identity)?;
                }
                // The server knows nothing yet of what this device holds and has heard.
                meta::set_epoch(tx, "")?;
                cursor::restart_all(tx)?;
                subject::uncover_all(tx)?;
                clocks::forget_heard(tx)?;
            }
        }
        meta::set_identity(tx, &identity)?;
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
    Ok(identity.device)
}
