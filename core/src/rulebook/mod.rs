//! The regulation as data: every number with its clause, and marked where the text leaves it open.
//!
//! The default is `default.toml` beside this file. A utility publishes its own as the same kind of file; [`Rulebook::parse`]
//! reports every error in it at once, with line and key.

mod conduct;
mod holiday_cn;
mod parse;

pub use conduct::{AmountRange, Amounts, ConductRules, Threshold};
pub use holiday_cn::{HolidaysError, read_holiday_cn};
pub use parse::{Parameter, RULEBOOK_BYTES_MAX, RulebookError, RulebookProblem};

use serde::{Deserialize, Serialize};

use crate::event::{EstimateReason, MethodUsed, PauseCause};
use crate::model::{Span, UtcOffset, Volume};

/// A version of the rulebook; events carry the one they were made under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RulebookVersion(pub u32);

/// The text of the rulebook that the product carries.
pub const DEFAULT_TOML: &str = include_str!("default.toml");

/// The values that rules read. `*_within` and `*_every` are lengths of elapsed time, day and night (3.3.3).
#[derive(Debug, Clone, PartialEq)]
pub struct Rulebook {
    /// Its version.
    pub version: RulebookVersion,
    /// The utility's place on the clock: months and days are local.
    pub utc_offset: UtcOffset,
    /// Reading (3.2.2, 3.2.3).
    pub reading: ReadingRules,
    /// Estimates (3.2.2).
    pub estimate: EstimateRules,
    /// Covers (3.2.4).
    pub cover: CoverRules,
    /// Orders and outages (3.2.5, 3.3).
    pub order: OrderRules,
    /// Connections and conversions (3.4, 5.5).
    pub connection: ConnectionRules,
    /// Conduct: amounts and thresholds (section 5).
    pub conduct: ConductRules,
    /// Every parameter as the file gives it, for pages and reports.
    pub parameters: Vec<Parameter>,
}

/// READ-CHECK.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingRules {
    /// A stand lower by at most so many register units is only noted.
    pub lower_tolerance_units: u32,
    /// "Near the top of the dial": the previous stand lies above this share of the register's capacity, in percent.
    pub rollover_from_percent: u32,
    /// Outside this band around the expected use, in percent, a reading is noted (50 to 200).
    pub unusual_percent: (u32, u32),
    /// Outside this band it needs a photo and a blind second entry (30 to 300).
    pub far_percent: (u32, u32),
    /// No use is worth a note where the expected use is at least this.
    pub zero_use_from: Volume,
}

/// EST-*.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateRules {
    /// `estimate.max_consecutive`: at most so many in a row at a service point.
    pub max_consecutive: u32,
    /// `estimate.max_age`: warn when the last actual reading is older.
    pub max_age: Span,
    /// `estimate.reasons` that are listed; `other` needs a note and goes to review.
    pub reasons: Vec<EstimateReason>,
    /// `estimate.photo_required`.
    pub photo_required: bool,
    /// `estimate.position_required`: of an estimate made on a phone.
    pub position_required: bool,
    /// `estimate.tidy_within`.
    pub tidy_within: Span,
    /// `estimate.methods`, in the order in which they are tried.
    pub methods: Vec<MethodUsed>,
    /// The daily use of each customer class, for method (c), in litres a day: household, commercial, bulk.
    pub class_litres_per_day: ClassAverages,
}

/// What a customer of each class uses on an average day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassAverages {
    /// 户表.
    pub household: Volume,
    /// Shops, offices, schools.
    pub commercial: Volume,
    /// 大表.
    pub bulk: Volume,
}

/// COVER-*, PATROL.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverRules {
    /// `cover.inspect_every_months`.
    pub inspect_every_months: u32,
    /// `cover.safe_within`.
    pub safe_within: Span,
    /// `cover.replace_within`.
    pub replace_within: Span,
}

/// ARRIVE, REPAIR-WINDOW, REINSTATE, OUTAGE.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderRules {
    /// `order.arrive_within`.
    pub arrive_within: Span,
    /// `order.site_radius_m`.
    pub site_radius_m: u32,
    /// `order.household_repair`.
    pub household_repair: Span,
    /// `order.main_repair`.
    pub main_repair: Span,
    /// `order.pause_causes`: outside causes for which an approved pause lengthens the repair's limit.
    pub pause_causes: Vec<PauseCause>,
    /// `order.reinstate_within`.
    pub reinstate_within: Span,
    /// `outage.emergency_grace`: after the first valve is closed, where it could not be told before.
    pub outage_emergency_grace: Span,
    /// `order.warn_before`: a clock is shown as about to run out from here on.
    pub warn_before: Span,
}

/// CONNECT-3WD, BUDGET-AUDIT. The days themselves are no parameter: each year's notice is imported as it comes out
/// (`rules::working_days`).
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectionRules {
    /// `connection.within_working_days`: survey, drawing and budget after the acceptance.
    pub within_working_days: u32,
    /// `budget.cut_tolerated_percent`: a cut up to this share of the original has no consequence.
    pub budget_cut_tolerated_percent: u32,
    /// `budget.excess_share_percent`: what is owed of the part beyond it.
    pub budget_excess_share_percent: u32,
}
