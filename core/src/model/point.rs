//! A service point, its meter and its register.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Flow, MeterId, PitId, PointId, Position, RouteId, Volume};

/// The most digits of whole cubic metres on a register.
pub const REGISTER_DIGITS_MAX: u8 = 9;
/// The most decimals on a register: a litre is a thousandth of a cubic metre.
pub const REGISTER_DECIMALS_MAX: u8 = 3;

/// Why a register cannot exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a register with {digits} digits and {decimals} decimals does not exist; give 1 to {REGISTER_DIGITS_MAX} digits and 0 to {REGISTER_DECIMALS_MAX} decimals"
)]
pub struct RegisterError {
    /// Digits as given.
    pub digits: u8,
    /// Decimals as given.
    pub decimals: u8,
}

/// The number wheels of a meter: how many digits of cubic metres, and how many decimals after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub struct Register {
    digits: u8,
    decimals: u8,
}

impl Register {
    /// 1 to [`REGISTER_DIGITS_MAX`] digits, 0 to [`REGISTER_DECIMALS_MAX`] decimals.
    pub fn new(digits: u8, decimals: u8) -> Result<Self, RegisterError> {
        if (1..=REGISTER_DIGITS_MAX).contains(&digits) && decimals <= REGISTER_DECIMALS_MAX {
            Ok(Self { digits, decimals })
        } else {
            Err(RegisterError { digits, decimals })
        }
    }

    /// Digits of whole cubic metres.
    pub fn digits(self) -> u8 {
        self.digits
    }

    /// Decimals after them.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Where the wheels turn over to zero.
    pub fn capacity(self) -> Volume {
        Volume::cubic_metres(10_i64.pow(u32::from(self.digits)))
    }

    /// The smallest step that the register shows: 1 m³ without decimals, 1 litre with three.
    pub fn unit(self) -> Volume {
        Volume::litres(10_i64.pow(u32::from(REGISTER_DECIMALS_MAX - self.decimals)))
    }
}

impl TryFrom<(u8, u8)> for Register {
    type Error = RegisterError;
    fn try_from((digits, decimals): (u8, u8)) -> Result<Self, RegisterError> {
        Self::new(digits, decimals)
    }
}

impl From<Register> for (u8, u8) {
    fn from(register: Register) -> Self {
        (register.digits, register.decimals)
    }
}

/// A meter as it hangs in the pit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// Its id in the utility's books; what a scanned code holds.
    pub id: MeterId,
    /// The number on its face.
    pub serial: String,
    /// Its number wheels.
    pub register: Register,
    /// Q4, the overload flow: what it can pass at most.
    pub q4: Flow,
}

/// What the customer uses water for; the last resort of an estimate (EST-METHOD c).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerClass {
    /// 户表: a household.
    #[default]
    Household,
    /// A shop, an office, a school.
    Commercial,
    /// 大表: a bulk meter.
    Bulk,
}

/// Whether the account is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    /// In use.
    #[default]
    Open,
    /// Closed: use at this point is worth a question.
    Closed,
}

/// A service point as the office knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointRecord {
    /// Its id.
    pub id: PointId,
    /// 户号.
    pub customer_no: String,
    /// The customer's name.
    pub customer: String,
    /// Where it is, as people say it.
    pub address: String,
    /// The route that it is read on.
    pub route: RouteId,
    /// Its place in the route, from 1.
    pub seq: u32,
    /// Where it is on the earth, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The pit that its meter lies in, if it lies in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pit: Option<PitId>,
    /// The meter that hangs there now.
    pub meter: Meter,
    /// What the water is used for.
    #[serde(default)]
    pub class: CustomerClass,
    /// Whether the account is in use.
    #[serde(default)]
    pub account: AccountStatus,
    /// What a reader must know: dog, deep pit, ring at the gate.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When the meter was installed, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub installed_on: Option<NaiveDate>,
}
