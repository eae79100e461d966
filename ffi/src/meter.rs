//! How a meter looks to the worker in front of it.

use curbstop_core::device::phone;
use curbstop_core::model::{self, Flow, MeterId, Period, PitId, PointId, RouteId, Timestamp, Volume};
use curbstop_core::rules::cycle;
use curbstop_core::rules::reading_check::{self, CheckCode};
use curbstop_core::state;

use crate::custom::Day;
use crate::{Escalation, EstimateOutlook, EstimateProposal, Phone, PhoneError, Position, When};

/// A meter as the worker sees it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MeterCard {
    /// The service point.
    pub point: PointId,
    /// Its route.
    pub route: RouteId,
    /// Its place in the route, from 1.
    pub seq: u32,
    /// 户号.
    pub customer_no: String,
    /// The customer.
    pub customer: String,
    /// Where it is.
    pub address: String,
    /// Where it is on a map, where the books say.
    pub position: Option<Position>,
    /// The pit that it lies in.
    pub pit: Option<PitId>,
    /// What a reader must know: dog, deep pit, ring at the gate.
    pub note: String,
    /// The account is closed: no use is expected.
    pub account_closed: bool,
    /// The meter that hangs there now.
    pub meter: Meter,
    /// The month.
    pub period: Period,
    /// How the month's task stands.
    pub task: ReadingTask,
    /// What is known of the month's reading.
    pub reading: MonthReading,
    /// The stand that somebody read last.
    pub last_actual: Option<Stand>,
    /// Where the register is believed to stand after estimates or the customer's word.
    pub believed: Option<Stand>,
    /// The use to expect, where earlier readings tell.
    pub expected: Option<Expected>,
    /// Use by month between actual readings, newest first.
    pub history: Vec<MonthUse>,
    /// What an estimate here and now would mean.
    pub estimate: EstimateOutlook,
    /// An estimate as the rulebook fills it.
    pub proposal: EstimateProposal,
    /// The newest escalated estimate and what was decided.
    pub escalation: Option<Escalation>,
    /// Own facts about it that the server has not answered yet are on top.
    pub has_own_facts: bool,
}

impl From<phone::MeterCard> for MeterCard {
    fn from(card: phone::MeterCard) -> Self {
        let phone::MeterCard { record, state, task, period, expected, estimate, proposal, uses, has_own_facts } = card;
        Self {
            meter: state.meter(&record).clone().into(),
            reading: MonthReading::of(&state, period),
            point: record.id,
            route: record.route,
            seq: record.seq,
            customer_no: record.customer_no,
            customer: record.customer,
            address: record.address,
            position: record.position.map(Position::from),
            pit: record.pit,
            note: record.note,
            account_closed: record.account == model::AccountStatus::Closed,
            period,
            task,
            last_actual: state.last_actual,
            believed: state.believed,
            expected,
            history: uses,
            estimate: estimate.into(),
            proposal: proposal.into(),
            escalation: state.escalation.map(Escalation::from),
            has_own_facts,
        }
    }
}

/// A meter, as it can be read off its face.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Meter {
    /// Its id in the books.
    pub id: MeterId,
    /// The number on its face.
    pub serial: String,
    /// Digits of whole cubic metres on its register.
    pub digits: u8,
    /// Decimals after them.
    pub decimals: u8,
    /// Q4, the most that it passes; zero where nobody knows.
    pub q4: Flow,
}

impl From<model::Meter> for Meter {
    fn from(model::Meter { id, serial, register, q4 }: model::Meter) -> Self {
        Self { id, serial, digits: register.digits(), decimals: register.decimals(), q4 }
    }
}

impl TryFrom<Meter> for model::Meter {
    type Error = PhoneError;
    fn try_from(Meter { id, serial, digits, decimals, q4 }: Meter) -> Result<Self, PhoneError> {
        let register = model::Register::new(digits, decimals).map_err(|e| PhoneError::invalid("digits", &e))?;
        Ok(Self { id, serial, register, q4 })
    }
}

