//! Accounts, sessions and who was wrong about a password.

use curbstop_core::model::{PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::office_lists::cut;
use super::{SqliteStore, at, damaged};
use crate::office::Role;
use crate::office::account::{NewPerson, NewSession, OpenSession, Person, name_key};
use crate::office::attempts::{FORGOTTEN_AFTER, Failures, NAMES_KEPT_MAX};
use crate::secret::SecretHash;
use crate::store::office::{LISTED_MAX, Listed};
use crate::store::{Pending, PeopleStore, StoreError};

/// The columns of an account, in the order in which [`person`] reads them.
const PERSON: &str = "person.no, person.name, person.role, person.created_at, person.disabled_at";

impl PeopleStore for SqliteStore {
    fn offer_setup(&self, link: SecretHash) -> Pending<'_, bool> {
        self.write(move |connection| {
            let failed = at("offering a setup link");
            let people: bool =
                connection.query_row("SELECT EXISTS (SELECT 1 FROM person)", [], |row| row.get(0)).map_err(&failed)?;
            if people {
                return Ok(false);
            }
            connection
                .execute("INSERT OR REPLACE INTO setup_link (only_row, hash) VALUES (1, ?1)", params![link.as_bytes()])
                .map_err(&failed)?;
            Ok(true)
        })
    }

    fn set_up(&self, link: SecretHash, new: NewPerson) -> Pending<'_, Option<Person>> {
        self.write(move |connection| {
            let used = connection
                .execute("DELETE FROM setup_link WHERE hash = ?1", params![link.as_bytes()])
                .map_err(at("using a setup link up"))?;
            if used == 0 { Ok(None) } else { add(connection, &new) }
        })
    }

    fn add_person(&self, new: NewPerson) -> Pending<'_, Option<Person>> {
        self.write(move |connection| add(connection, &new))
    }

    fn people(&self) -> Pending<'_, Listed<Person>> {
        self.read(|connection| {
            let failed = at("listing accounts");
            let mut statement = connection
                .prepare_cached(&format!("SELECT {PERSON} FROM person ORDER BY name_key LIMIT ?1"))
                .map_err(&failed)?;
            let rows = statement.query_map([i64::from(LISTED_MAX) + 1], columns).map_err(&failed)?;
            let people = rows.map(|row| person(row.map_err(&failed)?)).collect::<Result<_, _>>()?;
            Ok(cut(people, LISTED_MAX))
        })
    }

    fn person_by_name(&self, name_key: String) -> Pending<'_, Option<(Person, String)>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached(&format!("SELECT {PERSON}, password_hash FROM person WHERE name_key = ?1"))
                .and_then(|mut s| s.query_row(params![name_key], |row| Ok((columns(row)?, row.get(5)?))).optional())
                .map_err(at("looking up an account"))?;
            found.map(|(columns, hash)| Ok((person(columns)?, hash))).transpose()
        })
    }

    fn set_password(&self, id: PersonId, hash: String, stays: Option<SecretHash>) -> Pending<'_, bool> {
        self.write(move |connection| {
            let failed = at("setting a password");
            let Some(no) = number(&id) else { return Ok(false) };
            let set = connection
                .execute("UPDATE person SET password_hash = ?2 WHERE no = ?1", params![no, hash])
                .map_err(&failed)?;
            connection
                .execute(
                    "DELETE FROM session WHERE person = ?1 AND token_hash IS NOT ?2",
                    params![no, stays.as_ref().map(SecretHash::as_bytes)],
                )
                .map_err(&failed)?;
            Ok(set > 0)
        })
    }

    fn set_disabled(&self, id: PersonId, disabled_at: Option<Timestamp>) -> Pending<'_, Option<Person>> {
        self.write(move |connection| {
            let failed = at("locking an account");
            let Some(no) = number(&id) else { return Ok(None) };
            let at = disabled_at.map(Timestamp::as_millis);
            connection.execute("UPDATE person SET disabled_at = ?2 WHERE no = ?1", params![no, at]).map_err(&failed)?;
            if at.is_some() {
                connection.execute("DELETE FROM session WHERE person = ?1", params![no]).map_err(&failed)?;
            }
            by_number(connection, no)
        })
    }

    fn open_session(&self, session: NewSession) -> Pending<'_, ()> {
        self.write(move |connection| {
            let failed = at("opening a session");
            let now = session.now.as_millis();
            connection.execute("DELETE FROM session WHERE expires_at <= ?1", params![now]).map_err(&failed)?;
            connection
                .execute(
                    "INSERT INTO session (token_hash, person, created_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
                    params![session.token.as_bytes(), number(&session.person), now, session.expires_at.as_millis()],
                )
                .map(drop)
                .map_err(&failed)
        })
    }

    fn session(&self, token: SecretHash, now: Timestamp) -> Pending<'_, Option<OpenSession>> {
        self.read(move |connection| {
            let found = connection
                .prepare_cached(&format!(
                    "SELECT {PERSON}, expires_at FROM session JOIN person ON person.no = session.person
                     WHERE token_hash = ?1 AND expires_at > ?2 AND disabled_at IS NULL"
                ))
                .and_then(|mut statement| {
                    let key = params![token.as_bytes(), now.as_millis()];
                    statement.query_row(key, |row| Ok((columns(row)?, row.get(5)?))).optional()
                })
                .map_err(at("looking up a session"))?;
            found
                .map(|(columns, expires_at)| {
                    Ok(OpenSession { person: person(columns)?, expires_at: Timestamp::from_millis(expires_at) })
                })
                .transpose()
        })
    }

    fn extend_session(&self, token: SecretHash, expires_at: Timestamp) -> Pending<'_, ()> {
        self.write(move |connection| {
            connection
                .execute(
                    "UPDATE session SET expires_at = ?2 WHERE token_hash = ?1",
                    params![token.as_bytes(), expires_at.as_millis()],
                )
                .map(drop)
                .map_err(at("extending a session"))
        })
    }

    fn close_session(&self, token: SecretHash) -> Pending<'_, ()> {
        self.write(move |connection| {
            connection
                .execute("DELETE FROM session WHERE token_hash = ?1", params![token.as_bytes()])
                .map(drop)
                .map_err(at("closing a session"))
        })
    }

    fn failures(&self, name_key: String) -> Pending<'_, Failures> {
        self.read(move |connection| failures_of(connection, &name_key))
    }

    fn note_failure(&self, name_key: String, now: Timestamp) -> Pending<'_, Failures> {
        self.write(move |connection| {
            let failed = at("noting a wrong password");
            let failures = failures_of(connection, &name_key)?.and_one_more(now);
            connection
                .execute(
                    "INSERT OR REPLACE INTO sign_in_failure (name_key, count, last_at) VALUES (?1, ?2, ?3)",
                    params![name_key, failures.count, now.as_millis()],
                )
                .map_err(&failed)?;
            let forgotten = (now - FORGOTTEN_AFTER).as_millis();
            connection
                .execute("DELETE FROM sign_in_failure WHERE last_at <= ?1", params![forgotten])
                .map_err(&failed)?;
            connection
                .execute(
                    "DELETE FROM sign_in_failure WHERE name_key IN
                       (SELECT name_key FROM sign_in_failure ORDER BY last_at DESC LIMIT -1 OFFSET ?1)",
                    params![NAMES_KEPT_MAX],
                )
                .map_err(&failed)?;
            Ok(failures)
        })
    }

    fn clear_failures(&self, name_key: String) -> Pending<'_, ()> {
        self.write(move |connection| {
            connection
                .execute("DELETE FROM sign_in_failure WHERE name_key = ?1", params![name_key])
                .map(drop)
                .map_err(at("forgetting wrong passwords"))
        })
    }
}

