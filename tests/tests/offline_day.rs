//! "An offline day": two readers and a crew, no network from 08:00 to 17:00, every request sent twice. Six hundred readings,
//! nine estimates of which one is the third in a row, three covers of which one is missing, two orders; then sync.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use std::collections::BTreeMap;

use common::{assert_same, at, facts_by_device, server_state, shown, village, without_times};
use curbstop_core::device::PhoneError;
use curbstop_core::event::{
    ArrivalProof, BarrierKind, CoverInspected, CoverMadeSafe, EscalationDecision, EstimateReason, OrderRepaired,
    OrderReported, OutagePlan, ReadingEstimated, RepairResult,
};
use curbstop_core::model::{CoverCondition, CoverId, OrderId, Span, SubjectId};
use curbstop_core::state::{FollowUp, ReadingStage, Subject};
use curbstop_tests::fleet::{Badness, Fate, Handset, HandsetPlan, Site, fix, percent};
use curbstop_tests::town::{Household, Oddity, Town, TownSize};
use serde_json::{Value, json};

/// Room for 600 readings and 9 estimates.
const SIZE: TownSize = TownSize { points_per_route: 305, workers_per_crew: 1, ..TownSize::VILLAGE };
/// Estimates of the two readers.
const ESTIMATES: [usize; 2] = [5, 4];
/// Readings of each of them.
const READINGS: usize = 300;

struct Day {
    site: Site,
    town: Town,
    readers: Vec<Handset>,
    crew: Handset,
    orders: Vec<OrderId>,
    covers: Vec<CoverId>,
    /// The household whose estimate is the third in a row.
    third: Household,
}

impl Day {
    /// 07:30: phones are enrolled, two orders are dispatched, everybody has their work. 08:00: no signal any more.
    async fn begin() -> Self {
        let (site, town) = village("offline-day", SIZE, at(7, 30)).await;
        let mut phones = Vec::new();
        for worker in &town.workers {
            let plan = HandsetPlan { badness: Badness::TWICE, ..HandsetPlan::of(&worker.id) };
            phones.push(Handset::enrol(&site, plan).await.unwrap());
        }
        let crew = phones.pop().unwrap();
        let mut orders = Vec::new();
        for (n, kind) in ["household_meter", "main"].into_iter().enumerate() {
            let place = &town.households[10 + n];
            let order = json!({
                "kind": kind, "summary": "漏水", "address": place.address, "area": town.routes[0].area,
                "position": { "lat": place.position.lat(), "lon": place.position.lon() },
            });
            let created = site.office.post("/v1/office/orders", &order).await.unwrap();
            let id = created["id"].as_str().unwrap().to_owned();
            let to = json!({ "crew": town.workers.last().unwrap().crew });
            site.office.post(&format!("/v1/office/orders/{id}/dispatch"), &to).await.unwrap();
            orders.push(OrderId::new(&id).unwrap());
        }
        crew.sync().await.unwrap();
        for phone in phones.iter().chain([&crew]) {
            phone.network.offline_until(at(17, 0));
        }
        site.world.go_to(at(8, 0));
        let covers = town.covers.iter().filter(|cover| cover.area == town.routes[0].area).take(3);
        let covers = covers.map(|cover| cover.id.clone()).collect();
        let on_first = town.on_route(&town.routes[0]);
        let third = on_first.into_iter().find(|h| h.oddity == Oddity::FloodedForMonths).unwrap().clone();
        Self { site, town, readers: phones, crew, orders, covers, third }
    }

    fn estimate(&self, reader: usize, household: &Household) -> Vec<FollowUp> {
        let phone = &self.readers[reader].phone;
        let card = phone.meter(&household.id).unwrap();
        let estimate = ReadingEstimated {
            consumption: card.proposal.consumption,
            method: card.proposal.method,
            reason: EstimateReason::SewageInPit,
            pit: card.record.pit,
            photos: vec![self.readers[reader].shoot("pit", household.id.as_str()).unwrap()],
            note: String::new(),
        };
        phone.record_estimate(&household.id, estimate, Some(fix(household.position))).unwrap().follow_ups
    }

    /// The two walks, reading by reading, side by side.
    fn walk(&self) {
        let household_takes = Span::seconds(75);
        for n in 0..SIZE.points_per_route {
            self.site.world.advance(household_takes);
            for (reader, route) in self.town.routes.iter().enumerate() {
                let walk: Vec<&Household> = self.town.on_route(route).collect();
                let household = walk[n];
                let estimates = self.estimated(reader, &walk);
                if estimates.contains(&n) {
                    self.estimate(reader, household);
                } else if n < READINGS + ESTIMATES[reader] {
                    let stand = household.register(self.town.today, 0).whole_cubic_metres().to_string();
                    let rolled_over = household.oddity == Oddity::RolledOver;
                    self.readers[reader].type_reading(&household.id, &stand, rolled_over).unwrap();
                }
            }
        }
    }

