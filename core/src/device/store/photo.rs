//! The photos of this phone and how far each is; their bytes lie in files, see `device::photo::folder`.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use super::StoreError;
use crate::device::photo::Policy;
use crate::device::sync::backoff::Backoff;
use crate::model::{PhotoId, PhotoKind, Timestamp};

/// A photo as it lies here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Photo {
    pub(crate) id: PhotoId,
    pub(crate) kind: PhotoKind,
    pub(crate) bytes: u64,
    pub(crate) stage: Stage,
}

/// How far a photo is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It waits.
    Kept,
    /// The server has a part of it.
    Uploading {
        /// The upload's path on the server.
        upload: String,
        /// So many bytes the server has.
        sent: u64,
    },
    /// The server confirmed the hash; the file is still here.
    Delivered {
        /// When.
        at: Timestamp,
    },
    /// Delivered, and its file let go.
    Gone,
    /// The server does not take it, or the file is not what it was.
    Refused {
        /// Why, as a stable code.
        code: String,
    },
}

const COLUMNS: &str = "id, kind, bytes, stage, upload, sent, at, code";

fn photo(row: &Row<'_>) -> rusqlite::Result<Photo> {
    let (id, kind): (String, String) = (row.get(0)?, row.get(1)?);
    let (stage, code): (String, Option<String>) = (row.get(3)?, row.get(7)?);
    let at = Timestamp::from_millis(row.get::<_, Option<i64>>(6)?.unwrap_or_default());
    let upload: Option<String> = row.get(4)?;
    let stage = match (stage.as_str(), upload) {
        ("uploading", Some(upload)) => Stage::Uploading { upload, sent: row.get(5)? },
        ("delivered", _) => Stage::Delivered { at },
        ("gone", _) => Stage::Gone,
        ("refused", _) => Stage::Refused { code: code.unwrap_or_default() },
        _ => Stage::Kept,
    };
    let unreadable =
        |column| rusqlite::Error::InvalidColumnType(column, "photo".to_owned(), rusqlite::types::Type::Text);
    Ok(Photo {
        id: PhotoId::new(&id).map_err(|_| unreadable(0))?,
        kind: PhotoKind::from_extension(&kind).ok_or_else(|| unreadable(1))?,
        bytes: row.get(2)?,
        stage,
    })
}

pub(crate) fn get(db: &Connection, id: PhotoId) -> Result<Option<Photo>, StoreError> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM photo WHERE id = ?1"))?;
    Ok(statement.query_row([id.to_string()], photo).optional()?)
}

/// Keeps a photo whose file is here. One that was let go is delivered still, and lies here again; one that was refused gets
/// another chance.
pub(crate) fn keep(tx: &Transaction<'_>, id: PhotoId, kind: PhotoKind, bytes: u64) -> Result<(), StoreError> {
    let sql = "INSERT INTO photo (id, kind, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET
         stage = CASE stage WHEN 'gone' THEN 'delivered' WHEN 'refused' THEN 'kept' ELSE stage END, code = NULL";
    tx.prepare_cached(sql)?.execute((id.to_string(), kind.extension(), bytes))?;
    Ok(())
}

/// Moves a photo to another stage.
pub(crate) fn set_stage(tx: &Transaction<'_>, id: PhotoId, stage: &Stage) -> Result<(), StoreError> {
    let (word, upload, sent, at, code) = match stage {
        Stage::Kept => ("kept", None, 0, None, None),
        Stage::Uploading { upload, sent } => ("uploading", Some(upload), *sent, None, None),
        Stage::Delivered { at } => ("delivered", None, 0, Some(at.as_millis()), None),
        // When it was delivered stays.
        Stage::Gone => return let_go(tx, id),
        Stage::Refused { code } => ("refused", None, 0, None, Some(code)),
    };
    let sql = "UPDATE photo SET stage = ?2, upload = ?3, sent = ?4, at = ?5, code = ?6 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((id.to_string(), word, upload, sent, at, code))?;
    Ok(())
}

fn let_go(tx: &Transaction<'_>, id: PhotoId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE photo SET stage = 'gone' WHERE id = ?1")?.execute([id.to_string()])?;
    Ok(())
}

