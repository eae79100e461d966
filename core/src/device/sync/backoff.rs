//! When the server is asked again: one pure function of a state and an event. The state is kept in the store, so that an
//! app that is killed and started again does not hammer a server that is down.

use serde::{Deserialize, Serialize};

use crate::model::{DeviceId, Moment, Span};

/// The wait after the first failure.
pub const WAIT_FIRST: Span = Span::seconds(5);
/// The longest wait between two tries.
pub const WAIT_MAX: Span = Span::minutes(30);
/// Doubling stops here; 5 s × 2^9 is already beyond [`WAIT_MAX`].
const DOUBLINGS_MAX: u32 = 9;

/// Whether the server may be asked now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Backoff {
    /// At any time.
    #[default]
    Ready,
    /// Not before `wait` has passed since `since`; a boot in between ends the wait.
    Waiting {
        /// How often it failed in a row, from 1.
        failures: u32,
        /// The phone's clocks at the last failure.
        since: Moment,
        /// How long to wait from then.
        wait: Span,
        /// Why it failed, as a stable code.
        code: String,
    },
    /// Not by itself: the server does not know this phone. Its work is kept, and goes on being recorded.
    Paused {
        /// What the server said, as a stable code.
        code: String,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackoffEvent {
    /// The server answered, and the answer was applied.
    Answered,
    /// It did not answer, or not as hoped.
    Failed {
        /// The phone's clocks now.
        now: Moment,
        /// How long the server asked to be left alone, if it did.
        retry_after: Option<Span>,
        /// Why, as a stable code.
        code: String,
    },
    /// It does not know this phone.
    Rejected {
        /// What it said, as a stable code.
        code: String,
    },
    /// The platform says that there is a network again.
    NetworkBack,
    /// The phone was enrolled.
    Enrolled,
}

impl Backoff {
    /// The state after an event. The device's number spreads the waits of a fleet that lost its server at one moment.
    pub fn next(self, event: BackoffEvent, device: DeviceId) -> Self {
        match (self, event) {
            (_, BackoffEvent::Answered | BackoffEvent::Enrolled)
            | (Self::Ready | Self::Waiting { .. }, BackoffEvent::NetworkBack) => Self::Ready,
            (_, BackoffEvent::Rejected { code })
            | (Self::Paused { code }, BackoffEvent::NetworkBack | BackoffEvent::Failed { .. }) => Self::Paused { code },
            (Self::Ready, BackoffEvent::Failed { now, retry_after, code }) => {
                Self::Waiting { failures: 1, since: now, wait: wait(1, retry_after, device), code }
            }
            (Self::Waiting { failures, .. }, BackoffEvent::Failed { now, retry_after, code }) => {
                let failures = failures.saturating_add(1);
                Self::Waiting { failures, since: now, wait: wait(failures, retry_after, device), code }
            }
        }
    }

    /// How long until the server may be asked: zero is now, `None` is not by itself.
    pub fn due_in(&self, now: Moment) -> Option<Span> {
        match self {
            Self::Ready => Some(Span::ZERO),
            Self::Waiting { since, .. } if since.boot != now.boot => Some(Span::ZERO),
            Self::Waiting { since, wait, .. } => Some((*wait - (now.uptime - since.uptime)).max(Span::ZERO)),
            Self::Paused { .. } => None,
        }
    }
}

/// Doubles with each failure, spread over the upper half of the span; never shorter than the server asked for.
fn wait(failures: u32, retry_after: Option<Span>, device: DeviceId) -> Span {
    let doublings = failures.saturating_sub(1).min(DOUBLINGS_MAX);
    let full = WAIT_FIRST.as_millis().saturating_mul(1 << doublings).min(WAIT_MAX.as_millis());
    let spread = mix(u64::from(device.number()) << 32 | u64::from(failures)) % 1024;
    let spread = full / 2 * i64::try_from(spread).unwrap_or(0) / 1024;
    let own = Span::millis(full - spread);
    match retry_after {
        // Everybody was told the same span: the spread goes on top.
        Some(asked) => own.max(asked.max(Span::ZERO) + Span::millis(spread)),
        None => own,
    }
}

/// SplitMix64's finisher: neighbours in, far apart out. Not random: the same phone waits the same time in a replay.
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::model::{BootId, Timestamp};

    fn at(uptime: Span) -> Moment {
        Moment::new(BootId(1), uptime, Timestamp::from_millis(0))
    }

    fn failed(uptime: Span, retry_after: Option<Span>) -> BackoffEvent {
        BackoffEvent::Failed { now: at(uptime), retry_after, code: "sync.no_answer".to_owned() }
    }

    #[test]
    fn every_pair_of_state_and_event() {
        let waiting = Backoff::Ready.next(failed(Span::ZERO, None), DeviceId::new(1));
        let paused = Backoff::Paused { code: "auth.token_unknown".to_owned() };
        let events = [
            ("answered", BackoffEvent::Answered),
            ("failed", failed(Span::seconds(60), None)),
            ("failed, retry after 120 s", failed(Span::seconds(60), Some(Span::seconds(120)))),
            ("rejected", BackoffEvent::Rejected { code: "auth.device_revoked".to_owned() }),
            ("network back", BackoffEvent::NetworkBack),
            ("enrolled", BackoffEvent::Enrolled),
        ];
        let mut table = String::new();
        for (name, state) in [("ready", Backoff::Ready), ("waiting", waiting), ("paused", paused)] {
            for (event_name, event) in &events {
                let next = state.clone().next(event.clone(), DeviceId::new(1));
                let next = serde_json::to_string(&next).unwrap();
                writeln!(table, "{name} + {event_name} -> {next}").unwrap();
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn waits_double_stay_within_bounds_and_differ_between_phones() {
        let waits = |device| -> Vec<i64> {
            let mut state = Backoff::Ready;
            (0..14)
                .map(|_| {
                    state = state.clone().next(failed(Span::ZERO, None), DeviceId::new(device));
                    let Backoff::Waiting { wait, .. } = &state else { panic!("{state:?}") };
                    wait.as_millis()
                })
                .collect()
        };
        for (i, wait) in waits(7).iter().enumerate() {
            let full = (5_000_i64 << i.min(20)).min(WAIT_MAX.as_millis());
            assert!((full / 2..=full).contains(wait), "try {i}: {wait} of {full}");
        }
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
    }

    #[test]
    fn a_wait_ends_by_uptime_or_by_a_boot_and_a_turned_wall_clock_changes_nothing() {
        let waiting = Backoff::Ready.next(failed(Span::seconds(100), Some(Span::seconds(60))), DeviceId::new(1));
        let Backoff::Waiting { wait, .. } = &waiting else { panic!() };
        assert!(*wait >= Span::seconds(60));
        assert_eq!(waiting.due_in(at(Span::seconds(100))), Some(*wait));
        assert_eq!(waiting.due_in(at(Span::seconds(100) + *wait)), Some(Span::ZERO));
        let turned = Moment::new(BootId(1), Span::seconds(100), Timestamp::from_millis(1_000_000_000));
        assert_eq!(waiting.due_in(turned), Some(*wait));
        assert_eq!(waiting.due_in(Moment { boot: BootId(2), ..at(Span::ZERO) }), Some(Span::ZERO));
    }
}
