//! The books of the bench: for each queue a route of its own, whose meters have past readings, so that every check has
//! something to compare with.

use curbstop_core::model::{IdError, PointId, UtcOffset, WorkerId};

use super::{BenchError, crowd};
use crate::fleet::{FleetError, Site};
use crate::seeded::Seeded;
use crate::town::table;

/// Rows of one file: far below the server's limit.
const ROWS_PER_FILE: usize = 50_000;
/// Use of every meter in every month, in m³.
const MONTHLY_M3: u64 = 9;
/// Use of this month, from and below, in m³: one in twenty lies so far from the usual that it is typed twice and photographed.
const USE_NOW_M3: (u64, u64) = (2, 22);
/// Past months of every meter.
const PAST_MONTHS: u64 = 2;

/// Routes and how many meters each has.
pub(super) struct Books {
    routes: Vec<(String, usize)>,
}

/// The route of one queue, and with another ending its reader and its meters.
pub(super) fn route(events: usize, round: usize) -> String {
    format!("B{events}-{round}")
}

/// The reader of a route.
pub(super) fn reader(route: &str) -> Result<WorkerId, IdError> {
    WorkerId::new(&format!("{route}-r"))
}

/// The n-th meter of a route, from 0.
pub(super) fn point(route: &str, n: usize) -> Result<PointId, IdError> {
    PointId::new(&format!("{route}-{:06}", n + 1))
}

/// What the n-th meter of a route shows this month: as different from its neighbours as real meters are, so that a compressor
/// finds nothing that it would not find in the field.
pub(super) fn stand_now(n: usize) -> u64 {
    let mut seeded = Seeded::new(n as u64).part("use");
    stand(n, PAST_MONTHS) - MONTHLY_M3 + USE_NOW_M3.0 + seeded.below(USE_NOW_M3.1 - USE_NOW_M3.0)
}

fn stand(n: usize, month: u64) -> u64 {
    100 + Seeded::new(n as u64).part("stand").below(4_000) + month * MONTHLY_M3
}

impl Books {
    pub(super) fn new(sizes: &[(usize, usize)]) -> Self {
        let queues =
            sizes.iter().flat_map(|(events, rounds)| (0..*rounds).map(|round| (route(*events, round), *events)));
        let crowd = (0..crowd::PHONES).map(|n| (crowd::route(n), crowd::EVENTS_PER_PHONE));
        Self { routes: queues.chain(crowd).collect() }
    }

    pub(super) fn points(&self) -> usize {
        self.routes.iter().map(|(_, points)| points).sum()
    }

    pub(super) async fn import(&self, site: &Site) -> Result<(), BenchError> {
        let office = &site.office;
        let readers = self.routes.iter().map(|(route, _)| {
            let reader = format!("{route}-r");
            [reader.clone(), reader, "bench".to_owned(), "reader".to_owned(), route.clone()]
        });
        office.import("workers", &table(["id", "name", "department", "role", "area"], readers)?).await?;
        let routes = self
            .routes
            .iter()
            .map(|(route, _)| [route.clone(), route.clone(), route.clone(), "bench".to_owned(), format!("{route}-r")]);
        office.import("routes", &table(["id", "name", "area", "department", "reader"], routes)?).await?;
        let meters: Vec<(&str, usize)> =
            self.routes.iter().flat_map(|(route, points)| (0..*points).map(move |n| (route.as_str(), n))).collect();
        for some in meters.chunks(ROWS_PER_FILE) {
            office.import("points", &points(some).map_err(FleetError::from)??).await?;
        }
        for some in meters.chunks(ROWS_PER_FILE / 2) {
            office.import("readings", &readings(site, some).map_err(FleetError::from)??).await?;
        }
        Ok(())
    }
}

fn points(meters: &[(&str, usize)]) -> Result<Result<String, csv::Error>, IdError> {
    let mut rows = Vec::with_capacity(meters.len());
    for (route, n) in meters {
        let (id, seq) = (point(route, *n)?.to_string(), (n + 1).to_string());
        rows.push([&id, &id, &id, &id, *route, &seq, &id, "5", "3.125"].map(str::to_owned));
    }
    Ok(table(["id", "customer_no", "customer", "address", "route", "seq", "meter", "digits", "q4_m3h"], rows))
}

fn readings(site: &Site, meters: &[(&str, usize)]) -> Result<Result<String, csv::Error>, IdError> {
    let today = site.world.now().local_date(UtcOffset::CHINA);
    let mut rows = Vec::with_capacity(meters.len() * 2);
    for (route, n) in meters {
        let id = point(route, *n)?.to_string();
        for month in 0..PAST_MONTHS {
            let back = u32::try_from(PAST_MONTHS - month).unwrap_or(1);
            let day = today.checked_sub_months(chrono::Months::new(back)).unwrap_or(today);
            rows.push([id.clone(), day.to_string(), stand(*n, month).to_string()]);
        }
    }
    Ok(table(["point", "on", "value_m3"], rows))
}
