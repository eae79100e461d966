//! A phone that listens to a real server: what the office does is on it at the server's next word, without anybody asking.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::{at, village};
use curbstop_core::device::{Kinds, Watcher};
use curbstop_core::model::OrderId;
use curbstop_tests::fleet::{Handset, HandsetPlan, Site};
use curbstop_tests::town::{Town, TownSize};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

const SIZE: TownSize =
    TownSize { routes: 1, points_per_route: 5, crews: 1, workers_per_crew: 1, past_months: 1, street_covers: 2 };
/// A test that hangs has failed; nothing here waits for time.
const HANGS_AFTER: Duration = Duration::from_mins(1);

/// Passes on that orders changed.
struct Orders(UnboundedSender<()>);

impl Watcher for Orders {
    fn work_changed(&self, kinds: &Kinds) {
        if kinds.contains("order") {
            let _ = self.0.send(());
        }
    }

    fn sync_changed(&self) {}
}

async fn dispatch(site: &Site, town: &Town, summary: &str) -> OrderId {
    let place = &town.households[0];
    let order = json!({ "kind": "main", "summary": summary, "address": place.address, "area": town.routes[0].area });
    let created = site.office.post("/v1/office/orders", &order).await.unwrap();
    let id = created["id"].as_str().unwrap().to_owned();
    let to = json!({ "crew": town.workers.last().unwrap().crew });
    site.office.post(&format!("/v1/office/orders/{id}/dispatch"), &to).await.unwrap();
    OrderId::new(&id).unwrap()
}

/// Waits for news until the phone has the order, with its crew.
async fn is_on(phone: &Handset, order: &OrderId, news: &mut UnboundedReceiver<()>) {
    while !phone.phone.order(order).is_ok_and(|card| card.state.crew.is_some()) {
        news.recv().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispatched_order_comes_to_a_phone_that_listens_and_so_does_the_next_after_a_dead_spot() {
    let (site, town) = village("live", SIZE, at(7, 0)).await;
    let crew = Handset::enrol(&site, HandsetPlan::of(&town.workers.last().unwrap().id)).await.unwrap();
    let (tell, mut news) = unbounded_channel();
    crew.phone.watch(Arc::new(Orders(tell)));

    let day = async {
        // The first may have come with the hello; the others come because the server said so.
        for summary in ["一", "二", "三"] {
            is_on(&crew, &dispatch(&site, &town, summary).await, &mut news).await;
        }
    };
    tokio::select! {
        ended = crew.phone.listen() => panic!("it listens no more: {ended:?}"),
        done = tokio::time::timeout(HANGS_AFTER, day) => done.unwrap(),
    }

    // Nobody listened for a while, and then there was no signal: what was missed comes with the hello.
    let missed = dispatch(&site, &town, "四").await;
    assert!(crew.phone.order(&missed).is_err());
    crew.network.offline_until(at(7, 10));
    tokio::select! {
        ended = crew.phone.listen() => panic!("it listens no more: {ended:?}"),
        done = tokio::time::timeout(HANGS_AFTER, is_on(&crew, &missed, &mut news)) => done.unwrap(),
    }
    assert!(site.world.now() >= at(7, 10), "it waited, in the world's time");
    site.stop().await;
}
