//! Files of other systems, over real HTTP and into a real store.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use std::fmt::Write as _;
use std::path::PathBuf;

use common::Town;
use common::office::Desk;
use serde_json::{Value, json};

const WORKERS: &str = "编号,姓名,部门,岗位,责任区,班组\nr1,李芳,D,抄表员,N,\nf1,王强,D,维抢修,N,C2\n";
const ROUTES: &str = "id,name,area,department,reader,window_from,window_to\nA,和平路,N,D,r1,1,10\n";

fn points(rows: usize) -> String {
    let mut file = "id,customer_no,customer,address,route,seq,meter,digits,q4_m3h,pit\n".to_owned();
    for row in 1..=rows {
        let _ = writeln!(file, "A{row},{row},张{row},和平路 {row} 号,A,{row},MA{row},5,2.5,K{}", row / 10);
    }
    file
}

fn counts(report: &Value) -> [u64; 6] {
    ["rows", "imported", "changed", "unchanged", "duplicate_rows", "rejected_rows"]
        .map(|name| report[name].as_u64().unwrap())
}

async fn seq_of_office(town: &Town) -> usize {
    // Facts of the office are numbered without a gap: another one tells how many there were.
    let ids = town.office(vec![common::route("R1", Some("w1"))]).await;
    usize::try_from(ids[0].seq).unwrap()
}

async fn desk_with_town(town: &Town) -> Desk {
    let desk = Desk::admin(town).await;
    assert_eq!(counts(&desk.import("workers", WORKERS).await.good()), [2, 2, 0, 0, 0, 0]);
    assert_eq!(counts(&desk.import("routes", ROUTES).await.good()), [1, 1, 0, 0, 0, 0]);
    desk
}

#[tokio::test]
async fn a_utilitys_files_go_in_and_a_second_time_change_nothing() {
    let town = Town::start().await;
    let desk = desk_with_town(&town).await;
    let first = desk.import("points", points(100)).await.good();
    assert_eq!(counts(&first), [100, 100, 0, 0, 0, 0]);
    assert_eq!(first["pits"], 11);
    let before = seq_of_office(&town).await;
    let again = desk.import("points", points(100)).await.good();
    assert_eq!((counts(&again), &again["pits"]), ([100, 0, 0, 100, 0, 0], &json!(0)));
    assert_eq!(seq_of_office(&town).await, before + 1, "unchanged rows make no facts");
    let changed = desk.import("points", points(100).replace("张7,", "章7,")).await.good();
    assert_eq!(counts(&changed), [100, 0, 1, 99, 0, 0]);
    let routes = desk.get("/v1/office/routes").await.good();
    let route = &routes["routes"].as_array().unwrap().iter().find(|route| route["id"] == "A").unwrap().clone();
    assert_eq!((&route["total"], &route["unread"], &route["overdue"]), (&json!(100), &json!(100), &json!(0)));
    assert_eq!(route["reader"], json!({"id": "r1", "name": "李芳"}));
    assert_eq!(route["window"], json!(["2026-11-01", "2026-11-10"]));
}

