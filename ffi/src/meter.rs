//! How a meter looks to the worker in front of it, and the route that it stands in.

use curbstop_core::device::phone;
use curbstop_core::model::{MeterId, Period, PointId, RouteId, Timestamp, Volume};
use curbstop_core::rules::cycle::ReadingTask;
use curbstop_core::rules::estimate::EstimateEffect;
use curbstop_core::rules::reading_check::Expected;

/// A route that this phone holds.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Route {
    /// The route.
    pub id: RouteId,
    /// What people call it.
    pub name: String,
    /// How many meters it has.
    pub meters: u32,
    /// How many are to be read still.
    pub to_read: u32,
    /// The first that is to be read; `None`: the route is done.
    pub next: Option<PointId>,
}

impl From<phone::RouteToday> for Route {
    fn from(route: phone::RouteToday) -> Self {
        let meters = u32::try_from(route.meters.len()).unwrap_or(u32::MAX);
        Self { id: route.record.id, name: route.record.name, meters, to_read: route.to_read, next: route.next }
    }
}

/// A meter as the worker sees it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MeterCard {
    /// The service point.
    pub point: PointId,
    /// Its place in the route, from 1.
    pub seq: u32,
    /// 户号.
    pub customer_no: String,
    /// The customer.
    pub customer: String,
    /// Where it is.
    pub address: String,
    /// What a reader must know: dog, deep pit, ring at the gate.
    pub note: String,
    /// The meter that hangs there now.
    pub meter: MeterId,
    /// The number on its face.
    pub serial: String,
    /// Digits of whole cubic metres on its register.
    pub digits: u8,
    /// Decimals after them.
    pub decimals: u8,
    /// The month.
    pub period: Period,
    /// How the month's task stands.
    pub task: ReadingTask,
    /// The last stand that somebody read.
    pub previous: Option<Volume>,
    /// When that was.
    pub previous_at: Option<Timestamp>,
    /// The use to expect, where earlier readings tell.
    pub expected: Option<Expected>,
    /// What an estimate here would be: its place in the row of at most `estimate_limit`.
    pub estimate_nth: u32,
    /// At most so many in a row (3.2.2).
    pub estimate_limit: u32,
    /// What would become of it.
    pub estimate_effect: EstimateEffect,
    /// The use that an estimate would state.
    pub estimate: Volume,
    /// Own facts about it that the server has not answered yet are on top.
    pub has_own_facts: bool,
}

impl From<phone::MeterCard> for MeterCard {
    fn from(card: phone::MeterCard) -> Self {
        let meter = card.state.meter(&card.record).clone();
        let previous = card.state.last_actual;
        Self {
            point: card.record.id,
            seq: card.record.seq,
            customer_no: card.record.customer_no,
            customer: card.record.customer,
            address: card.record.address,
            note: card.record.note,
            meter: meter.id,
            serial: meter.serial,
            digits: meter.register.digits(),
            decimals: meter.register.decimals(),
            period: card.period,
            task: card.task,
            previous: previous.map(|stand| stand.value),
            previous_at: previous.map(|stand| stand.at),
            expected: card.expected,
            estimate_nth: card.estimate.nth,
            estimate_limit: card.estimate.limit,
            estimate_effect: card.estimate.effect,
            estimate: card.proposal.consumption,
            has_own_facts: card.has_own_facts,
        }
    }
}
