//! What somebody entered, as it was recorded: a form opens filled with it where it has to be entered anew.

use curbstop_core::event::{
    CoverInspected, CoverMadeSafe, CoverReplaced, CustomerReported, Fact, OrderRepaired, OrderReported, OutagePlan,
    ReadingEstimated, ReadingMissed, ReadingTaken, ReportedUp,
};
use curbstop_core::model::PhotoId;

use crate::MeterExchanged;

/// What was entered on a form. A step that is one tap has no form.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Entered {
    /// 实抄.
    Reading {
        /// As it was saved.
        reading: ReadingTaken,
    },
    /// 估抄.
    Estimate {
        /// As it was saved.
        estimate: ReadingEstimated,
    },
    /// 未见表.
    NoRead {
        /// As it was saved.
        missed: ReadingMissed,
    },
    /// 用户自报.
    CustomerReading {
        /// As it was saved.
        told: CustomerReported,
    },
    /// 换表.
    Exchange {
        /// As it was saved.
        exchange: MeterExchanged,
    },
    /// A pit was tidied.
    TidiedPit {
        /// Photos after the work.
        photos: Vec<PhotoId>,
        /// What the worker added.
        note: String,
    },
    /// A look at a cover.
    InspectedCover {
        /// As it was saved.
        inspected: CoverInspected,
    },
    /// 围护警示.
    MadeSafe {
        /// As it was saved.
        safe: CoverMadeSafe,
    },
    /// A cover was replaced.
    ReplacedCover {
        /// Photos before.
        before: Vec<PhotoId>,
        /// Photos after.
        after: Vec<PhotoId>,
    },
    /// Reported to the supervisor.
    ReportedUp {
        /// What the worker added.
        note: String,
    },
    /// 停水公告.
    Outage {
        /// As it was saved.
        plan: OutagePlan,
    },
    /// 修复.
    Repaired {
        /// As it was saved.
        repaired: OrderRepaired,
    },
    /// 回单.
    ReportedBack {
        /// As it was saved.
        reported: OrderReported,
    },
}

impl Entered {
    /// What was entered for a fact; `None` where it took one tap, or the office stated it.
    pub(crate) fn of(fact: Fact) -> Option<Self> {
        Some(match fact {
            Fact::ReadingTaken(reading) => Self::Reading { reading },
            Fact::ReadingEstimated(estimate) => Self::Estimate { estimate },
            Fact::ReadingMissed(missed) => Self::NoRead { missed },
            Fact::CustomerReported(told) => Self::CustomerReading { told },
            Fact::MeterExchanged(exchange) => Self::Exchange { exchange: (*exchange).into() },
            other => return Self::of_order(other),
        })
    }

    fn of_order(fact: Fact) -> Option<Self> {
        Some(match fact {
            Fact::OutageAnnounced(plan) => Self::Outage { plan },
            Fact::OrderRepaired(repaired) => Self::Repaired { repaired },
            Fact::OrderReported(reported) => Self::ReportedBack { reported },
            other => return Self::of_pit_or_cover(other),
        })
    }

    fn of_pit_or_cover(fact: Fact) -> Option<Self> {
        Some(match fact {
            Fact::PitTidied { photos, note } => Self::TidiedPit { photos, note },
            Fact::CoverInspected(inspected) => Self::InspectedCover { inspected },
            Fact::CoverMadeSafe(safe) => Self::MadeSafe { safe },
            Fact::CoverReplaced(CoverReplaced { before, after }) => Self::ReplacedCover { before, after },
            Fact::CoverReportedUp(ReportedUp { note }) => Self::ReportedUp { note },
            _ => return None,
        })
    }
}
