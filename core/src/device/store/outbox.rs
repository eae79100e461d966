//! Every fact that was recorded here, exactly as it was made.

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::StoreError;
use crate::model::{DeviceId, SubjectId, Timestamp};
use crate::wire::{Outcome, Refusal};

/// `settled` of a fact that went again under a new number. Unlike one that a person has settled (1), it never goes under its old
/// number any more, also when a restored server asks for it: it would be applied twice.
pub(super) const WENT_AGAIN: u8 = 2;

/// A fact as it lies in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Queued {
    pub(crate) seq: u64,
    pub(crate) body: Vec<u8>,
}

/// A fact that the server could not apply.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RefusedFact {
    pub(crate) seq: u64,
    pub(crate) body: Vec<u8>,
    pub(crate) refusal: Refusal,
}

/// Looks whether the queue, the one thing that cannot be fetched again, is sound. Its cost grows with 30 days of work only.
pub(crate) fn check(db: &Connection) -> Result<(), StoreError> {
    check_table(db, "outbox")
}

/// Looks whether a table and its indexes are sound.
pub(crate) fn check_table(db: &Connection, table: &str) -> Result<(), StoreError> {
    sound(db.query_row(&format!("PRAGMA quick_check('{table}')"), [], |row| row.get(0))?)
}

/// Looks whether everything is sound. Its cost grows with all that the phone holds.
pub(crate) fn check_all(db: &Connection) -> Result<(), StoreError> {
    sound(db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?)
}

fn sound(verdict: String) -> Result<(), StoreError> {
    if verdict == "ok" {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(code, Some(verdict)).into())
}

/// Keeps a fact.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    seq: u64,
    subject: &SubjectId,
    also: Option<&SubjectId>,
    body: &[u8],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox (seq, subject, also, body) VALUES (?1, ?2, ?3, ?4)";
    let also = also.map(ToString::to_string);
    tx.prepare_cached(sql)?.execute((seq, subject.to_string(), also, body))?;
    Ok(())
}

/// Calls `take` with the facts after `seq` in order, until it says that it has enough. What went again is left out.
pub(crate) fn each_after(
    db: &Connection,
    seq: u64,
    mut take: impl FnMut(u64, &[u8]) -> bool,
) -> Result<(), StoreError> {
    let sql = "SELECT seq, body FROM outbox WHERE seq > ?1 AND settled <> ?2 ORDER BY seq";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query((seq, WENT_AGAIN))?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?;
        if !take(row.get(0)?, body) {
            break;
        }
    }
    Ok(())
}

/// The number of the first fact after `seq`.
pub(crate) fn first_after(db: &Connection, seq: u64) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT min(seq) FROM outbox WHERE seq > ?1";
    Ok(db.prepare_cached(sql)?.query_row([seq], |row| row.get(0))?)
}

/// A fact as it is kept here.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeptFact<'a> {
    pub(crate) seq: u64,
    pub(crate) body: &'a [u8],
    /// The server keeps it in quarantine, whether or not somebody has dealt with that.
    pub(crate) refused: bool,
}

