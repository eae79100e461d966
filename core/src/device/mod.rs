//! The phone's engine (cargo feature `device`).
//!
//! | module | question it answers |
//! |---|---|
//! | [`clock`] | what do the phone's two clocks say, and is it still the same boot? |
//! | [`store`] | what is kept on the phone, and how does it survive a power cut? |
//! | [`sync`] | what goes to the server, what comes back, and when is it tried again? |
//! | [`photo`] | how do photos get to the server, and when are they let go? |
//! | [`phone`] | what can a worker do? The façade that `ffi` wraps |
//!
//! Everything here is a function of three things that the caller gives: the folder, the clock and the transport. Nothing reads
//! a random source or a clock of its own, so that a simulated day replays to the same bytes.

pub mod clock;
mod engine;
mod local;
pub mod phone;
pub mod photo;
mod pin;
mod record;
pub mod store;
pub mod sync;
#[cfg(test)]
mod testing;
mod watch;

pub use clock::{ClockReading, DeviceClock, SimClock, SystemClock};
pub use phone::{Enrolment, Phone, PhoneConfig, PhoneError, Saved, Status, SyncState};
pub use photo::{Network, PhotoExchange, PhotoReply, PhotoReport, PhotoRequest, PhotoStep, PhotoTransport};
pub use store::{DatabaseKey, DatabaseKeys, KeyError, Opened};
pub use sync::{
    BackgroundSync, CertificatePin, Exchange, HttpTransport, Listening, LiveRequest, PlainHttp, Reply, Request,
    ServerAddress, SlotEnd, SyncReport, Transport, TransportError, Waiting,
};
pub use watch::{Kinds, Watcher};
