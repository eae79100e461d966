//! The phone's engine for Kotlin, Swift and Python: a thin uniffi skin over `curbstop_core::device`.
//!
//! Bodies convert, call, convert; a convenience goes to core first, so that every platform gets it.
//!
//! | file | question |
//! |---|---|
//! | `phone` | what can an app ask of the phone? |
//! | `person` | whose work does the phone carry? |
//! | `meter` | how does a meter look to the worker in front of it? |
//! | `place` | where was the phone? |
//! | `plain` | which types of core cross as they are? |
//! | `custom` | which types become the platform's own: instants, lengths of time, days, volumes, ids? |
//! | `error` | what can go wrong? |
//!
//! `uniffi.toml` beside `Cargo.toml` says what the platform's own types are.

#![allow(clippy::needless_pass_by_value, clippy::implicit_hasher, reason = "what comes over the boundary comes owned")]

mod custom;
mod error;
mod meter;
mod person;
mod phone;
mod place;
mod plain;
#[cfg(feature = "probe")]
mod probe;

pub use error::PhoneError;
pub use meter::{MeterCard, Route};
pub use person::Person;
pub use phone::{Phone, PhoneSettings};
pub use place::Fix;

uniffi::setup_scaffolding!("curbstop");

use std::collections::HashMap;
use std::fmt::Display;

use curbstop_core::text::Lang;

/// The words that a person reads for a key, with each `{name}` replaced.
#[uniffi::export]
pub fn text(lang: Lang, key: String, args: HashMap<String, String>) -> String {
    let args: Vec<(&str, &dyn Display)> =
        args.iter().map(|(name, value)| (name.as_str(), value as &dyn Display)).collect();
    curbstop_core::text::text(lang, &key, &args)
}