/// Calls `take` with the facts from the newest on, until it says that it has enough.
pub(crate) fn each_newest_first(db: &Connection, mut take: impl FnMut(KeptFact<'_>) -> bool) -> Result<(), StoreError> {
    let mut statement = db.prepare_cached("SELECT seq, body, refused FROM outbox ORDER BY seq DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?;
        if !take(KeptFact { seq: row.get(0)?, body, refused: row.get(2)? }) {
            break;
        }
    }
    Ok(())
}

/// The bytes of one fact.
pub(crate) fn body(db: &Connection, seq: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = db.prepare_cached("SELECT body FROM outbox WHERE seq = ?1")?;
    Ok(statement.query_row([seq], |row| row.get(0)).optional()?)
}

/// Every own fact about a subject that is kept, oldest first.
pub(crate) fn about(db: &Connection, subject: &str) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = db.prepare_cached("SELECT body FROM outbox WHERE subject = ?1 ORDER BY seq")?;
    let rows = statement.query_map([subject], |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(StoreError::from)
}

/// Own facts about a subject that are not inside the server's state of it: after `covered`, and not refused.
pub(crate) fn uncovered(db: &Connection, subject: &str, covered: u64) -> Result<Vec<Queued>, StoreError> {
    let sql = "SELECT seq, body FROM outbox WHERE subject = ?1 AND seq > ?2 AND refused = 0
         UNION ALL
         SELECT seq, body FROM outbox WHERE also = ?1 AND seq > ?2 AND refused = 0
         ORDER BY seq";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((subject, covered), |row| Ok(Queued { seq: row.get(0)?, body: row.get(1)? }))?;
    rows.collect::<Result<_, _>>().map_err(StoreError::from)
}

/// Whether there are such facts.
pub(crate) fn has_uncovered(db: &Connection, subject: &str, covered: u64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE subject = ?1 AND seq > ?2 AND refused = 0)
         OR EXISTS (SELECT 1 FROM outbox WHERE also = ?1 AND seq > ?2 AND refused = 0)";
    Ok(db.prepare_cached(sql)?.query_row((subject, covered), |row| row.get(0))?)
}

/// The subjects that a fact changes.
pub(crate) fn subjects(db: &Connection, seq: u64) -> Result<Vec<String>, StoreError> {
    let mut statement = db.prepare_cached("SELECT subject, also FROM outbox WHERE seq = ?1")?;
    let found: Option<(String, Option<String>)> =
        statement.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.into_iter().flat_map(|(subject, also)| std::iter::once(subject).chain(also)).collect())
}

/// Keeps what the server said of a fact.
pub(crate) fn set_outcome(tx: &Transaction<'_>, seq: u64, outcome: &Outcome) -> Result<(), StoreError> {
    let text = serde_json::to_string(outcome).map_err(StoreError::value("outcome"))?;
    let refused = matches!(outcome, Outcome::Refused(_));
    // Told again, a refusal that a person has settled stays settled.
    let sql = "UPDATE outbox SET outcome = ?2, refused = ?3, settled = iif(?3, settled, 0) WHERE seq = ?1";
    tx.prepare_cached(sql)?.execute((seq, text, refused))?;
    Ok(())
}

/// Forgets what the server said of the facts after `seq`: it was restored and will judge them again.
pub(crate) fn forget_outcomes_after(tx: &Transaction<'_>, seq: u64) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET outcome = NULL, refused = 0, settled = 0
         WHERE seq > ?1 AND outcome IS NOT NULL AND settled <> ?2";
    tx.prepare_cached(sql)?.execute((seq, WENT_AGAIN))?;
    Ok(())
}

/// A person has dealt with a refusal, or it was recorded again. Says whether there was one.
pub(crate) fn settle(tx: &Transaction<'_>, seq: u64) -> Result<bool, StoreError> {
    settle_as(tx, seq, 1)
}

/// A refused fact goes again under a new number. Says whether there was one.
pub(crate) fn went_again(tx: &Transaction<'_>, seq: u64) -> Result<bool, StoreError> {
    settle_as(tx, seq, WENT_AGAIN)
}

fn settle_as(tx: &Transaction<'_>, seq: u64, settled: u8) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET settled = ?2 WHERE seq = ?1 AND refused = 1 AND settled = 0";
    Ok(tx.prepare_cached(sql)?.execute((seq, settled))? > 0)
}

/// How many refusals wait for a person.
pub(crate) fn refused_count(db: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM outbox WHERE refused = 1 AND settled = 0";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The refusals that wait for a person, oldest first.
pub(crate) fn refused(db: &Connection) -> Result<Vec<RefusedFact>, StoreError> {
    let sql = "SELECT seq, body, outcome FROM outbox WHERE refused = 1 AND settled = 0 ORDER BY seq";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let outcome = row.get_ref(2)?.as_bytes().map_err(rusqlite::Error::from)?;
        if let Outcome::Refused(refusal) = serde_json::from_slice(outcome).map_err(StoreError::value("outcome"))? {
            found.push(RefusedFact { seq: row.get(0)?, body: row.get(1)?, refusal });
        }
    }
    Ok(found)
}

