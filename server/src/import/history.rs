//! Past readings held against what is known of their points: they only ever go on at the end.

use std::collections::HashMap;

use chrono::NaiveDate;
use curbstop_core::event::ReadingImported;
use curbstop_core::model::{PointId, PointRecord, SubjectId};

use super::plan::{Known, PastReadings, Verdict};
use super::report::{Problem, code};
use crate::store::StoreError;

/// Judges past readings, which come by point and day.
pub(super) struct History {
    today: NaiveDate,
    points: HashMap<PointId, Option<(PointRecord, PastReadings)>>,
}

impl History {
    pub(super) fn new(today: NaiveDate) -> Self {
        Self { today, points: HashMap::new() }
    }

    pub(super) fn judge(
        &mut self,
        known: &mut dyn Known,
        subject: &SubjectId,
        reading: &ReadingImported,
    ) -> Result<Verdict, StoreError> {
        let today = self.today;
        let wrong = |field, code, reason: String| Ok(Verdict::Wrong(Problem::new(field, code, reason)));
        let Some((point, past)) = self.point(known, subject)? else {
            let reason = format!("service point `{}` is not in the books; import points first", subject.id());
            return wrong("point", code::UNKNOWN_POINT, reason);
        };
        if let Some(stands) = past.imported.iter().find(|stands| stands.on == reading.on) {
            if stands == reading {
                return Ok(Verdict::Unchanged);
            }
            let litres = stands.value.as_litres();
            let reason =
                format!("a reading of {} stands with {litres} litres; past readings are not overwritten", stands.on);
            return wrong("value_m3", code::READING_DIFFERS, reason);
        }
        if reading.on > today {
            return wrong("on", code::FUTURE, format!("{} has not come yet (today is {today})", reading.on));
        }
        if let Some(newest) = past.newest_on.filter(|newest| reading.on <= *newest) {
            let reason = format!("a reading of {newest} stands already; past readings only go on after the newest");
            return wrong("on", code::READING_LATE, reason);
        }
        if reading.value >= point.meter.register.capacity() {
            let digits = point.meter.register.digits();
            return wrong("value_m3", code::OVER_REGISTER, format!("the meter's register has only {digits} digits"));
        }
        past.newest_on = Some(reading.on);
        Ok(Verdict::New)
    }

    fn point(
        &mut self,
        known: &mut dyn Known,
        subject: &SubjectId,
    ) -> Result<Option<&mut (PointRecord, PastReadings)>, StoreError> {
        let SubjectId::Point(id) = subject else { return Ok(None) };
        if !self.points.contains_key(id) {
            // Rows come by point: the one before is done with.
            self.points.clear();
            let found = match known.record(subject)? {
                None => None,
                Some(json) => {
                    let damaged = |e: serde_json::Error| StoreError::Damaged {
                        what: format!("record of {subject}"),
                        reason: e.to_string(),
                    };
                    Some((serde_json::from_str(&json).map_err(damaged)?, known.past_readings(id)?))
                }
            };
            self.points.insert(id.clone(), found);
        }
        Ok(self.points.get_mut(id).and_then(Option::as_mut))
    }
}