/// What is known of a month's reading.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MonthReading {
    /// How far it is.
    pub stage: ReadingStage,
    /// When that was.
    pub at: Option<When>,
    /// The month's use, where one is known.
    pub consumption: Option<Volume>,
    /// What the checks said of it.
    pub checks: Vec<CheckCode>,
}

impl MonthReading {
    fn of(state: &state::PointState, period: Period) -> Self {
        let current = state.current.clone().filter(|current| current.period == period);
        let at = current.as_ref().map(|current| current.at.into());
        let consumption = current.as_ref().and_then(|current| current.consumption);
        let checks = current.map(|current| current.checks).unwrap_or_default();
        Self { stage: state.stage(period), at, consumption, checks }
    }
}

type ReadingStage = state::ReadingStage;

/// How far a month's reading is. Its words stand under `reading_stage.<name>`.
#[uniffi::remote(Enum)]
pub enum ReadingStage {
    /// 未抄.
    Unread,
    /// 未见表: somebody was there and saw no register.
    NoRead,
    /// 实抄.
    Actual,
    /// 估抄.
    Estimated,
    /// 用户自报.
    CustomerRead,
    /// An estimate over the limit: the supervisor decides.
    Escalated,
    /// 待核: a check wants a person's eye.
    InReview,
    /// 复抄: to be read again.
    ReadAgain,
    /// 已确认.
    Released,
}

type ReadingTask = cycle::ReadingTask;

/// How a month's reading task stands.
#[uniffi::remote(Enum)]
pub enum ReadingTask {
    /// Its window has not come yet.
    Upcoming {
        /// The window's first day.
        from: Day,
    },
    /// To be read now.
    Due {
        /// The window's last day.
        until: Day,
    },
    /// Somebody else decides first.
    Waiting,
    /// Done.
    Done,
    /// The window is over.
    Overdue {
        /// The first day too late.
        since: Day,
    },
}

type Stand = state::Stand;

/// The stand of the register at a time.
#[uniffi::remote(Record)]
pub struct Stand {
    /// The stand.
    pub value: Volume,
    /// When, to the minute.
    pub at: Timestamp,
    /// What it rests on.
    pub kind: StandKind,
}

type StandKind = state::StandKind;

/// What a stand of the register rests on.
#[uniffi::remote(Enum)]
pub enum StandKind {
    /// 实抄: somebody read it.
    Actual,
    /// 估抄: it was estimated.
    Estimated,
    /// 用户自报: the customer told it.
    Customer,
    /// 新表起数: the start of an exchanged meter.
    Exchanged,
    /// Read in the system before.
    Imported,
}

type MonthUse = state::MonthUse;

/// Use between two actual readings, by the month in which the later one was taken.
#[uniffi::remote(Record)]
pub struct MonthUse {
    /// The month.
    pub period: Period,
    /// Local days that the use spread over.
    pub days: u32,
    /// What went through.
    pub volume: Volume,
}

type Expected = reading_check::Expected;

/// The use that a point is expected to have.
#[uniffi::remote(Record)]
pub struct Expected {
    /// A day.
    pub daily: Volume,
    /// Since the last reading.
    pub consumption: Volume,
    /// The usual band's lower edge.
    pub low: Volume,
    /// The usual band's upper edge.
    pub high: Volume,
    /// Below this a use is far from expected.
    pub far_low: Volume,
    /// Above this a use is far from expected.
    pub far_high: Volume,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// What is known of a meter, and what an estimate would mean.
    pub async fn meter(&self, point: PointId) -> Result<MeterCard, PhoneError> {
        self.ask(move |phone| Ok(phone.meter(&point)?.into())).await
    }

    /// The meter that opens by itself after this one, going round its route once; `None`: the route is done.
    pub async fn next_meter(&self, after: PointId) -> Result<Option<PointId>, PhoneError> {
        self.ask(move |phone| phone.next_meter(&after)).await
    }
}
