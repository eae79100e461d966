//! The use that a point is expected to have, and the bands around it.

use serde::{Deserialize, Serialize};

use crate::model::Volume;
use crate::rulebook::Rulebook;
use crate::rules::estimate;
use crate::state::{MonthUse, PointState};

/// The use that this point is expected to have, from its own actual readings; a class average is no expectation of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The daily use, to two decimals of a cubic metre.
    pub daily: Volume,
    /// The expected use of the days.
    pub consumption: Volume,
    /// Below this a reading is noted (0.5 ×).
    pub low: Volume,
    /// Above this a reading is noted (2 ×).
    pub high: Volume,
    /// Below this it needs a photo and a blind second entry (0.3 ×).
    pub far_low: Volume,
    /// Above this it needs a photo and a blind second entry (3 ×).
    pub far_high: Volume,
}

/// What to expect of so many days; `None` where no two actual readings are known.
pub fn expected(state: &PointState, days: u32, book: &Rulebook) -> Option<Expected> {
    expected_from(state.uses(book.utc_offset), days, book)
}

pub(super) fn expected_from(uses: impl Iterator<Item = MonthUse>, days: u32, book: &Rulebook) -> Option<Expected> {
    let daily = estimate::recent_daily_use(uses)?.daily;
    let consumption = estimate::times_days(daily, days);
    let (low, high) = band(consumption, book.reading.unusual_percent);
    let (far_low, far_high) = band(consumption, book.reading.far_percent);
    Some(Expected { daily, consumption, low, high, far_low, far_high })
}

/// The whole litres inside a band of percents, both ends included.
fn band(consumption: Volume, (low, high): (u32, u32)) -> (Volume, Volume) {
    let part = |percent: u32| i128::from(consumption.as_litres()) * i128::from(percent);
    let litres = |n: i128| Volume::litres(i64::try_from(n).unwrap_or(i64::MAX));
    (litres((part(low) + 99).div_euclid(100)), litres(part(high).div_euclid(100)))
}
