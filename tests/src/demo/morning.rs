//! The morning before the page was opened: all twenty phones have their work, then no signal for hours. What happened is on
//! the phones only, until the signal returns.

use curbstop_core::event::{
    ArrivalProof, BarrierKind, CoverMadeSafe, NoticePosted, OrderRepaired, OrderReported, OutagePlan, RepairResult,
};
use curbstop_core::model::{CoverCondition, CoverId, OrderId, Position, Span, Timestamp};

use super::DemoError;
use super::calls::{Call, Calls, dispatch, step};
use super::crowd::{Crowd, Fitter};
use super::live::Waiting;
use crate::fleet::{Handset, Site, fix};
use crate::say::{Progress, say};
use crate::seeded::Seeded;
use crate::town::Town;

/// Households that each reader visits in the morning.
const VISITS: usize = 95;
/// From one household to the next.
const PER_VISIT: Span = Span::seconds(135);
/// The walk begins so long after the morning does.
const WALK_BEGINS: Span = Span::minutes(10);
/// Tries of a phone whose network now and then loses something.
const TRIES: usize = 20;

/// Something that happens in the morning.
#[derive(Debug, Clone, Copy)]
enum Happening {
    /// A reader goes to the next household.
    Visit(usize),
    /// A step of one of the morning's orders.
    Order(usize, Step),
    /// A reader meets a cover that is not sound.
    CoverFound(usize, CoverCondition),
    /// And puts a barrier around it.
    CoverSafe(usize),
    /// The office sends an order to a crew that does not hear of it.
    Unheard(usize),
}

/// What a crew does, one tap each.
#[derive(Debug, Clone, Copy)]
enum Step {
    Acknowledge,
    Travel,
    Arrive,
    ArriveByWord,
    Announce,
    StopWater,
    Notice(usize),
    Repair { surface_opened: bool },
    RestoreWater,
    Report,
}

/// An order of the morning: whose it is and where.
struct Open {
    id: OrderId,
    fitter: usize,
    at: Position,
}

/// The crews' mornings: which call, and each step in minutes after the morning's begin. Orders are dispatched at minute 2.
const ORDERS: [(Call, &[(i64, Step)]); 4] = [
    (
        Call::HouseholdMeter,
        &[
            (6, Step::Acknowledge),
            (8, Step::Travel),
            (35, Step::Arrive),
            (95, Step::Repair { surface_opened: false }),
            (101, Step::Report),
        ],
    ),
    // Late: on site after 78 minutes.
    (
        Call::Main,
        &[
            (7, Step::Acknowledge),
            (12, Step::Travel),
            (80, Step::Arrive),
            (85, Step::Announce),
            (90, Step::StopWater),
            (100, Step::Notice(0)),
            (108, Step::Notice(1)),
            (172, Step::Repair { surface_opened: true }),
            (186, Step::RestoreWater),
            (190, Step::Report),
        ],
    ),
    // On site after exactly one hour: the doubt of the phone's clock reaches across the limit, and a person decides.
    (
        Call::HouseholdMeter,
        &[
            (9, Step::Acknowledge),
            (15, Step::Travel),
            (62, Step::Arrive),
            (140, Step::Repair { surface_opened: false }),
        ],
    ),
    (Call::Main, &[(20, Step::Acknowledge), (25, Step::Travel), (48, Step::ArriveByWord)]),
];

struct Morning<'a> {
    site: &'a Site,
    town: &'a Town,
    calls: &'a Calls,
    begin: Timestamp,
    orders: Vec<Open>,
    found: Vec<(usize, CoverId)>,
    unheard: Vec<(OrderId, usize, Position)>,
    seeded: Seeded,
}

