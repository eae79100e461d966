//! What was given as the answer to the checks, and what stays open: such a reading goes to review.

use super::{Ask, Check, CheckCode};
use crate::event::ReadingTaken;

/// What came with a stand as the answer to its checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// There is a photo of the register.
    pub photo: bool,
    /// The stand was typed twice, and both times the same.
    pub second_entry: bool,
    /// The worker says that the wheels went over zero.
    pub rolled_over: bool,
}

impl From<&ReadingTaken> for Answers {
    fn from(taken: &ReadingTaken) -> Self {
        Self {
            photo: !taken.photos.is_empty(),
            second_entry: taken.first_entry == Some(taken.value),
            rolled_over: taken.rolled_over,
        }
    }
}

impl Answers {
    /// Whether this is among what was given.
    pub fn hold(self, ask: Ask) -> bool {
        match ask {
            Ask::Photo => self.photo,
            Ask::SecondEntry => self.second_entry,
            Ask::Rollover => self.rolled_over,
            Ask::Office => false,
        }
    }
}

/// The checks that a reading as recorded leaves open: a photo or second entry is missing, the rollover question has no
/// answer, or only the office can settle it. Such a reading goes to review.
pub fn unanswered(checks: &[Check], answers: Answers) -> Vec<CheckCode> {
    let open = |check: &&Check| check.asks().iter().any(|ask| !answers.hold(*ask));
    checks.iter().filter(open).map(|check| check.code).collect()
}
