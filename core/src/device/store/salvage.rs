//! What can be read of the queue in a database that was set aside.

use std::path::Path;

use super::error::StoreError;
use super::key::DatabaseKey;
use super::key_choice::{self, Looks};

/// What could still be read of the queue in a database that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Salvage {
    /// The events' numbers and bytes, in order.
    pub events: Vec<(u64, Vec<u8>)>,
    /// The queue was read to its end without an error.
    pub whole: bool,
}

/// Reads what can be read of the queue in a database that was set aside, with whichever of the keys opens it. A plain one
/// needs none.
pub fn salvage(file: &Path, keys: &[DatabaseKey]) -> Result<Salvage, StoreError> {
    let mut events = Vec::new();
    let whole = each_event(file, keys, |seq, body| events.push((seq, body.to_vec())))?;
    Ok(Salvage { events, whole })
}

/// Calls `take` with every event that can be read, and says whether the queue was read to its end without an error.
pub(crate) fn each_event(
    file: &Path,
    keys: &[DatabaseKey],
    mut take: impl FnMut(u64, &[u8]),
) -> Result<bool, StoreError> {
    let key = first_that_opens(file, keys)?;
    let connection = key_choice::open_as_left(file, key)?;
    let Ok(mut statement) = connection.prepare("SELECT seq, body FROM outbox ORDER BY seq") else { return Ok(false) };
    let Ok(mut rows) = statement.query([]) else { return Ok(false) };
    loop {
        match rows.next() {
            Ok(Some(row)) => match (row.get(0), row.get_ref(1).map(|value| value.as_bytes())) {
                (Ok(seq), Ok(Ok(body))) => take(seq, body),
                _ => return Ok(false),
            },
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
        }
    }
}

fn first_that_opens<'a>(file: &Path, keys: &'a [DatabaseKey]) -> Result<Option<&'a DatabaseKey>, StoreError> {
    if key_choice::look(file)? != Looks::Opaque {
        return Ok(None);
    }
    for key in keys {
        if key_choice::opens(file, key)? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}
