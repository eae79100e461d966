//! What the server says of each subject, and what this phone's own facts make of it.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use super::StoreError;
use crate::model::{Position, SubjectId};
use crate::state::{JobStage, OrderStage, Subject};

/// What the server sent of a subject.
#[derive(Debug)]
pub(crate) struct ServerRow<'a> {
    pub(crate) bucket: &'a str,
    pub(crate) n: u64,
    pub(crate) round: i64,
    /// Own facts up to here are inside `state`.
    pub(crate) covered: u64,
    /// `None`: as it was.
    pub(crate) record: Option<&'a str>,
    pub(crate) state: &'a str,
}

/// What lists are made of, taken out of a subject so that they need not read every row's JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Projection {
    /// A point's place in its route; 0 where the record is not at hand.
    pub(crate) rank: u32,
    /// Where it is; `None` also where the record is not at hand.
    pub(crate) position: Option<Position>,
    /// When a cover was last looked at, in ms since 1970.
    pub(crate) seen: Option<i64>,
    /// It asks for somebody.
    pub(crate) open: bool,
}

impl Projection {
    pub(crate) fn of(subject: &Subject) -> Self {
        let record = |rank, position| Self { rank, position, ..Self::default() };
        match subject {
            Subject::Point(of) => {
                let place = of.record.as_ref().map(|r| record(r.seq, r.position)).unwrap_or_default();
                Self { open: of.state.escalation.is_some(), ..place }
            }
            Subject::Pit(of) => {
                let place = of.record.as_ref().map(|r| record(0, r.position)).unwrap_or_default();
                Self { open: of.state.tidy.is_some(), ..place }
            }
            Subject::Cover(of) => {
                let place = of.record.as_ref().map(|r| record(0, Some(r.position))).unwrap_or_default();
                let seen = of.state.seen_at.map(|at| at.middle().as_millis());
                Self { seen, open: of.state.defect.is_some(), ..place }
            }
            Subject::Order(of) => {
                let place = of.record.as_ref().map(|r| record(0, r.position)).unwrap_or_default();
                Self { open: of.state.stage < OrderStage::Closed, ..place }
            }
            Subject::Job(of) => {
                let place = of.record.as_ref().map(|r| record(0, r.position)).unwrap_or_default();
                Self { open: of.state.stage < JobStage::Closed, ..place }
            }
            Subject::Calendar(_) | Subject::Route(_) | Subject::Worker(_) => Self::default(),
            Subject::Case(of) => Self { open: of.state.decided.is_none(), ..Self::default() },
        }
    }
}

/// A subject's own parts as they are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) covered: u64,
    pub(crate) record: Option<String>,
    /// The server's; `None` where it has never sent any.
    pub(crate) state: Option<String>,
    /// With own facts on top, where there are any.
    pub(crate) local: Option<String>,
}

impl Stored {
    /// What the worker sees.
    pub(crate) fn shown(&self, id: &SubjectId) -> Result<Subject, StoreError> {
        self.parse(id, self.local.as_deref().or(self.state.as_deref()))
    }

    /// What the server sees, as far as it has told.
    pub(crate) fn server(&self, id: &SubjectId) -> Result<Subject, StoreError> {
        self.parse(id, self.state.as_deref())
    }

    fn parse(&self, id: &SubjectId, state: Option<&str>) -> Result<Subject, StoreError> {
        parse(id, self.record.as_deref(), state)
    }
}

/// A subject from its stored parts; without a state nothing is known of it yet.
pub(crate) fn parse(id: &SubjectId, record: Option<&str>, state: Option<&str>) -> Result<Subject, StoreError> {
    Subject::from_parts(id, record, state.unwrap_or("{}")).map_err(StoreError::value(id.to_string()))
}

fn stored(row: &Row<'_>, from: usize) -> rusqlite::Result<Stored> {
    Ok(Stored {
        covered: row.get(from)?,
        record: row.get(from + 1)?,
        state: row.get(from + 2)?,
        local: row.get(from + 3)?,
    })
}