fn failures_of(connection: &Connection, name_key: &str) -> Result<Failures, StoreError> {
    let found = connection
        .prepare_cached("SELECT count, last_at FROM sign_in_failure WHERE name_key = ?1")
        .and_then(|mut statement| {
            let read =
                |row: &Row<'_>| Ok(Failures { count: row.get(0)?, last_at: Timestamp::from_millis(row.get(1)?) });
            statement.query_row(params![name_key], read).optional()
        })
        .map_err(at("looking up wrong passwords"))?;
    Ok(found.unwrap_or_default())
}

/// Makes an account; `None` where one has that name.
fn add(connection: &Connection, new: &NewPerson) -> Result<Option<Person>, StoreError> {
    let made = connection
        .execute(
            "INSERT INTO person (name, name_key, role, password_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (name_key) DO NOTHING",
            params![new.name, name_key(&new.name), new.role.name(), new.password_hash, new.now.as_millis()],
        )
        .map_err(at("making an account"))?;
    if made == 0 { Ok(None) } else { by_number(connection, connection.last_insert_rowid()) }
}

fn by_number(connection: &Connection, no: i64) -> Result<Option<Person>, StoreError> {
    let found = connection
        .prepare_cached(&format!("SELECT {PERSON} FROM person WHERE no = ?1"))
        .and_then(|mut statement| statement.query_row(params![no], columns).optional())
        .map_err(at("reading an account"))?;
    found.map(person).transpose()
}

type Columns = (i64, String, String, i64, Option<i64>);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn person((no, name, role, created_at, disabled_at): Columns) -> Result<Person, StoreError> {
    let place = || format!("person {no}");
    Ok(Person {
        id: PersonId::new(&format!("p{no}")).map_err(|error| damaged(place(), error))?,
        name,
        role: Role::from_name(&role).ok_or_else(|| damaged(place(), "the role is unknown"))?,
        created_at: Timestamp::from_millis(created_at),
        disabled_at: disabled_at.map(Timestamp::from_millis),
    })
}

/// The number in an account's id.
fn number(id: &PersonId) -> Option<i64> {
    id.as_str().strip_prefix('p')?.parse().ok()
}
