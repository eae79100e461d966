//! What is known of a meter, and what a reading or an estimate would mean, before anything is saved.

use rusqlite::Connection;

use super::{Phone, PhoneError};
use crate::device::store::{StoreError, subject};
use crate::event::ReadingEstimated;
use crate::model::{BucketId, Fix, MeterId, Period, PitId, PointId, PointRecord, SubjectId, Volume};
use crate::rules::cycle::{self, ReadingTask};
use crate::rules::estimate::{self, MadeAt, Outlook, Proposal};
use crate::rules::reading_check::{self, Check, CheckCode, Entry, Expected};
use crate::state::{MonthUse, PitState, PointState, Subject, days_between};

/// How many meters are looked at together while searching the next one to read.
const LOOKED_AT_TOGETHER: u32 = 32;

/// A meter as the worker sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeterCard {
    /// What the books say.
    pub record: PointRecord,
    /// What followed from the facts, own ones included.
    pub state: PointState,
    /// How this month's task stands.
    pub task: ReadingTask,
    /// The month.
    pub period: Period,
    /// The use to expect, where earlier actual readings tell.
    pub expected: Option<Expected>,
    /// What an estimate here and now would mean (EST-LIMIT, EST-TIDY).
    pub estimate: Outlook,
    /// An estimate, with method and inputs (EST-METHOD).
    pub proposal: Proposal,
    /// Use by month between actual readings, newest first.
    pub uses: Vec<MonthUse>,
    /// Own facts about it that the server has not answered yet are on top.
    pub has_own_facts: bool,
}

/// What was typed, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedEntry {
    /// The stand; `None` where the text is none.
    pub value: Option<Volume>,
    /// What is asked of the worker, in the order in which it is asked.
    pub checks: Vec<Check>,
}

impl Phone {
    /// The card of a meter.
    pub fn meter(&self, point: &PointId) -> Result<MeterCard, PhoneError> {
        let present = self.engine.present()?;
        self.engine.store.read(|db| {
            let (record, state, has_own_facts) = load_point(db, point)?;
            let pit = record.pit.as_ref().map(|pit| load_pit(db, pit)).transpose()?.flatten();
            let (book, now) = (present.books.in_force(), present.now());
            let period = Period::of(now, book.utc_offset);
            let window = super::today::window_of(db, &record.route)?;
            let task = cycle::task(window, &state, period, now, book);
            let register = Some(state.meter(&record).register);
            let since = state.counted_from(period, register, book.utc_offset);
            let expected = since
                .and_then(|stand| reading_check::expected(&state, days_between(stand.at, now, book.utc_offset), book));
            let estimate = estimate::outlook(&state, pit.as_ref(), now, book);
            let proposal = estimate::propose(&record, &state, now, book);
            let uses = state.uses(book.utc_offset).collect();
            Ok(MeterCard { record, state, task, period, expected, estimate, proposal, uses, has_own_facts })
        })
    }

    /// READ-CHECK: what a typed stand would meet, before it is saved. `scanned` is the meter that was scanned, if one was;
    /// `rolled_over` is the worker's answer to the rollover question.
    pub fn check_reading(
        &self,
        point: &PointId,
        typed: &str,
        scanned: Option<&MeterId>,
        rolled_over: bool,
    ) -> Result<CheckedEntry, PhoneError> {
        let present = self.engine.present()?;
        let (record, state, _) = self.engine.store.read(|db| load_point(db, point))?;
        let meter = state.meter(&record);
        let value = match reading_check::parse_entry(typed, meter.register) {
            Ok(value) => value,
            Err(check) => return Ok(CheckedEntry { value: None, checks: vec![check] }),
        };
        let entry = Entry { meter: scanned.unwrap_or(&meter.id), value, rolled_over };
        let checks = reading_check::check(&record, &state, &entry, present.now(), present.books.in_force());
        Ok(CheckedEntry { value: Some(value), checks })
    }

    /// READ-IF-READABLE: what an estimate would leave open for a person's eye if it were saved like this.
    pub fn check_estimate(&self, estimate: &ReadingEstimated, fix: Option<Fix>) -> Result<Vec<CheckCode>, PhoneError> {
        Ok(estimate::questions(estimate, MadeAt::Phone(fix), &*self.rulebook()?))
    }

    /// The meter that opens by itself after this one: the next of its route that is to be read, going round once. `None`:
    /// the route is done.
    pub fn next_meter(&self, after: &PointId) -> Result<Option<PointId>, PhoneError> {
        let present = self.engine.present()?;
        self.engine.store.read(|db| {
            let (record, ..) = load_point(db, after)?;
            let window = super::today::window_of(db, &record.route)?;
            let bucket = BucketId::Route(record.route.clone()).to_string();
            let to_read = |state: &PointState| {
                let (book, now) = (present.books.in_force(), present.now());
                let task = cycle::task(window, state, Period::of(now, book.utc_offset), now, book);
                super::today::is_to_read(task)
            };
            let ahead = first_to_read(db, &bucket, record.seq..u32::MAX, after, &to_read)?;
            match ahead {
                Some(next) => Ok(Some(next)),
                None => Ok(first_to_read(db, &bucket, 0..record.seq, after, &to_read)?),
            }
        })
    }
}

/// The first meter of a route whose place lies after `places.start`, through `places.end`, and that is to be read.
fn first_to_read(
    db: &Connection,
    bucket: &str,
    places: std::ops::Range<u32>,
    but: &PointId,
    to_read: &impl Fn(&PointState) -> bool,
) -> Result<Option<PointId>, StoreError> {
    let mut from = places.start;
    while from < places.end {
        let looked_at = subject::after_rank(db, bucket, "point", from, LOOKED_AT_TOGETHER)?;
        for listed in &looked_at {
            let Ok(Subject::Point(of)) = listed.shown() else { continue };
            let Some(record) = of.record else { continue };
            if record.seq > places.end {
                return Ok(None);
            }
            from = record.seq;
            if record.id != *but && to_read(&of.state) {
                return Ok(Some(record.id));
            }
        }
        if looked_at.len() < LOOKED_AT_TOGETHER as usize {
            break;
        }
    }
    Ok(None)
}

fn load_point(db: &Connection, point: &PointId) -> Result<(PointRecord, PointState, bool), PhoneError> {
    let id = SubjectId::Point(point.clone());
    let stored = subject::get(db, &id.to_string())?.ok_or_else(|| PhoneError::not_here(&id))?;
    match stored.shown(&id)? {
        Subject::Point(of) => {
            let record = of.record.ok_or_else(|| PhoneError::not_here(&id))?;
            Ok((record, of.state, stored.local.is_some()))
        }
        _ => Err(PhoneError::not_here(&id)),
    }
}

fn load_pit(db: &Connection, pit: &PitId) -> Result<Option<PitState>, StoreError> {
    let id = SubjectId::Pit(pit.clone());
    match subject::get(db, &id.to_string())?.map(|stored| stored.shown(&id)).transpose()? {
        Some(Subject::Pit(of)) => Ok(Some(of.state)),
        _ => Ok(None),
    }
}
