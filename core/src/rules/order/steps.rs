//! Which steps a crew is offered next, in the order in which the work asks for them.

use crate::event::{OrderStep, RepairResult};
use crate::rules::outage;
use crate::state::{Milestone, OrderStage, OrderState};

/// The steps that fit now, the likeliest first. A step that a crew skips is offered as long as it still makes sense.
pub fn next_steps(state: &OrderState) -> Vec<OrderStep> {
    let resume = state.open_pause().map(|_| OrderStep::Resume);
    let steps = match state.stage {
        OrderStage::New | OrderStage::Closed => return Vec::new(),
        OrderStage::Dispatched => vec![OrderStep::Acknowledge, OrderStep::Travel, OrderStep::Arrive],
        OrderStage::Acknowledged => vec![OrderStep::Travel, OrderStep::Arrive],
        OrderStage::Travelling => vec![OrderStep::Arrive],
        OrderStage::OnSite | OrderStage::WaterStopped => work(state, true),
        OrderStage::Repaired
        | OrderStage::WaterRestored
        | OrderStage::SurfaceRestored
        | OrderStage::Reported
        | OrderStage::Checked => work(state, false),
    };
    resume.into_iter().chain(steps).collect()
}

/// `at_work`: a crew stands there, and this visit has not repaired anything yet. After a hand-over an earlier one may have.
fn work(state: &OrderState, at_work: bool) -> Vec<OrderStep> {
    let off = state.water_is_off();
    let repaired = !at_work || state.milestones.contains_key(&Milestone::Repaired);
    let told = state.result.as_ref().is_some_and(|result| *result != RepairResult::MadeSafe);
    let notice_missing = state.outage.as_ref().is_some_and(|outage| !outage::missing_notices(outage).is_empty());
    let water_was_back = state.milestones.contains_key(&Milestone::WaterRestored);
    let offers = [
        (OrderStep::AnnounceOutage, at_work && state.outage.is_none()),
        (OrderStep::StopWater, at_work && !off),
        (OrderStep::PostNotice, notice_missing && !water_was_back),
        (OrderStep::Repair, at_work),
        (OrderStep::RestoreWater, off && repaired),
        (OrderStep::ReportBack, at_work || !told),
        (OrderStep::Pause, at_work && !state.is_paused()),
        (OrderStep::RestoreSurface, repaired && state.surface_is_open()),
        // Water stays away longer than announced: a new time is a new notice (3.3.4).
        (OrderStep::AnnounceOutage, off && state.outage.is_some()),
    ];
    offers.into_iter().filter_map(|(step, offered)| offered.then_some(step)).collect()
}
