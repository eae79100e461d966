//! BUDGET-AUDIT (3.4.2, 5.5): what follows where a review cuts a disputed budget by more than the text tolerates.

use serde::Serialize;

use crate::model::Fen;
use crate::rulebook::ConnectionRules;

/// What a review cut beyond what is tolerated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BudgetExcess {
    /// 核减金额: original less reviewed.
    pub cut: Fen,
    /// The part of the cut beyond the tolerated share of the original, in whole fen.
    pub beyond: Fen,
    /// What the department owes: the rulebook's share of that part, down to the whole fen. Proposed, never decided here.
    pub amount: Fen,
}

/// 5.5: `None` where the cut is within the tolerated share, which its last fen still is.
pub fn excess(original: Fen, reviewed: Fen, rules: &ConnectionRules) -> Option<BudgetExcess> {
    /// Shares are percentages.
    const WHOLE: i128 = 100;
    let cut = original - reviewed;
    // In hundredths of a fen and in 128 bits, so that nothing is rounded before the end and nothing overflows.
    let tolerated = i128::from(original.as_fen()) * i128::from(rules.budget_cut_tolerated_percent);
    let beyond = i128::from(cut.as_fen()) * WHOLE - tolerated;
    if beyond <= 0 {
        return None;
    }
    let amount = beyond * i128::from(rules.budget_excess_share_percent) / (WHOLE * WHOLE);
    let fen = |hundredths: i128| Fen::new(i64::try_from(hundredths).unwrap_or(i64::MAX));
    Some(BudgetExcess { cut, beyond: fen(beyond / WHOLE), amount: fen(amount) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;

    fn of(original: i64, reviewed: i64) -> Option<(i64, i64)> {
        let excess = excess(Fen::new(original), Fen::new(reviewed), &Rulebook::default_book().connection)?;
        Some((excess.beyond.as_fen(), excess.amount.as_fen()))
    }

    /// 5.5 BUDGET-AUDIT (3.4.2): half of the part beyond 20 %; exactly 20 % is nothing, and so is a cost that was not cut.
    #[test]
    fn half_of_what_lies_beyond_a_fifth() {
        assert_eq!(of(10_000_000, 7_000_000), Some((1_000_000, 500_000)), "100,000 to 70,000: 5,000 yuan");
        assert_eq!(of(10_000_000, 7_999_900), Some((100, 50)), "100,000 to 79,999: 0.50 yuan");
        for reviewed in [8_000_000, 8_000_001, 10_000_000, 12_000_000] {
            assert_eq!(of(10_000_000, reviewed), None, "{reviewed}");
        }
    }

    /// 5.5 BUDGET-AUDIT (3.4.2): one fen and two fen beyond; half a fen is not owed, but the cut is beyond all the same.
    #[test]
    fn one_fen_beyond() {
        assert_eq!(of(10_000_000, 7_999_999), Some((1, 0)));
        assert_eq!(of(10_000_000, 7_999_998), Some((2, 1)));
        // A fifth of 101 fen lies between two fen.
        assert_eq!((of(101, 81), of(101, 80), of(101, 0)), (None, Some((0, 0)), Some((80, 40))));
        assert_eq!(of(0, 0), None);
    }

    #[test]
    fn no_amount_overflows() {
        assert!(of(i64::MAX, i64::MIN).is_some() && of(i64::MIN, i64::MAX).is_none_or(|(beyond, _)| beyond >= 0));
    }
}
