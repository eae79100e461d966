//! The office's lists. Each reads an index that holds only what it shows, so that it costs what it shows and not what
//! there is.

use std::collections::{BTreeMap, HashMap};

use curbstop_core::model::{
    AreaId, BucketId, CalendarRecord, CoverRecord, CrewId, DeviceId, JobRecord, OrderRecord, Period, TimeInterval,
    Timestamp, WorkerId, WorkerRecord,
};
use curbstop_core::rulebook::Rulebook;
use curbstop_core::rules::cycle::{self, ReadingTask};
use curbstop_core::state::{CoverState, JobState, OrderState, PointState, ReadingStage};
use rusqlite::{Connection, Params, Row, params};
use serde::Deserialize as _;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer as _};

use super::{at, damaged, office_sql as sql};
use crate::intake::Books;
use crate::store::StoreError;
use crate::store::office::{
    Crew, Device, JobFilter, Known, KnownPoint, LISTED_MAX, Listed, OrderFilter, Quarantined, RouteProgress,
};

/// Reads rows of record and state; one more than the limit is asked for, to know whether there is more.
fn listed<R: DeserializeOwned, S: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    limit: u32,
) -> Result<Listed<Known<R, S>>, StoreError> {
    let failed = at("reading a list");
    let mut statement = connection.prepare_cached(sql).map_err(&failed)?;
    let mut rows = statement.query(params![i64::from(limit) + 1]).map_err(&failed)?;
    let mut list = Vec::new();
    while let Some(row) = rows.next().map_err(&failed)? {
        list.push(Known { record: json(row, 0)?, state: json(row, 1)? });
    }
    Ok(cut(list, limit))
}

/// As [`all`], of a list that is cut after [`LISTED_MAX`].
fn bounded<T>(
    connection: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Listed<T>, StoreError> {
    Ok(cut(all(connection, sql, params![i64::from(LISTED_MAX) + 1], read)?, LISTED_MAX))
}

fn names(connection: &Connection) -> Result<HashMap<WorkerId, String>, StoreError> {
    Ok(workers(connection)?.rows.into_iter().map(|worker| (worker.id, worker.name)).collect())
}

/// What is asked for is one more than the limit.
pub(super) fn cut<T>(mut rows: Vec<T>, limit: u32) -> Listed<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    Listed { rows, more }
}

pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    let text = row.get_ref(column).map_err(at("reading a list"))?.as_str().map_err(|e| damaged("a subject", e))?;
    serde_json::from_str(text).map_err(|error| damaged("a subject", error))
}

/// Runs a query and reads each row.
fn all<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let failed = at("reading a list");
    let mut statement = connection.prepare_cached(sql).map_err(&failed)?;
    let mut rows = statement.query(parameters).map_err(&failed)?;
    let mut list = Vec::new();
    while let Some(row) = rows.next().map_err(&failed)? {
        list.push(read(row)?);
    }
    Ok(list)
}

pub(super) fn column<T: rusqlite::types::FromSql>(row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    row.get(column).map_err(at("reading a list"))
}

pub(super) fn orders(
    connection: &Connection,
    filter: OrderFilter,
    limit: u32,
) -> Result<Listed<Known<OrderRecord, OrderState>>, StoreError> {
    let question = match filter {
        OrderFilter::Open => sql::ORDERS_OPEN,
        OrderFilter::Closed => sql::ORDERS_CLOSED,
        OrderFilter::All => sql::ORDERS_ALL,
    };
    listed(connection, question, limit)
}

pub(super) fn jobs(
    connection: &Connection,
    filter: JobFilter,
    limit: u32,
) -> Result<Listed<Known<JobRecord, JobState>>, StoreError> {
    let question = match filter {
        JobFilter::Open => sql::JOBS_OPEN,
        JobFilter::Closed => sql::JOBS_CLOSED,
    };
    listed(connection, question, limit)
}

/// One notice a year: never more than [`LISTED_MAX`].
pub(super) fn calendar(connection: &Connection) -> Result<Vec<CalendarRecord>, StoreError> {
    Ok(bounded(connection, sql::CALENDAR, |row| json(row, 0))?.rows)
}

pub(super) fn unsafe_covers(
    connection: &Connection,
    limit: u32,
) -> Result<Listed<Known<CoverRecord, CoverState>>, StoreError> {
    listed(connection, sql::UNSAFE_COVERS, limit)
}

