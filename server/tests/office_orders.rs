//! An order's life at the hotline's desk, over real HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::office::Desk;
use common::{MORNING, Town, id};
use curbstop_core::event::{ArrivalProof, Fact, OrderRepaired, OrderReported, PauseCause, RepairPaused, RepairResult};
use curbstop_core::model::{Span, SubjectId};
use serde_json::{Value, json};

fn burst() -> Value {
    json!({"kind": "main", "summary": "路面冒水", "address": "和平路 3 号", "area": "N", "caller": "139 0000 0000",
           "position": {"lat": 35.747, "lon": 114.295}})
}

async fn field(town: &Town, order: &str, facts: Vec<Fact>) {
    town.office(facts.into_iter().map(|fact| (SubjectId::Order(id(order)), fact)).collect()).await;
}

fn clock<'a>(order: &'a Value, kind: &str) -> &'a Value {
    order["clocks"].as_array().unwrap().iter().find(|clock| clock["kind"] == kind).unwrap()
}

/// 3.3.2 ARRIVE, 3.3.3 REPAIR-WINDOW: the clocks run from the dispatch, and are told in milliseconds left.
#[tokio::test]
async fn an_order_is_opened_sent_out_and_its_clocks_run() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await.with_role(&town, "热线", "dispatcher").await;
    let opened = desk.post("/v1/office/orders", &burst()).await.good();
    assert_eq!((&opened["id"], &opened["stage"]), (&json!("W-1"), &json!("new")));
    assert_eq!(opened["clocks"], json!([]));
    assert_eq!(opened["milestones"]["created"], json!([MORNING.as_millis(), 0]));
    let sent = desk.post("/v1/office/orders/W-1/dispatch", &json!({"crew": "C1"})).await.good();
    assert_eq!((&sent["stage"], &sent["crew"]), (&json!("dispatched"), &json!("C1")));
    town.clock.advance(Span::minutes(20));
    let listed = desk.get("/v1/office/orders").await.good();
    let order = &listed["orders"][0];
    let arrive = clock(order, "arrive");
    assert_eq!(arrive["remaining_ms"], Span::minutes(40).as_millis());
    assert_eq!(arrive["due"], (MORNING + Span::hours(1)).as_millis());
    assert_eq!((&arrive["verdict"], &arrive["clause"]), (&json!("open"), &json!("3.3.2")));
    assert_eq!(clock(order, "repair")["due"], (MORNING + Span::hours(18)).as_millis());
    assert_eq!(desk.get("/v1/office/crews").await.good()["crews"][0]["open_orders"], 1);
}

/// 3.3.2 REPORT-BACK, 3.3.3 REINSTATE: closing is a command, and is refused with everything that is missing.
#[tokio::test]
async fn an_order_closes_when_the_hotline_has_the_result_and_the_surface_is_back() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    desk.post("/v1/office/orders", &burst()).await.good();
    let nothing_more = json!({});
    let close = || desk.post("/v1/office/orders/W-1/close", &nothing_more);
    let early = close().await;
    assert_eq!(early.field(), "result");
    assert_eq!(early.refused(), (409, "order.cannot_close".to_owned()));

    desk.post("/v1/office/orders/W-1/dispatch", &json!({"crew": "C1"})).await.good();
    let repaired = OrderRepaired { surface_opened: true, note: String::new(), photos: Vec::new() };
    field(&town, "W-1", vec![Fact::OrderArrived { proof: ArrivalProof::Word }, Fact::OrderRepaired(repaired)]).await;
    let reported = OrderReported { result: RepairResult::Repaired, tell_caller: "已修好".to_owned() };
    field(&town, "W-1", vec![Fact::OrderReported(reported)]).await;
    let open_surface = close().await;
    assert_eq!(open_surface.field(), "surface_restored");
    field(&town, "W-1", vec![Fact::SurfaceRestored { photos: Vec::new() }]).await;
    desk.post("/v1/office/orders/W-1/checked", &json!({"satisfied": true})).await.good();
    let closed = close().await.good();
    assert_eq!((&closed["stage"], &closed["result"]), (&json!("closed"), &json!("repaired")));
    assert_eq!(closed["tell_caller"], "已修好");

    assert_eq!(close().await.refused(), (409, "order.closed".to_owned()));
    let dispatch = desk.post("/v1/office/orders/W-1/dispatch", &json!({"crew": "C1"})).await;
    assert_eq!(dispatch.refused(), (409, "order.closed".to_owned()));
    assert_eq!(desk.get("/v1/office/orders").await.good()["orders"], json!([]));
    assert_eq!(desk.get("/v1/office/orders?state=closed").await.good()["orders"][0]["id"], "W-1");
}

