//! EST-TRUE-UP: 多退少补. The first actual reading after estimates settles them.

use serde::{Deserialize, Serialize};

use crate::event::{EventId, MethodUsed};
use crate::model::{Period, Timestamp, Volume};
use crate::state::{EstimateKept, TrueUp};

/// Settles estimates with the use that the actual reading shows; only billable ones can have been billed.
pub fn settle(event: EventId, at: Timestamp, actual: Volume, estimated: Vec<EstimateKept>) -> TrueUp {
    let billed: Volume = estimated.iter().filter(|kept| kept.is_billable()).map(|kept| kept.consumption).sum();
    TrueUp { event, at, actual, estimated, adjustment: actual - billed }
}

/// One line of the explanation that a customer can follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "line")]
pub enum TrueUpLine {
    /// What went through since the last actual reading.
    Actual {
        /// The use.
        volume: Volume,
    },
    /// Less: billed on an estimate.
    Billed {
        /// The month.
        period: Period,
        /// How it was estimated; `None` where the customer told the stand.
        method: Option<MethodUsed>,
        /// The use that was billed.
        volume: Volume,
    },
    /// Estimated, but held and never billed: takes nothing off.
    NotBilled {
        /// The month.
        period: Period,
        /// The use that was estimated.
        volume: Volume,
    },
    /// What is left: to be paid, or, below zero, paid back.
    Adjustment {
        /// The sum of the lines above.
        volume: Volume,
    },
}

/// The settlement line by line, in the order in which it is read out.
pub fn explain(true_up: &TrueUp) -> Vec<TrueUpLine> {
    let estimates = true_up.estimated.iter().map(|kept| {
        if kept.is_billable() {
            TrueUpLine::Billed { period: kept.period, method: kept.method, volume: kept.consumption }
        } else {
            TrueUpLine::NotBilled { period: kept.period, volume: kept.consumption }
        }
    });
    std::iter::once(TrueUpLine::Actual { volume: true_up.actual })
        .chain(estimates)
        .chain(std::iter::once(TrueUpLine::Adjustment { volume: true_up.adjustment }))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::state::EstimateStanding;

    fn kept(n: u64, consumption: i64, billable: bool) -> EstimateKept {
        EstimateKept {
            event: EventId::from((1, n)),
            period: Period::of_date(chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()),
            at: Timestamp::from_millis(0),
            consumption: Volume::cubic_metres(consumption),
            method: None,
            standing: if billable { EstimateStanding::Billable } else { EstimateStanding::SetAside },
        }
    }

    /// EST-TRUE-UP: too much was billed, so it is paid back.
    #[test]
    fn a_settlement_may_be_negative() {
        let estimates = vec![kept(1, 12, true), kept(2, 13, true), kept(3, 50, false)];
        let settled = settle(EventId::from((1, 4)), Timestamp::from_millis(0), Volume::cubic_metres(20), estimates);
        assert_eq!(settled.adjustment, Volume::cubic_metres(-5));
    }

    proptest! {
        /// EST-TRUE-UP: what was billed and the adjustment make the actual use, and the lines add up to the adjustment.
        #[test]
        fn billed_and_adjustment_make_the_actual_use(
            actual in -1_000_i64..10_000,
            estimates in prop::collection::vec((0_i64..500, any::<bool>()), 0..6),
        ) {
            let estimates: Vec<_> = estimates.into_iter().zip(1..).map(|((use_, b), n)| kept(n, use_, b)).collect();
            let billed: Volume = estimates.iter().filter(|e| e.is_billable()).map(|e| e.consumption).sum();
            let actual = Volume::cubic_metres(actual);
            let settled = settle(EventId::from((1, 9)), Timestamp::from_millis(0), actual, estimates);
            prop_assert_eq!(settled.adjustment + billed, actual);
            let mut sum = Volume::ZERO;
            for line in explain(&settled) {
                match line {
                    TrueUpLine::Actual { volume } => sum = sum + volume,
                    TrueUpLine::Billed { volume, .. } => sum = sum - volume,
                    TrueUpLine::NotBilled { .. } => {}
                    TrueUpLine::Adjustment { volume } => prop_assert_eq!(volume, sum),
                }
            }
        }
    }
}
