//! The office's side of the store, on SQLite: commands and imports here, lists in `office_lists.rs`.

use std::sync::Arc;

use curbstop_core::model::{
    AreaId, CalendarRecord, CoverRecord, CrewId, JobId, JobRecord, OrderId, OrderRecord, Period, PointId, SubjectId,
    WorkerRecord,
};
use curbstop_core::state::{CoverState, JobState, OrderState, Subject};
use rusqlite::Connection;

use super::{SqliteStore, at, import, office_lists as lists, subject, take};
use crate::import::ImportReport;
use crate::intake::Books;
use crate::office::command::CommandRefused;
use crate::store::office::{
    Command, Crew, Device, Import, JobFilter, Known, KnownPoint, Listed, OfficeStore, OrderFilter, Quarantined,
    RouteProgress,
};
use crate::store::{AcceptedFacts, Changed, OfficeBatch, Pending, StoreError};

impl OfficeStore for SqliteStore {
    fn import(&self, file: Import, books: Arc<Books>) -> Pending<'_, (ImportReport, Changed)> {
        self.write(move |connection| import::import(connection, file, &books))
    }

    fn command(&self, command: Command, books: Arc<Books>) -> Pending<'_, Result<AcceptedFacts, CommandRefused>> {
        self.write(move |connection| decide(connection, command, &books))
    }

    fn next_number(&self) -> Pending<'_, u64> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO order_number (only_row, n) VALUES (1, 1)
                     ON CONFLICT (only_row) DO UPDATE SET n = n + 1 RETURNING n",
                )
                .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
                .map_err(at("taking a number"))
        })
    }

    fn orders(&self, filter: OrderFilter, limit: u32) -> Pending<'_, Listed<Known<OrderRecord, OrderState>>> {
        self.read(move |connection| lists::orders(connection, filter, limit))
    }

    fn order(&self, id: OrderId) -> Pending<'_, Option<Known<OrderRecord, OrderState>>> {
        self.read(move |connection| match found(connection, &SubjectId::Order(id))? {
            Some(Subject::Order(of)) => Ok(of.record.map(|record| Known { record, state: of.state })),
            _ => Ok(None),
        })
    }

    fn jobs(&self, filter: JobFilter, limit: u32) -> Pending<'_, Listed<Known<JobRecord, JobState>>> {
        self.read(move |connection| lists::jobs(connection, filter, limit))
    }

    fn job(&self, id: JobId) -> Pending<'_, Option<Known<JobRecord, JobState>>> {
        self.read(move |connection| match found(connection, &SubjectId::Job(id))? {
            Some(Subject::Job(of)) => Ok(of.record.map(|record| Known { record, state: of.state })),
            _ => Ok(None),
        })
    }

    fn calendar(&self) -> Pending<'_, Vec<CalendarRecord>> {
        self.read(lists::calendar)
    }

    fn point(&self, id: PointId) -> Pending<'_, Option<KnownPoint>> {
        self.read(move |connection| match found(connection, &SubjectId::Point(id))? {
            Some(Subject::Point(of)) => Ok(of.record.map(|record| Known { record, state: of.state })),
            _ => Ok(None),
        })
    }

    fn route_progress(&self, period: Period, books: Arc<Books>) -> Pending<'_, Listed<RouteProgress>> {
        self.read(move |connection| lists::route_progress(connection, period, &books))
    }

    fn unsafe_covers(&self, limit: u32) -> Pending<'_, Listed<Known<CoverRecord, CoverState>>> {
        self.read(move |connection| lists::unsafe_covers(connection, limit))
    }

    fn escalations(&self, decided: bool, limit: u32) -> Pending<'_, Listed<KnownPoint>> {
        self.read(move |connection| lists::escalations(connection, decided, limit))
    }

    fn reviews(&self, limit: u32) -> Pending<'_, Listed<KnownPoint>> {
        self.read(move |connection| lists::reviews(connection, limit))
    }

    fn quarantine(&self, limit: u32, head_bytes: u32) -> Pending<'_, Listed<Quarantined>> {
        self.read(move |connection| lists::quarantine(connection, limit, head_bytes))
    }

    fn devices(&self) -> Pending<'_, Listed<Device>> {
        self.read(lists::devices)
    }

    fn crews(&self) -> Pending<'_, Listed<Crew>> {
        self.read(lists::crews)
    }

    fn has_members(&self, crew: CrewId) -> Pending<'_, bool> {
        self.read(move |connection| lists::has_members(connection, &crew))
    }

    fn workers(&self) -> Pending<'_, Listed<WorkerRecord>> {
        self.read(lists::workers)
    }

    fn areas(&self) -> Pending<'_, Listed<AreaId>> {
        self.read(lists::areas)
    }
}

fn found(connection: &Connection, id: &SubjectId) -> Result<Option<Subject>, StoreError> {
    Ok(subject::find(connection, id)?.map(|known| known.subject))
}

/// Decides on the subject as it is in this transaction: of two who order the same at once, the second is told.
fn decide(
    connection: &Connection,
    command: Command,
    books: &Books,
) -> Result<Result<AcceptedFacts, CommandRefused>, StoreError> {
    let before = found(connection, &command.subject)?.unwrap_or_else(|| Subject::unknown(&command.subject));
    let fact = match (command.decide)(&before) {
        Ok(fact) => fact,
        Err(refused) => return Ok(Err(refused)),
    };
    let batch = OfficeBatch { author: command.author, now: command.now, facts: vec![(command.subject, fact)] };
    take::accept(connection, batch, books).map(Ok)
}
