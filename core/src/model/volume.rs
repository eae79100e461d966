//! Water: volumes in litres, so that a register with three decimals of a cubic metre is exact.

use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A volume, or the stand of a register, in litres. May be negative as a difference. Travels as a bare integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Volume(i64);

impl Volume {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One cubic metre: the unit of billing and of most registers.
    pub const CUBIC_METRE: Self = Self(1000);

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
