//! What happens while somebody watches: in real time, one thing after the other, for as long as they like.

use std::time::Duration;

use curbstop_core::event::ArrivalProof;
use curbstop_core::model::{CoverId, OrderId, Position};
use curbstop_core::rules::reading_check::CheckCode;
use serde_json::{Value, json};

use super::DemoError;
use super::calls::{Call, Calls, dispatch, step};
use super::crowd::Crowd;
use super::morning::{make_safe, repaired, reported, tell};
use crate::fleet::{Site, Visit, fix, percent};
use crate::say::say;
use crate::seeded::Seeded;
use crate::town::Town;

/// From one beat to the next.
const BEAT: Duration = Duration::from_secs(2);
/// A caller rings every so many beats.
const CALL_EVERY: u64 = 25;
/// More orders than this at once, and the callers wait.
const ORDERS_MAX: usize = 12;
/// The supervisor decides for the first time, and then every so many beats.
const DECIDE_FROM: u64 = 60;
const DECIDE_EVERY: u64 = 150;
/// So many escalations are left for whoever watches.
const ESCALATIONS_LEFT: usize = 2;
/// The barrier comes to the morning's last cover.
const COVER_SAFE_AT: u64 = 45;

/// What the morning left open.
pub(super) struct Waiting {
    /// Orders that their crews had not heard of: order, fitter, place.
    pub(super) unheard: Vec<(OrderId, usize, Position)>,
    /// A cover that nobody has made safe: reader, cover.
    pub(super) unsafe_cover: Option<(usize, CoverId)>,
}

/// How an order goes on, and after how many beats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Dispatch,
    Tell,
    Acknowledge,
    Travel,
    Arrive,
    Repair,
    Report,
    Check,
    Close,
}

impl Next {
    /// The usual way, with the beats before each step.
    const WAY: [(Self, u64); 8] = [
        (Self::Dispatch, 6),
        (Self::Acknowledge, 10),
        (Self::Travel, 8),
        (Self::Arrive, 45),
        (Self::Repair, 60),
        (Self::Report, 8),
        (Self::Check, 12),
        (Self::Close, 5),
    ];
}

/// An order on its way.
struct Going {
    id: OrderId,
    fitter: usize,
    at: Position,
    /// What is left of its way: each step at its beat.
    steps: Vec<(u64, Next)>,
}

impl Going {
    fn new(id: OrderId, fitter: usize, at: Position, now: u64, way: &[(Next, u64)]) -> Self {
        let mut beat = now;
        let steps = way.iter().map(|(next, after)| {
            beat += after;
            (beat, *next)
        });
        let mut steps: Vec<_> = steps.collect();
        steps.reverse();
        Self { id, fitter, at, steps }
    }
}

struct Live<'a> {
    site: &'a Site,
    town: &'a Town,
    calls: &'a Calls,
    crowd: &'a mut Crowd,
    unsafe_cover: Option<(usize, CoverId)>,
    orders: Vec<Going>,
    seeded: Seeded,
    called: usize,
}

/// Goes on until the caller drops it.
pub(super) async fn go_on(
    site: &Site,
    town: &Town,
    calls: &Calls,
    crowd: &mut Crowd,
    waiting: Waiting,
) -> Result<(), DemoError> {
    let orders = unheard(waiting.unheard);
    let seeded = Seeded::new(super::SEED).part("live");
    let mut live = Live { site, town, calls, crowd, unsafe_cover: waiting.unsafe_cover, orders, seeded, called: 0 };
    let mut beats = tokio::time::interval(BEAT);
    beats.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for beat in 0_u64.. {
        beats.tick().await;
        // Whoever watches may close an order or decide before the demo does: that is no reason to stop.
        if let Err(error) = live.beat(beat).await {
            say("demo.live.skipped", &[("reason", &error)]);
        }
    }
    Ok(())
}

/// The first of the morning's unheard orders is reached too late, the others just in time.
fn unheard(orders: Vec<(OrderId, usize, Position)>) -> Vec<Going> {
    let late = [
        (Next::Tell, 8),
        (Next::Acknowledge, 4),
        (Next::Travel, 20),
        (Next::Arrive, 120),
        (Next::Repair, 90),
        (Next::Report, 10),
    ];
    let in_time =
        [(Next::Acknowledge, 12), (Next::Travel, 10), (Next::Arrive, 70), (Next::Repair, 90), (Next::Report, 10)];
    let mut ways = std::iter::once(&late[..]).chain(std::iter::repeat(&in_time[..]));
    orders.into_iter().filter_map(|(id, fitter, at)| Some(Going::new(id, fitter, at, 0, ways.next()?))).collect()
}

