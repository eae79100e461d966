//! What the supervisor decides, and what the office's lists show of the field, over real HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::office::{Desk, PASSWORD};
use common::{MORNING, Phone, Town, event, inspected, reading};
use curbstop_core::event::{EstimateReason, Fact, MethodUsed, ReadingEstimated};
use curbstop_core::model::{CoverCondition, PhotoId, Span, Timestamp, Volume};
use curbstop_core::state::{ReadingStage, Subject};
use serde_json::{Value, json};

fn estimated(phone: &Phone, seq: u64, point: &str, at: Timestamp) -> Value {
    let fact = Fact::ReadingEstimated(ReadingEstimated {
        consumption: Volume::cubic_metres(12),
        method: MethodUsed::ClassAverage,
        reason: EstimateReason::SewageInPit,
        pit: None,
        photos: vec![PhotoId::of(b"a")],
        note: String::new(),
    });
    serde_json::to_value(event(phone.device, seq, "w1", &format!("point:{point}"), fact, at)).unwrap()
}

/// Three estimates in a row at p1, a month apart; gives back the phone.
async fn three_estimates(town: &Town) -> Phone {
    let phone = town.enrol(&["w1"]).await;
    for month in 0..3 {
        let at = MORNING + Span::days(30 * month);
        town.clock.set(at);
        let seq = u64::try_from(month).unwrap() + 1;
        phone.post(&phone.request(seq, &[estimated(&phone, seq, "p1", at)], at)).await;
    }
    phone
}

/// 3.2.2 EST-ESCALATE: the third estimate waits for the supervisor, whose decision returns to the phone.
#[tokio::test]
async fn an_escalated_estimate_is_decided_once_by_a_supervisor_and_returns_to_the_phone() {
    let town = Town::start().await;
    let phone = three_estimates(&town).await;
    let admin = Desk::admin(&town).await;
    let (dispatcher, supervisor) =
        (admin.with_role(&town, "热线", "dispatcher").await, admin.with_role(&town, "主管", "supervisor").await);

    let listed = supervisor.get("/v1/office/escalations").await.good();
    let row = &listed["escalations"][0];
    assert_eq!((&row["point"], &row["nth"], &row["customer_no"]), (&json!("p1"), &json!(3), &json!("cp1")));
    assert_eq!((&row["consumption"], &row["method"]), (&json!(12_000), &json!("class_average")));
    assert_eq!(row["estimate"], json!([phone.device, 3]));

    let path = "/v1/office/points/p1/escalation";
    let decision = |decision: &str, on: Option<&str>| {
        let mut body = json!({"estimate": row["estimate"], "decision": decision, "reason": "井深,约定上门"});
        if let Some(on) = on {
            body["on"] = json!(on);
        }
        body
    };
    let visit = decision("appoint_visit", Some("2027-01-08"));
    assert_eq!(dispatcher.post(path, &visit).await.refused(), (403, "auth.role".to_owned()));
    let dayless = supervisor.post(path, &decision("appoint_visit", None)).await;
    assert_eq!((dayless.field(), dayless.status), ("on", 422));
    let odd = supervisor.post(path, &decision("clear_pit", Some("2027-01-08"))).await;
    assert_eq!(odd.refused(), (422, "field.unexpected".to_owned()));
    let other = json!({"estimate": [9, 9], "decision": "clear_pit", "reason": "x"});
    assert_eq!(supervisor.post(path, &other).await.refused(), (409, "escalation.not_open".to_owned()));

    let decided = supervisor.post(path, &visit).await.good();
    assert_eq!((&decided["decision"], &decided["on"]), (&json!("appoint_visit"), &json!("2027-01-08")));
    assert_eq!(supervisor.post(path, &visit).await.refused(), (409, "escalation.decided".to_owned()));
    assert_eq!(supervisor.get("/v1/office/escalations").await.good()["escalations"], json!([]));
    let done = supervisor.get("/v1/office/escalations?state=decided").await.good();
    assert_eq!(done["escalations"][0]["reason"], "井深,约定上门");

    let at = MORNING + Span::days(60);
    let held = phone.everything(at).await;
    let row = held.iter().find(|row| row.contains("\"point:p1\"")).unwrap();
    assert!(row.contains("appoint_visit") && row.contains("2027-01-08") && row.contains("井深"), "{row}");
}

#[tokio::test]
async fn of_two_supervisors_who_decide_at_once_one_is_told() {
    let town = Town::start().await;
    let phone = three_estimates(&town).await;
    let desk = Desk::admin(&town).await;
    let body = json!({"estimate": [phone.device, 3], "decision": "allow_estimate", "reason": "可以"});
    let path = "/v1/office/points/p1/escalation";
    let (a, b) = tokio::join!(desk.post(path, &body), desk.post(path, &body));
    let mut status = [a.status, b.status];
    status.sort_unstable();
    assert_eq!(status, [200, 409]);
}

