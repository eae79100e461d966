//! The page that explains the protocol is held to the types: its examples are read, and come out as they went in.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{EnrolRequest, EnrolResponse, StandIn, SyncRequest, SyncResponse};
use crate::event::Event;

const README: &str = include_str!("README.md");

/// The examples of the page: the name of the type, and the JSON.
fn examples() -> Vec<(&'static str, &'static str)> {
    README.split("```json ").skip(1).map(|rest| rest.split("```").next().unwrap().split_once('\n').unwrap()).collect()
}

/// Reads and writes again; what the type does not know would be missing.
fn there_and_back<T: DeserializeOwned + Serialize>(json: &str) -> T {
    let value: T = serde_json::from_str(json).unwrap();
    let written: Value = serde_json::from_str(&serde_json::to_string(&value).unwrap()).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(json).unwrap());
    value
}

#[test]
fn every_example_is_what_it_says() {
    let mut read = Vec::new();
    for (name, json) in examples() {
        match name {
            "EnrolRequest" => drop(there_and_back::<EnrolRequest>(json)),
            "EnrolResponse" => drop(there_and_back::<EnrolResponse>(json)),
            "StandIn" => drop(there_and_back::<StandIn>(json)),
            "SyncResponse" => drop(there_and_back::<SyncResponse>(json)),
            "SyncRequest" => {
                for event in there_and_back::<SyncRequest>(json).events {
                    there_and_back::<Event>(event.get());
                }
            }
            other => panic!("{other} is not read"),
        }
        read.push(name);
    }
    assert_eq!(read, ["EnrolRequest", "EnrolResponse", "SyncRequest", "SyncResponse", "StandIn", "StandIn", "StandIn"]);
}

#[test]
fn a_stand_in_is_no_event() {
    for (name, json) in examples() {
        assert!(name != "StandIn" || serde_json::from_str::<Event>(json).is_err());
    }
}
