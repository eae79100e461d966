//! What is to be done today, in one call; and a route, in another.

use curbstop_core::device::phone;
use curbstop_core::event::EstimateReason;
use curbstop_core::model::{Period, PitId, PointId, RouteId, Timestamp};
use curbstop_core::state;

use crate::{
    CoverCard, EscalationToday, EventId, JobCard, OrderCard, Phone, PhoneError, Position, ReadingStage, ReadingTask,
    When,
};

/// A day's work.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Today {
    /// What time it is, as well as the phone can say.
    pub now: Timestamp,
    /// The month of the reading tasks.
    pub period: Period,
    /// The routes that this phone holds.
    pub routes: Vec<RouteToday>,
    /// Orders that are not closed.
    pub orders: Vec<OrderCard>,
    /// Connections and conversions that are not closed, the most urgent first.
    pub jobs: Vec<JobCard>,
    /// Damaged, missing, or otherwise not sound, and not replaced yet.
    pub covers_not_sound: Vec<CoverCard>,
    /// Covers that nobody has looked at for too long, the never seen ones first; at most 200.
    pub covers_due: Vec<CoverCard>,
    /// How many covers are due.
    pub covers_due_count: u64,
    /// How many covers this phone holds.
    pub covers_count: u64,
    /// Pits to be tidied, the most urgent first.
    pub tidy: Vec<TidyToday>,
    /// Escalated estimates, and what the supervisor decided.
    pub escalations: Vec<EscalationToday>,
}

impl From<phone::Today> for Today {
    fn from(today: phone::Today) -> Self {
        let phone::Today { now, period, routes, orders, jobs, covers, tidy, escalations } = today;
        Self {
            now,
            period,
            routes: routes.into_iter().map(RouteToday::from).collect(),
            orders: orders.into_iter().map(OrderCard::from).collect(),
            jobs: jobs.into_iter().map(JobCard::from).collect(),
            covers_not_sound: covers.not_sound.into_iter().map(CoverCard::from).collect(),
            covers_due: covers.due.into_iter().map(CoverCard::from).collect(),
            covers_due_count: covers.due_count,
            covers_count: covers.count,
            tidy: tidy.into_iter().map(TidyToday::from).collect(),
            escalations: escalations.into_iter().map(EscalationToday::from).collect(),
        }
    }
}

/// A route of the day.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct RouteToday {
    /// Which.
    pub id: RouteId,
    /// What people call it.
    pub name: String,
    /// The first day of the month on which it is read.
    pub from_day: u8,
    /// The last day of the month on which it is read.
    pub to_day: u8,
    /// How many meters it has.
    pub meters: u32,
    /// How many are to be read still.
    pub to_read: u32,
    /// The first that is to be read; `None`: the route is done.
    pub next: Option<PointId>,
}

impl From<phone::RouteToday> for RouteToday {
    fn from(phone::RouteToday { record, meters, to_read, next }: phone::RouteToday) -> Self {
        let (from_day, to_day) = (record.window.from_day(), record.window.to_day());
        let meters = u32::try_from(meters.len()).unwrap_or(u32::MAX);
        Self { id: record.id, name: record.name, from_day, to_day, meters, to_read, next }
    }
}

/// A meter in its route.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MeterLine {
    /// The service point.
    pub point: PointId,
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
    /// How far this month's reading is.
    pub stage: ReadingStage,
    /// How its task stands.
    pub task: ReadingTask,
    /// Own facts about it that the server has not answered yet are on top.
    pub has_own_facts: bool,
}

impl From<phone::MeterLine> for MeterLine {
    fn from(line: phone::MeterLine) -> Self {
        let phone::MeterLine { point, seq, customer_no, customer, address, position, stage, task, has_own_facts } =
            line;
        let position = position.map(Position::from);
        Self { point, seq, customer_no, customer, address, position, stage, task, has_own_facts }
    }
}

/// A pit to be pumped out or cleared.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct TidyTask {
    /// The estimate that opened it.
    pub opened_by: EventId,
    /// When that was.
    pub opened_at: When,
    /// What is to be tidied away.
    pub reason: EstimateReason,
    /// Until when; the text says at once (立即).
    pub due: Timestamp,
}

impl From<state::TidyTask> for TidyTask {
    fn from(state::TidyTask { opened_by, opened_at, reason, due }: state::TidyTask) -> Self {
        Self { opened_by, opened_at: opened_at.into(), reason, due }
    }
}

/// A pit in the day's list.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct TidyToday {
    /// The pit.
    pub pit: PitId,
    /// Where it is, in words; empty where the books do not say.
    pub place: String,
    /// Where it is on a map, where the books say.
    pub position: Option<Position>,
    /// The task.
    pub task: TidyTask,
}

impl From<phone::TidyToday> for TidyToday {
    fn from(phone::TidyToday { pit, record, task }: phone::TidyToday) -> Self {
        let position = record.as_ref().and_then(|record| record.position).map(Position::from);
        Self { pit, place: record.map(|record| record.place).unwrap_or_default(), position, task: task.into() }
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// What is to be done today.
    pub async fn today(&self) -> Result<Today, PhoneError> {
        self.ask(|phone| Ok(phone.today()?.into())).await
    }

    /// A route's meters in the order of the walk.
    pub async fn route(&self, route: RouteId) -> Result<Vec<MeterLine>, PhoneError> {
        self.ask(move |phone| Ok(phone.route(&route)?.meters.into_iter().map(MeterLine::from).collect())).await
    }
}
