//! 换表: the old register is read for the last time, and the new one begins.

use super::fold::{Happening, Point};
use super::{MonthUse, ReadingStage, Stand, StandKind, days_between, read};
use crate::event::MeterExchanged;
use crate::rules::reading::ReadingEventKind;
use crate::rules::true_up;
use crate::state::FollowUp;

/// EST-LIMIT: the old register was read, so the row ends and its estimates are settled. EST-LIMIT does not care who reads.
pub(super) fn exchanged(of: &mut Point, happening: &Happening<'_>, exchange: &MeterExchanged) -> Vec<FollowUp> {
    let settled = close_old_register(of, happening, exchange);
    let state = &mut of.state;
    let start = Stand::new(exchange.new_start, happening.now(), StandKind::Exchanged);
    state.since = None;
    state.last_actual = Some(start);
    state.believed = None;
    state.estimates_in_row = 0;
    state.held = None;
    state.next_escalation();
    let in_books = of.record.as_ref().is_some_and(|record| record.meter == exchange.new_meter);
    state.meter = (!in_books).then(|| exchange.new_meter.clone());

    let consumption = state.month_use(happening.period, happening.book.utc_offset);
    if let Some(stage) = state.next_stage(happening.period, ReadingEventKind::Exchanged) {
        state.rest_on(happening, stage, consumption, Vec::new());
    } else if let Some(current) = state.current.as_mut().filter(|current| current.period == happening.period) {
        // A month that was read before the exchange has the use up to the exchange as well.
        let read = matches!(current.stage, ReadingStage::Actual | ReadingStage::Released);
        current.consumption = if read { consumption } else { current.consumption };
    }
    settled.into_iter().collect()
}

/// Counts the use up to 拆表底数, and settles the estimates with it.
fn close_old_register(of: &mut Point, happening: &Happening<'_>, exchange: &MeterExchanged) -> Option<FollowUp> {
    let offset = happening.book.utc_offset;
    let register = of.wheels();
    let state = &mut of.state;
    let estimates = std::mem::take(&mut state.estimates);
    let last = state.last_actual?;
    state.months.extend(state.newest_use(offset));
    let final_stand = Stand::new(exchange.old_final, happening.now(), StandKind::Actual);
    let volume = read::use_until(last, final_stand, register, happening.book);
    let days = days_between(last.at, final_stand.at, offset);
    state.months.push(MonthUse { period: happening.period, days, volume });
    state.forget_old_months(happening.period);
    (!estimates.is_empty()).then(|| state.settled(true_up::settle(happening.event, final_stand.at, volume, estimates)))
}
