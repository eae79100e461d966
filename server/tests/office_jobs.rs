//! A connection's and a conversion's life at the office's desk, over real HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::office::Desk;
use common::{MORNING, Town, id};
use curbstop_core::event::{BudgetMade, Fact, HouseClosed, HouseholdChecked, JobStepDone, TapTurns};
use curbstop_core::model::{Fen, PhotoId, SubjectId};
use serde_json::{Value, json};

/// Days off and make-up days around Monday 2026-11-02, when these tests begin: Wednesday is free, Saturday is worked.
const NOTICE: &str = r#"{"year": 2026, "days": [{"name": "a", "date": "2026-11-04", "isOffDay": true},
    {"name": "a", "date": "2026-11-07", "isOffDay": false}]}"#;

fn conversion() -> Value {
    let home = |id: &str| json!({"id": id, "address": format!("3 号楼 {id}"), "customer": "王"});
    json!({"kind": "conversion", "applicant": "和平小区", "address": "和平路 3 号楼", "area": "N", "department": "D",
           "households": [home("101"), home("102")]})
}

fn connection() -> Value {
    json!({"kind": "connection", "applicant": "李强", "address": "淇水大道 9 号", "area": "N", "department": "D"})
}

async fn field(town: &Town, job: &str, facts: Vec<Fact>) {
    town.office(facts.into_iter().map(|fact| (SubjectId::Job(id(job)), fact)).collect()).await;
}

fn budget(yuan: i64) -> Fact {
    Fact::BudgetMade(BudgetMade { fen: Fen::yuan(yuan), note: String::new() })
}

fn papers() -> Vec<Fact> {
    vec![Fact::JobSurveyed(JobStepDone::default()), Fact::DrawingMade(JobStepDone::default()), budget(100_000)]
}

fn checked(household: &str) -> Fact {
    Fact::HouseholdChecked(HouseholdChecked {
        household: id(household),
        turns: TapTurns::OwnMeter,
        serial: format!("S-{household}"),
        photos: vec![PhotoId::of(household.as_bytes())],
        note: String::new(),
    })
}

fn house_closed() -> Fact {
    let signature = Some(PhotoId::of(b"signature"));
    Fact::HouseClosed(HouseClosed { holes_filled: true, tidy: true, signature, note: String::new() })
}

/// 3.4.1 CONNECT-3WD: without the year's notice a deadline is provisional and says so; the notice, once imported, counts at once.
#[tokio::test]
async fn a_deadline_follows_the_notice_as_soon_as_it_is_imported() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let accepted = desk.post("/v1/office/jobs", &connection()).await.good();
    assert_eq!((&accepted["id"], &accepted["stage"]), (&json!("B-1"), &json!("accepted")));
    assert_eq!(accepted["milestones"]["accepted"], json!([MORNING.as_millis(), 0]));
    assert_eq!(accepted["limit"]["day"], "2026-11-05");
    assert_eq!(accepted["limit"]["missing_notices"], json!([2026]));

    let report = desk.import("holidays", NOTICE).await.good();
    assert_eq!((&report["kind"], &report["imported"]), (&json!("holidays"), &json!(1)));
    let page = desk.get("/v1/office/jobs").await.good();
    assert_eq!(page["calendar_years"], json!([2026]));
    let limit = &page["jobs"][0]["limit"];
    assert_eq!((&limit["day"], &limit["missing_notices"]), (&json!("2026-11-06"), &json!([])));
    assert_eq!((&limit["clock"]["verdict"], &limit["clock"]["clause"]), (&json!("open"), &json!("3.4.1")));
    assert_eq!(desk.import("holidays", NOTICE).await.good()["unchanged"], 1);
    assert_eq!(desk.import("holidays", "{}").await.refused(), (422, "holidays.unreadable".to_owned()));

    field(&town, "B-1", papers()).await;
    let page = desk.get("/v1/office/jobs").await.good();
    assert_eq!(page["jobs"][0]["limit"]["clock"]["verdict"], "met");
}

/// A job goes to its crew's phones, and the calendar to everybody's.
#[tokio::test]
async fn a_crew_gets_its_jobs_and_the_calendar() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    desk.import("holidays", NOTICE).await.good();
    desk.post("/v1/office/jobs", &connection()).await.good();
    let nobody = desk.post("/v1/office/jobs/B-1/assign", &json!({"crew": "C7"})).await;
    assert_eq!(nobody.refused(), (422, "job.crew_unknown".to_owned()));
    desk.post("/v1/office/jobs/B-1/assign", &json!({"crew": "C1"})).await.good();
    let phone = town.enrol(&["k1"]).await;
    let answer = phone.post(&phone.request(1, &[], MORNING)).await;
    let rows: Vec<String> =
        answer.buckets.iter().flat_map(|page| &page.rows).map(|row| row.subject.to_string()).collect();
    assert!(rows.contains(&"job:B-1".to_owned()) && rows.contains(&"calendar:2026".to_owned()), "{rows:?}");
}

