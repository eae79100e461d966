//! The words of the office's API: enums of their own, so that the OpenAPI document can name every value, tied to core's by
//! exhaustive matches: a value that core gains cannot be forgotten here.

use curbstop_core::{event, model, rules, state};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident = $core:path { $($variant:ident)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(super) enum $name { $($variant,)* }

        impl From<$core> for $name {
            fn from(name: $core) -> Self {
                use $core as Core;
                match name { $(Core::$variant => Self::$variant,)* }
            }
        }

        impl From<$name> for $core {
            fn from(name: $name) -> Self {
                use $core as Core;
                match name { $($name::$variant => Core::$variant,)* }
            }
        }
    )*};
}

names! {
    /// Which repair, and with it which time limit (3.3.3).
    OrderKind = model::OrderKind { HouseholdMeter Main }
    /// How far an order is.
    OrderStage = state::OrderStage {
        New Dispatched Acknowledged Travelling OnSite WaterStopped Repaired WaterRestored SurfaceRestored Reported Checked
        Closed
    }
    /// A moment in an order's life.
    Milestone = state::Milestone {
        Created Instructed Acknowledged Travelling Arrived WaterStopped Repaired WaterRestored SurfaceRestored Reported
        Checked Closed
    }
    /// What was applied for.
    JobKind = model::JobKind { Connection Conversion }
    /// How far a connection or conversion is.
    JobStage = state::JobStage { Accepted Surveyed Drawn Budgeted WorkDone HouseClosed Closed }
    /// A moment in the life of a connection or conversion.
    JobMilestone = state::JobMilestone { Accepted Surveyed Drawn Budgeted WorkDone HouseClosed Closed }
    /// What a household lacks before it is proven (HOUSEHOLD-CHECK).
    HouseholdGap = rules::household::HouseholdGap { NotChecked Crossed NoSerial SameSerial NoPhoto }
    /// The one clause that an event is judged by (section 5).
    Basis = model::Basis {
        HallStandard HallTwice Service CallRefused NoFeedback LateArrival LateRepair OutageNotTold NoticeNotPosted
        EstimatedAtWill CoverNotReplaced WorkerThrice DepartmentThrice PraiseWritten PraiseSurveyed PraiseMedia
    }
    /// The four documents that 3.1 cites.
    HallDocument = model::HallDocument { FirstAsked HotlineStandard PoliteWords Behaviour }
    /// How far a case is.
    CaseStage = state::CaseStage { Received Investigated Confirmed NotConfirmed Decided }
    /// What lies under a cover.
    CoverKind = model::CoverKind { MeterPit ValvePit Manhole CatchBasin }
    /// Whose a cover is.
    CoverOwner = model::CoverOwner { Ours Other Unknown }
    /// What a cover looks like.
    CoverCondition = model::CoverCondition { Sound Damaged Missing Loose Uneven WrongType Buried }
    /// What stands around an open pit.
    BarrierKind = event::BarrierKind { BarrierAndSign PlateAndSign Guarded }
    /// What a worker does.
    WorkerRole = model::WorkerRole { Reader Repair Installation }
    /// How an estimate came about.
    MethodUsed = event::MethodUsed { RecentDailyUse SameMonthLastYear ClassAverage ByHand }
    /// How a reading in review is settled.
    ReadingResolution = event::ReadingResolution { Accept ReadAgain }
    /// An outside cause for which a repair may pause.
    PauseCause = event::PauseCause { ExcavationPermit OtherUtility Weather NoAccess Other }
    /// Which limit a clock measures.
    ClockKind = rules::verdict::ClockKind {
        Arrive TellOutage Repair AnnouncedRestore Reinstate MakeSafe Replace Connect
    }
    /// What can be said of a limit; an open one may be overdue, and is never called missed while the fact may still sit on a
    /// phone.
    Verdict = rules::verdict::Verdict { Met Missed Open Indeterminate }
    /// A check that a reading met.
    CheckCode = rules::reading_check::CheckCode {
        TooManyDigits NotANumber OtherMeter AlreadyRead SlightlyLower RolledOver Lower OverCapacity Unusual FarFromExpected
        ZeroUse ClosedAccount PreviousInQuestion EvidenceMissing PositionMissing UnlistedReason
        NoteMissing
    }
}

