//! A fact that was refused and sent again later: it counts when it happened, not when it was repaired.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use common::{at, server_state, village};
use curbstop_core::event::{ArrivalProof, CoverInspected, Fact};
use curbstop_core::model::{CoverCondition, OrderId, Position, Span, SubjectId, WorkerRole};
use curbstop_core::wire::refusal;
use curbstop_tests::fleet::{Handset, HandsetPlan, Site, fix};
use curbstop_tests::town::{Town, TownSize};
use serde_json::{Value, json};

const SIZE: TownSize =
    TownSize { routes: 2, points_per_route: 10, crews: 2, workers_per_crew: 1, past_months: 1, street_covers: 4 };

/// 08:50: an order goes to the first crew; the phone that is given back is the second crew's.
async fn dispatched(site: &Site, town: &Town) -> (Handset, OrderId, Position) {
    let crews: Vec<_> = town.workers.iter().filter(|worker| worker.role == WorkerRole::Repair).collect();
    let helper = Handset::enrol(site, HandsetPlan::of(&crews[1].id)).await.unwrap();
    site.world.go_to(at(8, 50));
    let place = &town.households[3];
    let order = json!({
        "kind": "main", "summary": "漏水", "address": place.address, "area": town.routes[0].area,
        "position": { "lat": place.position.lat(), "lon": place.position.lon() },
    });
    let created = site.office.post("/v1/office/orders", &order).await.unwrap();
    let id = created["id"].as_str().unwrap().to_owned();
    let to = json!({ "crew": crews[0].crew });
    site.office.post(&format!("/v1/office/orders/{id}/dispatch"), &to).await.unwrap();
    (helper, OrderId::new(&id).unwrap(), place.position)
}

/// The office enters the second crew's worker into the first crew.
async fn joins_the_first_crew(site: &Site, town: &Town) {
    let mut crews = town.workers.iter().filter_map(|worker| worker.crew.clone());
    let (first, second) = (crews.next().unwrap(), crews.next().unwrap());
    let files = town.files(1).unwrap();
    let workers = files.workers.replace(second.as_str(), first.as_str());
    site.office.import("workers", &workers).await.unwrap();
}

fn look_at_a_cover(phone: &Handset, town: &Town) {
    let seen =
        CoverInspected { condition: CoverCondition::Sound, owner: None, photos: Vec::new(), note: String::new() };
    let cover = town.covers.iter().find(|cover| phone.phone.cover(&cover.id).is_ok()).unwrap();
    phone.phone.inspect_cover(&cover.id, seen, None).unwrap();
}

/// ARRIVE (3.2.5): the crew was there after ten minutes, whatever the books said of it at nine.
#[tokio::test(flavor = "multi_thread")]
async fn an_arrival_that_was_refused_and_sent_again_six_hours_later_is_in_time() {
    let (site, town) = village("sent-again", SIZE, at(7, 0)).await;
    let (helper, order, place) = dispatched(&site, &town).await;
    helper.sync().await.unwrap();

    site.world.go_to(at(9, 0));
    let arrived = Fact::OrderArrived { proof: ArrivalProof::Position };
    let saved = helper.phone.record(SubjectId::Order(order.clone()), arrived, Some(fix(place))).unwrap();
    assert_eq!(helper.sync().await.unwrap().refused, 1);
    let refused = helper.phone.refused().unwrap();
    assert_eq!(refused[0].refusal.code, refusal::NOT_YOURS);

    // The day goes on; its facts arrive.
    site.world.go_to(at(12, 0));
    look_at_a_cover(&helper, &town);
    helper.sync().await.unwrap();
    site.world.go_to(at(14, 30));
    joins_the_first_crew(&site, &town).await;
    helper.sync().await.unwrap();

    site.world.go_to(at(15, 0));
    look_at_a_cover(&helper, &town);
    let again = helper.phone.send_again(saved.event.seq).unwrap();
    assert!(again.event.seq > saved.event.seq);
    assert_eq!(helper.sync().await.unwrap().refused, 0);
    helper.sync().await.unwrap();

    let orders: Value = site.office.get("/v1/office/orders?state=open").await.unwrap();
    let clocks = orders["orders"][0]["clocks"].as_array().unwrap().clone();
    let arrive = clocks.iter().find(|clock| clock["kind"] == "arrive").unwrap();
    assert_eq!(arrive["verdict"], "met", "{arrive}");
    assert_eq!(helper.phone.refused().unwrap(), []);
    let id = SubjectId::Order(order);
    assert_eq!(common::shown(&helper, &id).as_ref(), server_state(&site).get(&id));
    assert!(site.world.now() - at(9, 0) >= Span::hours(6));
    site.stop().await;
}
