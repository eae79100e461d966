//! What is to be done today, in one call: meters by route, orders, jobs, covers, pits to tidy, escalations and their answers.

use chrono::{Months, NaiveDate};
use rusqlite::Connection;

use super::cover::{self, CoverCard};
use super::job::{self, JobCard};
use super::order::{self, OrderCard};
use super::{Phone, PhoneError};
use crate::device::engine::Present;
use crate::device::store::{StoreError, subject};
use crate::model::{
    BucketId, Period, PitId, PitRecord, PointId, Position, ReadingWindow, RouteId, RouteRecord, SubjectId, Timestamp,
};
use crate::rulebook::Rulebook;
use crate::rules::cycle::{self, ReadingTask};
use crate::state::{Escalation, Of, PointState, ReadingStage, Subject, TidyTask};

/// The most covers that are listed as due; the counts say how many there are.
pub const COVERS_LISTED_MAX: u32 = 200;

/// A day's work.
#[derive(Debug, Clone, PartialEq)]
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
    /// Covers.
    pub covers: CoversToday,
    /// Pits to be tidied (EST-TIDY), the most urgent first.
    pub tidy: Vec<TidyToday>,
    /// Escalated estimates, and what the supervisor decided (EST-ESCALATE).
    pub escalations: Vec<EscalationToday>,
}

/// A route and its meters.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteToday {
    /// The route.
    pub record: RouteRecord,
    /// Its meters in the order of the walk.
    pub meters: Vec<MeterLine>,
    /// How many are to be read still.
    pub to_read: u32,
    /// The first that is to be read.
    pub next: Option<PointId>,
}

/// A meter in its route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterLine {
    /// The service point.
    pub point: PointId,
    /// Its place in the route.
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

/// Covers that ask for somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct CoversToday {
    /// Damaged, missing, or otherwise not sound, and not replaced yet.
    pub not_sound: Vec<CoverCard>,
    /// Not looked at for the rulebook's interval (PATROL); at most [`COVERS_LISTED_MAX`], the never seen ones first.
    pub due: Vec<CoverCard>,
    /// How many are due.
    pub due_count: u64,
    /// How many covers this phone holds.
    pub count: u64,
}

/// A pit to be tidied.
#[derive(Debug, Clone, PartialEq)]
pub struct TidyToday {
    /// The pit.
    pub pit: PitId,
    /// What the books say; `None` where they do not know it.
    pub record: Option<PitRecord>,
    /// The task.
    pub task: TidyTask,
}

/// An escalated estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct EscalationToday {
    /// The service point.
    pub point: PointId,
    /// Where it is.
    pub address: String,
    /// Since when, and what was decided.
    pub escalation: Escalation,
}

impl Phone {
    /// What is to be done today.
    pub fn today(&self) -> Result<Today, PhoneError> {
        let present = self.engine.present()?;
        let (book, now) = (present.books.in_force(), present.now());
        let today = self.engine.store.read(|db| {
            Ok::<_, StoreError>(Today {
                now,
                period: Period::of(now, book.utc_offset),
                routes: routes(db, &present)?,
                orders: shown(&subject::open_of(db, "order")?, |subject| order::card(subject, &present)),
                jobs: jobs(db, &present)?,
                covers: covers(db, &present)?,
                tidy: tidy(db)?,
                escalations: shown(&subject::open_of(db, "point")?, escalation),
            })
        })?;
        Ok(today)
    }
}

impl Phone {
    /// One route and its meters.
    pub fn route(&self, route: &RouteId) -> Result<RouteToday, PhoneError> {
        let present = self.engine.present()?;
        let id = SubjectId::Route(route.clone());
        self.engine.store.read(|db| {
            let stored = subject::get(db, &id.to_string())?.ok_or_else(|| PhoneError::not_here(&id))?;
            match stored.shown(&id)? {
                Subject::Route(Of { record: Some(record), .. }) => Ok(route_today(db, record, &present)?),
                _ => Err(PhoneError::not_here(&id)),
            }
        })
    }

    /// Escalated estimates, and what the supervisor decided (EST-ESCALATE).
    pub fn escalations(&self) -> Result<Vec<EscalationToday>, PhoneError> {
        let listed = self.engine.store.read(|db| subject::open_of(db, "point"))?;
        Ok(shown(&listed, escalation))
    }
}

/// What of a list this app can read and show.
fn shown<T>(listed: &[subject::Listed], card: impl Fn(Subject) -> Option<T>) -> Vec<T> {
    // A row that only a newer app can read is left out of the list; it must not take the whole list with it.
    listed.iter().filter_map(|listed| card(listed.shown().ok()?)).collect()
}

fn jobs(db: &Connection, present: &Present) -> Result<Vec<JobCard>, StoreError> {
    let calendar = job::calendar(db)?;
    let mut jobs = shown(&subject::open_of(db, "job")?, |subject| job::card(subject, &calendar, present));
    // What is designed in time waits for nobody: those whose limit still runs come first.
    jobs.sort_by_key(|job| job.clock.as_ref().map(|limit| (limit.clock.done.is_some(), limit.clock.due)));
    Ok(jobs)
}

fn routes(db: &Connection, present: &Present) -> Result<Vec<RouteToday>, StoreError> {
    let route = |subject: Subject| match subject {
        Subject::Route(of) => of.record,
        _ => None,
    };
    let records = shown(&subject::of_kind(db, "route")?, route);
    records.into_iter().map(|record| route_today(db, record, present)).collect()
}

