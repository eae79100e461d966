//! Commands: what the office orders, unlike what somebody saw. A rule may refuse a command, and then says what is missing;
//! it never refuses a fact. Pure: the subject as it is in, a fact or a refusal out.

pub mod job;

use curbstop_core::event::{
    EscalationDecided, EscalationDecision, EventId, Fact, PauseDecided, ReadingResolution, ReadingReviewed,
};
use curbstop_core::model::OrderRecord;
use curbstop_core::rulebook::OrderRules;
use curbstop_core::rules::conduct::{Beyond, Unfit};
use curbstop_core::rules::job::{Missing as MissingOfJob, Why as WhyNoJobClosing};
use curbstop_core::rules::order::{MayNotDecide, Missing, Why, may_close, may_decide};
use curbstop_core::state::{OrderStage, Subject};

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandRefused {
    /// The books do not know it.
    #[error("{what} is not in the books")]
    Unknown {
        /// Kind and id.
        what: String,
    },
    /// It is there already.
    #[error("order `{id}` is there already; give another id, or none")]
    OrderExists {
        /// The order.
        id: String,
    },
    /// The order is closed.
    #[error("the order is closed")]
    OrderClosed,
    /// REPORT-BACK, OUTAGE, REINSTATE: something must come first.
    #[error("{}", Why::Missing(missing.clone()))]
    CannotClose {
        /// Everything that must come first.
        missing: Vec<Missing>,
    },
    /// The job is there already.
    #[error("job `{id}` is there already; give another id, or none")]
    JobExists {
        /// The job.
        id: String,
    },
    /// The job is closed.
    #[error("the job is closed")]
    JobClosed,
    /// HOUSEHOLD-CHECK, HOUSE-CLOSING: something must come first.
    #[error("{}", WhyNoJobClosing::Missing(missing.clone()))]
    CannotCloseJob {
        /// Everything that must come first.
        missing: Vec<MissingOfJob>,
    },
    /// There is no budget to dispute or to review.
    #[error("the job has no budget yet; it is made first")]
    NoBudget,
    /// A review without a dispute.
    #[error("nobody disputes the budget; enter what the customer says first")]
    NotDisputed,
    /// REPAIR-WINDOW: this pause is not there to be decided so.
    #[error(transparent)]
    Pause(#[from] MayNotDecide),
    /// No escalated estimate is open here.
    #[error("this estimate is not escalated here: it was settled, or is another one; load the list again")]
    NotEscalated,
    /// The escalated estimate is decided.
    #[error("this estimate is decided already; load the list again")]
    Decided,
    /// No reading is in review here.
    #[error("this reading is not in review here: it was settled, or is another one; load the list again")]
    NotInReview,
    /// The case was entered, or its finding taken up.
    #[error("this is a case already; load the list again")]
    CaseExists,
    /// The entry does not fit its clause.
    #[error(transparent)]
    CaseUnfit(Unfit),
    /// What people say is looked into first.
    #[error("nobody has looked into this case; note what was found out first")]
    NotInvestigated,
    /// What is not confirmed counts for nothing.
    #[error("this case is not confirmed; confirm it first")]
    NotConfirmed,
    /// Not inside the range of the clause.
    #[error(transparent)]
    AmountBeyond(Beyond),
}

impl CommandRefused {
    /// The stable code, which is the key of the text that people read.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "office.unknown",
            Self::OrderExists { .. } => "order.exists",
            Self::OrderClosed => "order.closed",
            Self::CannotClose { .. } => "order.cannot_close",
            Self::JobExists { .. } => "job.exists",
            Self::JobClosed => "job.closed",
            Self::CannotCloseJob { .. } => "job.cannot_close",
            Self::NoBudget => "job.no_budget",
            Self::NotDisputed => "job.not_disputed",
            Self::Pause(MayNotDecide::Unknown) => "pause.not_open",
            Self::Pause(MayNotDecide::Decided) => "pause.decided",
            Self::Pause(MayNotDecide::CauseNotListed(_)) => "pause.cause_not_listed",
            Self::NotEscalated => "escalation.not_open",
            Self::Decided => "escalation.decided",
            Self::NotInReview => "review.not_open",
            Self::CaseExists => "case.exists",
            Self::CaseUnfit(unfit) => unfit.code(),
            Self::NotInvestigated => "case.not_investigated",
            Self::NotConfirmed => "case.not_confirmed",
            Self::AmountBeyond(_) => "case.amount",
        }
    }
}