pub(super) fn escalations(
    connection: &Connection,
    decided: bool,
    limit: u32,
) -> Result<Listed<KnownPoint>, StoreError> {
    listed(connection, if decided { sql::ESCALATIONS_DECIDED } else { sql::ESCALATIONS_OPEN }, limit)
}

pub(super) fn reviews(connection: &Connection, limit: u32) -> Result<Listed<KnownPoint>, StoreError> {
    listed(connection, sql::REVIEWS, limit)
}

pub(super) fn quarantine(
    connection: &Connection,
    limit: u32,
    head_bytes: u32,
) -> Result<Listed<Quarantined>, StoreError> {
    let rows = all(connection, sql::QUARANTINE, params![i64::from(limit) + 1, head_bytes], |row| {
        Ok(Quarantined {
            id: (column::<u32>(row, 0)?, column::<u64>(row, 1)?).into(),
            received_at: Timestamp::from_millis(column(row, 2)?),
            refusal: json(row, 3)?,
            settled: column(row, 4)?,
            bytes: column(row, 5)?,
            head: column(row, 6)?,
        })
    })?;
    Ok(cut(rows, limit))
}

pub(super) fn devices(connection: &Connection) -> Result<Listed<Device>, StoreError> {
    let names = names(connection)?;
    let with_name = |id: WorkerId| {
        let name = names.get(&id).cloned().unwrap_or_else(|| id.to_string());
        (id, name)
    };
    let mut newest_first = bounded(connection, sql::DEVICES, |row| {
        let have_through = column(row, 6)?;
        let last = TimeInterval {
            earliest: Timestamp::from_millis(column(row, 7)?),
            latest: Timestamp::from_millis(column(row, 8)?),
        };
        let workers: Vec<WorkerId> = json(row, 2)?;
        Ok(Device {
            id: DeviceId::new(column(row, 0)?),
            model: column(row, 1)?,
            workers: workers.into_iter().map(with_name).collect(),
            enrolled_at: Timestamp::from_millis(column(row, 3)?),
            revoked_at: column::<Option<i64>>(row, 4)?.map(Timestamp::from_millis),
            last_sync_at: column::<Option<i64>>(row, 5)?.map(Timestamp::from_millis),
            have_through,
            last_event: (last.earliest > Timestamp::MIN).then_some(last),
        })
    })?;
    newest_first.rows.reverse();
    Ok(newest_first)
}

pub(super) fn workers(connection: &Connection) -> Result<Listed<WorkerRecord>, StoreError> {
    bounded(connection, sql::WORKERS, |row| json(row, 0))
}

pub(super) fn has_members(connection: &Connection, crew: &CrewId) -> Result<bool, StoreError> {
    let mut found = all(connection, sql::HAS_MEMBERS, params![crew.as_str()], |row| column(row, 0))?;
    Ok(found.pop().unwrap_or(false))
}

pub(super) fn crews(connection: &Connection) -> Result<Listed<Crew>, StoreError> {
    let mut crews: BTreeMap<CrewId, Crew> = BTreeMap::new();
    let workers = workers(connection)?;
    for worker in workers.rows {
        if let Some(id) = worker.crew {
            let crew = crews.entry(id.clone()).or_insert(Crew { id, members: Vec::new(), open_orders: 0 });
            crew.members.push((worker.id, worker.name));
        }
    }
    for (crew, orders) in
        all(connection, sql::ORDERS_BY_CREW, [], |row| Ok((column::<String>(row, 0)?, column(row, 1)?)))?
    {
        let id = CrewId::new(&crew).map_err(|error| damaged("a crew", error))?;
        if let Some(crew) = crews.get_mut(&id) {
            crew.open_orders = orders;
        }
    }
    let mut crews: Vec<Crew> = crews.into_values().collect();
    for crew in &mut crews {
        crew.members.sort_by(|(_, a), (_, b)| a.cmp(b));
    }
    Ok(Listed { rows: crews, more: workers.more })
}

pub(super) fn areas(connection: &Connection) -> Result<Listed<AreaId>, StoreError> {
    bounded(connection, sql::AREAS, |row| {
        let area: String = column(row, 0)?;
        AreaId::new(&area).map_err(|error| damaged("an area", error))
    })
}

