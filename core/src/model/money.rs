//! Money, in fen: no fraction of a fen is ever owed.

use std::fmt;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

/// The fen of a yuan.
const FEN_PER_YUAN: i64 = 100;

/// An amount of money in fen (0.01 yuan). Travels as a bare integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many fen.
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// So many yuan.
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan.saturating_mul(FEN_PER_YUAN))
    }

    /// The amount in fen.
    pub const fn as_fen(self) -> i64 {
        self.0
    }

    /// The amount so many times: per household, per cover.
    #[must_use]
    pub const fn times(self, units: u32) -> Self {
        Self(self.0.saturating_mul(units as i64))
    }
}

impl Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Neg for Fen {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Fen {
    /// As yuan with two decimals: `5000.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, fen) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let per_yuan = FEN_PER_YUAN.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / per_yuan, fen % per_yuan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_in_yuan_and_counted_in_fen() {
        assert_eq!(Fen::yuan(5_000).as_fen(), 500_000);
        for (fen, text) in [(0, "0.00"), (5, "0.05"), (12_345, "123.45"), (-50, "-0.50")] {
            assert_eq!(Fen::new(fen).to_string(), text);
        }
        assert_eq!(serde_json::to_string(&Fen::new(50)).unwrap(), "50");
        assert_eq!([Fen::yuan(100), Fen::new(-1)].into_iter().sum::<Fen>(), Fen::new(9_999));
        assert_eq!(Fen::new(i64::MAX) + Fen::yuan(1), Fen::new(i64::MAX));
        assert_eq!(Fen::yuan(50).times(3), Fen::yuan(150));
    }
}
