//! 换表: the old register is read for the last time, and the new one begins.

use super::fold::{Happening, Point};
use super::{MonthUse, OldRegister, PointState, ReadingStage, Stand, StandKind, days_between, read};
use crate::event::MeterExchanged;
use crate::model::{UtcOffset, Volume};
use crate::rules::reading::ReadingEventKind;
use crate::rules::reading_check::CheckCode;
use crate::rules::true_up;
use crate::state::FollowUp;

/// EST-LIMIT: the old register was read, so the row ends and its estimates are settled. EST-LIMIT does not care who reads.
pub(super) fn exchanged(of: &mut Point, happening: &Happening<'_>, exchange: &MeterExchanged) -> Vec<FollowUp> {
    let follows = close_old_register(of, happening, exchange);
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

    let in_review = matches!(follows, Some(FollowUp::InReview { .. }));
    let checks = if in_review { vec![CheckCode::Lower] } else { Vec::new() };
    let consumption = state.month_use(happening.period, happening.book.utc_offset);
    let done = state.next_stage(happening.period, ReadingEventKind::Exchanged);
    let in_question = || state.next_stage(happening.period, ReadingEventKind::ReadInQuestion);
    if let Some(stage) = if in_review { done.and_then(|_| in_question()) } else { done } {
        state.rest_on(happening, stage, consumption, checks);
    } else if let Some(current) = state.current.as_mut().filter(|current| current.period == happening.period) {
        // A month that was read before the exchange has the use up to the exchange as well.
        let read = matches!(current.stage, ReadingStage::Actual | ReadingStage::Released);
        current.consumption = if read { consumption } else { current.consumption };
    }
    follows.into_iter().collect()
}

/// Counts the use up to 拆表底数, and settles the estimates with it. A final stand below the last one was misread, or the
/// meter ran backwards: a person looks at it first (READ-CHECK).
fn close_old_register(of: &mut Point, happening: &Happening<'_>, exchange: &MeterExchanged) -> Option<FollowUp> {
    let offset = happening.book.utc_offset;
    let register = of.wheels();
    let state = &mut of.state;
    let estimates = std::mem::take(&mut state.estimates);
    let from = state.last_actual?;
    state.months.extend(state.newest_use(offset));
    let until = Stand::new(exchange.old_final, happening.now(), StandKind::Actual);
    let volume = read::use_until(from, until, register, happening.book);
    let old = OldRegister { event: happening.event, period: happening.period, from, until, estimates };
    if volume < Volume::ZERO {
        state.old_register = Some(old);
        return Some(FollowUp::InReview { checks: vec![CheckCode::Lower] });
    }
    state.count_old_register(old, volume, offset)
}

impl PointState {
    /// The use of a register that was taken out counts, in the place of its month.
    pub(super) fn count_old_register(
        &mut self,
        old: OldRegister,
        volume: Volume,
        offset: UtcOffset,
    ) -> Option<FollowUp> {
        let OldRegister { event, period, from, until, estimates } = old;
        let use_ = MonthUse { period, days: days_between(from.at, until.at, offset), volume };
        let place = self.months.partition_point(|month| month.period <= period);
        self.months.insert(place, use_);
        self.forget_old_months(period);
        (!estimates.is_empty()).then(|| self.settled(true_up::settle(event, until.at, volume, estimates)))
    }
}
