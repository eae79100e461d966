//! Pure decisions: a state and a fact in, a decision out, `now` as an argument. Nothing here reads a clock, a random
//! source, a file or a network; `clippy.toml` holds that.
//!
//! Every rule names its clause of the regulation, and takes its numbers from the [`crate::rulebook`].

pub mod budget;
pub mod conduct;
pub mod cover;
pub mod cycle;
pub mod estimate;
pub mod finding;
pub mod household;
pub mod job;
pub mod order;
pub mod outage;
pub mod patrol;
pub mod reading;
pub mod reading_check;
pub mod reinstate;
pub mod true_up;
pub mod trusted_time;
pub mod verdict;
pub mod working_days;