fn paused(cause: PauseCause) -> Fact {
    Fact::RepairPaused(RepairPaused { cause, note: "等路政".to_owned(), photos: Vec::new() })
}

/// 3.3.3 REPAIR-WINDOW: a pause counts once a supervisor has approved it; then the clock stands still, and both times are
/// shown.
#[tokio::test]
async fn a_supervisor_decides_on_a_pause_and_the_hotline_does_not() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    desk.post("/v1/office/orders", &burst()).await.good();
    desk.post("/v1/office/orders/W-1/dispatch", &json!({"crew": "C1"})).await.good();
    town.clock.advance(Span::hours(1));
    field(&town, "W-1", vec![paused(PauseCause::ExcavationPermit)]).await;
    town.clock.advance(Span::hours(2));
    let order = desk.get("/v1/office/orders").await.good()["orders"][0].clone();
    let pause = &order["pauses"][0];
    assert_eq!((&pause["standing"], &pause["cause"]), (&json!("waiting"), &json!("excavation_permit")));
    assert_eq!(clock(&order, "repair")["remaining_ms"], Span::hours(15).as_millis(), "until then it runs on");

    let approve = json!({"pause": pause["id"], "approved": true, "reason": "许可单已核实"});
    let hotline = desk.with_role(&town, "热线", "dispatcher").await;
    let forbidden = hotline.post("/v1/office/orders/W-1/pause", &approve).await;
    assert_eq!(forbidden.refused(), (403, "auth.role".to_owned()));
    let supervisor = desk.with_role(&town, "主管", "supervisor").await;
    let approved = supervisor.post("/v1/office/orders/W-1/pause", &approve).await.good();
    assert_eq!(approved["pauses"][0]["standing"], "approved");
    assert_eq!(approved["pauses"][0]["reason"], "许可单已核实");
    town.clock.advance(Span::hours(5));
    let listed = hotline.get("/v1/office/orders").await.good();
    let repair = clock(&listed["orders"][0], "repair");
    assert_eq!(repair["remaining_ms"], Span::hours(17).as_millis());
    let both = json!({"time_ms": Span::hours(7).as_millis(), "stands_still": true, "unpaused": "open"});
    assert_eq!(repair["paused"], both);
}

/// 3.3.3 REPAIR-WINDOW: only a pause that waits is decided, and only a listed cause is approved.
#[tokio::test]
async fn a_pause_is_decided_once_and_only_for_a_listed_cause() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    desk.post("/v1/office/orders", &burst()).await.good();
    desk.post("/v1/office/orders/W-1/dispatch", &json!({"crew": "C1"})).await.good();
    field(&town, "W-1", vec![paused(PauseCause::Other)]).await;
    let order = desk.get("/v1/office/orders").await.good()["orders"][0].clone();
    let pause = order["pauses"][0]["id"].clone();
    let decide = |pause: Value, approved: bool, reason: &str| {
        let (desk, body) = (&desk, json!({"pause": pause, "approved": approved, "reason": reason}));
        async move { desk.post("/v1/office/orders/W-1/pause", &body).await }
    };
    assert_eq!(decide(pause.clone(), false, " ").await.refused(), (422, "field.empty".to_owned()));
    assert_eq!(decide(json!([7, 7]), true, "见").await.refused(), (409, "pause.not_open".to_owned()));
    assert_eq!(decide(pause.clone(), true, "见").await.refused(), (409, "pause.cause_not_listed".to_owned()));
    assert_eq!(decide(pause.clone(), false, "内部原因").await.good()["pauses"][0]["standing"], "refused");
    assert_eq!(decide(pause, false, "内部原因").await.refused(), (409, "pause.decided".to_owned()));
}

