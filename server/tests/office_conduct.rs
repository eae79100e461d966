//! Conduct at the supervisor's desk, over real HTTP: findings, cases, files, the ledger (4.4, section 5).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::office::Desk;
use common::{Town, id};
use curbstop_core::event::{ArrivalProof, Fact, OrderDispatched, OrderRepaired, OrderReported, RepairResult};
use curbstop_core::model::{CrewId, PhotoId, Span, SubjectId};
use serde_json::{Value, json};

async fn field(town: &Town, order: &str, fact: Fact) {
    town.office(vec![(SubjectId::Order(id(order)), fact)]).await;
}

/// An order whose crew arrives after so many minutes.
async fn arrived_after(town: &Town, desk: &Desk, minutes: i64) -> String {
    let opened = json!({"kind": "main", "summary": "路面冒水", "address": "和平路 3 号", "area": "N", "caller": ""});
    let order = desk.post("/v1/office/orders", &opened).await.good()["id"].as_str().unwrap().to_owned();
    field(town, &order, Fact::OrderDispatched(OrderDispatched { crew: CrewId::new("C1").unwrap() })).await;
    town.clock.advance(Span::minutes(minutes));
    field(town, &order, Fact::OrderArrived { proof: ArrivalProof::Photo { photo: PhotoId::of(b"gate") } }).await;
    order
}

fn complaint(person: &str, on: &str) -> Value {
    json!({"basis": "service", "source": "hotline", "happened_on": on, "summary": "态度生硬", "person": person})
}

/// Confirms a complaint, and gives its id.
async fn confirmed(desk: &Desk, person: &str, on: &str) -> String {
    let case = desk.post("/v1/office/cases", &complaint(person, on)).await.good()["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/office/cases/{case}");
    desk.post(&format!("{path}/investigation"), &json!({"note": "已听录音"})).await.good();
    desk.post(&format!("{path}/conclusion"), &json!({"confirmed": true, "reason": "属实"})).await.good();
    case
}

/// 5.4 FINDING: 61 minutes are proposed with clause, evidence and range; a person takes it up, confirms, and sets an amount inside
/// the range; the month's ledger has it.
#[tokio::test]
async fn a_late_arrival_is_proposed_taken_up_and_decided() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    arrived_after(&town, &desk, 60).await;
    assert_eq!(desk.get("/v1/office/findings").await.good()["findings"], json!([]));
    let order = arrived_after(&town, &desk, 61).await;
    let findings = desk.get("/v1/office/findings").await.good();
    let found = &findings["findings"][0];
    assert_eq!(findings["findings"].as_array().unwrap().len(), 1);
    assert_eq!((&found["clause"], &found["verdict"]), (&json!("5.4"), &json!("missed")));
    assert_eq!(found["breach"], format!("order:{order}/late_arrival"));
    assert_eq!(found["proposed"]["department"], json!({"least": 10_000, "most": 100_000}));
    assert!(found["department"].is_string() && found["evidence"][1]["fact"] == "order_arrived");

    let take = json!({"breach": found["breach"], "person": "k1", "summary": "路上堵车"});
    let case = desk.post("/v1/office/findings", &take).await.good();
    assert_eq!((&case["stage"], &case["person"]["id"]), (&json!("received"), &json!("k1")));
    assert_eq!(desk.get("/v1/office/findings").await.good()["findings"], json!([]));
    assert_eq!(desk.post("/v1/office/findings", &take).await.refused(), (409, "case.exists".to_owned()));

    let path = format!("/v1/office/cases/{}", case["id"].as_str().unwrap());
    let set = |fen: i64| json!({"waived": false, "department_fen": fen, "reason": "首次"});
    let early = desk.post(&format!("{path}/decision"), &set(10_000)).await;
    assert_eq!(early.refused(), (409, "case.not_confirmed".to_owned()));
    desk.post(&format!("{path}/conclusion"), &json!({"confirmed": true, "reason": "属实"})).await.good();
    let beyond = desk.post(&format!("{path}/decision"), &set(9_999)).await;
    assert_eq!(beyond.field(), "department");
    assert_eq!(beyond.refused(), (422, "case.amount".to_owned()));
    let decided = desk.post(&format!("{path}/decision"), &set(20_000)).await.good();
    assert_eq!((&decided["decided"]["department_fen"], &decided["cleared"]), (&json!(-20_000), &json!(false)));
    let ledger = desk.get("/v1/office/ledger").await.good();
    assert_eq!(ledger["departments"][0]["fen"], -20_000);
    let csv = desk.get("/v1/office/ledger.csv").await.good();
    assert!(csv.as_str().unwrap().contains(",5.4,") && csv.as_str().unwrap().contains("-200.00"), "{csv}");
    let file = desk.get("/v1/office/files/workers/k1").await.good();
    assert_eq!(file["cases"][0]["id"], case["id"]);
    assert_eq!(desk.get("/v1/office/files/workers/w1").await.good()["cases"], json!([]));
}

