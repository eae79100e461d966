//! Planted bugs, so that it shows that the simulation would find them. Each lies at the border, where the product cannot know:
//! on the wire, on a phone's disk, in the host's scheduler. No code of the product is changed for them.

use curbstop_core::device::{Reply, Request};
use curbstop_core::wire::BODY_BYTES_MAX;
use curbstop_core::wire::codec::{Codec, CodecError};
use rusqlite::Connection;
use serde_json::Value;

use super::SimError;
use super::handheld::Handheld;

/// A planted bug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lie {
    /// The server acknowledges one fact more than it takes.
    DropsAnAck,
    /// A page of a bucket comes without its last row, and its cursor says that all of it came.
    SkipsACursor,
    /// The last fact of a request is applied again, under the next number.
    AppliesTwice,
    /// A phone deletes what it has sent, before it is acknowledged.
    DeletesEarly,
    /// What became of a fact is not told.
    HidesRefusals,
    /// After a failed sync the phone's host never tries again.
    GivesUp,
    /// Phones' disks say "synced" and are not.
    SyncsNothing,
}

impl Lie {
    /// Every planted bug.
    pub const ALL: [Self; 7] = [
        Self::DropsAnAck,
        Self::SkipsACursor,
        Self::AppliesTwice,
        Self::DeletesEarly,
        Self::HidesRefusals,
        Self::GivesUp,
        Self::SyncsNothing,
    ];

    /// What it does to a request on its way.
    pub(super) fn request(self, request: Request) -> Result<Request, SimError> {
        match self {
            Self::DropsAnAck => rewritten(request, drop_last),
            Self::AppliesTwice => rewritten(request, double_last),
            _ => Ok(request),
        }
    }

    /// What it does to an answer on its way.
    pub(super) fn answer(self, reply: Reply, sent: &Request) -> Result<Reply, SimError> {
        if sent.path != "/v1/sync" || reply.status != 200 {
            return Ok(reply);
        }
        let codec = Codec::from_header(reply.encoding.as_deref()).map_err(|error| wire(&error))?;
        let mut answer: Value =
            serde_json::from_slice(&codec.decode(&reply.body, BODY_BYTES_MAX).map_err(|error| wire(&error))?)?;
        match self {
            Self::DropsAnAck => raise_receipt(&mut answer, &read(sent)?),
            Self::SkipsACursor => drop_row(&mut answer),
            Self::HidesRefusals => drop(answer.as_object_mut().and_then(|answer| answer.remove("outcomes"))),
            _ => {}
        }
        Ok(Reply { encoding: None, body: serde_json::to_vec(&answer)?, ..reply })
    }

    /// What it does to a phone that has just sent something.
    pub(super) fn sent(self, handheld: &Handheld) -> Result<(), SimError> {
        if self == Self::DeletesEarly {
            let db = Connection::open(handheld.mount.folder().join("curbstop.db"))?;
            db.execute("DELETE FROM outbox WHERE refused = 0", [])?;
        }
        Ok(())
    }
}

fn wire(error: &CodecError) -> SimError {
    SimError::Server(error.to_string())
}

fn read(request: &Request) -> Result<Value, SimError> {
    Ok(serde_json::from_slice(&request.encoding.decode(&request.body, BODY_BYTES_MAX).map_err(|error| wire(&error))?)?)
}

fn rewritten(request: Request, change: impl Fn(&mut Value)) -> Result<Request, SimError> {
    // One that was cut on its way stays as it is.
    let Ok(mut body) = read(&request) else { return Ok(request) };
    change(&mut body);
    Ok(Request { encoding: Codec::Identity, body: serde_json::to_vec(&body)?, ..request })
}

fn events(body: &mut Value) -> Option<&mut Vec<Value>> {
    body.get_mut("events").and_then(Value::as_array_mut)
}

/// The place of the last fact is taken by something that nobody recorded.
fn drop_last(body: &mut Value) {
    let first = body.get("first_seq").and_then(Value::as_u64).unwrap_or(1);
    let Some(events) = events(body) else { return };
    let seq = first + events.len() as u64 - 1;
    if let Some(last) = events.last_mut() {
        *last = serde_json::json!({ "stand_in": "gone", "seq": seq });
    }
}

fn double_last(body: &mut Value) {
    let Some(events) = events(body) else { return };
    let Some(mut again) = events.last().cloned() else { return };
    if let Some(seq) = again.get_mut("i").and_then(|id| id.get_mut(1)) {
        *seq = Value::from(seq.as_u64().unwrap_or(0) + 1);
    }
    events.push(again);
}

/// Nothing is said of what was dropped.
fn raise_receipt(answer: &mut Value, sent: &Value) {
    let offered = sent["first_seq"].as_u64().unwrap_or(1) + sent["events"].as_array().map_or(0, Vec::len) as u64 - 1;
    if let Some(outcomes) = answer.get_mut("outcomes").and_then(Value::as_array_mut) {
        outcomes.retain(|outcome| outcome["code"] != "event.gone");
    }
    let have = answer["have_through"].as_u64().unwrap_or(0);
    answer["have_through"] = Value::from(have.max(offered));
}

fn drop_row(answer: &mut Value) {
    let pages = answer.get_mut("buckets").and_then(Value::as_array_mut);
    for page in pages.into_iter().flatten() {
        if let Some(rows) = page.get_mut("rows").and_then(Value::as_array_mut) {
            rows.pop();
        }
    }
}