/// Its upload ended otherwise: the others go first from now on.
pub(crate) fn add_setback(tx: &Transaction<'_>, id: PhotoId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE photo SET setbacks = setbacks + 1 WHERE id = ?1")?.execute([id.to_string()])?;
    Ok(())
}

/// The photos that wait or are on their way, in the order in which they go.
pub(crate) fn waiting(db: &Connection) -> Result<Vec<Photo>, StoreError> {
    let list = "FROM photo WHERE stage IN ('kept', 'uploading') ORDER BY setbacks, n";
    all(db, &format!("SELECT {COLUMNS} {list}"))
}

/// The photos that the server did not take, oldest first.
pub(crate) fn refused(db: &Connection) -> Result<Vec<Photo>, StoreError> {
    all(db, &format!("SELECT {COLUMNS} FROM photo WHERE stage = 'refused' ORDER BY n"))
}

/// The delivered photos that still lie here, in the order in which they were delivered.
pub(crate) fn delivered(db: &Connection) -> Result<Vec<Photo>, StoreError> {
    all(db, &format!("SELECT {COLUMNS} FROM photo WHERE stage = 'delivered' ORDER BY at, n"))
}

fn all(db: &Connection, sql: &str) -> Result<Vec<Photo>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], photo)?;
    rows.collect::<Result<_, _>>().map_err(StoreError::from)
}

/// Bytes of the photos that lie here: those that only this phone has, and those that the server has too.
pub(crate) fn bytes_here(db: &Connection) -> Result<(u64, u64), StoreError> {
    let sql = "SELECT coalesce(sum(bytes) FILTER (WHERE stage NOT IN ('delivered', 'gone')), 0),
         coalesce(sum(bytes) FILTER (WHERE stage = 'delivered'), 0) FROM photo";
    Ok(db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Forgets photos that were let go and had been delivered before `before`.
pub(crate) fn forget_gone(tx: &Transaction<'_>, before: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM photo WHERE stage = 'gone' AND at < ?1")?.execute([before.as_millis()])?;
    Ok(())
}

/// The server was restored and may have lost them: whatever still lies here is offered again.
pub(crate) fn offer_again(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE photo SET stage = 'kept', at = NULL WHERE stage = 'delivered'")?.execute([])?;
    Ok(())
}

/// Which networks photos may use.
pub(crate) fn policy(db: &Connection) -> Result<Policy, StoreError> {
    Ok(queue(db)?.map(|(policy, _)| policy).unwrap_or_default())
}

pub(crate) fn set_policy(tx: &Transaction<'_>, policy: Policy) -> Result<(), StoreError> {
    set_queue(tx, policy, &backoff(tx)?)
}

/// When the server is asked again for photos.
pub(crate) fn backoff(db: &Connection) -> Result<Backoff, StoreError> {
    Ok(queue(db)?.map(|(_, backoff)| backoff).unwrap_or_default())
}

pub(crate) fn set_backoff(tx: &Transaction<'_>, backoff: &Backoff) -> Result<(), StoreError> {
    set_queue(tx, policy(tx)?, backoff)
}

fn queue(db: &Connection) -> Result<Option<(Policy, Backoff)>, StoreError> {
    let mut statement = db.prepare_cached("SELECT policy, backoff FROM photo_queue WHERE id = 1")?;
    let found: Option<(String, String)> = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((policy, backoff)) = found else { return Ok(None) };
    let backoff = serde_json::from_str(&backoff).map_err(StoreError::value("the photos' backoff"))?;
    Ok(Some((Policy::from_word(&policy), backoff)))
}

fn set_queue(tx: &Transaction<'_>, policy: Policy, backoff: &Backoff) -> Result<(), StoreError> {
    let backoff = serde_json::to_string(backoff).map_err(StoreError::value("the photos' backoff"))?;
    let sql = "INSERT INTO photo_queue (id, policy, backoff) VALUES (1, ?1, ?2)
         ON CONFLICT (id) DO UPDATE SET policy = excluded.policy, backoff = excluded.backoff";
    tx.prepare_cached(sql)?.execute((policy.word(), backoff))?;
    Ok(())
}
