//! EST-TRUE-UP: 多退少补. The first actual reading after estimates settles them.

use serde::{Deserialize, Serialize};

use crate::event::{EventId, MethodUsed};
use crate::model::{Period, Timestamp, Volume};
use crate::state::{EstimateKept, TrueUp};

/// Settles estimates with the use that the actual reading shows; only billable ones can have been billed.
pub fn settle(event: EventId, at: Timestamp, actual: Volume, estimated: Vec<EstimateKept>) -> TrueUp {
    let billed: Volume = estimated.iter().filter(|kept| kept.billable).map(|kept| kept.consumption).sum();
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
        if kept.billable {
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
