//! What the store tells the black box. Rows are handed over one at a time: a queue may be long. Fields are named here one by
//! one, so that no token, PIN or key slips in.

use rusqlite::{Connection, Row};

use super::StoreError;
use crate::black_box::{Body, Boot, Bucket, Entry, Line, Photo, Standing};
use crate::model::{BootId, DeviceId, Span, Timestamp};

/// Makes a line of a row.
type ReadLine = fn(&Row<'_>) -> rusqlite::Result<Line>;

/// The number of the newest migration.
pub(crate) fn schema(db: &Connection) -> Result<i32, StoreError> {
    let newest = "SELECT coalesce(max(version), 0) FROM refinery_schema_history";
    Ok(db.query_row(newest, [], |row| row.get(0))?)
}

/// Hands over every line that is a row here, until `take` fails.
pub(crate) fn each_line<E: From<StoreError>>(
    db: &Connection,
    mut take: impl FnMut(Line) -> Result<(), E>,
) -> Result<(), E> {
    let parts: [(&str, ReadLine); 5] = [
        ("SELECT id, token, heard, server_time FROM boot ORDER BY id", boot),
        (
            "SELECT bucket, n, held, resetting, (SELECT count(*) FROM subject WHERE subject.bucket = cursor.bucket)
             FROM cursor ORDER BY bucket",
            bucket,
        ),
        ("SELECT id, bytes, stage, sent, code FROM photo ORDER BY n", photo),
        ("SELECT seq, body, outcome, NULL, NULL, device FROM past ORDER BY device, seq", past),
        ("SELECT seq, body, outcome, refused, settled FROM outbox ORDER BY seq", |row| Ok(Line::Entry(entry(row)?))),
    ];
    for (sql, line) in parts {
        let mut statement = db.prepare(sql).map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            take(line(row).map_err(StoreError::from)?)?;
        }
    }
    Ok(())
}

fn boot(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Boot(Boot {
        id: BootId(row.get(0)?),
        token: row.get(1)?,
        heard: row.get::<_, Option<i64>>(2)?.map(Span::millis),
        server_time: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_millis),
    }))
}

fn bucket(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Bucket(Bucket {
        bucket: row.get(0)?,
        n: row.get(1)?,
        held: row.get(2)?,
        resetting: row.get(3)?,
        subjects: row.get(4)?,
    }))
}

fn photo(row: &Row<'_>) -> rusqlite::Result<Line> {
    let id: String = row.get(0)?;
    let id = id
        .parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error)))?;
    Ok(Line::Photo(Photo { id, bytes: row.get(1)?, stage: row.get(2)?, sent: row.get(3)?, code: row.get(4)? }))
}

fn past(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Past { device: DeviceId::new(row.get(5)?), entry: entry(row)? })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let outcome: Option<String> = row.get(2)?;
    let (refused, settled): (Option<bool>, Option<u8>) = (row.get(3)?, row.get(4)?);
    let refusal = match (refused, settled) {
        (Some(true), Some(0)) => Some(Standing::Open),
        (Some(true), Some(super::outbox::WENT_AGAIN)) => Some(Standing::WentAgain),
        (Some(true), _) => Some(Standing::Settled),
        _ => None,
    };
    Ok(Entry {
        seq: row.get(0)?,
        body: Body::new(row.get_ref(1)?.as_bytes()?),
        // What is no JSON any more is told as the text that it is.
        outcome: outcome.map(|text| serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text))),
        refusal,
    })
}
