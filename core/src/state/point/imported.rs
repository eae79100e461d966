//! Past readings from another system's books: the history that the expected use rests on.

use super::fold::{Happening, Point};
use super::{EstimateKept, EstimateStanding, Stand, StandKind, read};
use crate::event::ReadingImported;
use crate::model::{Period, TimeInterval, Timestamp, Volume};
use crate::rules::reading::ReadingEventKind;
use crate::state::FollowUp;

/// History counts on the day on which it was taken. It asks nobody anything: it was billed in the system before. What lies
/// before a stand that is already known is kept in the log only.
pub(super) fn imported(of: &mut Point, happening: &Happening<'_>, past: &ReadingImported) -> Vec<FollowUp> {
    let offset = happening.book.utc_offset;
    let newer = of.state.last().is_some_and(|last| last.at.local_date(offset) > past.on);
    let period = Period::of_date(past.on);
    if newer || of.state.current.as_ref().is_some_and(|current| current.period > period) {
        return Vec::new();
    }
    let at = Timestamp::start_of_day(past.on, offset);
    if let Some(same) = of.state.last_actual.as_mut().filter(|it| it.kind == StandKind::Imported && it.at == at) {
        // The same day once more: the file was corrected, or imported twice.
        same.value = if past.estimated { same.value } else { past.value };
        return Vec::new();
    }
    let happening = Happening { at: TimeInterval::exact(at), period, ..*happening };
    if past.estimated {
        estimated(of, &happening, past.value);
        Vec::new()
    } else {
        let stand = Stand::new(past.value, at, StandKind::Imported);
        let from = of.state.last_actual;
        let rolled_over = from.is_some_and(|from| read::rolled_by_the_dial(from, stand, of.wheels(), happening.book));
        read::stands(of, &happening, stand, rolled_over, Vec::new())
    }
}

/// An estimate of the system before counts in the row: it is the service point that was not read. Billing there has used it.
fn estimated(of: &mut Point, happening: &Happening<'_>, value: Volume) {
    let register = of.wheels();
    let from = of.state.estimated_from(happening.period, register);
    let Some(stage) = of.state.next_stage(happening.period, ReadingEventKind::Estimated) else { return };
    let consumption = from.map_or(Volume::ZERO, |from| value - from.value);
    let Happening { event, period, .. } = *happening;
    let standing = EstimateStanding::Billable;
    let kept = EstimateKept { event, period, at: happening.minute(), consumption, method: None, standing };
    of.state.append(kept, Some(value), register);
    of.state.rest_on(happening, stage, Some(consumption), Vec::new());
}
