//! How far an order is, and its steps, one tap each (3.2.5, 3.3).

use super::{Phone, PhoneError, Saved};
use crate::device::engine::Present;
use crate::event::{
    ArrivalProof, Fact, NoticePosted, OrderRepaired, OrderReported, OrderStep, OutagePlan, PauseCause, RepairPaused,
};
use crate::model::{Fix, OrderId, OrderRecord, PhotoId, SubjectId};
use crate::rules::verdict::Clock;
use crate::rules::{order, outage};
use crate::state::{OrderState, Subject};

/// An order as the crew sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderCard {
    /// What the hotline wrote.
    pub record: OrderRecord,
    /// What followed from the facts, own ones included.
    pub state: OrderState,
    /// Its limits, as far as they run or ran: "23 minutes left to arrive".
    pub clocks: Vec<Clock>,
    /// The steps that fit now, the likeliest first.
    pub next_steps: Vec<OrderStep>,
    /// Places of the announced outage where no notice hangs yet.
    pub missing_notices: Vec<String>,
    /// The outside causes for which its repair may pause.
    pub pause_causes: Vec<PauseCause>,
}

impl Phone {
    /// The card of an order.
    pub fn order(&self, order: &OrderId) -> Result<OrderCard, PhoneError> {
        let present = self.engine.present()?;
        let id = SubjectId::Order(order.clone());
        self.subject(&id)?.and_then(|subject| card(subject, &present)).ok_or_else(|| PhoneError::not_here(&id))
    }

    /// Whether the phone stands at the order's site, so that arrival can be offered; a person confirms it (ARRIVE).
    pub fn is_at_site(&self, order: &OrderId, fix: &Fix) -> Result<bool, PhoneError> {
        let radius_m = self.rulebook()?.order.site_radius_m;
        let site = self.order(order)?.record.position;
        Ok(site.is_some_and(|site| order::at_site(fix, site, radius_m)))
    }

    /// 接单.
    pub fn acknowledge(&self, order: &OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::OrderAcknowledged, fix)
    }

    /// 出发.
    pub fn travel(&self, order: &OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::OrderTravelling, fix)
    }

    /// 到场, with what proves it (ARRIVE).
    pub fn arrive(&self, order: &OrderId, proof: ArrivalProof, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::OrderArrived { proof }, fix)
    }

    /// 停水公告: scope and times for the hotline, before the first valve is closed (OUTAGE). New times are a new notice.
    pub fn announce_outage(&self, order: &OrderId, plan: OutagePlan, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::OutageAnnounced(plan), fix)
    }

    /// A notice hangs at one of the plan's places (OUTAGE).
    pub fn post_notice(&self, order: &OrderId, notice: NoticePosted, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::NoticePosted(notice), fix)
    }

    /// 止水.
    pub fn stop_water(&self, order: &OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::WaterStopped, fix)
    }

    /// 暂停, for an outside cause (REPAIR-WINDOW): counts once a supervisor has approved it.
    pub fn pause_repair(&self, order: &OrderId, paused: RepairPaused, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::RepairPaused(paused), fix)
    }

    /// 复工.
    pub fn resume_repair(&self, order: &OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::RepairResumed, fix)
    }

    /// 修复.
    pub fn repaired(&self, order: &OrderId, repaired: OrderRepaired, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::OrderRepaired(repaired), fix)
    }

    /// 送水.
    pub fn water_restored(&self, order: &OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::WaterRestored, fix)
    }

    /// 路面恢复 (REINSTATE).
    pub fn surface_restored(
        &self,
        order: &OrderId,
        photos: Vec<PhotoId>,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::SurfaceRestored { photos }, fix)
    }

    /// 回单 (REPORT-BACK): how it ended, and what the caller can be told.
    pub fn report(&self, order: &OrderId, reported: OrderReported, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_order(order, Fact::OrderReported(reported), fix)
    }

    fn record_order(&self, order: &OrderId, fact: Fact, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Order(order.clone()), fact, fix)
    }
}

/// The card of an order that the hotline has entered.
pub(super) fn card(subject: Subject, present: &Present) -> Option<OrderCard> {
    let Subject::Order(of) = subject else { return None };
    let (record, state) = (of.record?, of.state);
    let book = present.books.in_force();
    let clocks = order::clocks(&record, &state, book, present.now());
    let next_steps = order::next_steps(&state);
    let missing = state.outage.as_ref().map(outage::missing_notices).unwrap_or_default();
    let missing_notices = missing.into_iter().map(str::to_owned).collect();
    let pause_causes = book.order.pause_causes.clone();
    Some(OrderCard { record, state, clocks, next_steps, missing_notices, pause_causes })
}
