//! Real data in simulated time: what the files say happened happens again, at its hour, through the real import, the real
//! office and real phones. Phones sync right before and right after each fact, so that its time is known exactly.

use std::collections::BTreeMap;
use std::path::PathBuf;

use curbstop_core::event::{OrderRepaired, OrderReported, RepairResult};
use curbstop_core::model::{
    AreaId, IdError, OrderId, PointId, Span, SubjectId, TimeInterval, Timestamp, UtcOffset, WorkerId,
};
use curbstop_core::rules::verdict::Verdict;
use curbstop_core::state::{PeriodReading, Subject};
use serde::Deserialize;
use serde_json::json;

use super::RowError;
use super::folder::{self, DataFolder, short};
use super::leaks::{Leak, Leaks, SetAside};
use super::months::{Month, Months};
use super::report::{FileCounts, LIMITS, LimitCounts, Report, name_of};
use crate::fleet::{FleetError, Handset, HandsetPlan, Imported, Site, percent};
use crate::say::{Progress, say};
use crate::town::table;

/// Crews that share the orders.
const CREWS: usize = 4;
/// Q4 of every household's meter, in m³/h.
const Q4_M3H: &str = "3.125";
/// Digits of every household's register; none has decimals.
const DIGITS: &str = "5";
const ROUTE: &str = "DAIAD";
const READING_AREA: &str = "Alicante";
const LEAK_AREA: &str = "LosAngeles";
const DEPARTMENT: &str = "data";
const READER: &str = "reader";
/// The office looks at its page at least this often, so that its session does not run out between two leaks.
const OFFICE_LOOKS_EVERY: Span = Span::hours(11);
/// Beyond this the office went home, and signs in again.
const OFFICE_STAYS: Span = Span::days(10);

