//! How often somebody may be wrong about a password.
//!
//! Failures count by name and not by address: behind a proxy all addresses are one, and a guesser has many. Whoever floods a
//! name can keep its owner from signing in for a while; sessions that are open go on.

use curbstop_core::model::{Span, Timestamp};

/// Wrong passwords for one name, in a row, before it is locked for a while.
pub const FAILURES_MAX: u32 = 5;
/// How long a name is locked.
pub const LOCKED_FOR: Span = Span::minutes(15);
/// After so long without a further one, wrong passwords are forgotten.
pub const FORGOTTEN_AFTER: Span = Span::minutes(15);
/// Names, known or not, whose failures are kept; the oldest give way, so that a flood of names fills no disk.
pub const NAMES_KEPT_MAX: u32 = 10_000;

/// Wrong passwords for one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failures {
    /// How many in a row.
    pub count: u32,
    /// When the last one was.
    pub last_at: Timestamp,
}

impl Failures {
    /// Until when the name is locked, if it is.
    pub fn locked_until(self, now: Timestamp) -> Option<Timestamp> {
        let until = self.last_at + LOCKED_FOR;
        (self.count >= FAILURES_MAX && now < until).then_some(until)
    }

    /// After one more wrong password.
    #[must_use]
    pub fn and_one_more(self, now: Timestamp) -> Self {
        let count = if now - self.last_at >= FORGOTTEN_AFTER { 1 } else { self.count.saturating_add(1) };
        Self { count, last_at: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_wrong_password_locks_a_name_for_a_quarter_of_an_hour() {
        let start = Timestamp::from_millis(1_000_000_000);
        let mut failures = Failures::default();
        for n in 1..=FAILURES_MAX {
            assert_eq!(failures.locked_until(start), None, "before failure {n}");
            failures = failures.and_one_more(start);
        }
        assert_eq!(failures.locked_until(start), Some(start + LOCKED_FOR));
        assert_eq!(failures.locked_until(start + LOCKED_FOR), None);
        // After the wait, one slip does not lock it again.
        assert_eq!(failures.and_one_more(start + LOCKED_FOR).count, 1);
    }
}
