//! What a check is: its code, how much it weighs, and the numbers that it explains itself with.

use serde::{Deserialize, Serialize};

use crate::model::{MeterId, Period, Register, Timestamp, Volume};

/// A check that a reading met. In the order in which they are asked; the last four are asked of estimates.
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
    /// An estimate without the photo that proves that the meter could not be read (READ-IF-READABLE).
    EvidenceMissing,
    /// An estimate made on a phone without the position that proves where it was made; a mock location is none.
    PositionMissing,
    /// An estimate for a reason that the rulebook does not list, or for `other`.
    UnlistedReason,
    /// An estimate that needs words and has none: reason `other`, or a value by hand.
    NoteMissing,
}

impl CheckCode {
    /// Every code, in the order in which they are asked.
    pub const ALL: [Self; 17] = [
        Self::TooManyDigits,
        Self::NotANumber,
        Self::OtherMeter,
        Self::AlreadyRead,
        Self::SlightlyLower,
        Self::RolledOver,
        Self::Lower,
        Self::OverCapacity,
        Self::Unusual,
        Self::FarFromExpected,
        Self::ZeroUse,
        Self::ClosedAccount,
        Self::PreviousInQuestion,
        Self::EvidenceMissing,
        Self::PositionMissing,
        Self::UnlistedReason,
        Self::NoteMissing,
    ];
}

/// What a check wants before it is content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A photo of the register.
    Photo,
    /// A blind second entry: the same stand typed again without seeing the first.
    SecondEntry,
    /// Did the wheels go over zero (表满归零)?
    Rollover,
    /// A person in the office: nothing that the worker can add settles it, but a photo helps.
    Office,
}

/// How much a check weighs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "severity")]
pub enum Severity {
    /// Shown; nothing is asked.
    Note,
    /// To be confirmed in these ways; what is left open goes to review.
    Confirm {
        /// In the order in which they are asked.
        asks: Vec<Ask>,
    },
    /// This cannot be a stand of this register: to be typed again. Recorded nevertheless, it goes to review.
    Reject,
}

/// One check that an entry met, with what a screen needs to explain itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which check; the key of its text is `check.<code>`.
    pub code: CheckCode,
    /// How much it weighs.
    #[serde(flatten)]
    pub severity: Severity,
    /// The numbers behind it.
    pub detail: Detail,
}

/// The numbers behind a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "about")]
pub enum Detail {
    /// What the register can show.
    Register {
        /// Digits of whole cubic metres.
        digits: u8,
        /// Decimals after them.
        decimals: u8,
    },
    /// Two meters.
    Meter {
        /// The task's.
        expected: MeterId,
        /// The scanned one.
        found: MeterId,
    },
    /// This month's earlier reading.
    Earlier {
        /// The stand that was read.
        value: Volume,
        /// When.
        at: Timestamp,
    },
    /// A lower stand.
    Lower {
        /// The previous actual stand.
        previous: Volume,
        /// How much lower.
        by: Volume,
    },
    /// A lower stand that a rollover would explain.
    Rollover {
        /// The previous actual stand.
        previous: Volume,
        /// The use if the wheels went over zero.
        consumption: Volume,
    },
    /// More than the meter can pass.
    Capacity {
        /// The use.
        consumption: Volume,
        /// The most that can have gone through since the previous stand.
        most: Volume,
    },
    /// The expected use and the band that the check allows.
    Band {
        /// The use.
        consumption: Volume,
        /// What was expected.
        expected: Volume,
        /// The least that raises no question.
        low: Volume,
        /// The most that raises no question.
        high: Volume,
    },
    /// Use where none belongs.
    Use {
        /// The use.
        consumption: Volume,
    },
    /// An earlier month that is still open.
    Open {
        /// The month.
        period: Period,
    },
}

impl Detail {
    /// The numbers by the name of their placeholder in the texts, volumes in cubic metres.
    pub fn placeholders(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Register { digits, decimals } => {
                vec![("digits", digits.to_string()), ("decimals", decimals.to_string())]
            }
            Self::Meter { expected, found } => vec![("expected", expected.to_string()), ("found", found.to_string())],
            Self::Earlier { value, .. } => vec![("value", value.to_string())],
            Self::Lower { previous, by } => vec![("previous", previous.to_string()), ("by", by.to_string())],
            Self::Rollover { previous, consumption } => {
                vec![("previous", previous.to_string()), ("consumption", consumption.to_string())]
            }
            Self::Capacity { consumption, most } => {
                vec![("consumption", consumption.to_string()), ("most", most.to_string())]
            }
            Self::Band { consumption, expected, low, high } => vec![
                ("consumption", consumption.to_string()),
                ("expected", expected.to_string()),
                ("low", low.to_string()),
                ("high", high.to_string()),
            ],
            Self::Use { consumption } => vec![("consumption", consumption.to_string())],
            Self::Open { period } => vec![("period", period.to_string())],
        }
    }
}

impl Check {
    pub(super) fn note(code: CheckCode, detail: Detail) -> Self {
        Self { code, severity: Severity::Note, detail }
    }

    pub(super) fn confirm(code: CheckCode, asks: &[Ask], detail: Detail) -> Self {
        Self { code, severity: Severity::Confirm { asks: asks.to_vec() }, detail }
    }

    pub(super) fn reject(code: CheckCode, register: Register) -> Self {
        let detail = Detail::Register { digits: register.digits(), decimals: register.decimals() };
        Self { code, severity: Severity::Reject, detail }
    }

    /// What it asks of somebody; nothing for a note.
    pub fn asks(&self) -> &[Ask] {
        match &self.severity {
            Severity::Note => &[],
            Severity::Confirm { asks } => asks,
            Severity::Reject => &[Ask::Office],
        }
    }
}
