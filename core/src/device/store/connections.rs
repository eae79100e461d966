//! Opening the database that lies in a folder: with the right key, mended where need be, and in the shape that this app knows.

use std::path::Path;

use rusqlite::Connection;

use super::error::StoreError;
use super::key::{self, DatabaseKey, DatabaseKeys};
use super::{DOUBT_NAME, FILE_NAME, Opened, files, key_choice, migrate, outbox, pragmas, seal, set_aside};

/// One that writes, one that reads.
#[derive(Debug)]
pub(super) struct Connections {
    pub(super) writer: Connection,
    pub(super) reader: Connection,
}

/// Opens the database in a folder, which is made if need be.
pub(super) fn open(folder: &Path, keys: Option<&dyn DatabaseKeys>) -> Result<(Connections, Opened), StoreError> {
    files::make_folder(folder)?;
    let file = folder.join(FILE_NAME);
    let opened = if file.exists() { Opened::Kept } else { Opened::New };
    let key = key_choice::choose(folder, &file, keys)?;
    if let Some(plan) = set_aside::pending(folder)? {
        let opened = set_aside::carry_out(folder, plan, key.as_ref())?;
        return Ok((open_file(folder, key.as_ref())?, opened));
    }
    match open_file(folder, key.as_ref()) {
        Ok(connections) => {
            files::remove(&folder.join(DOUBT_NAME))?;
            Ok((connections, opened))
        }
        Err(error) if error.is_damage() => {
            let plan = set_aside::plan(folder, &error)?;
            let opened = set_aside::carry_out(folder, plan, key.as_ref())?;
            Ok((open_file(folder, key.as_ref())?, opened))
        }
        Err(error) => Err(error),
    }
}

fn open_file(folder: &Path, key: Option<&DatabaseKey>) -> Result<Connections, StoreError> {
    let file = folder.join(FILE_NAME);
    if let Some(key) = key {
        seal::seal(folder, &file, key)?;
    }
    let mut writer = connect(&file, key)?;
    migrate::run(&mut writer)?;
    if folder.join(DOUBT_NAME).exists() {
        outbox::check_all(&writer)?;
    } else {
        outbox::check(&writer)?;
    }
    let reader = connect(&file, key)?;
    // The type says who writes; this says it to SQLite too.
    reader.pragma_update(None, "query_only", "ON")?;
    Ok(Connections { writer, reader })
}

fn connect(file: &Path, key: Option<&DatabaseKey>) -> Result<Connection, StoreError> {
    let connection = Connection::open(file)?;
    key::unlock(&connection, key)?;
    pragmas::set(&connection)?;
    Ok(connection)
}
