//! Facts. Everything that happens is an immutable event; nothing is ever changed or deleted, only followed by another fact.

mod bounds;
mod case;
mod cover;
mod envelope;
mod job;
mod order;
mod photos;
mod reading;

pub use bounds::{BUDGET_MAX, OUTAGE_PLACES_MAX, OutOfBounds, PLACE_CHARS_MAX, SERIAL_CHARS_MAX, STAND_MAX, is_uptime};
pub use case::{CaseAnswered, CaseConcluded, CaseDecided, CaseDecision, CaseInvestigated};
pub use cover::{BarrierKind, CoverInspected, CoverMadeSafe, CoverReplaced, ReportedUp};
pub use envelope::{Author, Dated, EVENT_BYTES_MAX, Event, EventId, NOTE_CHARS_MAX, PHOTOS_PER_EVENT_MAX};
pub use job::{
    BudgetDisputed, BudgetMade, BudgetReviewed, HouseClosed, HouseholdChecked, JobAssigned, JobStep, JobStepDone,
    TapTurns,
};
pub use order::{
    ArrivalProof, NoticePosted, OrderDispatched, OrderRepaired, OrderReported, OrderStep, OrderToldByPhone, OutagePlan,
    PauseCause, PauseDecided, RepairPaused, RepairResult,
};
pub use reading::{
    CustomerReported, EscalationDecided, EscalationDecision, EstimateReason, MeterExchanged, MethodUsed, NoReadReason,
    ReadingEstimated, ReadingImported, ReadingMissed, ReadingResolution, ReadingReviewed, ReadingTaken,
};

use serde::{Deserialize, Serialize};

use crate::model::{
    CalendarRecord, CaseRecord, CoverRecord, JobRecord, OrderRecord, PitRecord, PointRecord, RouteRecord, SubjectId,
    WorkerRecord,
};

/// What happened. One variant a fact, named as people would say it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    // The office's books: what exists.
    /// A service point was entered, or its entry changed (route, meter data, customer).
    PointRegistered(Box<PointRecord>),
    /// A pit was entered or its entry changed.
    PitRegistered(Box<PitRecord>),
    /// A cover was entered or its entry changed.
    CoverRegistered(Box<CoverRecord>),
    /// A route was entered or its entry changed (reader, window).
    RouteRegistered(Box<RouteRecord>),
    /// A worker was entered or their entry changed.
    WorkerRegistered(Box<WorkerRecord>),
    /// The State Council's notice of a year was entered, or corrected: days off and make-up days.
    HolidaysRegistered(Box<CalendarRecord>),

    // Reading.
    /// 实抄: a register was read.
    ReadingTaken(ReadingTaken),
    /// 估抄: the use was estimated.
    ReadingEstimated(ReadingEstimated),
    /// 未见表: neither read nor estimated.
    ReadingMissed(ReadingMissed),
    /// 用户自报: the customer told the stand.
    CustomerReported(CustomerReported),
    /// A past reading from another system's books.
    ReadingImported(ReadingImported),
    /// 换表: another meter hangs here now.
    MeterExchanged(Box<MeterExchanged>),
    /// The supervisor decided on an escalated estimate (EST-ESCALATE).
    EscalationDecided(EscalationDecided),
    /// The office looked at a reading in review (待核).
    ReadingReviewed(ReadingReviewed),
    /// A pit was tidied after an estimate (EST-TIDY).
    PitTidied {
        /// Photos after the work.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<crate::model::PhotoId>,
        /// What the worker adds.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },

    // Covers.
    /// A cover was looked at.
    CoverInspected(CoverInspected),
    /// 围护警示: barrier and sign stand around it.
    CoverMadeSafe(CoverMadeSafe),
    /// A cover was replaced.
    CoverReplaced(CoverReplaced),
    /// Reported to the supervisor (REPORT-UP); the receipt protects the worker.
    CoverReportedUp(ReportedUp),

    // Orders.
    /// The hotline opened an order.
    OrderCreated(Box<OrderRecord>),
    /// 派单: a crew was told in the app. Starts the clocks.
    OrderDispatched(OrderDispatched),
    /// 电话告知: somebody was told by telephone, and it was logged.
    OrderToldByPhone(OrderToldByPhone),
    /// 接单.
    OrderAcknowledged,
    /// 出发.
    OrderTravelling,
    /// 到场, with what proves it.
    OrderArrived {
        /// What proves it.
        proof: ArrivalProof,
    },
    /// 停水公告: scope and times told to the hotline; told again with new times, it is a new notice.
    OutageAnnounced(OutagePlan),
    /// A notice was posted at one listed place.
    NoticePosted(NoticePosted),
    /// 止水: the valves are closed.
    WaterStopped,
    /// 暂停: an outside cause holds the repair up (REPAIR-WINDOW).
    RepairPaused(RepairPaused),
    /// 复工: the repair goes on.
    RepairResumed,
    /// A supervisor decided on a pause.
    PauseDecided(PauseDecided),
    /// 修复: the pipe or meter is repaired; the surface may still be open.
    OrderRepaired(OrderRepaired),
    /// 送水: water is back.
    WaterRestored,
    /// 路面恢复: backfilled and surfaced.
    SurfaceRestored {
        /// Photos after the work.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<crate::model::PhotoId>,
    },
    /// 回单: the hotline has the result.
    OrderReported(OrderReported),
    /// 回访: the office asked the caller.
    OrderChecked {
        /// The caller is content.
        satisfied: bool,
    },
    /// 结案.
    OrderClosed,

    // Connections and conversions.
    /// 受理: an application was accepted. Starts the working-day clock (CONNECT-3WD).
    JobAccepted(Box<JobRecord>),
    /// 派工: a crew has it.
    JobAssigned(JobAssigned),
    /// 现场勘查.
    JobSurveyed(JobStepDone),
    /// 施工图设计.
    DrawingMade(JobStepDone),
    /// 预算编制.
    BudgetMade(BudgetMade),
    /// The customer disputes the cost (5.5).
    BudgetDisputed(BudgetDisputed),
    /// 预决算审核 of a disputed cost (5.5).
    BudgetReviewed(BudgetReviewed),
    /// 施工完成.
    JobWorkDone(JobStepDone),
    /// 逐户核对 (HOUSEHOLD-CHECK).
    HouseholdChecked(HouseholdChecked),
    /// 入户收尾 (HOUSE-CLOSING).
    HouseClosed(HouseClosed),
    /// 结案.
    JobClosed,
    // Conduct.
    /// A complaint, praise or finding was entered into the file, or its entry was corrected (4.4).
    CaseOpened(Box<CaseRecord>),
    /// The office looked into it.
    CaseInvestigated(CaseInvestigated),
    /// The person whom it is about says something.
    CaseAnswered(CaseAnswered),
    /// It is confirmed, or not.
    CaseConcluded(CaseConcluded),
    /// Amounts are set, or waived.
    CaseDecided(CaseDecided),
}

