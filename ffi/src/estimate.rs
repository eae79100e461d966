//! What an estimate would mean before it is made (EST-LIMIT, EST-METHOD), and what becomes of one that escalates.

use curbstop_core::device::phone;
use curbstop_core::event;
use curbstop_core::model::{self, PointId, Volume};
use curbstop_core::rules::estimate;
use curbstop_core::rules::reading_check::CheckCode;
use curbstop_core::state;

use crate::custom::Day;
use crate::{EventId, Fix, MonthUse, Phone, PhoneError, ReadingEstimated, TidyTask, When};

/// What an estimate here and now would mean: "this meter was estimated once in a row; one more is possible".
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct EstimateOutlook {
    /// Its place in the row, from 1.
    pub nth: u32,
    /// At most so many in a row (3.2.2).
    pub limit: u32,
    /// What would become of it.
    pub effect: EstimateEffect,
    /// The last actual reading is so many days old, which is too old: a warning only.
    pub days_since_actual: Option<u32>,
    /// The tidy task that an earlier estimate left on the pit.
    pub open_tidy: Option<TidyTask>,
}

impl From<estimate::Outlook> for EstimateOutlook {
    fn from(outlook: estimate::Outlook) -> Self {
        let estimate::Outlook { nth, limit, effect, days_since_actual, open_tidy } = outlook;
        Self { nth, limit, effect, days_since_actual, open_tidy: open_tidy.map(TidyTask::from) }
    }
}

type EstimateEffect = estimate::EstimateEffect;

/// What becomes of an estimate. Its words stand under `estimate_effect.<name>`.
#[uniffi::remote(Enum)]
pub enum EstimateEffect {
    /// Within the limit.
    Allowed,
    /// Within the limit, and the last one that is.
    LastAllowed,
    /// Beyond it: kept as unread, the supervisor decides.
    Escalates,
}

/// An estimate as the rulebook fills it, with everything that it was computed from.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EstimateProposal {
    /// The use, in whole cubic metres.
    pub consumption: Volume,
    /// How it came about.
    pub method: MethodUsed,
    /// The daily use.
    pub daily: Volume,
    /// Local days since the last stand.
    pub days: u32,
    /// What the daily use rests on.
    pub inputs: EstimateInputs,
}

impl From<estimate::Proposal> for EstimateProposal {
    fn from(estimate::Proposal { consumption, method, daily, days, inputs }: estimate::Proposal) -> Self {
        Self { consumption, method, daily, days, inputs }
    }
}

type EstimateInputs = estimate::Inputs;

/// What a daily use rests on.
#[uniffi::remote(Enum)]
pub enum EstimateInputs {
    /// The use between actual readings.
    Intervals {
        /// Newest first.
        uses: Vec<MonthUse>,
    },
    /// The use of the same month a year ago.
    LastYear {
        /// That month.
        month: MonthUse,
    },
    /// The average of the customer's class.
    Class {
        /// The class.
        class: CustomerClass,
    },
}

type CustomerClass = model::CustomerClass;

/// A class of customers.
#[uniffi::remote(Enum)]
pub enum CustomerClass {
    /// 户表.
    Household,
    /// Shops and offices.
    Commercial,
    /// 大表.
    Bulk,
}

type MethodUsed = event::MethodUsed;

/// How an estimate came about. Its words stand under `method.<name>`.
#[uniffi::remote(Enum)]
pub enum MethodUsed {
    /// The mean daily use of the last actual intervals.
    RecentDailyUse,
    /// The same month last year.
    SameMonthLastYear,
    /// The average of the customer's class.
    ClassAverage,
    /// The reader entered another value, and says why in the note.
    ByHand,
}

/// An escalated estimate, and what became of it (EST-ESCALATE).
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Escalation {
    /// The estimate.
    pub estimate: EventId,
    /// Its place in the row: 3 for the first over a limit of 2.
    pub nth: u32,
    /// When it was made.
    pub since: When,
    /// What the supervisor decided, once they did.
    pub decision: Option<EscalationDecision>,
    /// Why.
    pub reason: String,
}

impl From<state::Escalation> for Escalation {
    fn from(state::Escalation { estimate, nth, since, decision, reason }: state::Escalation) -> Self {
        Self { estimate, nth, since: since.into(), decision, reason }
    }
}

type EscalationDecision = event::EscalationDecision;

/// What a supervisor may decide on an escalated estimate. Its words stand under `decision.<name>`.
#[uniffi::remote(Enum)]
pub enum EscalationDecision {
    /// This estimate may stand.
    AllowEstimate,
    /// Another visit on a day, agreed with the customer.
    AppointVisit {
        /// The day.
        on: Day,
    },
    /// The meter is to be moved or exchanged.
    MoveOrExchange,
    /// The pit is to be cleared.
    ClearPit,
}

/// An escalated estimate in the day's list.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct EscalationToday {
    /// The service point.
    pub point: PointId,
    /// Where it is.
    pub address: String,
    /// Since when, and what was decided.
    pub escalation: Escalation,
}

impl From<phone::EscalationToday> for EscalationToday {
    fn from(phone::EscalationToday { point, address, escalation }: phone::EscalationToday) -> Self {
        Self { point, address, escalation: escalation.into() }
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// What an estimate would leave open for a person's eye if it were saved like this: evidence, position, reason, words.
    #[uniffi::method(default(fix = None))]
    pub async fn check_estimate(
        &self,
        estimate: ReadingEstimated,
        fix: Option<Fix>,
    ) -> Result<Vec<CheckCode>, PhoneError> {
        let at = crate::place::fix(fix)?;
        self.ask(move |phone| phone.check_estimate(&estimate, at)).await
    }

    /// Escalated estimates and what the supervisor decided.
    pub async fn escalations(&self) -> Result<Vec<EscalationToday>, PhoneError> {
        self.ask(|phone| Ok(phone.escalations()?.into_iter().map(EscalationToday::from).collect())).await
    }
}
