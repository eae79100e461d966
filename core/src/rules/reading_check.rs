//! READ-CHECK (3.2.3): what is asked of a worker who types a stand that does not fit.

use serde::{Deserialize, Serialize};

/// A check that a reading met. In the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// More digits than the register has.
    TooManyDigits,
    /// Letters, or decimals where none belong.
    NotANumber,
    /// The scanned meter is not the task's meter.
    OtherMeter,
    /// Already read this period.
    AlreadyRead,
    /// Lower than the previous stand by at most one unit.
    SlightlyLower,
    /// Lower, and the previous stand was near the top of the dial: did it roll over?
    RolledOver,
    /// Lower: reversed, exchanged, or misread.
    Lower,
    /// More than the meter can pass (Q4 × hours).
    OverCapacity,
    /// Outside 0.5–2 × the expected use.
    Unusual,
    /// Outside 0.3–3 × the expected use.
    FarFromExpected,
    /// No use where use is usual.
    ZeroUse,
    /// Use on a closed account.
    ClosedAccount,
    /// The previous result is still in question.
    PreviousInQuestion,
}