/// Lets the morning happen; what is left open goes on in front of the watcher.
pub(super) async fn work(site: &Site, town: &Town, calls: &Calls, crowd: &mut Crowd) -> Result<Waiting, DemoError> {
    let seeded = Seeded::new(super::SEED).part("morning");
    let begin = site.world.now();
    let mut morning =
        Morning { site, town, calls, begin, orders: Vec::new(), found: Vec::new(), unheard: Vec::new(), seeded };
    morning.open_orders(crowd).await?;
    for handset in crowd.handsets() {
        handset.sync_at_last(TRIES).await?;
    }
    say("demo.morning.offline", &[("phones", &crowd.handsets().count())]);
    let happenings = morning.happenings(crowd);
    let mut progress = Progress::new("demo.morning.progress", happenings.len());
    for (n, (at, happening)) in happenings.into_iter().enumerate() {
        progress.at(n);
        site.world.go_to(at);
        morning.happens(happening, crowd).await?;
        // Ctrl-C is heard between two taps.
        tokio::task::yield_now().await;
    }
    progress.end();
    let unsafe_cover = morning.found.last().cloned();
    Ok(Waiting { unheard: morning.unheard, unsafe_cover })
}

/// The signal is back: every phone brings in what it has.
pub(super) async fn signal_returns(crowd: &Crowd) -> Result<(), DemoError> {
    let phones = crowd.handsets().count();
    let mut progress = Progress::new("demo.morning.sync", phones);
    let mut delivered = 0;
    for (n, handset) in crowd.handsets().enumerate() {
        progress.at(n);
        let waiting = handset.phone.status()?.waiting;
        handset.sync_at_last(TRIES).await?;
        // What does not get through now goes with the next photo.
        let _ = handset.send_photos().await;
        delivered += waiting;
    }
    progress.end();
    say("demo.morning.delivered", &[("phones", &phones), ("facts", &delivered)]);
    Ok(())
}

