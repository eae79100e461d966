//! A damaged database is set aside, never deleted: it may hold unsent work. What only this phone has goes into a new one.
//!
//! A database is more than one file, and files are renamed one at a time. So what is about to be done is written down first,
//! and finished at the next start if the power fails in between: a log never parts from its database, and the new database
//! takes the place only with everything that could be carried over.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::key::{self, DatabaseKey};
use super::{DOUBT_NAME, FILE_NAME, Opened, carry_over, files, migrate};

/// What is being done, until it is done.
const PLAN_NAME: &str = "curbstop.set-aside";
/// The new database, until everything is in it.
const FRESH_NAME: &str = "curbstop.db.fresh";
/// Between the database's name and the number of a damaged one.
const DAMAGED: &str = "damaged-";

/// What is being done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// The name that the damaged database gets.
    to: String,
    /// What was found wrong with it.
    why: String,
    /// Whether the new database has everything of the phone's own; `None`: it is not made yet.
    carried_over: Option<bool>,
}

/// What was begun and not finished.
pub(super) fn pending(folder: &Path) -> Result<Option<Plan>, StoreError> {
    let plan = files::read(&folder.join(PLAN_NAME))?;
    plan.map(|bytes| serde_json::from_slice(&bytes)).transpose().map_err(StoreError::value("the plan of setting aside"))
}

/// Plans to set the database aside under the first free name.
pub(super) fn plan(folder: &Path, damage: &StoreError) -> Result<Plan, StoreError> {
    let name = |n: u32| format!("{DAMAGED}{n}.db");
    let mut n = 1;
    let name_of = |n| Path::new(FILE_NAME).with_extension(name(n));
    while folder.join(name_of(n)).exists() {
        n += 1;
    }
    let to = name_of(n).to_string_lossy().into_owned();
    let plan = Plan { to, why: damage.to_string(), carried_over: None };
    write(folder, &plan)?;
    Ok(plan)
}

fn write(folder: &Path, plan: &Plan) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(plan).map_err(StoreError::value("the plan of setting aside"))?;
    files::replace(&folder.join(PLAN_NAME), &bytes)
}

/// Carries a plan out, from wherever it was left.
pub(super) fn carry_out(folder: &Path, mut plan: Plan, key: Option<&DatabaseKey>) -> Result<Opened, StoreError> {
    let (file, fresh, aside) = (folder.join(FILE_NAME), folder.join(FRESH_NAME), folder.join(&plan.to));
    let carried_over = if let Some(carried_over) = plan.carried_over {
        carried_over
    } else {
        move_away(&file, &aside)?;
        let carried_over = make_fresh(&fresh, &aside, key)?;
        plan.carried_over = Some(carried_over);
        write(folder, &plan)?;
        carried_over
    };
    if fresh.exists() {
        files::rename(&fresh, &file)?;
    }
    files::remove(&folder.join(DOUBT_NAME))?;
    files::remove(&folder.join(PLAN_NAME))?;
    Ok(Opened::SetAside { file: aside, why: plan.why, carried_over })
}

/// Renames a database with its companions. What is renamed already stays so.
fn move_away(file: &Path, aside: &Path) -> Result<(), StoreError> {
    for suffix in files::COMPANIONS.into_iter().chain([""]) {
        let (from, to) = (files::with_suffix(file, suffix), files::with_suffix(aside, suffix));
        if from.exists() {
            files::rename(&from, &to)?;
        }
    }
    Ok(())
}

/// Makes the new database, and says whether it has everything of the phone's own.
fn make_fresh(fresh: &Path, aside: &Path, key: Option<&DatabaseKey>) -> Result<bool, StoreError> {
    files::remove_database(fresh)?;
    // Without a write-ahead log: the one file is to be whole when it is closed.
    let mut connection = Connection::open(fresh)?;
    key::unlock(&connection, key)?;
    migrate::run(&mut connection)?;
    match carry_over::carry_over(aside, &mut connection, key) {
        Ok(()) => Ok(true),
        // There may be room later: nothing is given up for that.
        Err(error) if error.is_full() => Err(error),
        Err(error) => {
            tracing::warn!(%error, "the damaged database's queue could not be carried over");
            Ok(false)
        }
    }
}

/// The databases that were set aside, oldest first.
pub(super) fn all(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |source| StoreError::File { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if let Some(n) = number(&path) {
            found.push((n, path));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

fn number(path: &Path) -> Option<u32> {
    let stem = Path::new(FILE_NAME).file_stem()?.to_str()?;
    let rest = path.file_name()?.to_str()?.strip_prefix(stem)?.strip_prefix('.')?.strip_prefix(DAMAGED)?;
    rest.strip_suffix(".db")?.parse().ok()
}
