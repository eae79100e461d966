//! Water: volumes in litres, so that a register with three decimals of a cubic metre is exact.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A volume, or the stand of a register, in litres. May be negative as a difference. Travels as a bare integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Volume(i64);

impl Volume {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many litres.
    pub const fn litres(litres: i64) -> Self {
        Self(litres)
    }

    /// So many whole cubic metres.
    pub const fn cubic_metres(m3: i64) -> Self {
        Self(m3.saturating_mul(1000))
    }

    /// The volume in litres.
    pub const fn as_litres(self) -> i64 {
        self.0
    }

    /// The whole cubic metres, truncated towards zero.
    pub const fn whole_cubic_metres(self) -> i64 {
        self.0 / 1000
    }
}

impl Add for Volume {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Volume {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// In cubic metres with no more decimals than it takes: `523`, `0.25`, `-1.5`.
impl fmt::Display for Volume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, litres) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if litres == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let decimals = format!("{litres:03}");
            write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
        }
    }
}

impl std::iter::Sum for Volume {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A rate of flow in litres per hour; a meter's Q4 is the most that it can pass for a short time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flow(i64);

impl Flow {
    /// So many litres per hour.
    pub const fn litres_per_hour(litres: i64) -> Self {
        Self(litres)
    }

    /// The rate in litres per hour.
    pub const fn as_litres_per_hour(self) -> i64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_reads_in_cubic_metres() {
        for (litres, text) in [(523_000, "523"), (250, "0.25"), (-1_500, "-1.5"), (5, "0.005"), (0, "0")] {
            assert_eq!(Volume::litres(litres).to_string(), text);
        }
    }
}