/// Why a run does not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The fleet failed.
    #[error(transparent)]
    Fleet(#[from] FleetError),
    /// A file's content cannot be used.
    #[error(transparent)]
    Row(#[from] RowError),
    /// A file cannot be read.
    #[error("{}: {source}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A table could not be made.
    #[error("a table for the import cannot be made: {0}")]
    Table(#[from] csv::Error),
    /// An id of the data is none of ours.
    #[error(transparent)]
    Id(#[from] IdError),
    /// The server says something else than what was done.
    #[error("{what}: the server says {said}")]
    Unexpected {
        /// About what.
        what: String,
        /// What it says.
        said: String,
    },
}

impl From<curbstop_core::device::PhoneError> for RunError {
    fn from(error: curbstop_core::device::PhoneError) -> Self {
        Self::Fleet(error.into())
    }
}

impl From<crate::fleet::OfficeError> for RunError {
    fn from(error: crate::fleet::OfficeError) -> Self {
        Self::Fleet(error.into())
    }
}

/// Something that happens at its hour. In the order in which things of one moment happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// The first stands of one day are imported, up to this place among all.
    Starts { from: usize, to: usize },
    /// A month's reading is typed.
    Reading(usize),
    /// A leak's order is opened and dispatched.
    Dispatch(usize),
    /// A leak's order is repaired.
    Repair(usize),
}

/// The first hour of the data.
pub fn begins_at(folder: &DataFolder) -> Result<Timestamp, RunError> {
    let (months, leaks) = (read_months(folder)?, read_leaks(folder)?);
    let first =
        months.starts.iter().map(|month| month.at).chain(leaks.orders.iter().map(|leak| leak.dispatched_at)).min();
    Ok(first.unwrap_or_default() - Span::days(1))
}

/// Lets everything happen, and reports.
pub async fn run(site: &Site, folder: &DataFolder) -> Result<Report, RunError> {
    let mut run = Run::begin(site, folder).await?;
    let happenings = run.happenings();
    let mut progress = Progress::new("demo.report.progress", happenings.len());
    for (n, (at, happening)) in happenings.iter().enumerate() {
        progress.at(n);
        run.pass_time_to(*at).await?;
        match *happening {
            Happening::Starts { from, to } => run.import_starts(from, to).await?,
            Happening::Reading(n) => run.read(n).await?,
            Happening::Dispatch(n) => run.dispatch(n).await?,
            Happening::Repair(n) => run.repair(n).await?,
        }
    }
    progress.end();
    Ok(run.report)
}

struct Run<'a> {
    site: &'a Site,
    months: Months,
    leaks: Leaks,
    reader: Handset,
    crews: Vec<Handset>,
    report: Report,
}

/// The part of an order's view that is counted.
#[derive(Debug, Deserialize)]
struct OrderView {
    milestones: BTreeMap<String, TimeInterval>,
    clocks: Vec<ClockView>,
}

#[derive(Debug, Deserialize)]
struct ClockView {
    kind: String,
    verdict: Verdict,
}

impl<'a> Run<'a> {
    async fn begin(site: &'a Site, folder: &DataFolder) -> Result<Self, RunError> {
        let (mut months, leaks) = (read_months(folder)?, read_leaks(folder)?);
        months.starts.sort_by_key(|month| month.at);
        let mut report = Report::default();
        site.office.import("workers", &workers()?).await?;
        site.office.import("routes", &routes()?).await?;
        site.office.import("points", &points(&months)?).await?;
        for (area, file) in folder::COVERS {
            say("demo.report.covers", &[("file", &short(file))]);
            import_covers(site, folder, area, file, &mut report).await?;
        }
        note_files(&months, &leaks, &mut report);
        let reader = Handset::enrol(site, HandsetPlan::of(&WorkerId::new(READER)?)).await?;
        let mut crews = Vec::with_capacity(CREWS);
        for n in 0..CREWS {
            crews.push(Handset::enrol(site, HandsetPlan::of(&WorkerId::new(&fitter(n))?)).await?);
        }
        Ok(Self { site, months, leaks, reader, crews, report })
    }

    fn happenings(&self) -> Vec<(Timestamp, Happening)> {
        let starts = &self.months.starts;
        let day = |n: usize| starts.get(n).map(|month: &Month| month.at.local_date(UtcOffset::CHINA));
        let mut happenings = Vec::new();
        let mut from = 0;
        for (n, month) in starts.iter().enumerate() {
            if day(n) != day(n + 1) {
                happenings.push((month.at, Happening::Starts { from, to: n + 1 }));
                from = n + 1;
            }
        }
        happenings.extend(self.months.later.iter().enumerate().map(|(n, month)| (month.at, Happening::Reading(n))));
        for (n, leak) in self.leaks.orders.iter().enumerate() {
            happenings.push((leak.dispatched_at, Happening::Dispatch(n)));
            happenings.push((leak.dispatched_at + leak.repair, Happening::Repair(n)));
        }
        happenings.sort_unstable();
        happenings
    }

    /// Time passes; the office looks at its page now and then.
    async fn pass_time_to(&self, at: Timestamp) -> Result<(), RunError> {
        let world = &self.site.world;
        while at - world.now() > OFFICE_LOOKS_EVERY && at - world.now() < OFFICE_STAYS {
            world.advance(OFFICE_LOOKS_EVERY);
            let _: serde_json::Value = self.site.office.get("/v1/session").await?;
        }
        world.go_to(at);
        Ok(())
    }

    async fn import_starts(&mut self, from: usize, to: usize) -> Result<(), RunError> {
        let starts = self.months.starts.get(from..to).unwrap_or_default();
        let rows = starts.iter().map(|start| {
            let day = start.at.local_date(UtcOffset::CHINA).to_string();
            [start.household.clone(), day, start.stand.whole_cubic_metres().to_string()]
        });
        let csv = table(["point", "on", "value_m3"], rows)?;
        let imported = self.site.office.import("readings", &csv).await?;
        self.report.readings.starting_stands += imported.imported;
        count_rows(self.report.files.entry(short(folder::MONTHS).to_owned()).or_default(), &imported);
        Ok(())
    }

    async fn read(&mut self, n: usize) -> Result<(), RunError> {
        let Some(month) = self.months.later.get(n) else { return Ok(()) };
        let point = PointId::new(&month.household)?;
        self.reader.sync().await?;
        self.reader.type_reading(&point, &month.stand.whole_cubic_metres().to_string(), false)?;
        self.reader.sync().await?;
        let Some(reading) = self.judged(&point)? else {
            return Err(RunError::Unexpected { what: month.household.clone(), said: "no reading".to_owned() });
        };
        let readings = &mut self.report.readings;
        readings.taken += 1;
        *readings.by_stage.entry(name_of(&reading.stage)).or_default() += 1;
        for check in &reading.checks {
            *readings.by_check.entry(name_of(check)).or_default() += 1;
        }
        if reading.checks.is_empty() {
            *readings.by_check.entry("none".to_owned()).or_default() += 1;
        }
        let counts = self.report.files.entry(short(folder::MONTHS).to_owned()).or_default();
        counts.rows += 1;
        counts.imported += 1;
        Ok(())
    }

    /// The reading as the server judged it: nothing of the phone's own is on top any more.
    fn judged(&self, point: &PointId) -> Result<Option<PeriodReading>, RunError> {
        let waiting = self.reader.phone.status()?.waiting;
        if waiting > 0 {
            return Err(RunError::Unexpected { what: point.to_string(), said: format!("{waiting} facts wait") });
        }
        Ok(match self.reader.phone.subject(&SubjectId::Point(point.clone()))? {
            Some(Subject::Point(of)) => of.state.current,
            _ => None,
        })
    }

    async fn dispatch(&mut self, n: usize) -> Result<(), RunError> {
        let Some(leak) = self.leaks.orders.get(n) else { return Ok(()) };
        self.site.office.post("/v1/office/orders", &new_order(leak)).await?;
        let path = format!("/v1/office/orders/{}/dispatch", percent(&leak.id));
        self.site.office.post(&path, &json!({ "crew": crew(n % CREWS) })).await?;
        self.report.files.entry(short(folder::LEAKS).to_owned()).or_default().imported += 1;
        Ok(())
    }

    async fn repair(&mut self, n: usize) -> Result<(), RunError> {
        let (Some(leak), Some(phone)) = (self.leaks.orders.get(n), self.crews.get(n % CREWS)) else { return Ok(()) };
        let order = OrderId::new(&leak.id)?;
        phone.sync().await?;
        let repaired = OrderRepaired { surface_opened: false, note: String::new(), photos: Vec::new() };
        phone.phone.repaired(&order, repaired, None)?;
        let reported = OrderReported { result: RepairResult::Repaired, tell_caller: leak.summary.clone() };
        phone.phone.report(&order, reported, None)?;
        phone.sync().await?;
        let closed =
            self.site.office.post(&format!("/v1/office/orders/{}/close", percent(&leak.id)), &json!({})).await?;
        let view: OrderView = serde_json::from_value(closed)
            .map_err(|error| RunError::Unexpected { what: leak.id.clone(), said: error.to_string() })?;
        count_order(&leak.id, &view, &mut self.report.orders)
    }
}

/// Holds one repaired order against both limits; the server's own verdict on the main's limit must be the same.
fn count_order(id: &str, view: &OrderView, counts: &mut BTreeMap<String, LimitCounts>) -> Result<(), RunError> {
    let unexpected = |said: String| RunError::Unexpected { what: format!("order {id}"), said };
    let (Some(start), done) = (view.milestones.get("instructed"), view.milestones.get("repaired")) else {
        return Err(unexpected("no instruction".to_owned()));
    };
    for (name, limit) in LIMITS {
        counts.entry(name.to_owned()).or_default().count(Verdict::of(*start, limit, done.copied()));
    }
    let servers = view.clocks.iter().find(|clock| clock.kind == "repair").map(|clock| clock.verdict);
    let own = Verdict::of(*start, Span::hours(18), done.copied());
    if servers == Some(own) { Ok(()) } else { Err(unexpected(format!("{servers:?}, and its milestones say {own:?}"))) }
}

fn read_months(folder: &DataFolder) -> Result<Months, RunError> {
    Ok(Months::read(&folder.file(folder::MONTHS))?)
}

fn read_leaks(folder: &DataFolder) -> Result<Leaks, RunError> {
    Ok(Leaks::read(&folder.file(folder::LEAKS))?)
}

async fn import_covers(
    site: &Site,
    folder: &DataFolder,
    area: &str,
    file: &str,
    report: &mut Report,
) -> Result<(), RunError> {
    let path = folder.file(file);
    let geojson = std::fs::read_to_string(&path).map_err(|source| RunError::File { file: path, source })?;
    let imported = site.office.import_covers(&AreaId::new(area)?, &geojson).await?;
    let name = short(file).to_owned();
    count_rows(report.files.entry(name.clone()).or_default(), &imported);
    let rejected = imported.rejected.into_iter().map(|r| SetAside { row: r.row, id: r.field, reason: r.reason });
    let duplicates = imported.duplicates.into_iter().map(|d| SetAside {
        row: d.row,
        id: d.id,
        reason: d.of_row.map_or_else(String::new, |row| format!("repeats row {row}")),
    });
    report.rejected_rows.insert(name.clone(), rejected.collect());
    report.duplicate_rows.insert(name, duplicates.collect());
    Ok(())
}

fn count_rows(counts: &mut FileCounts, imported: &Imported) {
    counts.rows += imported.rows;
    counts.imported += imported.imported;
    counts.rejected += imported.rejected_rows;
    counts.duplicate += imported.duplicate_rows;
}

/// What the files themselves say before anything happens: rows that cannot be orders.
fn note_files(months: &Months, leaks: &Leaks, report: &mut Report) {
    debug_assert_eq!(months.rows, months.starts.len() + months.later.len());
    let name = short(folder::LEAKS).to_owned();
    let counts = report.files.entry(name.clone()).or_default();
    counts.rows = leaks.rows;
    counts.rejected = leaks.rejected.len();
    counts.duplicate = leaks.duplicates.len();
    report.rejected_rows.insert(name.clone(), leaks.rejected.clone());
    report.duplicate_rows.insert(name, leaks.duplicates.clone());
}

fn crew(n: usize) -> String {
    format!("LA-{}", n + 1)
}

fn fitter(n: usize) -> String {
    format!("fitter-{}", n + 1)
}

fn workers() -> Result<String, csv::Error> {
    let reader = [READER, "DAIAD", DEPARTMENT, "reader", READING_AREA, ""].map(str::to_owned);
    let crews = (0..CREWS)
        .map(|n| [fitter(n), fitter(n), DEPARTMENT.to_owned(), "repair".to_owned(), LEAK_AREA.to_owned(), crew(n)]);
    table(["id", "name", "department", "role", "area", "crew"], std::iter::once(reader).chain(crews))
}

fn routes() -> Result<String, csv::Error> {
    let route = [ROUTE, "DAIAD", READING_AREA, DEPARTMENT, READER].map(str::to_owned);
    table(["id", "name", "area", "department", "reader"], [route])
}

fn points(months: &Months) -> Result<String, csv::Error> {
    let mut households: Vec<&str> = months.starts.iter().map(|start| start.household.as_str()).collect();
    households.sort_unstable();
    let rows = (1..).zip(households).map(|(seq, household): (u32, _)| {
        let seq = seq.to_string();
        [household, household, household, household, ROUTE, &seq, household, DIGITS, Q4_M3H].map(str::to_owned)
    });
    table(["id", "customer_no", "customer", "address", "route", "seq", "meter", "digits", "q4_m3h"], rows)
}

fn new_order(leak: &Leak) -> serde_json::Value {
    let mut order = json!({
        "id": leak.id, "kind": "main", "summary": leak.summary, "address": leak.address, "area": LEAK_AREA,
    });
    if let (Some(position), Some(fields)) = (leak.position, order.as_object_mut()) {
        fields.insert("position".to_owned(), json!({ "lat": position.lat(), "lon": position.lon() }));
    }
    order
}
