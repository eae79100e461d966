//! Enrolment by a one-time code, and the stream that says "something changed".

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::{MORNING, Phone, Town, code, point, reading, route};
use curbstop_core::model::Span;
use curbstop_server::http::enrol::{ATTEMPTS_MAX, ATTEMPTS_WINDOW, CODE_LIFETIME, new_code};
use serde_json::{Value, json};

async fn enrol(town: &Town, body: Value) -> (u16, String) {
    let answer = town.http.post(format!("{}/v1/enrol", town.server.url())).json(&body).send().await.unwrap();
    (answer.status().as_u16(), code(&answer.bytes().await.unwrap()))
}

#[tokio::test]
async fn a_code_is_good_once_however_it_is_typed_and_not_for_ever() {
    let town = Town::start().await;
    let (code, expires_at) = new_code(&town.server.state, Vec::new()).await.unwrap();
    assert_eq!(expires_at, MORNING + CODE_LIFETIME);
    let typed = json!({"code": code.to_lowercase().replace('-', " "), "model": "K"});
    assert_eq!(enrol(&town, typed.clone()).await.0, 200);
    assert_eq!(enrol(&town, typed).await, (401, "enrol.code_unknown".to_owned()));
    let (code, _) = new_code(&town.server.state, Vec::new()).await.unwrap();
    town.clock.set(expires_at);
    assert_eq!(enrol(&town, json!({"code": code, "model": "K"})).await, (401, "enrol.code_unknown".to_owned()));
    assert_eq!(enrol(&town, json!({"code": 5})).await, (400, "enrol.body_unreadable".to_owned()));
    let long = json!({"code": "x", "model": "机".repeat(101)});
    assert_eq!(enrol(&town, long).await, (422, "enrol.model_too_long".to_owned()));
}

#[tokio::test]
async fn who_guesses_codes_has_to_wait() {
    let town = Town::start().await;
    let (good, _) = new_code(&town.server.state, Vec::new()).await.unwrap();
    for _ in 0..ATTEMPTS_MAX {
        assert_eq!(enrol(&town, json!({"code": "guess", "model": ""})).await.0, 401);
    }
    let good = json!({"code": good, "model": ""});
    assert_eq!(enrol(&town, good.clone()).await, (429, "enrol.too_many_attempts".to_owned()));
    town.clock.advance(ATTEMPTS_WINDOW);
    assert_eq!(enrol(&town, good).await.0, 200);
}

/// Reads a stream event by event.
struct Ear(reqwest::Response, String);

impl Ear {
    async fn open(phone: &Phone) -> Self {
        let request = phone.http.get(format!("{}/v1/live", phone.url)).bearer_auth(&phone.token);
        let mut ear = Self(request.send().await.unwrap(), String::new());
        assert_eq!(ear.next().await.unwrap().0, "hello");
        ear
    }

    /// Name and data of the next event; `None` at the end.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some(end) = self.1.find("\n\n") {
                let event: String = self.1.drain(..end + 2).collect();
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                if let Some((name, data)) = field("event:").zip(field("data:")) {
                    return Some((name.to_owned(), serde_json::from_str(data).unwrap()));
                }
            } else {
                let bytes = self.0.chunk().await.unwrap()?;
                self.1.push_str(std::str::from_utf8(&bytes).unwrap());
            }
        }
    }

    async fn buckets(&mut self) -> Value {
        self.next().await.unwrap().1["buckets"].clone()
    }
}

#[tokio::test]
async fn a_phone_hears_of_its_own_buckets_only() {
    let town = Town::start().await;
    let (mine, other) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    let mut ear = Ear::open(&mine).await;
    town.office(vec![point("q1", "R2", 40)]).await;
    other.post(&other.request(1, &[reading(&other, 1, "w2", "q2", 5, MORNING)], MORNING)).await;
    town.office(vec![point("p1", "R1", 40)]).await;
    assert_eq!(ear.buckets().await, json!(["route:R1"]), "the first thing it hears is its own");
}

#[tokio::test]
async fn a_phone_hears_of_a_route_that_it_gets_and_of_one_that_it_loses() {
    let town = Town::start().await;
    let (first, second) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    let (mut loses, mut gets) = (Ear::open(&first).await, Ear::open(&second).await);
    town.office(vec![route("R1", Some("w2"))]).await;
    assert_eq!(loses.buckets().await, json!(["route:R1"]));
    assert_eq!(gets.buckets().await, json!(["route:R1"]));
    town.office(vec![point("p1", "R1", 40)]).await;
    assert_eq!(gets.buckets().await, json!(["route:R1"]));
}

#[tokio::test]
async fn a_stream_ends_when_the_phone_is_revoked_or_the_server_stops() {
    let town = Town::start().await;
    let (revoked, other) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    let (mut first, mut second) = (Ear::open(&revoked).await, Ear::open(&other).await);
    town.server.state.store.revoke_device(revoked.device, MORNING + Span::minutes(1)).await.unwrap();
    town.server.state.hub.tell_kind("device");
    assert_eq!(first.next().await, None);
    let live = revoked.http.get(format!("{}/v1/live", revoked.url)).bearer_auth(&revoked.token).send().await.unwrap();
    assert_eq!((live.status().as_u16(), code(&live.bytes().await.unwrap())), (401, "auth.device_revoked".to_owned()));
    town.server.shutdown().await;
    assert_eq!(second.next().await, None);
}

#[tokio::test]
async fn it_says_that_it_is_well() {
    let town = Town::start().await;
    let answer = town.http.get(format!("{}/healthz", town.server.url())).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.text().await.unwrap()), (200, "ok".to_owned()));
}
