//! Working days against the State Council's notices as published: every day of 2023 to 2026. Skips with a sentence where the data is
//! not at hand.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests fail and say as tests do")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate, Weekday};
use curbstop_core::rulebook::read_holiday_cn;
use curbstop_core::rules::working_days::{Calendar, Certainty};
use serde_json::Value;

const YEARS: std::ops::RangeInclusive<i32> = 2023..=2026;

/// Beside the repository, or where `CURBSTOP_REAL_DATA` says.
fn holidays() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::var_os("CURBSTOP_REAL_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from).join("holidays")
}

/// The files' bytes, or nothing where they are not on this machine.
fn files() -> Option<Vec<Vec<u8>>> {
    let read = YEARS.map(|year| std::fs::read(holidays().join(format!("{year}.json")))).collect();
    match read {
        Ok(files) => Some(files),
        Err(error) => {
            println!(
                "skipped: {error}; put the real data beside the repository, or name its folder in CURBSTOP_REAL_DATA"
            );
            None
        }
    }
}

fn calendar(files: &[Vec<u8>]) -> Calendar {
    Calendar::of(files.iter().map(|file| read_holiday_cn(file).unwrap()))
}

/// What the files say of a day, read without the product's own reader.
fn said(files: &[Vec<u8>]) -> BTreeMap<NaiveDate, bool> {
    let days = files.iter().flat_map(|file| {
        let json: Value = serde_json::from_slice(file).unwrap();
        json["days"].as_array().unwrap().clone()
    });
    days.map(|day| (day["date"].as_str().unwrap().parse().unwrap(), day["isOffDay"] == Value::Bool(false))).collect()
}

/// 3.4.1 CONNECT-3WD: all 1,461 days of 2023 to 2026 agree with the data.
#[test]
fn every_day_agrees_with_the_notices() {
    let Some(files) = files() else { return };
    let (calendar, said) = (calendar(&files), said(&files));
    let first = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap();
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| YEARS.contains(&day.year())).collect();
    assert_eq!(days.len(), 1_461);
    for day in &days {
        let by_the_week = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let worked = said.get(day).copied().unwrap_or(by_the_week);
        assert_eq!(calendar.is_working_day(*day), worked, "{day}");
    }
}

/// 3.4.1 CONNECT-3WD: the deadlines of the regulation's rules follow from the published notices.
#[test]
fn the_dates_of_the_rules_follow_from_the_notices() {
    let Some(files) = files() else { return };
    let calendar = calendar(&files);
    for (received, due) in [
        ("2026-02-12", "2026-02-24"),
        ("2026-02-13", "2026-02-25"),
        ("2026-04-30", "2026-05-08"),
        ("2026-09-24", "2026-09-30"),
        ("2026-09-30", "2026-10-10"),
        ("2025-01-24", "2025-02-05"),
        ("2025-09-26", "2025-09-30"),
    ] {
        let found = calendar.due(received.parse().unwrap(), 3);
        assert_eq!((found.day.to_string(), found.certainty), (due.to_owned(), Certainty::Final), "received {received}");
    }
}