/// 3.2.3 READ-CHECK: what a check holds back is settled by a person.
#[tokio::test]
async fn a_reading_in_review_is_settled_by_the_office() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let file = "point,on,value_m3\np1,2026-09-30,100\np1,2026-10-31,110\n";
    desk.import("readings", file).await.good();
    let phone = town.enrol(&["w1"]).await;
    // Far above what was usual, and confirmed by nothing.
    town.clock.set(MORNING + Span::hours(1));
    phone.post(&phone.request(1, &[reading(&phone, 1, "w1", "p1", 900, MORNING)], MORNING + Span::hours(1))).await;
    let listed = desk.get("/v1/office/reviews").await.good();
    let row = &listed["reviews"][0];
    assert_eq!((&row["point"], &row["value"], &row["previous"]), (&json!("p1"), &json!(900_000), &json!(110_000)));
    assert!(!row["checks"].as_array().unwrap().is_empty());
    let settle = |resolution: &str| json!({"reading": row["reading"], "resolution": resolution, "reason": "照片不清"});
    let path = "/v1/office/points/p1/review";
    let other = json!({"reading": [7, 7], "resolution": "accept", "reason": "x"});
    assert_eq!(desk.post(path, &other).await.refused(), (409, "review.not_open".to_owned()));
    desk.post(path, &settle("read_again")).await.good();
    assert_eq!(desk.post(path, &settle("accept")).await.refused(), (409, "review.not_open".to_owned()));
    assert_eq!(desk.get("/v1/office/reviews").await.good()["reviews"], json!([]));
    let Subject::Point(point) = town.subject("point:p1").await else { panic!() };
    assert_eq!(point.state.current.unwrap().stage, ReadingStage::ReadAgain);
}

/// 3.2.2 READ-IF-READABLE: an estimate without its photo waits for the office like a reading does, and can be settled.
#[tokio::test]
async fn an_estimate_in_question_is_settled_by_the_office() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    desk.import("readings", "point,on,value_m3\np1,2026-10-31,110\n").await.good();
    let phone = town.enrol(&["w1"]).await;
    let mut bare = estimated(&phone, 1, "p1", MORNING);
    bare["e"]["reading_estimated"]["ph"] = json!([]);
    town.clock.set(MORNING + Span::hours(1));
    phone.post(&phone.request(1, &[bare], MORNING + Span::hours(1))).await;
    let row = &desk.get("/v1/office/reviews").await.good()["reviews"][0];
    assert_eq!((&row["estimated"], &row["checks"]), (&json!(true), &json!(["evidence_missing"])));
    assert_eq!((&row["value"], &row["previous"]), (&json!(122_000), &json!(110_000)));
    let settle = json!({"reading": row["reading"], "resolution": "accept", "reason": "电话核实"});
    desk.post("/v1/office/points/p1/review", &settle).await.good();
    assert_eq!(desk.get("/v1/office/reviews").await.good()["reviews"], json!([]));
    let Subject::Point(point) = town.subject("point:p1").await else { panic!() };
    assert_eq!(point.state.current.unwrap().stage, ReadingStage::Released);
    assert!(point.state.estimates[0].is_billable());
}

/// 3.2.2 READ-CYCLE: progress by route, and overdue once the window is over.
#[tokio::test]
async fn a_routes_progress_is_counted_and_its_rest_is_overdue_after_the_window() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    desk.import("readings", "point,on,value_m3\np1,2026-10-02,4\n").await.good();
    let phone = town.enrol(&["w1"]).await;
    let events: Vec<Value> = (1..=4)
        .map(|i| reading(&phone, i, "w1", &format!("p{i}"), 10, MORNING))
        .chain([estimated(&phone, 5, "p5", MORNING)])
        .collect();
    town.clock.set(MORNING + Span::hours(1));
    phone.post(&phone.request(1, &events, MORNING + Span::hours(1))).await;
    let route = |page: Value| page["routes"].as_array().unwrap().iter().find(|r| r["id"] == "R1").unwrap().clone();
    let counted = |row: &Value| ["total", "actual", "estimated", "unread", "overdue"].map(|n| row[n].as_u64().unwrap());
    let november = route(desk.get("/v1/office/routes").await.good());
    assert_eq!(counted(&november), [10, 4, 1, 5, 0]);
    town.clock.set(MORNING + Span::days(31));
    let desk = Desk::sign_in(&town, "管理员", PASSWORD).await;
    let again = route(desk.get("/v1/office/routes?period=2026-11").await.good());
    assert_eq!(counted(&again), [10, 4, 1, 5, 5]);
    let december = route(desk.get("/v1/office/routes").await.good());
    assert_eq!(counted(&december), [10, 0, 0, 10, 0]);
    // What was read in a month that has gone by since is still counted as done in it.
    let at = MORNING + Span::days(31);
    phone.post(&phone.request(6, &[reading(&phone, 6, "w1", "p1", 20, at)], at)).await;
    let later = route(desk.get("/v1/office/routes?period=2026-11").await.good());
    assert_eq!(
        (later["released"].as_u64(), later["actual"].as_u64(), later["total"].as_u64()),
        (Some(1), Some(3), Some(10))
    );
}