pub(crate) fn get(db: &Connection, id: &str) -> Result<Option<Stored>, StoreError> {
    let mut statement = db.prepare_cached("SELECT covered, record, state, local FROM subject WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| stored(row, 0)).optional()?)
}

/// Keeps what the server sent; own facts on top are the caller's next step.
pub(crate) fn put_server(
    tx: &Transaction<'_>,
    id: &str,
    row: &ServerRow<'_>,
    projection: &Projection,
) -> Result<(), StoreError> {
    // A row without a record is of a subject that is here: its record and with it its place are as they were. Most are so,
    // and leaving the columns of the largest index alone makes them cheaper by half.
    if row.record.is_some() || !put_state(tx, id, row, projection)? {
        put_whole(tx, id, row, projection)?;
    }
    Ok(())
}

/// Says whether the subject was there.
fn put_state(tx: &Transaction<'_>, id: &str, row: &ServerRow<'_>, projection: &Projection) -> Result<bool, StoreError> {
    let sql = "UPDATE subject SET n = ?3, round = ?4, covered = ?5, state = ?6, local = NULL, seen = ?7, open = ?8
         WHERE id = ?1 AND bucket = ?2";
    let Projection { seen, open, .. } = projection;
    let values = (id, row.bucket, row.n, row.round, row.covered, row.state, seen, open);
    Ok(tx.prepare_cached(sql)?.execute(values)? > 0)
}

fn put_whole(tx: &Transaction<'_>, id: &str, row: &ServerRow<'_>, projection: &Projection) -> Result<(), StoreError> {
    let sql = "INSERT INTO subject
             (id, kind, bucket, n, round, covered, record, state, local, seen, open, rank, lat_e6, lon_e6)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (id) DO UPDATE SET bucket = excluded.bucket, n = excluded.n, round = excluded.round,
             covered = excluded.covered, record = coalesce(excluded.record, record), state = excluded.state,
             local = NULL, seen = excluded.seen, open = excluded.open,
             rank = iif(excluded.record IS NULL, rank, excluded.rank),
             lat_e6 = iif(excluded.record IS NULL, lat_e6, excluded.lat_e6),
             lon_e6 = iif(excluded.record IS NULL, lon_e6, excluded.lon_e6)";
    let (lat, lon) = projection.position.map(<(i32, i32)>::from).unzip();
    tx.prepare_cached(sql)?.execute((
        id,
        id.split_once(':').map_or(id, |(kind, _)| kind),
        row.bucket,
        row.n,
        row.round,
        row.covered,
        row.record,
        row.state,
        projection.seen,
        projection.open,
        projection.rank,
        lat,
        lon,
    ))?;
    Ok(())
}

/// Keeps what own facts make of a subject; `None` where the server's state is all there is.
pub(crate) fn put_local(
    tx: &Transaction<'_>,
    id: &SubjectId,
    local: Option<&str>,
    projection: &Projection,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO subject (id, kind, local, seen, open) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET local = excluded.local, seen = excluded.seen, open = excluded.open";
    tx.prepare_cached(sql)?.execute((id.to_string(), id.kind(), local, projection.seen, projection.open))?;
    Ok(())
}

/// A tombstone: the subject left the bucket. If it lies in another one by now, that stands.
pub(crate) fn remove_from(tx: &Transaction<'_>, id: &str, bucket: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM subject WHERE id = ?1 AND bucket = ?2")?.execute((id, bucket))?;
    Ok(())
}

/// After the last page of a bucket that was read from its start: what did not come is gone. Says how many.
pub(crate) fn remove_older(tx: &Transaction<'_>, bucket: &str, round: i64) -> Result<u64, StoreError> {
    let sql = "DELETE FROM subject WHERE bucket = ?1 AND round < ?2";
    Ok(tx.prepare_cached(sql)?.execute((bucket, round))? as u64)
}

/// The bucket is not this phone's any more. Says how many subjects left.
pub(crate) fn remove_bucket(tx: &Transaction<'_>, bucket: &str) -> Result<u64, StoreError> {
    Ok(tx.prepare_cached("DELETE FROM subject WHERE bucket = ?1")?.execute([bucket])? as u64)
}

/// The numbers of own facts start anew: none of them is inside what the server sent.
pub(crate) fn uncover_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE subject SET covered = 0")?.execute([])?;
    Ok(())
}

/// Subjects that show own facts on top of what the server sent before it had everything through `have_through`.
pub(crate) fn overlaid(db: &Connection, have_through: u64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT id FROM subject WHERE local IS NOT NULL AND bucket <> '' AND covered < ?1";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([have_through], |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(StoreError::from)
}

/// Own facts through `have_through` are inside what the server sent of a subject.
pub(crate) fn cover(tx: &Transaction<'_>, id: &str, have_through: u64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE subject SET covered = ?2 WHERE id = ?1")?.execute((id, have_through))?;
    Ok(())
}