fn route_today(db: &Connection, record: RouteRecord, present: &Present) -> Result<RouteToday, StoreError> {
    let (book, now) = (present.books.in_force(), present.now());
    let period = Period::of(now, book.utc_offset);
    let bucket = BucketId::Route(record.id.clone()).to_string();
    let mut meters = Vec::new();
    for listed in subject::in_bucket(db, &bucket, "point")? {
        let Ok(Subject::Point(of)) = listed.shown() else { continue };
        let Some(point) = of.record else { continue };
        meters.push(MeterLine {
            stage: of.state.stage(period),
            task: cycle::task(record.window, &of.state, period, now, book),
            point: point.id,
            seq: point.seq,
            customer_no: point.customer_no,
            customer: point.customer,
            address: point.address,
            position: point.position,
            has_own_facts: listed.stored.local.is_some(),
        });
    }
    let to_read = meters.iter().filter(|line| is_to_read(line.task)).count();
    let next = meters.iter().find(|line| is_to_read(line.task)).map(|line| line.point.clone());
    Ok(RouteToday { record, meters, to_read: u32::try_from(to_read).unwrap_or(u32::MAX), next })
}

/// Whether somebody has to go there.
pub(super) fn is_to_read(task: ReadingTask) -> bool {
    match task {
        ReadingTask::Upcoming { .. } | ReadingTask::Due { .. } | ReadingTask::Overdue { .. } => true,
        ReadingTask::Waiting | ReadingTask::Done => false,
    }
}

/// When in the month a route is read; the whole month where the route has not come yet.
pub(super) fn window_of(db: &Connection, route: &RouteId) -> Result<ReadingWindow, StoreError> {
    let id = SubjectId::Route(route.clone());
    match subject::get(db, &id.to_string())?.map(|stored| stored.shown(&id)).transpose()? {
        Some(Subject::Route(of)) => Ok(of.record.map_or(ReadingWindow::MONTH, |record| record.window)),
        _ => Ok(ReadingWindow::MONTH),
    }
}

fn covers(db: &Connection, present: &Present) -> Result<CoversToday, StoreError> {
    let (book, now) = (present.books.in_force(), present.now());
    let card = |subject| cover::card(subject, present);
    let since = seen_too_long_ago(now, book).as_millis();
    let (due_count, count) = subject::count_covers_unseen(db, since)?;
    Ok(CoversToday {
        not_sound: shown(&subject::open_of(db, "cover")?, card),
        due: shown(&subject::covers_unseen(db, since, COVERS_LISTED_MAX)?, card),
        due_count,
        count,
    })
}

/// The instant before which a look at a cover is too long ago: the first moment that is in time still (`patrol::due_by`).
fn seen_too_long_ago(now: Timestamp, book: &Rulebook) -> Timestamp {
    let today = now.local_date(book.utc_offset);
    let interval = Months::new(book.cover.inspect_every_months);
    let in_time = |seen: NaiveDate| seen.checked_add_months(interval).is_none_or(|by| by >= today);
    // Months differ in length: the day that this arithmetic finds may lie up to three days beside the first one in time.
    let mut day = today.checked_sub_months(interval).unwrap_or(today);
    while let (false, Some(after)) = (in_time(day), day.succ_opt()) {
        day = after;
    }
    while let Some(before) = day.pred_opt().filter(|before| in_time(*before)) {
        day = before;
    }
    Timestamp::start_of_day(day, book.utc_offset)
}

fn tidy(db: &Connection) -> Result<Vec<TidyToday>, StoreError> {
    let mut tidy = Vec::new();
    for listed in subject::open_of(db, "pit")? {
        let (SubjectId::Pit(pit), Ok(Subject::Pit(of))) = (&listed.id, listed.shown()) else { continue };
        if let Some(task) = of.state.tidy {
            tidy.push(TidyToday { pit: pit.clone(), record: of.record, task });
        }
    }
    tidy.sort_by_key(|tidy| tidy.task.due);
    Ok(tidy)
}

fn escalation(subject: Subject) -> Option<EscalationToday> {
    let Subject::Point(of) = subject else { return None };
    let record = of.record?;
    let escalation = open_escalation(&of.state)?.clone();
    Some(EscalationToday { point: record.id, address: record.address, escalation })
}

/// The escalation that concerns the newest month; an older one is history.
fn open_escalation(state: &PointState) -> Option<&Escalation> {
    let escalation = state.escalation.as_ref()?;
    let current = state.current.as_ref()?;
    (escalation.decision.is_none() || current.event == escalation.estimate).then_some(escalation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Span, TimeInterval};
    use crate::rules::patrol;

    /// 3.2.4 PATROL: the query's instant and the rule agree on every pair of days.
    #[test]
    fn what_the_list_calls_due_is_what_the_rule_calls_overdue() {
        let book = Rulebook::default_book();
        let noon = |day: i64| Timestamp::from_millis(1_766_980_800_000) + Span::days(day) + Span::hours(4);
        for today in 60..460 {
            let now = noon(today);
            let cut = seen_too_long_ago(now, &book);
            for seen in (today - 35)..=today {
                let overdue = matches!(
                    patrol::status(Some(TimeInterval::exact(noon(seen))), &book, now),
                    patrol::Patrol::Overdue { .. }
                );
                assert_eq!(noon(seen) < cut, overdue, "seen {seen}, today {today}");
            }
        }
    }
}
