//! The town as the files that a utility would import: CSV and GeoJSON, read by the real import and by nothing else.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use curbstop_core::model::{AreaId, CustomerClass, WorkerRole};
use serde_json::json;

use super::{Household, Oddity, Town, TownError};

/// The files, in the order in which they are imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownFiles {
    /// The day that they were made for.
    pub today: NaiveDate,
    /// CSV of workers.
    pub workers: String,
    /// CSV of routes.
    pub routes: String,
    /// CSV of service points.
    pub points: String,
    /// CSV of past readings.
    pub readings: String,
    /// GeoJSON of covers, by area.
    pub covers: BTreeMap<AreaId, String>,
}

pub(super) fn write(town: &Town, past_months: u32) -> Result<TownFiles, TownError> {
    Ok(TownFiles {
        today: town.today,
        workers: workers(town)?,
        routes: routes(town)?,
        points: points(town)?,
        readings: readings(town, past_months)?,
        covers: covers(town),
    })
}

/// Writes a table; every row has as many cells as the header.
pub(crate) fn table<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn workers(town: &Town) -> Result<String, csv::Error> {
    let rows = town.workers.iter().map(|worker| {
        let role = match worker.role {
            WorkerRole::Reader => "reader",
            WorkerRole::Repair => "repair",
            WorkerRole::Installation => "installation",
        };
        let crew = worker.crew.as_ref().map(ToString::to_string).unwrap_or_default();
        [
            worker.id.to_string(),
            worker.name.clone(),
            worker.department.to_string(),
            role.into(),
            worker.area.to_string(),
            crew,
        ]
    });
    table(["id", "name", "department", "role", "area", "crew"], rows)
}

fn routes(town: &Town) -> Result<String, csv::Error> {
    let rows = town.routes.iter().map(|route| {
        let window = ("1".to_owned(), "28".to_owned());
        [
            route.id.to_string(),
            route.name.clone(),
            route.area.to_string(),
            route.department.to_string(),
            route.reader.to_string(),
            window.0,
            window.1,
        ]
    });
    table(["id", "name", "area", "department", "reader", "window_from", "window_to"], rows)
}

fn points(town: &Town) -> Result<String, csv::Error> {
    let rows = town.households.iter().map(|h| {
        [
            h.id.to_string(),
            h.customer_no.clone(),
            h.customer.clone(),
            h.address.clone(),
            h.route.to_string(),
            h.seq.to_string(),
            format!("{:.6}", h.position.lat()),
            format!("{:.6}", h.position.lon()),
            h.pit.to_string(),
            h.pit_place.clone(),
            h.meter.to_string(),
            h.digits.to_string(),
            cubic_metres_per_hour(h.q4_litres_per_hour),
            class(h.class).to_owned(),
            if h.closed { "closed" } else { "open" }.to_owned(),
            h.note.clone(),
            h.installed_on.to_string(),
        ]
    });
    let header = [
        "id",
        "customer_no",
        "customer",
        "address",
        "route",
        "seq",
        "lat",
        "lon",
        "pit",
        "pit_place",
        "meter",
        "digits",
        "q4_m3h",
        "class",
        "account",
        "note",
        "installed_on",
    ];
    table(header, rows)
}

fn cubic_metres_per_hour(litres: i64) -> String {
    format!("{}.{:03}", litres / 1000, litres % 1000)
}

fn class(class: CustomerClass) -> &'static str {
    match class {
        CustomerClass::Household => "household",
        CustomerClass::Commercial => "commercial",
        CustomerClass::Bulk => "bulk",
    }
}

fn readings(town: &Town, months: u32) -> Result<String, csv::Error> {
    let rows = town.households.iter().flat_map(|household| {
        let days = household.past_days(town.today, months);
        let count = days.len();
        days.into_iter().enumerate().map(move |(n, day)| past_reading(household, town.today, day, count - n))
    });
    table(["point", "on", "value_m3", "estimated"], rows)
}

/// The reading of a past month; `back` is 1 for the newest.
fn past_reading(household: &Household, today: NaiveDate, day: NaiveDate, back: usize) -> [String; 4] {
    let mut stand = household.register(today, (day - today).num_days()).whole_cubic_metres();
    let estimated = match household.oddity {
        Oddity::FloodedForMonths => back <= 2,
        Oddity::SettlesEstimate => back == 1,
        _ => false,
    };
    if household.oddity == Oddity::SettlesEstimate && back == 1 {
        // Estimated too high: the settlement pays back.
        stand += 3;
    }
    [household.id.to_string(), day.to_string(), stand.to_string(), if estimated { "yes" } else { "no" }.to_owned()]
}

fn covers(town: &Town) -> BTreeMap<AreaId, String> {
    let mut by_area: BTreeMap<AreaId, Vec<serde_json::Value>> = BTreeMap::new();
    for cover in &town.covers {
        by_area.entry(cover.area.clone()).or_default().push(json!({
            "type": "Feature",
            "id": cover.id,
            "geometry": { "type": "Point", "coordinates": [cover.position.lon(), cover.position.lat()] },
            "properties": {
                "Type": cover.kind_word, "owner": cover.owner_word, "place": cover.place,
                "pit": cover.pit.as_ref().map(ToString::to_string),
            },
        }));
    }
    by_area
        .into_iter()
        .map(|(area, features)| (area, json!({ "type": "FeatureCollection", "features": features }).to_string()))
        .collect()
}