/// Subjects that only own facts made, and of which no fact is kept any more.
pub(crate) fn prune(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let sql = "DELETE FROM subject WHERE bucket = '' AND NOT EXISTS (
            SELECT 1 FROM outbox WHERE outbox.subject = subject.id OR outbox.also = subject.id)";
    tx.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// A row of a list.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) id: SubjectId,
    pub(crate) stored: Stored,
}

impl Listed {
    pub(crate) fn shown(&self) -> Result<Subject, StoreError> {
        self.stored.shown(&self.id)
    }
}

const LISTED: &str = "SELECT id, covered, record, state, local FROM subject";

fn list(db: &Connection, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Listed>, StoreError> {
    let mut statement = db.prepare_cached(&format!("{LISTED} {rest}"))?;
    let mut rows = statement.query(values)?;
    let mut listed = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        // An id of a kind that this app does not know belongs to a newer one: not shown, and kept.
        if let Ok(id) = id.parse() {
            listed.push(Listed { id, stored: stored(row, 1)? });
        }
    }
    Ok(listed)
}

/// The subjects of a kind in a bucket, in the order of their places.
pub(crate) fn in_bucket(db: &Connection, bucket: &str, kind: &str) -> Result<Vec<Listed>, StoreError> {
    list(db, "WHERE bucket = ?1 AND kind = ?2 ORDER BY rank, id", (bucket, kind))
}

/// At most `limit` subjects of a kind in a bucket, from the place after `rank` on.
pub(crate) fn after_rank(
    db: &Connection,
    bucket: &str,
    kind: &str,
    rank: u32,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    list(db, "WHERE bucket = ?1 AND kind = ?2 AND rank > ?3 ORDER BY rank, id LIMIT ?4", (bucket, kind, rank, limit))
}

/// The subjects of a kind that ask for somebody.
pub(crate) fn open_of(db: &Connection, kind: &str) -> Result<Vec<Listed>, StoreError> {
    list(db, "WHERE kind = ?1 AND open = 1 ORDER BY id", [kind])
}

/// Every subject of a kind.
pub(crate) fn of_kind(db: &Connection, kind: &str) -> Result<Vec<Listed>, StoreError> {
    // `;` follows `:`, so that the range is exactly the ids of this kind.
    list(db, "WHERE id >= ?1 AND id < ?2 ORDER BY id", (format!("{kind}:"), format!("{kind};")))
}

/// The subjects of a kind whose record or state holds a text, written in lower case: more than are wanted, never fewer.
pub(crate) fn mentioning(db: &Connection, kind: &str, text: &str) -> Result<Vec<Listed>, StoreError> {
    // As JSON writes it, without its quotes.
    let quoted = serde_json::to_string(text).map_err(StoreError::value("a search"))?;
    let written = quoted.trim_matches('"');
    let rest = "WHERE id >= ?1 AND id < ?2
         AND instr(lower(coalesce(record, '') || coalesce(local, state, '')), ?3) > 0 ORDER BY id";
    list(db, rest, (format!("{kind}:"), format!("{kind};"), written))
}

/// Covers that nobody has looked at since `since` (ms since 1970), the ones never seen first.
pub(crate) fn covers_unseen(db: &Connection, since: i64, limit: u32) -> Result<Vec<Listed>, StoreError> {
    list(db, "WHERE kind = 'cover' AND (seen IS NULL OR seen < ?1) ORDER BY seen, id LIMIT ?2", (since, limit))
}

/// How many covers nobody has looked at since `since` (ms since 1970), and how many there are.
pub(crate) fn count_covers_unseen(db: &Connection, since: i64) -> Result<(u64, u64), StoreError> {
    let sql = "SELECT count(*) FILTER (WHERE seen IS NULL OR seen < ?1), count(*) FROM subject WHERE kind = 'cover'";
    Ok(db.prepare_cached(sql)?.query_row([since], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Where every cover lies.
pub(crate) fn cover_positions(db: &Connection) -> Result<Vec<(SubjectId, Position)>, StoreError> {
    let sql =
        "SELECT id, lat_e6, lon_e6 FROM subject WHERE kind = 'cover' AND lat_e6 IS NOT NULL AND lon_e6 IS NOT NULL";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, lat, lon): (String, i32, i32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if let (Ok(id), Ok(position)) = (id.parse(), Position::try_from((lat, lon))) {
            found.push((id, position));
        }
    }
    Ok(found)
}