/// How far each route is in a month.
pub(super) fn route_progress(
    connection: &Connection,
    period: Period,
    books: &Books,
) -> Result<Listed<RouteProgress>, StoreError> {
    let mut stages = stages(connection, period, books)?;
    let names = names(connection)?;
    bounded(connection, sql::ROUTES, |row| {
        let route: curbstop_core::model::RouteRecord = json(row, 0)?;
        let bucket = BucketId::Route(route.id.clone()).to_string();
        Ok(RouteProgress {
            reader_name: route.reader.as_ref().and_then(|reader| names.get(reader)).cloned(),
            stages: stages.remove(&bucket).unwrap_or_default().into_iter().collect(),
            route,
        })
    })
}

type Stages = HashMap<String, BTreeMap<ReadingStage, u32>>;

/// Service points by bucket and stage of a month. One walk over an index for the running month; of a month that is over,
/// the points that have gone on since are looked at one by one.
fn stages(connection: &Connection, period: Period, books: &Books) -> Result<Stages, StoreError> {
    let mut stages = Stages::new();
    let month = period.to_string();
    let mut gone_on = false;
    let groups = all(connection, sql::STAGES, [], |row| {
        Ok((
            column::<String>(row, 0)?,
            column::<Option<String>>(row, 1)?,
            column::<Option<String>>(row, 2)?,
            column::<u32>(row, 3)?,
        ))
    })?;
    for (bucket, of, stage, points) in groups {
        let stage: ReadingStage = match (of, stage) {
            (Some(of), _) if of > month => {
                gone_on = true;
                continue;
            }
            (Some(of), Some(name)) if of == month => {
                let name: StrDeserializer<'_, serde::de::value::Error> = name.as_str().into_deserializer();
                ReadingStage::deserialize(name).map_err(|error| damaged("a stage", error))?
            }
            _ => ReadingStage::Unread,
        };
        *stages.entry(bucket).or_default().entry(stage).or_default() += points;
    }
    if let Some(book) = books.of(books.newest()).filter(|_| gone_on) {
        add_gone_on(connection, period, book, &mut stages)?;
    }
    Ok(stages)
}

fn add_gone_on(
    connection: &Connection,
    period: Period,
    book: &Rulebook,
    stages: &mut Stages,
) -> Result<(), StoreError> {
    let window = curbstop_core::model::ReadingWindow::MONTH;
    let now = Timestamp::start_of_day(period.next().first_day(), book.utc_offset);
    for (bucket, state) in all(connection, sql::GONE_ON, params![period.to_string()], |row| {
        Ok((column::<String>(row, 0)?, json::<PointState>(row, 1)?))
    })? {
        // Of a month before the newest one it is known only whether a reading closed in it.
        let done = cycle::task(window, &state, period, now, book) == ReadingTask::Done;
        let stage = if done { ReadingStage::Released } else { ReadingStage::Unread };
        *stages.entry(bucket).or_default().entry(stage).or_default() += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::connection;

    #[test]
    fn a_list_that_is_too_long_is_cut_and_says_so() {
        let path = std::env::temp_dir().join(format!("curbstop-lists-{}.db", std::process::id()));
        let mut database = connection::open_writer(&path).unwrap();
        connection::migrate(&mut database).unwrap();
        let enrol = |count: u32| {
            let sql = "WITH RECURSIVE each (id) AS (SELECT coalesce(max(id), 0) + 1 FROM device
                       UNION ALL SELECT id + 1 FROM each WHERE id < ?1)
                 INSERT INTO device (id, model, workers, enrolled_at, anchors, have_through, last_earliest, last_latest)
                 SELECT id, '', '[]', 0, '{}', 0, 0, 0 FROM each";
            database.execute(sql, [count]).unwrap();
        };
        let listed = || {
            let listed = devices(&database).unwrap();
            let ids = [listed.rows.first(), listed.rows.last()].map(|device| device.unwrap().id.number());
            (listed.rows.len(), ids, listed.more)
        };
        enrol(LISTED_MAX);
        assert_eq!(listed(), (5_000, [1, LISTED_MAX], false));
        enrol(LISTED_MAX + 1);
        assert_eq!(listed(), (5_000, [2, LISTED_MAX + 1], true), "the newest stay");
        drop(database);
        let _ = std::fs::remove_file(path);
    }
}
