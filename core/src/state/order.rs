//! A work order: how far it is, and when each step was (3.2.5, 3.3).

mod pause;

pub use pause::{Pause, PauseStanding, PauseVerdict};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{Dated, EventId, Fact, NoticePosted, OrderRepaired, OutagePlan, RepairResult};
use crate::model::{CrewId, OrderRecord, TimeInterval, WorkerId};
use crate::rulebook::Rulebook;
use crate::rules::order::{
    OrderEventKind, Transition, Unexpected, by_position, proves_arrival, transition, when_repaired,
};
use crate::rules::{outage, reinstate};

/// The most facts that did not fit which a state lists, the newest; the log has them all.
const UNEXPECTED_KEPT: usize = 32;
/// The most places at which a notice is remembered to hang.
const POSTED_KEPT: usize = 200;

/// How far an order is. See `rules::order` for the one transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum OrderStage {
    /// 待派.
    #[default]
    New,
    /// 已派 (or 电话告知).
    Dispatched,
    /// 已接.
    Acknowledged,
    /// 出发.
    Travelling,
    /// 到场.
    OnSite,
    /// 已止水.
    WaterStopped,
    /// 已修复.
    Repaired,
    /// 已送水.
    WaterRestored,
    /// 已恢复.
    SurfaceRestored,
    /// 已反馈.
    Reported,
    /// 已回访.
    Checked,
    /// 结案.
    Closed,
}

impl OrderStage {
    /// Every stage, in order.
    pub const ALL: [Self; 12] = [
        Self::New,
        Self::Dispatched,
        Self::Acknowledged,
        Self::Travelling,
        Self::OnSite,
        Self::WaterStopped,
        Self::Repaired,
        Self::WaterRestored,
        Self::SurfaceRestored,
        Self::Reported,
        Self::Checked,
        Self::Closed,
    ];

    /// The stable name, as in `stage.on_site`.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Dispatched => "dispatched",
            Self::Acknowledged => "acknowledged",
            Self::Travelling => "travelling",
            Self::OnSite => "on_site",
            Self::WaterStopped => "water_stopped",
            Self::Repaired => "repaired",
            Self::WaterRestored => "water_restored",
            Self::SurfaceRestored => "surface_restored",
            Self::Reported => "reported",
            Self::Checked => "checked",
            Self::Closed => "closed",
        }
    }
}

/// A moment in an order's life that a rule or a person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// The hotline opened it.
    Created,
    /// The instruction: dispatched in the app or told by telephone, whichever came first. Starts the clocks.
    Instructed,
    /// 接单.
    Acknowledged,
    /// 出发.
    Travelling,
    /// 到场.
    Arrived,
    /// 止水.
    WaterStopped,
    /// 修复.
    Repaired,
    /// 送水.
    WaterRestored,
    /// 路面恢复.
    SurfaceRestored,
    /// 回单.
    Reported,
    /// 回访.
    Checked,
    /// 结案.
    Closed,
}

/// A notice that hangs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posted {
    /// Where.
    pub place: String,
    /// When.
    pub at: TimeInterval,
    /// With a photo.
    pub with_photo: bool,
}

/// An outage as it was last announced to the hotline (OUTAGE).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Announced {
    /// The first announcement: what the rule about telling the hotline asks for.
    pub first_at: TimeInterval,
    /// The newest one.
    pub at: TimeInterval,
    /// Its number, from 1: new times are a new notice.
    pub notice: u32,
    /// Scope, cause, times and places.
    pub plan: OutagePlan,
    /// Where this notice hangs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posted: Vec<Posted>,
}

/// The state of an order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OrderState {
    /// How far it is.
    pub stage: OrderStage,
    /// The crew that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewId>,
    /// The worker who was told by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<WorkerId>,
    /// The first time of each milestone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub milestones: BTreeMap<Milestone, TimeInterval>,
    /// The arrival is proven by position inside the radius, code or photo.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub arrival_proven: bool,
    /// The surface was opened, so that it has to be restored (REINSTATE).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub surface_opened: bool,
    /// The outage, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage: Option<Announced>,
    /// Its pauses, in the order in which they began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// How it ended, as the hotline was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<RepairResult>,
    /// What the caller can be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tell_caller: String,
    /// 回访: whether the caller was content, once somebody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfied: Option<bool>,
    /// Facts that did not fit the stage: kept and shown, never refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unexpected: Vec<EventId>,
}

impl OrderState {
    /// Valves are closed, and water is not back.
    pub fn water_is_off(&self) -> bool {
        self.has(Milestone::WaterStopped) && !self.has(Milestone::WaterRestored)
    }