/// 3.2.4 COVER-SAFE, COVER-REPLACE: an unsafe cover shows with its clocks.
#[tokio::test]
async fn an_unsafe_cover_shows_with_its_clocks() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    town.office(vec![common::cover("v2", "N"), common::cover("v3", "N")]).await;
    let phone = town.enrol(&["w1"]).await;
    let look = |seq, cover: &str, condition| {
        serde_json::to_value(event(phone.device, seq, "w1", cover, inspected(condition), MORNING)).unwrap()
    };
    let looks = [
        look(1, "cover:v1", CoverCondition::Loose),
        look(2, "cover:v2", CoverCondition::Missing),
        look(3, "cover:v3", CoverCondition::Sound),
    ];
    town.clock.set(MORNING + Span::minutes(10));
    phone.post(&phone.request(1, &looks, MORNING + Span::minutes(10))).await;
    let listed = desk.get("/v1/office/covers/unsafe").await.good();
    let covers = listed["covers"].as_array().unwrap();
    let shown: Vec<(&str, &Value)> = covers.iter().map(|c| (c["id"].as_str().unwrap(), &c["danger"])).collect();
    assert_eq!(shown, [("v2", &json!(true)), ("v1", &json!(false))], "dangerous ones first");
    let kinds: Vec<&str> =
        covers[0]["clocks"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["make_safe", "replace"]);
    assert_eq!(covers[0]["condition"], "missing");
}

#[tokio::test]
async fn phones_are_enrolled_listed_and_revoked_and_what_they_could_not_say_is_found_whole() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let nobody = desk.post("/v1/office/devices/codes", &json!({"workers": ["w9"]})).await;
    assert_eq!(nobody.refused(), (422, "office.worker_unknown".to_owned()));
    assert_eq!(desk.post("/v1/office/devices/codes", &json!({"workers": []})).await.refused().1, "field.count");
    let code = desk.post("/v1/office/devices/codes", &json!({"workers": ["w1", "w2"]})).await.good();
    let enrolled = town.http.post(format!("{}/v1/enrol", desk.url)).json(&json!({"code": code["code"], "model": "P7"}));
    let enrolled: Value = enrolled.send().await.unwrap().json().await.unwrap();
    let phone = town.enrol(&["w1"]).await;
    town.clock.set(MORNING + Span::hours(1));
    let odd = json!({"not": "an event", "text": "字".repeat(5_000)});
    phone.post(&phone.request(1, std::slice::from_ref(&odd), MORNING + Span::hours(1))).await;

    let devices = desk.get("/v1/office/devices").await.good();
    let first = &devices["devices"][0];
    assert_eq!((&first["id"], &first["model"]), (&enrolled["device"], &json!("P7")));
    assert_eq!(first["workers"], json!([{"id": "w1", "name": "w1"}, {"id": "w2", "name": "w2"}]));
    assert!(first.get("last_sync_at").is_none());
    let second = &devices["devices"][1];
    assert_eq!(
        (&second["have_through"], &second["last_sync_at"]),
        (&json!(1), &json!((MORNING + Span::hours(1)).as_millis()))
    );

    let quarantine = desk.get("/v1/office/quarantine").await.good();
    let aside = &quarantine["events"][0];
    assert_eq!((&aside["code"], &aside["seq"]), (&json!("event.unreadable"), &json!(1)));
    assert_eq!(aside["bytes"], odd.to_string().len());
    assert_eq!(aside["raw"].as_str().unwrap().chars().count(), 4_000);

    let path = format!("/v1/office/devices/{}/revoke", phone.device);
    desk.post(&path, &json!({})).await.good();
    assert_eq!(
        desk.post("/v1/office/devices/99/revoke", &json!({})).await.refused(),
        (404, "device.unknown".to_owned())
    );
    let devices = desk.get("/v1/office/devices").await.good();
    assert!(devices["devices"][1]["revoked_at"].is_i64());
}