/// 5.4 FINDING: a fact that clears the crew withdraws the proposal; where it was decided, the file says so.
#[tokio::test]
async fn what_clears_withdraws_the_proposal_and_the_file_says_so() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let order = arrived_after(&town, &desk, 61).await;
    let take = json!({"breach": format!("order:{order}/late_arrival"), "summary": "迟到"});
    let case = desk.post("/v1/office/findings", &take).await.good();
    // The pipe turns out to be another order's: its clocks count, these do not.
    let reported =
        OrderReported { result: RepairResult::DuplicateOf { order: id("W-9") }, tell_caller: "同一处".into() };
    field(&town, &order, Fact::OrderReported(reported)).await;
    let cases = desk.get("/v1/office/cases").await.good();
    assert_eq!((&cases["cases"][0]["id"], &cases["cases"][0]["cleared"]), (&case["id"], &json!(true)));

    let other = arrived_after(&town, &desk, 61).await;
    assert_eq!(desk.get("/v1/office/findings").await.good()["findings"].as_array().unwrap().len(), 1);
    let reported =
        OrderReported { result: RepairResult::DuplicateOf { order: id("W-9") }, tell_caller: "同一处".into() };
    field(&town, &other, Fact::OrderReported(reported)).await;
    assert_eq!(desk.get("/v1/office/findings").await.good()["findings"], json!([]));
    let gone = json!({"breach": format!("order:{other}/late_arrival"), "summary": "迟到"});
    assert_eq!(desk.post("/v1/office/findings", &gone).await.refused(), (409, "case.cleared".to_owned()));
    let repaired = OrderRepaired { surface_opened: false, note: String::new(), photos: Vec::new() };
    field(&town, &other, Fact::OrderRepaired(repaired)).await;
}

/// 5.10 FINDING: the third confirmed complaint within half a year is proposed for the person and for the department.
#[tokio::test]
async fn three_confirmed_complaints_are_a_threshold() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    confirmed(&desk, "w1", "2026-08-31").await;
    confirmed(&desk, "w1", "2026-10-01").await;
    // A third that nobody has confirmed counts for nothing.
    desk.post("/v1/office/cases", &complaint("w1", "2026-11-01")).await.good();
    assert_eq!(desk.get("/v1/office/findings").await.good()["findings"], json!([]));
    confirmed(&desk, "w1", "2026-11-02").await;
    let findings = desk.get("/v1/office/findings").await.good();
    let bases: Vec<&Value> = findings["findings"].as_array().unwrap().iter().map(|found| &found["basis"]).collect();
    assert_eq!(bases, ["worker_thrice", "department_thrice"]);
    let worker = &findings["findings"][0];
    assert_eq!((&worker["off_post"], worker["counted"].as_array().unwrap().len()), (&json!(true), 3));
    let take = json!({"breach": worker["breach"], "summary": "建议待岗"});
    let case = desk.post("/v1/office/findings", &take).await.good();
    assert_eq!((&case["person"]["id"], &case["cleared"]), (&json!("w1"), &json!(false)));
    let left = desk.get("/v1/office/findings").await.good();
    assert_eq!(left["findings"].as_array().unwrap().len(), 1);
    // One of the three turns out not to be so.
    let first = case["counted"][0].as_str().unwrap();
    let not_so = json!({"confirmed": false, "reason": "另有其人"});
    desk.post(&format!("/v1/office/cases/{first}/conclusion"), &not_so).await.good();
    let cases = desk.get("/v1/office/cases").await.good();
    let thrice = cases["cases"].as_array().unwrap().iter().find(|case| case["basis"] == "worker_thrice").unwrap();
    assert_eq!(thrice["cleared"], true);
}

/// 4.4 FILE: the hotline enters complaints and sees nobody's file; the supervisor decides.
#[tokio::test]
async fn the_hotline_enters_and_the_supervisor_decides() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let hotline = admin.with_role(&town, "热线", "dispatcher").await;
    let supervisor = admin.with_role(&town, "主管", "supervisor").await;
    let entered = hotline.post("/v1/office/cases", &complaint("w1", "2026-11-02")).await.good();
    for path in ["findings", "cases", "files/workers/w1", "files/departments/d1", "ledger", "ledger.csv"] {
        assert_eq!(hotline.get(&format!("/v1/office/{path}")).await.refused(), (403, "auth.role".to_owned()));
    }
    let path = format!("/v1/office/cases/{}/conclusion", entered["id"].as_str().unwrap());
    let so = json!({"confirmed": true, "reason": "属实"});
    assert_eq!(hotline.post(&path, &so).await.refused(), (403, "auth.role".to_owned()));
    assert_eq!(supervisor.post(&path, &so).await.refused(), (409, "case.not_investigated".to_owned()));
    let mut wrong = complaint("w1", "2026-11-02");
    wrong["basis"] = json!("hall_standard");
    assert_eq!(hotline.post("/v1/office/cases", &wrong).await.refused(), (422, "case.standard_missing".to_owned()));
    wrong["source"] = json!("facts");
    assert_eq!(hotline.post("/v1/office/cases", &wrong).await.refused(), (422, "case.source".to_owned()));
}

/// 4.4 FILE: a case lies in the bucket of the person whom it is about; a department's alone reaches no phone.
#[tokio::test]
async fn a_persons_file_reaches_that_person_alone() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let case = desk.post("/v1/office/cases", &complaint("w1", "2026-11-02")).await.good();
    let audit = json!({"basis": "cover_not_replaced", "source": "audit", "happened_on": "2026-11-02", "summary": "两座井盖",
                       "department": "d1", "units": 2});
    let departments = desk.post("/v1/office/cases", &audit).await.good();
    let bucket = async |case: &Value| {
        let subject = SubjectId::Case(id(case["id"].as_str().unwrap()));
        town.server.state.store.subject(subject).await.unwrap().unwrap().bucket().to_string()
    };
    assert_eq!(bucket(&case).await, "worker:w1");
    assert_eq!(bucket(&departments).await, "office");
    let listed = desk.get("/v1/office/cases").await.good();
    assert_eq!(listed["cases"][0]["proposed"]["department"], json!({"least": 200_000, "most": 200_000}));
}
