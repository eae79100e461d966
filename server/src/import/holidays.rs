//! A year's notice of days off and make-up days, from the JSON of the `holiday-cn` project.

use curbstop_core::event::Fact;
use curbstop_core::model::{CalendarId, CalendarRecord, SubjectId};
use curbstop_core::rulebook::read_holiday_cn;

use super::{Entry, FileError, ImportKind, ImportReport, ReadFile};

/// The file is one row: a notice is taken whole or not at all.
pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, FileError> {
    let notice = read_holiday_cn(bytes).map_err(|problem| FileError::Holidays { problem })?;
    let subject = SubjectId::Calendar(id_of(&notice)?);
    let fact = Fact::HolidaysRegistered(Box::new(notice));
    let entries = vec![Entry { row: 1, subject, fact, pit_place: String::new() }];
    Ok(ReadFile { entries, report: ImportReport::new(ImportKind::Holidays, 1) })
}

fn id_of(notice: &CalendarRecord) -> Result<CalendarId, FileError> {
    // The digits of a year are an id; the reader has bounded the year.
    CalendarId::new(&notice.year.to_string()).map_err(|_| FileError::Empty)
}