#[tokio::test]
async fn good_rows_go_in_beside_wrong_ones_and_every_wrong_one_is_listed() {
    let town = Town::start().await;
    let desk = desk_with_town(&town).await;
    let file = points(3) + "A4,4,赵,路,Z,4,M4,5,2.5,\nA5,5,,路,A,5,M5,5,2.5,\nA1,6,孙,路,A,6,M6,5,2.5,\n";
    let report = desk.import("points", file).await.good();
    assert_eq!(counts(&report), [6, 3, 0, 0, 1, 2]);
    let rejected: Vec<(u64, &str, &str)> = report["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["row"].as_u64().unwrap(), r["field"].as_str().unwrap(), r["code"].as_str().unwrap()))
        .collect();
    assert_eq!(rejected, [(5, "route", "import.unknown_route"), (6, "customer", "import.empty")]);
    assert_eq!(report["duplicates"], json!([{"row": 7, "of_row": 2, "id": "A1"}]));
}

#[tokio::test]
async fn a_dry_run_tells_the_same_and_writes_nothing() {
    let town = Town::start().await;
    let desk = desk_with_town(&town).await;
    let dry = desk.import("points?dry_run=true", points(20)).await.good();
    assert_eq!((counts(&dry), &dry["dry_run"]), ([20, 20, 0, 0, 0, 0], &json!(true)));
    assert!(town.server.state.store.subject("point:A1".parse().unwrap()).await.unwrap().is_none());
    assert_eq!(counts(&desk.import("points", points(20)).await.good()), [20, 20, 0, 0, 0, 0]);
}

#[tokio::test]
async fn a_file_that_cannot_be_told_apart_is_refused_whole() {
    let town = Town::start().await;
    let desk = desk_with_town(&town).await;
    let broken = points(3) + "A4,4,\"赵,路,A,4,M4,5,2.5,\n";
    for (what, file, code, field) in [
        ("points", broken.into_bytes(), "import.quote_open", ""),
        ("points", b"id,\xbb\xa7\xba\xc5\n".to_vec(), "import.not_utf8", ""),
        ("points", b"id,colour\n".to_vec(), "import.unknown_columns", "colour"),
        ("routes", b"id,name\n".to_vec(), "import.missing_columns", "area,department"),
        ("workers", b"".to_vec(), "import.file_empty", ""),
        ("covers?area=N", b"id,lat\n".to_vec(), "import.geojson", ""),
    ] {
        let answer = desk.import(what, file).await;
        assert_eq!(answer.field(), field);
        assert_eq!(answer.refused(), (422, code.to_owned()), "{what}");
    }
    assert!(town.server.state.store.subject("point:A1".parse().unwrap()).await.unwrap().is_none());
    assert_eq!(desk.import("covers", "{}").await.refused(), (400, "http.query".to_owned()));
    assert_eq!(desk.import("covers?area=a%20b", "{}").await.refused(), (422, "field.id".to_owned()));
}

#[tokio::test]
async fn past_readings_go_in_once() {
    let town = Town::start().await;
    let desk = desk_with_town(&town).await;
    desk.import("points", points(2)).await.good();
    let file = "point,on,value_m3\nA1,2026-09-30,120\nA1,2026-10-31,131\nA2,2026-10-31,7\n";
    assert_eq!(counts(&desk.import("readings", file).await.good()), [3, 3, 0, 0, 0, 0]);
    assert_eq!(counts(&desk.import("readings", file).await.good()), [3, 0, 0, 3, 0, 0]);
    let other = "point,on,value_m3\nA1,2026-10-31,132\nA2,2026-09-30,5\n";
    let report = desk.import("readings", other).await.good();
    let codes: Vec<&str> = report["rejected"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["import.reading_differs", "import.reading_late"]);
}

#[tokio::test]
async fn covers_of_a_map_go_in_and_the_ones_that_lie_there_already_are_named() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let map = |ids: [u32; 2]| {
        let feature = |id: u32, lon: f64, kind: &str| {
            json!({"type": "Feature", "id": id, "properties": {"Type": kind},
                   "geometry": {"type": "Point", "coordinates": [lon, 35.0]}})
        };
        let features = [feature(ids[0], 114.0, "manhole"), feature(ids[1], 114.1, "Combined sewer outfall")];
        json!({"type": "FeatureCollection", "features": features}).to_string()
    };
    let first = desk.import("covers?area=N&prefix=T", map([1, 2])).await.good();
    assert_eq!(counts(&first), [2, 1, 0, 0, 0, 1]);
    assert_eq!(first["rejected"][0]["code"], "import.no_cover");
    let second = desk.import("covers?area=N", map([1, 2])).await.good();
    assert_eq!(counts(&second), [2, 0, 0, 0, 1, 1]);
    assert_eq!(second["duplicates"], json!([{"row": 1, "of_id": "T-1", "id": "1"}]));
}

/// The real maps of two towns, one after the other, into one store.
#[tokio::test]
async fn real_maps_go_in() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/vermont-manholes");
    let file = |name: &str| std::fs::read(folder.join(format!("{name}PointFeatures.geojson")));
    let (Ok(rutland), Ok(brattleboro)) = (file("RutlandCity"), file("Brattleboro")) else {
        return; // The real data is not part of the project.
    };
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let report = desk.import("covers?area=Rutland&prefix=R", rutland).await.good();
    assert_eq!(counts(&report), [4_045, 2_949, 0, 0, 1_092, 4]);
    let report = desk.import("covers?area=Brattleboro&prefix=B", brattleboro.clone()).await.good();
    assert_eq!(counts(&report), [2_983, 1_495, 0, 0, 1_488, 0]);
    let again = desk.import("covers?area=Brattleboro&prefix=B", brattleboro).await.good();
    assert_eq!(counts(&again), [2_983, 0, 0, 1_495, 1_488, 0]);
    assert_eq!(desk.get("/v1/office/areas").await.good()["areas"], json!(["Brattleboro", "N", "Rutland", "S"]));
}
