//! Which key opens the database that lies in a folder. Told before the database is touched.
//!
//! | database | key check | keys given | |
//! |---|---|---|---|
//! | plain, or none | none | no | stays plain |
//! | any but plain | there | no | wrong key |
//! | plain | any | yes | is encrypted with the current key |
//! | none | none | yes | is made with the current key |
//! | encrypted | none (lost) | yes | the current key, if it opens it; else wrong key |
//! | any | knows one of them | yes | that one; what cannot be read is damage then |
//! | any | knows none of them | yes | wrong key |
//! | encrypted | two: was being changed | yes | the one that opens it; the change is finished, or never was |

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::StoreError;
use super::key::{self, DatabaseKey, DatabaseKeys};
use super::key_check::{self, KeyCheck};
use super::rotation;

/// How every plain database begins.
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// What a database's file looks like from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looks {
    /// There is none, or it is empty.
    Missing,
    /// Anybody can read it.
    Plain,
    /// Encrypted, or damaged beyond recognition.
    Opaque,
}

/// Looks at a file's first bytes.
pub(super) fn look(file: &Path) -> Result<Looks, StoreError> {
    use std::io::Read as _;
    let mut start = Vec::new();
    let opened = match std::fs::File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Looks::Missing),
        Err(source) => return Err(StoreError::File { path: file.to_owned(), source }),
    };
    let read = opened.take(PLAIN_HEADER.len() as u64).read_to_end(&mut start);
    read.map_err(|source| StoreError::File { path: file.to_owned(), source })?;
    Ok(match start.as_slice() {
        [] => Looks::Missing,
        start if start == PLAIN_HEADER => Looks::Plain,
        _ => Looks::Opaque,
    })
}

/// See the module. `None`: the database is plain and stays so.
pub(super) fn choose(
    folder: &Path,
    file: &Path,
    keys: Option<&dyn DatabaseKeys>,
) -> Result<Option<DatabaseKey>, StoreError> {
    let (check, looks) = (key_check::read(folder)?, look(file)?);
    let Some(keys) = keys else {
        return match (check, looks) {
            (None, _) | (_, Looks::Plain) => Ok(None),
            (Some(_), Looks::Missing | Looks::Opaque) => Err(StoreError::WrongKey),
        };
    };
    // Before anything is written: a library without SQLCipher would write it plain.
    key::assert_cipher(&Connection::open_in_memory()?)?;
    let current = keys.current()?;
    match (check, looks) {
        (_, Looks::Plain) | (None, Looks::Missing) => begin_with(folder, current),
        (None, Looks::Opaque) if opens(file, &current)? => begin_with(folder, current),
        (None, Looks::Opaque) => Err(StoreError::WrongKey),
        (Some(check), Looks::Missing | Looks::Opaque) => recognise(folder, file, keys, &check, current),
    }
    .map(Some)
}

fn begin_with(folder: &Path, key: DatabaseKey) -> Result<DatabaseKey, StoreError> {
    key_check::write(folder, &KeyCheck::new(&key)?)?;
    Ok(key)
}

fn recognise(
    folder: &Path,
    file: &Path,
    keys: &dyn DatabaseKeys,
    check: &KeyCheck,
    current: DatabaseKey,
) -> Result<DatabaseKey, StoreError> {
    let knows_current = check.knows(&current);
    if knows_current && !check.is_changing() {
        return Ok(current);
    }
    let next = keys.next()?;
    match (knows_current, check.knows(&next)) {
        (false, false) => Err(StoreError::WrongKey),
        (true, true) if !opens(file, &next)? => begin_with(folder, current),
        (true, false) => begin_with(folder, current),
        (_, true) => {
            rotation::finish(folder, keys, &next)?;
            Ok(next)
        }
    }
}

/// Whether a key opens an encrypted database, as far as its first page goes.
pub(super) fn opens(file: &Path, key: &DatabaseKey) -> Result<bool, StoreError> {
    if look(file)? == Looks::Missing {
        return Ok(false);
    }
    let connection = Connection::open(file)?;
    key::unlock(&connection, Some(key))?;
    let first_page = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    match first_page {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Ok(false),
        Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseCorrupt) => Err(error.into()),
        _ => Ok(true),
    }
}

/// The key that a set-aside or half-made file wants: none if it is plain.
pub(super) fn for_file<'a>(file: &Path, key: Option<&'a DatabaseKey>) -> Result<Option<&'a DatabaseKey>, StoreError> {
    Ok(if look(file)? == Looks::Plain { None } else { key })
}

/// Opens a database as it was left, whether it is plain or not.
pub(super) fn open_as_left(file: &Path, key: Option<&DatabaseKey>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    key::unlock(&connection, for_file(file, key)?)?;
    Ok(connection)
}