impl Fact {
    /// The fact's name in protocols, tables and texts, for example `reading_taken`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::PointRegistered(_) => "point_registered",
            Self::PitRegistered(_) => "pit_registered",
            Self::CoverRegistered(_) => "cover_registered",
            Self::RouteRegistered(_) => "route_registered",
            Self::WorkerRegistered(_) => "worker_registered",
            Self::ReadingTaken(_) => "reading_taken",
            Self::ReadingEstimated(_) => "reading_estimated",
            Self::ReadingMissed(_) => "reading_missed",
            Self::CustomerReported(_) => "customer_reported",
            Self::ReadingImported(_) => "reading_imported",
            Self::MeterExchanged(_) => "meter_exchanged",
            Self::EscalationDecided(_) => "escalation_decided",
            Self::ReadingReviewed(_) => "reading_reviewed",
            Self::PitTidied { .. } => "pit_tidied",
            Self::CoverInspected(_) => "cover_inspected",
            Self::CoverMadeSafe(_) => "cover_made_safe",
            Self::CoverReplaced(_) => "cover_replaced",
            Self::CoverReportedUp(_) => "cover_reported_up",
            Self::OrderCreated(_) => "order_created",
            Self::OrderDispatched(_) => "order_dispatched",
            Self::OrderToldByPhone(_) => "order_told_by_phone",
            Self::OrderAcknowledged => "order_acknowledged",
            Self::OrderTravelling => "order_travelling",
            Self::OrderArrived { .. } => "order_arrived",
            Self::OutageAnnounced(_) => "outage_announced",
            Self::NoticePosted(_) => "notice_posted",
            Self::WaterStopped => "water_stopped",
            Self::RepairPaused(_) => "repair_paused",
            Self::RepairResumed => "repair_resumed",
            Self::PauseDecided(_) => "pause_decided",
            Self::OrderRepaired(_) => "order_repaired",
            Self::WaterRestored => "water_restored",
            Self::SurfaceRestored { .. } => "surface_restored",
            Self::OrderReported(_) => "order_reported",
            Self::OrderChecked { .. } => "order_checked",
            Self::OrderClosed => "order_closed",
            Self::HolidaysRegistered(_) => "holidays_registered",
            Self::JobAccepted(_) => "job_accepted",
            Self::JobAssigned(_) => "job_assigned",
            Self::JobSurveyed(_) => "job_surveyed",
            Self::DrawingMade(_) => "drawing_made",
            Self::BudgetMade(_) => "budget_made",
            Self::BudgetDisputed(_) => "budget_disputed",
            Self::BudgetReviewed(_) => "budget_reviewed",
            Self::JobWorkDone(_) => "job_work_done",
            Self::HouseholdChecked(_) => "household_checked",
            Self::HouseClosed(_) => "house_closed",
            Self::JobClosed => "job_closed",
            Self::CaseOpened(_) => "case_opened",
            Self::CaseInvestigated(_) => "case_investigated",
            Self::CaseAnswered(_) => "case_answered",
            Self::CaseConcluded(_) => "case_concluded",
            Self::CaseDecided(_) => "case_decided",
        }
    }

    /// Only the office may state this; a phone that does is refused.
    pub fn is_office_only(&self) -> bool {
        matches!(
            self,
            Self::PointRegistered(_)
                | Self::PitRegistered(_)
                | Self::CoverRegistered(_)
                | Self::RouteRegistered(_)
                | Self::WorkerRegistered(_)
                | Self::ReadingImported(_)
                | Self::EscalationDecided(_)
                | Self::ReadingReviewed(_)
                | Self::OrderCreated(_)
                | Self::OrderDispatched(_)
                | Self::PauseDecided(_)
                | Self::OrderChecked { .. }
                | Self::OrderClosed
                | Self::HolidaysRegistered(_)
                | Self::JobAccepted(_)
                | Self::JobAssigned(_)
                | Self::BudgetDisputed(_)
                | Self::BudgetReviewed(_)
                | Self::JobClosed
                | Self::CaseOpened(_)
                | Self::CaseInvestigated(_)
                | Self::CaseConcluded(_)
                | Self::CaseDecided(_)
        )
    }

    /// A second subject that the fact also changes: an estimate opens a tidy task on the pit (EST-TIDY).
    pub fn also_touches(&self) -> Option<SubjectId> {
        match self {
            Self::ReadingEstimated(estimate) => estimate.pit.clone().map(SubjectId::Pit),
            _ => None,
        }
    }

    /// Whether the fact may be stated of a subject of this kind.
    pub fn fits(&self, subject: &SubjectId) -> bool {
        let kind = match self {
            Self::PointRegistered(_)
            | Self::ReadingTaken(_)
            | Self::ReadingEstimated(_)
            | Self::ReadingMissed(_)
            | Self::CustomerReported(_)
            | Self::ReadingImported(_)
            | Self::MeterExchanged(_)
            | Self::EscalationDecided(_)
            | Self::ReadingReviewed(_) => "point",
            Self::PitRegistered(_) | Self::PitTidied { .. } => "pit",
            Self::CoverRegistered(_)
            | Self::CoverInspected(_)
            | Self::CoverMadeSafe(_)
            | Self::CoverReplaced(_)
            | Self::CoverReportedUp(_) => "cover",
            Self::RouteRegistered(_) => "route",
            Self::WorkerRegistered(_) => "worker",
            Self::OrderCreated(_)
            | Self::OrderDispatched(_)
            | Self::OrderToldByPhone(_)
            | Self::OrderAcknowledged
            | Self::OrderTravelling
            | Self::OrderArrived { .. }
            | Self::OutageAnnounced(_)
            | Self::NoticePosted(_)
            | Self::WaterStopped
            | Self::RepairPaused(_)
            | Self::RepairResumed
            | Self::PauseDecided(_)
            | Self::OrderRepaired(_)
            | Self::WaterRestored
            | Self::SurfaceRestored { .. }
            | Self::OrderReported(_)
            | Self::OrderChecked { .. }
            | Self::OrderClosed => "order",
            Self::HolidaysRegistered(_) => "calendar",
            Self::JobAccepted(_)
            | Self::JobAssigned(_)
            | Self::JobSurveyed(_)
            | Self::DrawingMade(_)
            | Self::BudgetMade(_)
            | Self::BudgetDisputed(_)
            | Self::BudgetReviewed(_)
            | Self::JobWorkDone(_)
            | Self::HouseholdChecked(_)
            | Self::HouseClosed(_)
            | Self::JobClosed => "job",
            Self::CaseOpened(_)
            | Self::CaseInvestigated(_)
            | Self::CaseAnswered(_)
            | Self::CaseConcluded(_)
            | Self::CaseDecided(_) => "case",
        };
        subject.kind() == kind
    }
}
