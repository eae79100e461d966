//! HOUSEHOLD-CHECK (3.4.3, 5.7): after a conversion every household is proven: its tap turns its own meter, the serial belongs
//! to its address and to no other, and a photo shows it.

use serde::{Deserialize, Serialize};

use crate::event::TapTurns;
use crate::model::{HouseholdId, JobRecord};
use crate::state::JobState;

/// What a household lacks. Texts: `household_gap.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HouseholdGap {
    /// Nobody has opened its tap.
    NotChecked,
    /// 错户: its tap turned another meter.
    Crossed,
    /// The serial on its meter was not written down.
    NoSerial,
    /// Another household of the job has the same serial.
    SameSerial,
    /// No photo shows the meter at its address.
    NoPhoto,
}

impl HouseholdGap {
    /// Everything that can be lacking, for tables.
    pub const ALL: [Self; 5] = [Self::NotChecked, Self::Crossed, Self::NoSerial, Self::SameSerial, Self::NoPhoto];

    /// The stable name, as in `household_gap.crossed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotChecked => "not_checked",
            Self::Crossed => "crossed",
            Self::NoSerial => "no_serial",
            Self::SameSerial => "same_serial",
            Self::NoPhoto => "no_photo",
        }
    }
}

/// What a household lacks; `None`: it is proven.
pub fn gap(household: &HouseholdId, state: &JobState) -> Option<HouseholdGap> {
    let Some(checked) = state.households.get(household) else { return Some(HouseholdGap::NotChecked) };
    let serial = checked.serial.trim();
    let same = |(other, its): (&HouseholdId, &crate::state::CheckedHousehold)| {
        other != household && its.serial.trim() == serial
    };
    match &checked.turns {
        TapTurns::OtherMeter { .. } => Some(HouseholdGap::Crossed),
        TapTurns::OwnMeter if serial.is_empty() => Some(HouseholdGap::NoSerial),
        TapTurns::OwnMeter if state.households.iter().any(same) => Some(HouseholdGap::SameSerial),
        TapTurns::OwnMeter if !checked.with_photo => Some(HouseholdGap::NoPhoto),
        TapTurns::OwnMeter => None,
    }
}

/// The households that are not proven yet, in the order of the record.
pub fn unproven(record: &JobRecord, state: &JobState) -> Vec<HouseholdId> {
    let ids = record.households.iter().map(|household| &household.id);
    ids.filter(|id| gap(id, state).is_some()).cloned().collect()
}
