//! What a reading or an estimate would meet, before it is saved (READ-CHECK, 3.2.3).

use curbstop_core::device::phone;
use curbstop_core::model::{MeterId, Period, PointId, Timestamp, Volume};
use curbstop_core::rules::reading_check;

use crate::{Phone, PhoneError};

type CheckedEntry = phone::CheckedEntry;

/// What was typed, judged.
#[uniffi::remote(Record)]
pub struct CheckedEntry {
    /// The stand; `None` where the text is none.
    pub value: Option<Volume>,
    /// What is asked of the worker, in the order in which it is asked.
    pub checks: Vec<Check>,
}

type Check = reading_check::Check;

/// One check that an entry met.
#[uniffi::remote(Record)]
pub struct Check {
    /// Which.
    pub code: CheckCode,
    /// How much it weighs.
    pub severity: Severity,
    /// The numbers behind it, for its words.
    pub detail: Detail,
}

type CheckCode = reading_check::CheckCode;

/// Which check an entry met. Its words stand under `check.<code>`.
#[uniffi::remote(Enum)]
pub enum CheckCode {
    /// More digits than the register has.
    TooManyDigits,
    /// No number that this register can show.
    NotANumber,
    /// Another meter than the task's was scanned.
    OtherMeter,
    /// The month was read already.
    AlreadyRead,
    /// Lower than before by no more than a register's own play.
    SlightlyLower,
    /// Lower, and the wheels may have gone over zero (表满归零).
    RolledOver,
    /// Lower than before.
    Lower,
    /// More than the meter can pass.
    OverCapacity,
    /// Outside the usual band.
    Unusual,
    /// Far outside it.
    FarFromExpected,
    /// No use where there is some usually.
    ZeroUse,
    /// Use on a closed account.
    ClosedAccount,
    /// The month before waits for a person.
    PreviousInQuestion,
    /// An estimate without a photo.
    EvidenceMissing,
    /// An estimate without a position of the phone's own.
    PositionMissing,
    /// A reason that the rulebook does not list.
    UnlistedReason,
    /// Words are missing that its reason or method asks for.
    NoteMissing,
}

type Ask = reading_check::Ask;

/// What a check wants before it is content. Its words stand under `ask.<name>`.
#[uniffi::remote(Enum)]
pub enum Ask {
    /// A photo of the register.
    Photo,
    /// The stand typed again, blind; the first value is kept.
    SecondEntry,
    /// Whether the wheels went over zero.
    Rollover,
    /// Nothing of the worker: the office looks at it.
    Office,
}

type Severity = reading_check::Severity;

/// How much a check weighs.
#[uniffi::remote(Enum)]
pub enum Severity {
    /// Worth a word.
    Note,
    /// To be confirmed; the reading is saved with it.
    Confirm {
        /// What it takes.
        asks: Vec<Ask>,
    },
    /// Cannot be a stand: to be typed again.
    Reject,
}

type Detail = reading_check::Detail;

/// The numbers behind a check.
#[uniffi::remote(Enum)]
pub enum Detail {
    /// What the register can show.
    Register {
        /// Digits of whole cubic metres.
        digits: u8,
        /// Decimals after them.
        decimals: u8,
    },
    /// Which meter was expected and which was found.
    Meter {
        /// The task's.
        expected: MeterId,
        /// The one that was scanned.
        found: MeterId,
    },
    /// What was read before in this month.
    Earlier {
        /// The stand.
        value: Volume,
        /// When.
        at: Timestamp,
    },
    /// By how much it is lower.
    Lower {
        /// The stand before.
        previous: Volume,
        /// How much.
        by: Volume,
    },
    /// What the use would be if the wheels went over zero.
    Rollover {
        /// The stand before.
        previous: Volume,
        /// The use.
        consumption: Volume,
    },
    /// What the meter can pass.
    Capacity {
        /// The use.
        consumption: Volume,
        /// The most that the meter passes in that time.
        most: Volume,
    },
    /// The band that the use lies outside of.
    Band {
        /// The use.
        consumption: Volume,
        /// What was expected.
        expected: Volume,
        /// The band's lower edge.
        low: Volume,
        /// The band's upper edge.
        high: Volume,
    },
    /// The use.
    Use {
        /// How much.
        consumption: Volume,
    },
    /// The month that waits for a person.
    Open {
        /// Which month.
        period: Period,
    },
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// What a typed stand would meet, before it is saved. `scanned`: the meter that was scanned, if one was; `rolled_over`: the
    /// worker's answer to the rollover question.
    #[uniffi::method(default(scanned = None, rolled_over = false))]
    pub async fn check_reading(
        &self,
        point: PointId,
        typed: String,
        scanned: Option<MeterId>,
        rolled_over: bool,
    ) -> Result<CheckedEntry, PhoneError> {
        self.ask(move |phone| phone.check_reading(&point, &typed, scanned.as_ref(), rolled_over)).await
    }
}