    /// The surface was opened, and is not restored.
    pub fn surface_is_open(&self) -> bool {
        self.surface_opened && !self.has(Milestone::SurfaceRestored)
    }

    fn has(&self, milestone: Milestone) -> bool {
        self.milestones.contains_key(&milestone)
    }

    /// Keeps the first time of a milestone, and says whether this was it. A step that is told after later work says nothing
    /// about when it was: there the work itself bounds it (`rules::order::when_arrived`, `when_repaired`).
    fn reach(&mut self, milestone: Milestone, at: TimeInterval) -> bool {
        let can_be_overtaken = matches!(
            milestone,
            Milestone::Acknowledged | Milestone::Travelling | Milestone::Arrived | Milestone::Repaired
        );
        let overtaken = || self.milestones.keys().any(|m| *m > milestone && *m <= Milestone::SurfaceRestored);
        if self.has(milestone) || (can_be_overtaken && overtaken()) {
            return false;
        }
        self.milestones.insert(milestone, at);
        true
    }

    /// ARRIVE: somebody said that they are there. Where a word came first and its proof later, the arrival lies between.
    fn arrive(&mut self, at: TimeInterval, proven: bool) {
        match self.milestones.get_mut(&Milestone::Arrived) {
            Some(word) if proven && !self.arrival_proven => {
                word.latest = word.latest.max(at.latest);
                self.arrival_proven = true;
            }
            Some(_) => {}
            None => self.arrival_proven |= self.reach(Milestone::Arrived, at) && proven,
        }
    }

    /// ARRIVE: work whose own fix lies at the site proves that its crew was there by then, also where nobody tapped it.
    fn be_present(&mut self, at: TimeInterval) {
        if self.has(Milestone::Arrived) {
            return self.arrive(at, true);
        }
        let earliest = self.milestones.get(&Milestone::Instructed).unwrap_or(&at).earliest.min(at.latest);
        self.milestones.insert(Milestone::Arrived, TimeInterval { earliest, latest: at.latest });
        self.arrival_proven = true;
    }

    fn note_unexpected(&mut self, event: EventId) {
        if self.unexpected.len() == UNEXPECTED_KEPT {
            self.unexpected.remove(0);
        }
        self.unexpected.push(event);
    }

    fn announce(&mut self, plan: &OutagePlan, at: TimeInterval) {
        let announced = match self.outage.take() {
            Some(old) if old.plan == *plan => old,
            // New times or places are a new notice, and the old one does not say them.
            Some(old) => Announced { at, notice: old.notice + 1, plan: plan.clone(), posted: Vec::new(), ..old },
            None => Announced { first_at: at, at, notice: 1, plan: plan.clone(), posted: Vec::new() },
        };
        self.outage = Some(announced);
    }
}

impl Announced {
    fn post(&mut self, notice: &NoticePosted, at: TimeInterval) {
        let posted = Posted { place: notice.place.clone(), at, with_photo: !notice.photos.is_empty() };
        match self.posted.iter().position(|old| old.place == notice.place) {
            // The first notice with a photo is the one that proves it.
            Some(i) if posted.with_photo && !self.posted[i].with_photo => self.posted[i] = posted,
            None if self.posted.len() < POSTED_KEPT => self.posted.push(posted),
            _ => {}
        }
    }
}

pub(super) fn apply(of: &mut Of<OrderRecord, OrderState>, dated: &Dated, book: &Rulebook) -> Vec<FollowUp> {
    let fact = &dated.event.fact;
    let Some(kind) = OrderEventKind::of(fact, &of.state) else { return Vec::new() };
    let stage = of.state.stage;
    let odd = match (transition(stage, kind), without_ground(&of.state, fact)) {
        (Transition::Unexpected(reason), _) | (_, Some(reason)) => Some(reason),
        (Transition::To(next), None) => {
            of.state.stage = next;
            None
        }
        (Transition::Stay, None) => None,
    };
    let Some(reason) = odd else {
        take(of, dated, book);
        if kind.ends_a_pause() {
            of.state.end_pause(dated.at);
        }
        return follows(of, fact, book).into_iter().collect();
    };
    of.state.note_unexpected(dated.event.id);
    let unexpected = FollowUp::Unexpected { stage, reason };
    // Whenever it was said: a surface that was opened has to be restored.
    if let Fact::OrderRepaired(OrderRepaired { surface_opened: true, .. }) = fact {
        of.state.surface_opened = true;
        return [unexpected].into_iter().chain(follows(of, fact, book)).collect();
    }
    vec![unexpected]
}

