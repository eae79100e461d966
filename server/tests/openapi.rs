//! The OpenAPI document is a contract: the console's types are made from it.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod common;

use std::collections::BTreeSet;

use common::Town;
use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(curbstop_server::http::office::openapi()).unwrap()
}

#[test]
fn paths_and_operation_ids_stand() {
    let document = document();
    let operations: Vec<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let item = item.as_object().unwrap().iter();
            item.map(move |(method, operation)| {
                format!("{method} {path} {}", operation["operationId"].as_str().unwrap())
            })
        })
        .collect();
    insta::assert_snapshot!(operations.join("\n"));
}

#[test]
fn whatever_is_referred_to_is_there() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(array) => array.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 40);
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn the_document_is_served() {
    let town = Town::start().await;
    let served: Value =
        town.http.get(format!("{}/openapi.json", town.server.url())).send().await.unwrap().json().await.unwrap();
    assert_eq!(served, document());
}
