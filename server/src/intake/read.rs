//! Reading events, each by itself.

use curbstop_core::event::Event;
use curbstop_core::wire::Refusal;
use serde_json::value::RawValue;

/// An event as it arrived.
#[derive(Debug)]
pub struct Received {
    /// Its bytes, as they came.
    pub raw: Box<RawValue>,
    /// What they say, or why they cannot be applied whatever the state is.
    pub event: Result<Box<Event>, Box<Refusal>>,
}