/// Why a fact that fits the stage has nothing here that it could rest on.
fn without_ground(state: &OrderState, fact: &Fact) -> Option<Unexpected> {
    match fact {
        Fact::NoticePosted(_) if state.outage.is_none() => Some(Unexpected::NoOutage),
        Fact::RepairPaused(_) => state.pause_fits().err(),
        Fact::RepairResumed if state.open_pause().is_none() => Some(Unexpected::NotPaused),
        Fact::PauseDecided(decided) if !state.pauses.iter().any(|pause| pause.id == decided.pause) => {
            Some(Unexpected::UnknownPause)
        }
        _ => None,
    }
}

/// Takes a fact that fits into the state.
fn take(of: &mut Of<OrderRecord, OrderState>, dated: &Dated, book: &Rulebook) {
    let at = dated.at;
    let site = of.record.as_ref().and_then(|record| record.position);
    let (fix, radius_m) = (dated.event.fix.as_ref(), book.order.site_radius_m);
    let state = &mut of.state;
    let milestone = match &dated.event.fact {
        Fact::OrderCreated(record) => {
            of.record = Some((**record).clone());
            Milestone::Created
        }
        Fact::OrderDispatched(to) => {
            if state.crew.as_ref() != Some(&to.crew) {
                state.told = None;
            }
            state.crew = Some(to.crew.clone());
            Milestone::Instructed
        }
        Fact::OrderToldByPhone(call) => {
            state.told = Some(call.worker.clone());
            Milestone::Instructed
        }
        Fact::OrderAcknowledged => Milestone::Acknowledged,
        Fact::OrderTravelling => Milestone::Travelling,
        Fact::OrderArrived { proof } => return state.arrive(at, proves_arrival(proof, fix, site, radius_m)),
        Fact::OutageAnnounced(plan) => return state.announce(plan, at),
        Fact::NoticePosted(notice) => {
            if let Some(outage) = &mut state.outage {
                outage.post(notice, at);
            }
            return;
        }
        Fact::RepairPaused(paused) => return state.pause(dated, paused),
        Fact::RepairResumed => return state.end_pause(at),
        Fact::PauseDecided(decided) => return state.decide_pause(dated, decided),
        Fact::WaterStopped => {
            // Stopped again, by the crew that took over or after a re-opening: it is not back any more.
            state.milestones.remove(&Milestone::WaterRestored);
            Milestone::WaterStopped
        }
        Fact::OrderRepaired(repaired) => {
            state.surface_opened |= repaired.surface_opened;
            Milestone::Repaired
        }
        Fact::WaterRestored => Milestone::WaterRestored,
        Fact::SurfaceRestored { .. } => Milestone::SurfaceRestored,
        Fact::OrderReported(report) => {
            // "Made safe" is a word on the way: the result that follows it is the one whose time counts.
            if state.result.replace(report.result.clone()) == Some(RepairResult::MadeSafe) {
                state.milestones.remove(&Milestone::Reported);
            }
            state.tell_caller.clone_from(&report.tell_caller);
            Milestone::Reported
        }
        Fact::OrderChecked { satisfied } => {
            state.satisfied = Some(*satisfied);
            Milestone::Checked
        }
        Fact::OrderClosed => Milestone::Closed,
        _ => return,
    };
    state.reach(milestone, at);
    let is_work = (Milestone::WaterStopped..=Milestone::SurfaceRestored).contains(&milestone);
    if is_work && !state.arrival_proven && by_position(fix, site, radius_m) {
        state.be_present(at);
    }
}

/// What follows from a fact that the state has taken.
fn follows(of: &Of<OrderRecord, OrderState>, fact: &Fact, book: &Rulebook) -> Option<FollowUp> {
    let (state, rules) = (&of.state, &book.order);
    let at = |milestone| state.milestones.get(&milestone).copied();
    let kind = of.record.as_ref().map(|record| record.kind);
    match fact {
        Fact::OrderRepaired(_) if state.surface_is_open() => {
            Some(FollowUp::Reinstate { due: reinstate::due(when_repaired(state)?, rules) })
        }
        Fact::WaterStopped if state.outage.is_none() => {
            Some(FollowUp::TellOutage { due: outage::tell_until(kind?, at(Milestone::WaterStopped)?, rules) })
        }
        Fact::OutageAnnounced(plan) => {
            let limit = outage::beyond_limit(plan, kind?, at(Milestone::Instructed)?, rules)?;
            Some(FollowUp::RestoreBeyondLimit { limit })
        }
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
