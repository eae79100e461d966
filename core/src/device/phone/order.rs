//! How far an order is, and its steps, one tap each (3.2.5, 3.3).

use super::{Phone, PhoneError, Saved};
use crate::event::{ArrivalProof, Fact, NoticePosted, OrderRepaired, OrderReported, OutagePlan};
use crate::model::{Fix, OrderId, OrderRecord, PhotoId, SubjectId};
use crate::state::{OrderState, Subject};

/// An order as the crew sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderCard {
    /// What the hotline wrote.
    pub record: OrderRecord,
    /// What followed from the facts, own ones included.
    pub state: OrderState,
}

impl Phone {
    /// The card of an order.
    pub fn order(&self, order: &OrderId) -> Result<OrderCard, PhoneError> {
        let id = SubjectId::Order(order.clone());
        self.subject(&id)?.as_ref().and_then(card).ok_or_else(|| PhoneError::not_here(id))
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
pub(super) fn card(subject: &Subject) -> Option<OrderCard> {
    match subject {
        Subject::Order(of) => Some(OrderCard { record: of.record.clone()?, state: of.state.clone() }),
        _ => None,
    }
}
