//! How each fact changes a service point.

use super::PointState;
use crate::event::Dated;
use crate::model::PointRecord;
use crate::rulebook::Rulebook;
use crate::state::{FollowUp, Of};

pub(in crate::state) fn register(of: &mut Of<PointRecord, PointState>, record: &PointRecord) {
    of.record = Some(record.clone());
}

pub(in crate::state) fn apply(
    _of: &mut Of<PointRecord, PointState>,
    _dated: &Dated,
    _book: &Rulebook,
) -> Vec<FollowUp> {
    Vec::new()
}