    /// Which places of a walk are estimated; the first reader meets the third in a row.
    fn estimated(&self, reader: usize, walk: &[&Household]) -> Vec<usize> {
        let plain = (0..walk.len()).filter(|n| walk[*n].oddity == Oddity::None).skip(20);
        let third = walk.iter().position(|h| h.id == self.third.id);
        third.into_iter().chain(plain).take(ESTIMATES[reader]).collect()
    }

    fn inspect_covers(&self) {
        let phone = &self.readers[0].phone;
        for (n, cover) in self.covers.iter().enumerate() {
            let condition = if n == 1 { CoverCondition::Missing } else { CoverCondition::Sound };
            let inspected = CoverInspected { condition, owner: None, photos: Vec::new(), note: String::new() };
            let saved = phone.inspect_cover(cover, inspected, None).unwrap();
            let asked = saved.follow_ups.iter().any(|follow_up| matches!(follow_up, FollowUp::MakeSafe { .. }));
            assert_eq!(asked, n == 1, "a missing cover is to be made safe, and no other");
        }
        self.site.world.advance(Span::minutes(9));
        let safe = CoverMadeSafe {
            barrier: BarrierKind::BarrierAndSign,
            photos: vec![self.readers[0].shoot("cover", "1").unwrap()],
        };
        phone.make_safe(&self.covers[1], safe, None).unwrap();
    }

    fn work_orders(&self) {
        let (phone, world) = (&self.crew.phone, &self.site.world);
        for order in &self.orders {
            let here = phone.order(order).unwrap().record.position.map(fix);
            phone.acknowledge(order, None).unwrap();
            phone.travel(order, here).unwrap();
            world.advance(Span::minutes(10));
            phone.arrive(order, ArrivalProof::Position, here).unwrap();
            let plan = OutagePlan {
                scope: "一个小区".into(),
                cause: "抢修".into(),
                stop_at: world.now(),
                restore_at: world.now() + Span::hours(1),
                places: Vec::new(),
            };
            phone.announce_outage(order, plan, here).unwrap();
            phone.stop_water(order, here).unwrap();
            world.advance(Span::minutes(40));
            let repaired = OrderRepaired { surface_opened: false, note: String::new(), photos: Vec::new() };
            phone.repaired(order, repaired, here).unwrap();
            phone.water_restored(order, here).unwrap();
            phone
                .report(order, OrderReported { result: RepairResult::Repaired, tell_caller: "已修复".into() }, here)
                .unwrap();
        }
    }

    fn phones(&self) -> impl Iterator<Item = &Handset> {
        self.readers.iter().chain([&self.crew])
    }

    /// Everything that the day may have touched.
    fn subjects(&self) -> Vec<SubjectId> {
        server_state(&self.site).into_keys().collect()
    }
}