/// Notes that the server had everything up to `through` at `at`.
pub(crate) fn add_receipt(tx: &Transaction<'_>, through: u64, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO receipt (through, at) VALUES (?1, ?2) ON CONFLICT (through) DO UPDATE SET at = excluded.at";
    tx.prepare_cached(sql)?.execute((through, at.as_millis()))?;
    Ok(())
}

/// Forgets receipts beyond `seq`: the server was restored and does not have those facts any more.
pub(crate) fn forget_receipts_after(tx: &Transaction<'_>, seq: u64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM receipt WHERE through > ?1")?.execute([seq])?;
    Ok(())
}

/// Lets go of facts that the server has had since before `had_before`. An open refusal stays, however old.
pub(crate) fn prune(tx: &Transaction<'_>, had_before: Timestamp) -> Result<u64, StoreError> {
    let newest = "SELECT max(through) FROM receipt WHERE at < ?1";
    let through: Option<u64> = tx.prepare_cached(newest)?.query_row([had_before.as_millis()], |row| row.get(0))?;
    let Some(through) = through else { return Ok(0) };
    let facts = "DELETE FROM outbox WHERE seq <= ?1 AND NOT (refused = 1 AND settled = 0)";
    let gone = tx.prepare_cached(facts)?.execute([through])?;
    tx.prepare_cached("DELETE FROM receipt WHERE through <= ?1")?.execute([through])?;
    Ok(gone as u64)
}

/// Whether anything was had before `before`.
pub(crate) fn has_receipt_before(db: &Connection, before: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM receipt WHERE at < ?1)";
    Ok(db.prepare_cached(sql)?.query_row([before.as_millis()], |row| row.get(0))?)
}

/// Moves what is in the queue, all of it had, out of it, so that its numbers are free for another identity.
pub(crate) fn archive(tx: &Transaction<'_>, device: DeviceId) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO past (device, seq, body, outcome) SELECT ?1, seq, body, outcome FROM outbox";
    tx.prepare_cached(sql)?.execute([device.number()])?;
    tx.prepare_cached("DELETE FROM outbox")?.execute([])?;
    tx.prepare_cached("DELETE FROM receipt")?.execute([])?;
    Ok(())
}

/// Takes the facts after `seq`, and the refusals that nobody has dealt with, out of the queue, in order, to be put back under
/// new numbers.
pub(crate) fn take_unfinished(tx: &Transaction<'_>, seq: u64) -> Result<Vec<TakenFact>, StoreError> {
    let sql = "DELETE FROM outbox WHERE (seq > ?1 AND settled <> ?2) OR (refused = 1 AND settled = 0)
         RETURNING seq, subject, also, body";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map((seq, WENT_AGAIN), |row| {
        Ok(TakenFact { seq: row.get(0)?, subject: row.get(1)?, also: row.get(2)?, body: row.get(3)? })
    })?;
    let mut taken = rows.collect::<Result<Vec<_>, _>>()?;
    taken.sort_by_key(|fact| fact.seq);
    Ok(taken)
}

/// A fact that was taken out of the queue.
#[derive(Debug)]
pub(crate) struct TakenFact {
    seq: u64,
    subject: String,
    also: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// Puts a fact back under another number.
pub(crate) fn put_back(tx: &Transaction<'_>, seq: u64, fact: &TakenFact, body: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox (seq, subject, also, body) VALUES (?1, ?2, ?3, ?4)";
    tx.prepare_cached(sql)?.execute((seq, &fact.subject, &fact.also, body))?;
    Ok(())
}