#[tokio::test]
async fn a_call_by_telephone_is_an_instruction_like_a_dispatch() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    desk.post("/v1/office/orders", &burst()).await.good();
    let told = desk.post("/v1/office/orders/W-1/told", &json!({"worker": "k1", "note": "已接听"})).await.good();
    assert_eq!(told["told"], "k1");
    assert!(told["milestones"]["instructed"].is_array());
    let nobody = desk.post("/v1/office/orders/W-1/told", &json!({"worker": "k9"})).await;
    assert_eq!(nobody.field(), "worker");
    assert_eq!(nobody.refused(), (422, "office.worker_unknown".to_owned()));
}

#[tokio::test]
async fn a_number_is_given_where_the_caller_gives_none_and_no_order_is_opened_twice() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let with_id = |id: &str| {
        let mut order = burst();
        order["id"] = json!(id);
        order
    };
    desk.post("/v1/office/orders", &with_id("W-1")).await.good();
    let twice = desk.post("/v1/office/orders", &with_id("W-1")).await;
    assert_eq!(twice.field(), "id");
    assert_eq!(twice.refused(), (409, "order.exists".to_owned()));
    // The server's own numbers go around what somebody took.
    assert_eq!(desk.post("/v1/office/orders", &burst()).await.good()["id"], "W-2");
    let at_once = tokio::join!(async { desk.post("/v1/office/orders", &burst()).await.good()["id"].clone() }, async {
        desk.post("/v1/office/orders", &burst()).await.good()["id"].clone()
    });
    assert_ne!(at_once.0, at_once.1);
    let listed = desk.get("/v1/office/orders?limit=3").await.good();
    assert_eq!((listed["orders"].as_array().unwrap().len(), &listed["more"]), (3, &json!(true)));
}

#[tokio::test]
async fn what_was_typed_wrong_is_named_by_its_field() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    for (field, value, code) in [
        ("summary", json!("  "), "field.empty"),
        ("address", json!("x".repeat(501)), "field.too_long"),
        ("area", json!("a b"), "field.id"),
        ("position", json!({"lat": 91.0, "lon": 0.0}), "field.position"),
        ("id", json!("W 1"), "field.id"),
    ] {
        let mut order = burst();
        order[field] = value;
        let answer = desk.post("/v1/office/orders", &order).await;
        assert_eq!(answer.field(), field);
        assert_eq!(answer.refused(), (422, code.to_owned()));
    }
    desk.post("/v1/office/orders", &burst()).await.good();
    let nobodys = desk.post("/v1/office/orders/W-1/dispatch", &json!({"crew": "C9"})).await;
    assert_eq!(nobodys.refused(), (422, "order.crew_unknown".to_owned()));
    let nowhere = desk.post("/v1/office/orders/W-77/checked", &json!({"satisfied": true})).await;
    assert_eq!(nowhere.refused(), (404, "office.unknown".to_owned()));
}

#[tokio::test]
async fn the_page_hears_that_an_order_changed_and_the_stream_ends_with_the_session() {
    let town = Town::start().await;
    let desk = Desk::admin(&town).await;
    let mut stream = desk.request(reqwest::Method::GET, "/v1/office/live").send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut heard = String::new();
    while !heard.ends_with("\n\n") {
        heard.push_str(std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap());
    }
    assert_eq!(heard, format!("event: hello\ndata: {{\"server_time\":{}}}\n\n", MORNING.as_millis()));
    desk.post("/v1/office/orders", &burst()).await.good();
    heard.clear();
    while !heard.ends_with("\n\n") {
        heard.push_str(std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap());
    }
    assert_eq!(heard, "event: changed\ndata: {\"kinds\":[\"order\"]}\n\n");
    desk.request(reqwest::Method::DELETE, "/v1/session").send().await.unwrap();
    town.server.state.hub.tell_kind("device");
    assert_eq!(stream.chunk().await.unwrap(), None);
}