impl Morning<'_> {
    async fn open_orders(&mut self, crowd: &Crowd) -> Result<(), DemoError> {
        self.site.world.go_to(self.begin + Span::minutes(2));
        for (n, (call, _)) in ORDERS.iter().enumerate() {
            let Some((id, fitter, at)) = self.order(crowd, n, *call).await? else { continue };
            self.orders.push(Open { id, fitter, at });
        }
        self.site.world.go_to(self.begin + Span::minutes(5));
        Ok(())
    }

    /// Opens an order near one of the town's households and sends it to the crew of a fitter.
    async fn order(
        &mut self,
        crowd: &Crowd,
        n: usize,
        call: Call,
    ) -> Result<Option<(OrderId, usize, Position)>, DemoError> {
        let number = n % crowd.fitters.len().max(1);
        let Some(fitter) = crowd.fitters.get(number) else { return Ok(None) };
        let in_area = crowd.readers.iter().filter(|reader| reader.route.area.as_str() == fitter.area);
        let households: Vec<_> = in_area.filter_map(|reader| reader.household(40 + 17 * n)).collect();
        let Some(household) = self.seeded.pick(&households) else { return Ok(None) };
        let id = self.calls.order(self.site, &mut self.seeded, call, household, &fitter.area).await?;
        dispatch(self.site, &id, &fitter.crew).await?;
        Ok(Some((id, number, household.position)))
    }

    fn happenings(&self, crowd: &Crowd) -> Vec<(Timestamp, Happening)> {
        let minute = |m: i64| self.begin + Span::minutes(m);
        let mut all = Vec::new();
        for reader in 0..crowd.readers.len() {
            let first = self.begin + WALK_BEGINS + Span::seconds(7 * i64::try_from(reader).unwrap_or(0));
            for n in 0..VISITS {
                let after = Span::millis(PER_VISIT.as_millis() * i64::try_from(n).unwrap_or(0));
                all.push((first + after, Happening::Visit(reader)));
            }
        }
        for (n, (_, steps)) in ORDERS.iter().enumerate() {
            all.extend(steps.iter().map(|(m, step)| (minute(*m), Happening::Order(n, *step))));
        }
        all.push((minute(120), Happening::CoverFound(0, CoverCondition::Missing)));
        all.push((minute(131), Happening::CoverSafe(0)));
        all.push((minute(205), Happening::CoverFound(3, CoverCondition::Damaged)));
        // The hour of these runs out soon after the page is opened.
        all.push((minute(184), Happening::Unheard(4)));
        all.push((minute(190), Happening::Unheard(5)));
        all.sort_by_key(|(at, _)| *at);
        all
    }

    async fn happens(&mut self, happening: Happening, crowd: &mut Crowd) -> Result<(), DemoError> {
        match happening {
            Happening::Visit(n) => {
                if let Some(reader) = crowd.readers.get_mut(n) {
                    reader.next(self.town)?;
                }
            }
            Happening::Order(n, step) => {
                let Some(order) = self.orders.get(n) else { return Ok(()) };
                if let Some(fitter) = crowd.fitters.get(order.fitter) {
                    self.tap(order, fitter, step)?;
                }
            }
            Happening::CoverFound(n, condition) => {
                let Some(reader) = crowd.readers.get(n) else { return Ok(()) };
                let (done, _) = reader.progress();
                let Some(household) = reader.household(done) else { return Ok(()) };
                let cover = reader.look_at_cover(household, condition, &self.calls.cover_note)?;
                reader.handset.phone.report_up(&cover, self.calls.cover_note.clone(), Some(fix(household.position)))?;
                self.found.push((n, cover));
            }
            Happening::CoverSafe(n) => {
                let Some((_, cover)) = self.found.iter().find(|(reader, _)| *reader == n) else { return Ok(()) };
                if let Some(reader) = crowd.readers.get(n) {
                    make_safe(&reader.handset, cover)?;
                }
            }
            Happening::Unheard(n) => {
                if let Some(unheard) = self.order(crowd, n, Call::Main).await? {
                    self.unheard.push(unheard);
                }
            }
        }
        Ok(())
    }

    fn tap(&self, order: &Open, fitter: &Fitter, step: Step) -> Result<(), DemoError> {
        let (phone, id, here) = (&fitter.handset.phone, &order.id, Some(fix(order.at)));
        match step {
            Step::Acknowledge => phone.acknowledge(id, None)?,
            Step::Travel => phone.travel(id, None)?,
            Step::Arrive => phone.arrive(id, ArrivalProof::Position, here)?,
            Step::ArriveByWord => phone.arrive(id, ArrivalProof::Word, None)?,
            Step::Announce => phone.announce_outage(id, self.outage(), here)?,
            Step::StopWater => phone.stop_water(id, here)?,
            Step::Notice(n) => {
                let place = self.calls.outage_places.get(n).cloned().unwrap_or_default();
                let notice = NoticePosted { photos: vec![fitter.handset.shoot(&place, id.as_str())?], place };
                phone.post_notice(id, notice, here)?
            }
            Step::Repair { surface_opened } => phone.repaired(id, repaired(self.calls, surface_opened), here)?,
            Step::RestoreWater => phone.water_restored(id, here)?,
            Step::Report => phone.report(id, reported(self.calls), here)?,
        };
        Ok(())
    }

    fn outage(&self) -> OutagePlan {
        let now = self.site.world.now();
        OutagePlan {
            scope: self.calls.outage_scope.clone(),
            cause: self.calls.outage_cause.clone(),
            stop_at: now + Span::minutes(5),
            restore_at: now + Span::minutes(105),
            places: self.calls.outage_places.clone(),
        }
    }
}

/// Barrier and sign stand.
pub(super) fn make_safe(handset: &Handset, cover: &CoverId) -> Result<(), DemoError> {
    let photos = vec![handset.shoot("barrier", cover.as_str())?];
    handset.phone.make_safe(cover, CoverMadeSafe { barrier: BarrierKind::BarrierAndSign, photos }, None)?;
    Ok(())
}

pub(super) fn repaired(calls: &Calls, surface_opened: bool) -> OrderRepaired {
    OrderRepaired { surface_opened, note: calls.repaired_note.clone(), photos: Vec::new() }
}

pub(super) fn reported(calls: &Calls) -> OrderReported {
    OrderReported { result: RepairResult::Repaired, tell_caller: calls.tell_caller.clone() }
}

/// 电话告知: the office tells a fitter by telephone.
pub(super) async fn tell(site: &Site, order: &OrderId, fitter: &Fitter, calls: &Calls) -> Result<(), DemoError> {
    step(site, order, "told", serde_json::json!({ "worker": fitter.worker, "note": calls.told_note })).await
}
