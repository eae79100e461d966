//! What whole-system tests share: a village with its server, and looking at both sides from outside.

#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use curbstop_core::model::{Span, SubjectId, Timestamp, UtcOffset};
use curbstop_tests::fleet::{Account, Handset, Site, World};
use curbstop_tests::town::{Town, TownSize};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

/// The day of every scenario.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// A moment of that day, local.
pub(crate) fn at(hour: i64, minute: i64) -> Timestamp {
    Timestamp::start_of_day(today(), UtcOffset::CHINA) + Span::hours(hour) + Span::minutes(minute)
}

/// An empty folder of this test's own.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    folder
}

/// A server on a free port, with its administrator; its clock stands.
pub(crate) async fn site(name: &str, now: Timestamp) -> Site {
    let account = Account { name: "admin".into(), password: "a-long-password".into() };
    Site::start(&folder(name), &World::at(now), 0, account).await.unwrap()
}

/// A server with a village imported; every row of its files went in.
pub(crate) async fn village(name: &str, size: TownSize, now: Timestamp) -> (Site, Town) {
    let opened = site(name, now).await;
    let town = Town::build(7, size, today()).unwrap();
    let files = town.files(size.past_months).unwrap();
    opened
        .import(&files, |kind, imported| {
            assert_eq!(
                (imported.imported, imported.rejected_rows),
                (imported.rows, 0),
                "{kind}: {:?}",
                imported.rejected
            );
        })
        .await
        .unwrap();
    (opened, town)
}

fn database(site: &Site) -> Connection {
    Connection::open_with_flags(site.folder.join("curbstop.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// The state of every subject, as the server keeps it.
pub(crate) fn server_state(site: &Site) -> BTreeMap<SubjectId, Value> {
    let db = database(site);
    let mut rows = db.prepare("SELECT id, state FROM subject").unwrap();
    let rows = rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    rows.map(|row| row.unwrap())
        .map(|(id, state)| (id.parse().unwrap(), serde_json::from_str(&state).unwrap()))
        .collect()
}

/// How many facts of each device the server holds, and the highest number among them. The office is device 0.
pub(crate) fn facts_by_device(site: &Site) -> BTreeMap<u32, (u64, u64)> {
    let db = database(site);
    let mut rows = db.prepare("SELECT device, count(*), max(seq) FROM event GROUP BY device").unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, (row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))).unwrap();
    rows.map(|row| row.unwrap())
        .map(|(device, (count, last))| (device, (u64::try_from(count).unwrap(), u64::try_from(last).unwrap())))
        .collect()
}

/// What a phone shows of a subject: what the server said, with its own facts on top.
pub(crate) fn shown(phone: &Handset, id: &SubjectId) -> Option<Value> {
    let subject = phone.phone.subject(id).unwrap()?;
    Some(serde_json::from_str(&subject.state_json().unwrap()).unwrap())
}

/// A state without its instants: what phone and server must agree on before the phone's last clock sample is in.
pub(crate) fn without_times(mut state: Value) -> Value {
    const TIMES: [&str; 11] = [
        "t",
        "at",
        "since",
        "seen_at",
        "safe_at",
        "reported_up_at",
        "replaced_at",
        "first_at",
        "due",
        "last_seen",
        "opened_at",
    ];
    match &mut state {
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                let is_time = TIMES.contains(&key.as_str()) && !value.is_object();
                *value = match value.take() {
                    _ if is_time => Value::Bool(true),
                    Value::Object(milestones) if key == "milestones" => {
                        milestones.into_iter().map(|(name, _)| (name, Value::Bool(true))).collect()
                    }
                    other => without_times(other),
                };
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = without_times(item.take())),
        _ => {}
    }
    state
}

/// Both sides hold the same, to the last millisecond, of everything that this phone holds.
pub(crate) fn assert_same(
    server: &BTreeMap<SubjectId, Value>,
    phone: &Handset,
    ids: impl Iterator<Item = SubjectId>,
) -> usize {
    let mut compared = 0;
    for id in ids {
        if let Some(shown) = shown(phone, &id) {
            assert_eq!(Some(&shown), server.get(&id), "{id}");
            compared += 1;
        }
    }
    compared
}