/// How an order ended, in words that a caller understands (REPORT-BACK).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RepairResult {
    /// 修复.
    Repaired,
    /// Made safe; the repair follows.
    MadeSafe,
    /// 重复; the other order stands beside it.
    DuplicateOf,
    /// 未发现.
    NothingFound,
    /// 非我方.
    NotOurs,
    /// Something else.
    Other,
}

/// How a case became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum CaseSource {
    /// Somebody called the hotline.
    Hotline,
    /// Opinion box or book in the hall.
    Book,
    /// The head office asked by telephone.
    Survey,
    /// The media.
    Media,
    /// The head office checked, and verified it.
    Audit,
    /// The recorded facts show it.
    Facts,
    /// Confirmed complaints reached a threshold.
    Count,
}

impl CaseSource {
    /// The name of a source.
    pub(super) fn of(source: &model::CaseSource) -> Self {
        match source {
            model::CaseSource::Hotline => Self::Hotline,
            model::CaseSource::Book => Self::Book,
            model::CaseSource::Survey => Self::Survey,
            model::CaseSource::Media => Self::Media,
            model::CaseSource::Audit => Self::Audit,
            model::CaseSource::Facts { .. } => Self::Facts,
            model::CaseSource::Count { .. } => Self::Count,
        }
    }

    /// The source of an entry that a person makes; facts and thresholds are taken up, not entered.
    pub(super) fn entered(self) -> Option<model::CaseSource> {
        Some(match self {
            Self::Hotline => model::CaseSource::Hotline,
            Self::Book => model::CaseSource::Book,
            Self::Survey => model::CaseSource::Survey,
            Self::Media => model::CaseSource::Media,
            Self::Audit => model::CaseSource::Audit,
            Self::Facts | Self::Count => return None,
        })
    }
}

/// How good a time is (已校时 / 推算 / 未校验).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum TimeQuality {
    /// Known to the minute.
    Verified,
    /// Known within a bound.
    Derived,
    /// Never a finding by itself.
    Unverified,
}

impl TimeQuality {
    /// The name of a quality.
    pub(super) fn of(quality: model::TimeQuality) -> Self {
        match quality {
            model::TimeQuality::Verified => Self::Verified,
            model::TimeQuality::Derived { .. } => Self::Derived,
            model::TimeQuality::Unverified => Self::Unverified,
        }
    }
}

/// What a supervisor may decide on an escalated estimate (EST-ESCALATE).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Decision {
    /// This estimate may stand.
    AllowEstimate,
    /// Another visit, on a day that is given.
    AppointVisit,
    /// The meter is to be moved or exchanged.
    MoveOrExchange,
    /// The pit is to be cleared.
    ClearPit,
}

impl Decision {
    /// The name of a decision, and the day that it names.
    pub(super) fn of(decision: &event::EscalationDecision) -> (Self, Option<chrono::NaiveDate>) {
        match decision {
            event::EscalationDecision::AllowEstimate => (Self::AllowEstimate, None),
            event::EscalationDecision::AppointVisit { on } => (Self::AppointVisit, Some(*on)),
            event::EscalationDecision::MoveOrExchange => (Self::MoveOrExchange, None),
            event::EscalationDecision::ClearPit => (Self::ClearPit, None),
        }
    }
}

impl RepairResult {
    /// The name of a result, and the order that it repeats.
    pub(super) fn of(result: &event::RepairResult) -> (Self, Option<String>) {
        match result {
            event::RepairResult::Repaired => (Self::Repaired, None),
            event::RepairResult::MadeSafe => (Self::MadeSafe, None),
            event::RepairResult::DuplicateOf { order } => (Self::DuplicateOf, Some(order.to_string())),
            event::RepairResult::NothingFound => (Self::NothingFound, None),
            event::RepairResult::NotOurs => (Self::NotOurs, None),
            event::RepairResult::Other => (Self::Other, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_the_api_and_in_facts() {
        for condition in model::CoverCondition::ALL {
            let api = serde_json::to_string(&CoverCondition::from(condition)).unwrap();
            assert_eq!(api, serde_json::to_string(&condition).unwrap());
        }
    }
}