/// 3.4.3 HOUSEHOLD-CHECK, 3.5.3 HOUSE-CLOSING: closing is refused below 100 % of the households, with all that is missing.
#[tokio::test]
async fn a_conversion_closes_when_every_household_is_proven() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await.with_role(&town, "受理", "dispatcher").await;
    desk.post("/v1/office/jobs", &conversion()).await.good();
    let nothing_more = json!({});
    let close = || desk.post("/v1/office/jobs/B-1/close", &nothing_more);
    let early = close().await;
    assert_eq!(early.field(), "survey,drawing,budget,work,households,holes_filled,tidy,signature");
    assert_eq!(early.refused(), (409, "job.cannot_close".to_owned()));

    field(&town, "B-1", papers()).await;
    field(&town, "B-1", vec![Fact::JobWorkDone(JobStepDone::default()), house_closed(), checked("101")]).await;
    let half = close().await;
    assert_eq!(half.field(), "households");
    assert!(half.body["reason"].as_str().unwrap().contains("102"), "{:?}", half.body);
    let listed = desk.get("/v1/office/jobs").await.good();
    let job = &listed["jobs"][0];
    assert_eq!((&job["proven"], &job["households"][1]["gap"]), (&json!(1), &json!("not_checked")));
    assert_eq!(job["households"][0].get("gap"), None);

    field(&town, "B-1", vec![checked("102")]).await;
    assert_eq!(close().await.good()["stage"], "closed");
    assert_eq!(close().await.refused(), (409, "job.closed".to_owned()));
    assert_eq!(desk.get("/v1/office/jobs").await.good()["jobs"], json!([]));
    assert_eq!(desk.get("/v1/office/jobs?state=closed").await.good()["jobs"][0]["id"], "B-1");
}

/// 3.4.2 BUDGET-AUDIT, 5.5: dispute and review are commands; the review shows half of the part beyond 20 %, and is the
/// supervisor's.
#[tokio::test]
async fn a_disputed_budget_is_reviewed() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let desk = admin.with_role(&town, "受理", "dispatcher").await;
    let supervisor = admin.with_role(&town, "技术处", "supervisor").await;
    desk.post("/v1/office/jobs", &connection()).await.good();
    let says = json!({"reason": "太贵"});
    let dispute = || desk.post("/v1/office/jobs/B-1/dispute", &says);
    assert_eq!(dispute().await.refused(), (409, "job.no_budget".to_owned()));
    field(&town, "B-1", papers()).await;
    let review = |fen: i64| json!({"fen": fen, "reason": "核减管材"});
    let early = supervisor.post("/v1/office/jobs/B-1/review", &review(7_000_000)).await;
    assert_eq!(early.refused(), (409, "job.not_disputed".to_owned()));
    assert_eq!(dispute().await.good()["budget"]["standing"], "disputed");
    let not_theirs = desk.post("/v1/office/jobs/B-1/review", &review(7_000_000)).await;
    assert_eq!(not_theirs.status, 403);
    let wrong = supervisor.post("/v1/office/jobs/B-1/review", &review(-1)).await;
    assert_eq!(wrong.refused(), (422, "job.budget_range".to_owned()));
    let cut = supervisor.post("/v1/office/jobs/B-1/review", &review(7_000_000)).await.good();
    let excess = json!({"cut_fen": 3_000_000, "beyond_fen": 1_000_000, "amount_fen": 500_000});
    assert_eq!(cut["budget"]["excess"], excess);
    let fifth = supervisor.post("/v1/office/jobs/B-1/review", &review(8_000_000)).await.good();
    assert_eq!((fifth["budget"].get("excess"), &fifth["budget"]["reviewed_fen"]), (None, &json!(8_000_000)));
}

#[tokio::test]
async fn an_application_that_cannot_be_is_refused_with_its_field() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let home = json!({"id": "101", "address": "101"});
    for (kind, households, code) in [
        ("connection", json!([home]), "job.no_households"),
        ("conversion", json!([]), "job.households_missing"),
        ("conversion", json!([home, home]), "job.household_twice"),
        ("conversion", json!(vec![home.clone(); 201]), "job.households_too_many"),
    ] {
        let mut draft = connection();
        draft["kind"] = json!(kind);
        draft["households"] = households;
        let answer = desk.post("/v1/office/jobs", &draft).await;
        assert_eq!(answer.field(), "households");
        assert_eq!(answer.refused(), (422, code.to_owned()));
    }
    let mut named = connection();
    named["id"] = json!("J-7");
    desk.post("/v1/office/jobs", &named).await.good();
    assert_eq!(desk.post("/v1/office/jobs", &named).await.refused(), (409, "job.exists".to_owned()));
    assert_eq!(desk.post("/v1/office/jobs/J-8/close", &json!({})).await.refused(), (404, "office.unknown".to_owned()));
}
