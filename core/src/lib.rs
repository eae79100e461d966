//! What phones and server agree on.
//!
//! | module | question it answers |
//! |---|---|
//! | [`model`] | what is a meter, a cover, an order, an instant, a length of time? |
//! | [`rulebook`] | what does the regulation say, as data, with clause and version? |
//! | [`event`] | what can happen: the facts, each immutable |
//! | [`rules`] | what follows from a fact and a state: pure decisions, `now` as an argument |
//! | [`state`] | what is true of a subject: the fold of its facts |
//! | [`wire`] | what do phone and server say to each other? |
//! | [`text`] | which words does a person read for a code? |
//! | `black_box` | what does a phone tell an engineer when it misbehaves? (cargo feature `codec`) |
//! | `device` | the phone's engine (cargo feature `device`): store, sync, and the façade `Phone` |
//!
//! `rules`, `state` and `wire` do no I/O and read neither a clock nor a random source; `clippy.toml` holds that.

#[cfg(feature = "codec")]
pub mod black_box;
#[cfg(feature = "device")]
pub mod device;
pub mod event;
pub mod model;
pub mod rulebook;
pub mod rules;
pub mod state;
pub mod text;
pub mod wire;
