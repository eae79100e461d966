//! Reading covers: own small files, and real ones where the folder of real data is there.

use std::collections::HashSet;
use std::path::PathBuf;

use super::*;

fn town() -> CoverFile {
    CoverFile { area: AreaId::new("N").unwrap(), prefix: None }
}

fn feature(id: &str, type_: &str, lon: &str, lat: &str) -> String {
    format!(
        r#"{{"type":"Feature",{id}"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}},"properties":{{"Type":"{type_}"}}}}"#
    )
}

fn collection_of(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn ids(file: &ReadFile) -> Vec<&str> {
    file.entries.iter().map(|entry| entry.subject.id()).collect()
}

#[test]
fn a_broken_feature_is_rejected_alone_and_an_outfall_has_no_cover() {
    let text = collection_of(&[
        feature(r#""id":1,"#, "Sewer manhole", "114.1", "35.1"),
        r#"{"type":"Feature","id":2,"geometry":{"type":"Point","coordinates":["x"]},"properties":null}"#.to_owned(),
        feature(r#""id":3,"#, "Combined sewer outfall", "114.3", "35.3"),
        feature(r#""id":4,"#, "Fountain", "114.3", "95.3"),
        r#"{"type":"Feature","id":5,"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":{"Type":"雨水口"}}"#
            .to_owned(),
        feature(r#""id":"a b","#, "Combined sewer catchbasin", "114.3", "35.3"),
    ]);
    let file = read(&town(), text.as_bytes()).unwrap();
    assert_eq!(ids(&file), ["1"]);
    let found: Vec<(u64, &str)> = file.report.rejected.iter().map(|r| (r.row, r.code.as_str())).collect();
    assert_eq!(
        found,
        [
            (2, code::FEATURE),
            (3, code::NO_COVER),
            (4, code::COVER_TYPE),
            (4, code::POSITION),
            (5, code::GEOMETRY),
            (6, code::ID),
        ]
    );
    assert_eq!((file.report.rows, file.report.rejected_rows), (6, 5));
}

#[test]
fn the_same_place_and_kind_twice_is_one_cover_and_so_is_the_same_id() {
    let text = collection_of(&[
        feature(r#""id":1,"#, "manhole", "114.1", "35.1"),
        feature(r#""id":2,"#, "manhole", "114.10", "35.1"),
        feature(r#""id":3,"#, "catch basin", "114.1", "35.1"),
        feature(r#""id":1,"#, "manhole", "114.7", "35.7"),
    ]);
    let file = read(&town(), text.as_bytes()).unwrap();
    assert_eq!(ids(&file), ["1", "3"]);
    let found: Vec<(u64, Option<u64>)> = file.report.duplicates.iter().map(|d| (d.row, d.of_row)).collect();
    assert_eq!(found, [(2, Some(1)), (4, Some(1))]);
}

#[test]
fn ids_that_name_nothing_give_way_to_the_row_and_a_prefix_keeps_towns_apart() {
    let same = [feature(r#""id":0,"#, "manhole", "1", "1"), feature(r#""id":0,"#, "manhole", "2", "2")];
    let none = [feature("", "manhole", "1", "1"), feature("", "manhole", "2", "2")];
    for features in [&same, &none] {
        let file = read(&town(), collection_of(features).as_bytes()).unwrap();
        assert_eq!(ids(&file), ["N-1", "N-2"]);
    }
    let prefixed = CoverFile { prefix: Some("B".to_owned()), ..town() };
    assert_eq!(ids(&read(&prefixed, collection_of(&same).as_bytes()).unwrap()), ["B-1", "B-2"]);
    let own = [feature(r#""id":7,"#, "manhole", "1", "1"), feature(r#""id":"x9","#, "manhole", "2", "2")];
    assert_eq!(ids(&read(&prefixed, collection_of(&own).as_bytes()).unwrap()), ["B-7", "B-x9"]);
    assert_eq!(ids(&read(&town(), collection_of(&own).as_bytes()).unwrap()), ["7", "x9"]);
}

#[test]
fn a_file_that_is_not_a_collection_in_wgs84_is_refused_whole() {
    for text in [
        "[]",
        r#"{"type":"Feature"}"#,
        r#"{"type":"Topology","features":[]}"#,
        r#"{"type":"FeatureCollection","features":[{]}"#,
        r#"{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}}"#,
    ] {
        assert!(matches!(read(&town(), text.as_bytes()), Err(FileError::GeoJson { .. })), "{text}");
    }
    let wgs84 = r#"{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}"#;
    assert_eq!(read(&town(), wgs84.as_bytes()).unwrap().report.rows, 0);
}

/// Real maps of two towns, held against a count that shares nothing with the reader but the file.
#[test]
fn the_counts_of_real_maps_are_those_of_the_files() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/vermont-manholes");
    for (name, rows) in [("RutlandCityPointFeatures", 4_045), ("BrattleboroPointFeatures", 2_983)] {
        let Ok(bytes) = std::fs::read(folder.join(format!("{name}.geojson"))) else {
            continue; // The real data is not part of the project.
        };
        let file = read(&town(), &bytes).unwrap();
        let (covers, duplicates, without) = counted(&bytes);
        assert_eq!(file.report.rows, rows, "{name}");
        assert_eq!(file.entries.len(), covers, "{name}");
        assert_eq!(file.report.duplicate_rows, duplicates, "{name}");
        assert_eq!(file.report.rejected_rows, without, "{name}");
        assert!(file.report.rejected.iter().all(|r| r.code == code::NO_COVER), "{name}");
    }
}

/// Covers, duplicates, and things without a cover.
fn counted(bytes: &[u8]) -> (usize, usize, usize) {
    let file: JsonValue = serde_json::from_slice(bytes).unwrap();
    let (mut seen, mut duplicates, mut without) = (HashSet::new(), 0, 0);
    for feature in file["features"].as_array().unwrap() {
        let type_ = feature["properties"]["Type"].as_str().unwrap();
        let kind = ["anhole", "catchbasin"].into_iter().find(|kind| type_.contains(kind));
        let Some(kind) = kind else {
            without += 1;
            continue;
        };
        if !seen.insert((kind, feature["geometry"]["coordinates"].to_string())) {
            duplicates += 1;
        }
    }
    (seen.len(), duplicates, without)
}