impl Live<'_> {
    async fn beat(&mut self, beat: u64) -> Result<(), DemoError> {
        self.read(beat).await?;
        self.step_orders(beat).await?;
        if beat % CALL_EVERY == CALL_EVERY / 2 && self.orders.len() < ORDERS_MAX {
            self.caller_rings(beat).await?;
        }
        if beat == COVER_SAFE_AT {
            self.cover_made_safe().await?;
        }
        if beat >= DECIDE_FROM && (beat - DECIDE_FROM).is_multiple_of(DECIDE_EVERY) {
            self.decide().await?;
        }
        Ok(())
    }

    /// One reader goes on to the next household.
    async fn read(&mut self, beat: u64) -> Result<(), DemoError> {
        let count = self.crowd.readers.len().max(1) as u64;
        let Some(reader) = usize::try_from(beat % count).ok().and_then(|n| self.crowd.readers.get_mut(n)) else {
            return Ok(());
        };
        let visited = reader.next(self.town)?;
        // A lost request is made up for by the next one.
        let _ = reader.handset.sync().await;
        let _ = reader.handset.send_photos().await;
        let Some((household, visit)) = visited else { return Ok(()) };
        let key = match &visit {
            Visit::Escalated => "demo.live.escalated",
            Visit::Estimated => "demo.live.estimated",
            Visit::Read(checks) if checks.contains(&CheckCode::FarFromExpected) => "demo.live.far",
            Visit::Read(_) | Visit::NotSeen => return Ok(()),
        };
        say(key, &[("route", &reader.route.name), ("point", &household.id), ("address", &household.address)]);
        Ok(())
    }

    async fn caller_rings(&mut self, beat: u64) -> Result<(), DemoError> {
        let fitter = self.called % self.crowd.fitters.len().max(1);
        let call = if self.called.is_multiple_of(3) { Call::Main } else { Call::HouseholdMeter };
        self.called += 1;
        let Some(area) = self.crowd.fitters.get(fitter).map(|fitter| fitter.area.clone()) else { return Ok(()) };
        let routes: Vec<_> = self.town.routes.iter().filter(|route| route.area.as_str() == area).collect();
        let Some(route) = self.seeded.pick(&routes) else { return Ok(()) };
        let households: Vec<_> = self.town.on_route(route).collect();
        let Some(household) = self.seeded.pick(&households) else { return Ok(()) };
        let id = self.calls.order(self.site, &mut self.seeded, call, household, &area).await?;
        say("demo.live.call", &[("order", &id), ("address", &household.address)]);
        self.orders.push(Going::new(id, fitter, household.position, beat, &Next::WAY));
        Ok(())
    }

    async fn step_orders(&mut self, beat: u64) -> Result<(), DemoError> {
        for n in 0..self.orders.len() {
            let due = self.orders.get_mut(n).and_then(|going| going.steps.pop_if(|(at, _)| *at <= beat));
            if let (Some((_, next)), Some(going)) = (due, self.orders.get(n)) {
                self.step(going, next).await?;
            }
        }
        self.orders.retain(|going| !going.steps.is_empty());
        Ok(())
    }

    async fn step(&self, going: &Going, next: Next) -> Result<(), DemoError> {
        let Some(fitter) = self.crowd.fitters.get(going.fitter) else { return Ok(()) };
        let (phone, id, here) = (&fitter.handset.phone, &going.id, Some(fix(going.at)));
        match next {
            Next::Dispatch => dispatch(self.site, id, &fitter.crew).await?,
            Next::Tell => tell(self.site, id, fitter, self.calls).await?,
            Next::Check => step(self.site, id, "checked", json!({ "satisfied": true })).await?,
            Next::Close => step(self.site, id, "close", json!({})).await?,
            Next::Acknowledge => {
                fitter.handset.sync_at_last(3).await?;
                phone.acknowledge(id, None)?;
            }
            Next::Travel => drop(phone.travel(id, here)?),
            Next::Arrive => drop(phone.arrive(id, ArrivalProof::Position, here)?),
            Next::Repair => drop(phone.repaired(id, repaired(self.calls, false), here)?),
            Next::Report => drop(phone.report(id, reported(self.calls), here)?),
        }
        // Where the office acted, the phone hears of it with its own next step.
        let _ = fitter.handset.sync().await;
        let key = match next {
            Next::Dispatch => "demo.live.dispatched",
            Next::Tell => "demo.live.told",
            Next::Arrive => "demo.live.arrived",
            Next::Repair => "demo.live.repaired",
            Next::Close => "demo.live.closed",
            Next::Acknowledge | Next::Travel | Next::Report | Next::Check => return Ok(()),
        };
        say(key, &[("order", id), ("crew", &fitter.crew), ("name", &fitter.name)]);
        Ok(())
    }

    async fn cover_made_safe(&mut self) -> Result<(), DemoError> {
        let Some((reader, cover)) = self.unsafe_cover.take() else { return Ok(()) };
        let Some(reader) = self.crowd.readers.get(reader) else { return Ok(()) };
        make_safe(&reader.handset, &cover)?;
        let _ = reader.handset.sync().await;
        let _ = reader.handset.send_photos().await;
        say("demo.live.cover_safe", &[("cover", &cover)]);
        Ok(())
    }

    /// The supervisor decides, and leaves some for whoever watches.
    async fn decide(&mut self) -> Result<(), DemoError> {
        if let Some(point) = decide(self.site, self.calls, ESCALATIONS_LEFT, self.called.is_multiple_of(2)).await? {
            say("demo.live.decided", &[("point", &point)]);
        }
        Ok(())
    }
}

/// The supervisor decides on the oldest escalated estimate, where more than `left` are open; the answer goes to the reader's
/// phone. Tells which point it is about.
pub(super) async fn decide(site: &Site, calls: &Calls, left: usize, clear: bool) -> Result<Option<String>, DemoError> {
    let listed: Value = site.office.get("/v1/office/escalations?state=open").await?;
    let open = listed.get("escalations").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let Some(first) = open.first().filter(|_| open.len() > left) else { return Ok(None) };
    let point = first.get("point").and_then(Value::as_str).unwrap_or_default();
    let (decision, reason) =
        if clear { ("clear_pit", &calls.clear_reason) } else { ("allow_estimate", &calls.allow_reason) };
    let body = json!({ "estimate": first.get("estimate"), "decision": decision, "reason": reason });
    site.office.post(&format!("/v1/office/points/{}/escalation", percent(point)), &body).await?;
    Ok(Some(point.to_owned()))
}