/// What each phone shows of everything it holds.
fn all_shown(day: &Day) -> Vec<BTreeMap<SubjectId, Value>> {
    let ids = day.subjects();
    day.phones().map(|phone| ids.iter().filter_map(|id| Some((id.clone(), shown(phone, id)?))).collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offline_day_ends_with_both_sides_the_same() {
    let day = Day::begin().await;
    let morning = all_shown(&day);
    day.work_orders();
    day.inspect_covers();
    day.walk();

    // Still no signal: nothing goes through, and nothing waits for it.
    assert!(day.site.world.now() < at(17, 0));
    assert!(matches!(day.readers[0].sync().await, Err(PhoneError::Offline { .. })));
    let status = day.readers[0].phone.status().unwrap();
    assert_eq!((status.saved_today, status.delivered_today), (300 + 5 + 4, 0));

    // 17:00: the signal is back.
    day.site.world.go_to(at(17, 0));
    let evening = all_shown(&day);
    for phone in day.phones() {
        phone.phone.network_is_back().unwrap();
        let report = phone.sync().await.unwrap();
        assert_eq!(report.refused, 0);
        // Once more, for the clock sample that the first answer brought.
        phone.sync().await.unwrap();
    }
    let server = server_state(&day.site);
    the_server_has_what_each_phone_showed(&day, &morning, &evening, &server);
    nothing_was_applied_twice(&day);
    the_office_sees_the_day(&day).await;
    the_photos_follow_their_records(&day).await;
    the_decision_returns_to_the_phone(&day).await;
    day.site.stop().await;
}

/// Before the sync, a phone showed its own day; now the server has it, and each phone has everybody's.
fn the_server_has_what_each_phone_showed(
    day: &Day,
    morning: &[BTreeMap<SubjectId, Value>],
    evening: &[BTreeMap<SubjectId, Value>],
    server: &BTreeMap<SubjectId, Value>,
) {
    let mut own = Vec::new();
    for (phone, (morning, evening)) in day.phones().zip(morning.iter().zip(evening)) {
        let changed: Vec<_> = evening.iter().filter(|(id, showed)| morning.get(*id) != Some(*showed)).collect();
        for (id, showed) in &changed {
            let now = server.get(*id).unwrap().clone();
            assert_eq!(without_times((*showed).clone()), without_times(now), "{id}");
        }
        own.push(changed.iter().filter(|(id, _)| id.kind() != "pit").count());
        // And now to the last millisecond.
        assert!(assert_same(server, phone, server.keys().cloned()) > 0);
    }
    assert_eq!(own, [305 + 3, 304, 2], "points and covers, points, orders");
    let point = SubjectId::Point(day.third.id.clone());
    assert_eq!(server.get(&point).unwrap()["c"]["s"], "escalated");
}

fn nothing_was_applied_twice(day: &Day) {
    for phone in day.phones() {
        let fates = phone.network.fates();
        assert!(!fates.is_empty() && fates.iter().skip(2).all(|fate| *fate == Fate::Duplicated), "{fates:?}");
        let status = phone.phone.status().unwrap();
        assert_eq!((status.waiting, status.refused, status.delivered), (0, 0, status.saved));
        let device = status.device.unwrap().number();
        assert_eq!(facts_by_device(&day.site).get(&device), Some(&(status.saved, status.saved)));
    }
    let total: u64 = facts_by_device(&day.site).iter().filter(|(device, _)| **device != 0).map(|(_, (n, _))| n).sum();
    // 600 readings, 9 estimates, 3 inspections and a barrier, 8 steps of each of 2 orders.
    assert_eq!(total, 600 + 9 + 3 + 1 + 16);
}

async fn the_office_sees_the_day(day: &Day) {
    let office = &day.site.office;
    let routes: Value = office.get("/v1/office/routes").await.unwrap();
    let sum =
        |field: &str| routes["routes"].as_array().unwrap().iter().map(|r| r[field].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum("total"), 610);
    assert_eq!(sum("estimated"), 8);
    assert_eq!(sum("escalated"), 1);
    assert_eq!(sum("actual") + sum("in_review"), 600);
    assert_eq!(sum("unread"), 1);

    let covers: Value = office.get("/v1/office/covers/unsafe").await.unwrap();
    let covers = covers["covers"].as_array().unwrap();
    assert_eq!(covers.iter().map(|cover| cover["id"].as_str().unwrap()).collect::<Vec<_>>(), [day.covers[1].as_str()]);
    assert_eq!(covers[0]["condition"], "missing");
    assert_eq!(clock(&covers[0], "make_safe")["verdict"], "met");

    let orders: Value = office.get("/v1/office/orders?state=open").await.unwrap();
    for order in orders["orders"].as_array().unwrap() {
        assert_eq!((order["stage"].as_str(), order["unexpected"].as_u64()), (Some("reported"), Some(0)), "{order}");
        assert_eq!(clock(order, "repair")["verdict"], "met");
    }
    let quarantine: Value = office.get("/v1/office/quarantine").await.unwrap();
    let empty = quarantine.as_object().unwrap().values().all(|v| v.as_array().is_none_or(Vec::is_empty));
    assert!(empty, "{quarantine}");
}

/// The facts came first; each photo is counted when it has come too, on both sides.
async fn the_photos_follow_their_records(day: &Day) {
    let counted = async || {
        let covers: Value = day.site.office.get("/v1/office/covers/unsafe").await.unwrap();
        let photos = &covers["covers"][0]["photos"];
        (photos["here"].as_u64(), photos["named"].as_u64())
    };
    assert_eq!(counted().await, (Some(0), Some(1)));
    let cover = SubjectId::Cover(day.covers[1].clone());
    assert_eq!(day.readers[0].phone.photos_of(&cover).unwrap().delivered, 0);
    for reader in &day.readers {
        let waiting = reader.phone.photo_queue().unwrap().waiting.len() as u64;
        assert!(waiting > 0);
        let report = reader.send_photos().await.unwrap();
        assert_eq!((report.delivered, report.waiting), (waiting, 0));
    }
    assert_eq!(counted().await, (Some(1), Some(1)));
    assert_eq!(day.readers[0].phone.photos_of(&cover).unwrap().delivered, 1);
}

fn clock<'a>(of: &'a Value, kind: &str) -> &'a Value {
    of["clocks"].as_array().unwrap().iter().find(|clock| clock["kind"] == kind).unwrap()
}

/// EST-ESCALATE (3.2.2): decided in the office, and back on the phone.
async fn the_decision_returns_to_the_phone(day: &Day) {
    let office = &day.site.office;
    let open: Value = office.get("/v1/office/escalations?state=open").await.unwrap();
    let open = open["escalations"].as_array().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0]["point"].as_str(), open[0]["nth"].as_u64()), (Some(day.third.id.as_str()), Some(3)));
    let body = json!({ "estimate": open[0]["estimate"], "decision": "clear_pit", "reason": "先清井" });
    let path = format!("/v1/office/points/{}/escalation", percent(day.third.id.as_str()));
    office.post(&path, &body).await.unwrap();

    day.readers[0].sync().await.unwrap();
    let Some(Subject::Point(point)) = day.readers[0].phone.subject(&SubjectId::Point(day.third.id.clone())).unwrap()
    else {
        panic!("the point is not on the phone");
    };
    let escalation = point.state.escalation.unwrap();
    assert_eq!((escalation.nth, escalation.decision), (3, Some(EscalationDecision::ClearPit)));
    assert_eq!(escalation.reason, "先清井");
    assert_eq!(point.state.current.unwrap().stage, ReadingStage::ReadAgain);
}
