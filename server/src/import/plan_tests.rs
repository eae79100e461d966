//! Plans against books that are a map.

use std::collections::BTreeMap;

use curbstop_core::model::Volume;

use super::*;
use crate::import::{Source, read};

#[derive(Default)]
struct Books {
    records: BTreeMap<SubjectId, String>,
    readings: BTreeMap<PointId, PastReadings>,
}

impl Books {
    /// Takes a plan's facts in, as the store does.
    fn take(&mut self, plan: &Plan) {
        for (subject, fact) in &plan.facts {
            let json = match fact {
                Fact::PointRegistered(record) => serde_json::to_string(record),
                Fact::PitRegistered(record) => serde_json::to_string(record),
                Fact::CoverRegistered(record) => serde_json::to_string(record),
                Fact::RouteRegistered(record) => serde_json::to_string(record),
                Fact::WorkerRegistered(record) => serde_json::to_string(record),
                Fact::ReadingImported(reading) => {
                    let past = self.readings.entry(PointId::new(subject.id()).unwrap()).or_default();
                    past.newest_on = past.newest_on.max(Some(reading.on));
                    past.imported.push(reading.clone());
                    continue;
                }
                _ => continue,
            };
            self.records.insert(subject.clone(), json.unwrap());
        }
    }

    fn import(&mut self, source: &Source, text: &str) -> Plan {
        let plan = plan(read(source, text.as_bytes()).unwrap(), self, day("2026-11-23")).unwrap();
        let report = &plan.report;
        let accounted =
            report.imported + report.changed + report.unchanged + report.duplicate_rows + report.rejected_rows;
        assert_eq!(report.rows, accounted, "a row was dropped in silence");
        self.take(&plan);
        plan
    }
}

impl Known for Books {
    fn record(&mut self, subject: &SubjectId) -> Result<Option<String>, StoreError> {
        Ok(self.records.get(subject).cloned())
    }

    fn covers(&mut self) -> Result<Vec<KnownCover>, StoreError> {
        let covers = self.records.iter().filter(|(subject, _)| subject.kind() == "cover");
        Ok(covers.map(|(_, json)| serde_json::from_str(json).unwrap()).collect())
    }

    fn past_readings(&mut self, point: &PointId) -> Result<PastReadings, StoreError> {
        Ok(self.readings.get(point).cloned().unwrap_or_default())
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const WORKERS: &str = "id,name,department,role,area\nw1,李,D,reader,N\n";
const ROUTES: &str = "id,name,area,department,reader\nR1,North,N,D,w1\nR2,South,N,D,\n";
const POINTS: &str = "id,customer_no,customer,address,route,seq,meter,digits,q4_m3h,pit\n\
    P1,1,王,和平路 1 号,R1,1,M1,4,2.5,K1\nP2,2,张,和平路 2 号,R1,2,M2,4,2.5,K1\n";

fn town() -> Books {
    let mut books = Books::default();
    books.import(&Source::Workers, WORKERS);
    books.import(&Source::Routes, ROUTES);
    books.import(&Source::Points, POINTS);
    books
}

fn codes(plan: &Plan) -> Vec<(u64, &str)> {
    plan.report.rejected.iter().map(|r| (r.row, r.code.as_str())).collect()
}

#[test]
fn rows_that_name_what_is_not_in_the_books_are_rejected() {
    let mut books = Books::default();
    assert_eq!(codes(&books.import(&Source::Routes, ROUTES)), [(2, code::UNKNOWN_WORKER)]);
    assert_eq!(codes(&books.import(&Source::Points, POINTS)), [(2, code::UNKNOWN_ROUTE), (3, code::UNKNOWN_ROUTE)]);
    let readings = books.import(&Source::Readings, "point,on,value_m3\nP1,2026-01-01,1\n");
    assert_eq!(codes(&readings), [(2, code::UNKNOWN_POINT)]);
}

#[test]
fn a_second_import_makes_facts_of_changed_rows_only() {
    let mut books = town();
    let again = books.import(&Source::Points, POINTS);
    assert_eq!((again.facts.len(), again.report.unchanged), (0, 2));
    let changed = books.import(&Source::Points, &POINTS.replace("张", "章"));
    assert_eq!((changed.report.changed, changed.report.unchanged), (1, 1));
    assert_eq!(changed.facts.iter().map(|(s, _)| s.to_string()).collect::<Vec<_>>(), ["point:P2"]);
}

#[test]
fn a_pit_enters_with_its_points_and_follows_them_to_another_route() {
    let mut books = town();
    let pit = |books: &Books| books.records[&"pit:K1".parse().unwrap()].clone();
    assert!(pit(&books).contains("\"route\":\"R1\"") && pit(&books).contains("和平路 1 号"));
    // One of two points moves: the pit stays where the other is, if the file names both.
    let one = books.import(&Source::Points, &POINTS.replace("1 号,R1", "1 号,R2"));
    assert_eq!((one.report.pits, one.report.changed), (0, 1));
    let both = books.import(&Source::Points, &POINTS.replace(",R1,", ",R2,"));
    assert_eq!(both.report.pits, 1);
    assert!(pit(&books).contains("\"route\":\"R2\""));
    // A pit comes before its points, so that a phone never holds a point whose pit it does not know.
    assert_eq!(both.facts[0].0.to_string(), "pit:K1");
}

#[test]
fn past_readings_go_on_at_the_end_and_are_never_overwritten() {
    let mut books = town();
    let first = books.import(&Source::Readings, "point,on,value_m3\nP1,2026-02-01,20\nP1,2026-01-01,10\n");
    assert_eq!((first.report.imported, codes(&first)), (2, vec![]));
    let text = "point,on,value_m3\nP1,2026-01-01,10\nP1,2026-02-01,21\nP1,2026-01-15,15\nP1,2026-03-01,9999.999\n\
        P1,2026-04-01,10000\nP1,2026-11-24,30\n";
    let second = books.import(&Source::Readings, text);
    assert_eq!((second.report.unchanged, second.report.imported), (1, 1));
    assert_eq!(
        codes(&second),
        [(3, code::READING_DIFFERS), (4, code::READING_LATE), (6, code::OVER_REGISTER), (7, code::FUTURE),]
    );
    let [(_, Fact::ReadingImported(reading))] = second.facts.as_slice() else { panic!() };
    assert_eq!(reading.value, Volume::litres(9_999_999));
}

#[test]
fn a_cover_where_another_one_lies_is_a_duplicate_unless_that_one_moved() {
    let covers = |rows: &[(&str, f64)]| {
        let features: Vec<String> = rows
            .iter()
            .map(|(id, lon)| {
                format!(
                    r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[{lon},35.0]}},"properties":{{"Type":"manhole"}}}}"#
                )
            })
            .collect();
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    };
    let source = Source::covers("N".parse().unwrap(), None);
    let mut books = Books::default();
    assert_eq!(books.import(&source, &covers(&[("a", 1.0), ("b", 2.0)])).report.imported, 2);
    let again = books.import(&source, &covers(&[("a", 1.0), ("b", 2.0)]));
    assert_eq!((again.report.unchanged, again.facts.len()), (2, 0));
    let other = books.import(&source, &covers(&[("c", 1.0), ("d", 3.0)]));
    assert_eq!(other.report.imported, 1);
    assert_eq!((other.report.duplicates[0].row, other.report.duplicates[0].of_id.as_deref()), (1, Some("a")));
    let moved = books.import(&source, &covers(&[("a", 9.0), ("e", 1.0)]));
    assert_eq!((moved.report.changed, moved.report.imported, moved.report.duplicate_rows), (1, 1, 0));
}