pub(super) fn unknown(what: &str, id: &str) -> CommandRefused {
    CommandRefused::Unknown { what: format!("{what} `{id}`") }
}

/// Opens an order.
pub fn create_order(subject: &Subject, record: OrderRecord) -> Result<Fact, CommandRefused> {
    if subject.is_registered() {
        return Err(CommandRefused::OrderExists { id: record.id.to_string() });
    }
    Ok(Fact::OrderCreated(Box::new(record)))
}

/// A step that the office takes on an order that is not closed: dispatch, told by phone, checked.
pub fn step_order(subject: &Subject, id: &str, fact: Fact) -> Result<Fact, CommandRefused> {
    match subject {
        Subject::Order(order) if order.record.is_some() => match order.state.stage {
            OrderStage::Closed => Err(CommandRefused::OrderClosed),
            _ => Ok(fact),
        },
        _ => Err(unknown("order", id)),
    }
}

/// Closes an order. 3.3.2 REPORT-BACK: not before the hotline has the result.
pub fn close_order(subject: &Subject, id: &str) -> Result<Fact, CommandRefused> {
    let fact = step_order(subject, id, Fact::OrderClosed)?;
    let Subject::Order(order) = subject else { return Err(unknown("order", id)) };
    match may_close(&order.state) {
        Ok(()) => Ok(fact),
        Err(Why::AlreadyClosed) => Err(CommandRefused::OrderClosed),
        Err(Why::Missing(missing)) => Err(CommandRefused::CannotClose { missing }),
    }
}

/// REPAIR-WINDOW: decides on the pause that the supervisor saw, and no other; also once the order is closed.
pub fn decide_pause(
    subject: &Subject,
    id: &str,
    decided: PauseDecided,
    rules: &OrderRules,
) -> Result<Fact, CommandRefused> {
    let Subject::Order(order) = subject else { return Err(unknown("order", id)) };
    if order.record.is_none() {
        return Err(unknown("order", id));
    }
    may_decide(&order.state, decided.pause, decided.approved, rules)?;
    Ok(Fact::PauseDecided(decided))
}

/// EST-ESCALATE: decides the escalated estimate that the supervisor saw, and no other.
pub fn decide_escalation(
    subject: &Subject,
    id: &str,
    estimate: EventId,
    decision: EscalationDecision,
    reason: String,
) -> Result<Fact, CommandRefused> {
    let Subject::Point(point) = subject else { return Err(unknown("service point", id)) };
    if point.record.is_none() {
        return Err(unknown("service point", id));
    }
    match &point.state.escalation {
        Some(escalation) if escalation.estimate == estimate => match escalation.decision {
            None => Ok(Fact::EscalationDecided(EscalationDecided { estimate, decision, reason })),
            Some(_) => Err(CommandRefused::Decided),
        },
        _ => Err(CommandRefused::NotEscalated),
    }
}

/// Settles the reading in review that the supervisor saw, and no other.
pub fn settle_review(
    subject: &Subject,
    id: &str,
    reading: EventId,
    resolution: ReadingResolution,
    reason: String,
) -> Result<Fact, CommandRefused> {
    let Subject::Point(point) = subject else { return Err(unknown("service point", id)) };
    if point.record.is_none() {
        return Err(unknown("service point", id));
    }
    match point.state.in_review() {
        Some(waits) if waits.event == reading => {
            Ok(Fact::ReadingReviewed(ReadingReviewed { reading, resolution, reason }))
        }
        _ => Err(CommandRefused::NotInReview),
    }
}
