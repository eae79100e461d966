//! Reading a rulebook.

use super::Rulebook;

/// One value as the file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// For example `estimate.max_consecutive`.
    pub key: String,
    /// The value as written.
    pub value: String,
    /// The clause that it comes from.
    pub clause: String,
    /// The text leaves it open: the value is an interpretation that the utility can change.
    pub open: bool,
    /// Why the value is what it is.
    pub note: String,
}

/// One thing that is wrong in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulebookProblem {
    /// The line in the file, from 1.
    pub line: usize,
    /// The key.
    pub key: String,
    /// What is wrong, and the way out.
    pub problem: String,
}

/// Everything that is wrong in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rulebook has {} problems", problems.len())]
pub struct RulebookError {
    /// Each problem, in the order of lines.
    pub problems: Vec<RulebookProblem>,
}

impl Rulebook {
    /// Reads a rulebook and reports everything that is wrong with it at once.
    pub fn parse(_text: &str) -> Result<Self, RulebookError> {
        Err(RulebookError { problems: Vec::new() })
    }
}
