//! Files held against the books, inside the transaction that writes them: nothing changes in between, and a crash leaves
//! nothing half-imported.

use curbstop_core::event::Fact;
use curbstop_core::model::{PointId, SubjectId, UtcOffset};
use curbstop_core::state::Subject;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{at, damaged, subject, take};
use crate::import::{self, ImportReport, Known, KnownCover, PastReadings};
use crate::intake::Books;
use crate::store::office::Import;
use crate::store::{Changed, OfficeBatch, StoreError};

/// Holds a file against the books and takes its facts in.
pub(super) fn import(
    connection: &Connection,
    import: Import,
    books: &Books,
) -> Result<(ImportReport, Changed), StoreError> {
    let offset = books.of(books.newest()).map_or(UtcOffset::CHINA, |book| book.utc_offset);
    let mut known = InBooks { connection, offset };
    let mut plan = import::plan(import.file, &mut known, import.now.local_date(offset))?;
    plan.report.dry_run = import.dry_run;
    if import.dry_run || plan.facts.is_empty() {
        return Ok((plan.report, Changed::default()));
    }
    let batch = OfficeBatch { author: import.author, now: import.now, facts: plan.facts };
    let accepted = take::accept(connection, batch, books)?;
    Ok((plan.report, accepted.changed))
}

struct InBooks<'c> {
    connection: &'c Connection,
    offset: UtcOffset,
}

impl Known for InBooks<'_> {
    fn record(&mut self, subject: &SubjectId) -> Result<Option<String>, StoreError> {
        let found: Option<Option<String>> = self
            .connection
            .prepare_cached("SELECT record FROM subject WHERE id = ?1")
            .and_then(|mut s| s.query_row(params![subject.to_string()], |row| row.get(0)).optional())
            .map_err(at("looking up a record"))?;
        Ok(found.flatten())
    }

    fn covers(&mut self) -> Result<Vec<KnownCover>, StoreError> {
        let failed = at("reading covers");
        let mut statement = self
            .connection
            .prepare_cached("SELECT record FROM subject WHERE kind = 'cover' AND record IS NOT NULL")
            .map_err(&failed)?;
        let mut rows = statement.query([]).map_err(&failed)?;
        let mut covers = Vec::new();
        while let Some(row) = rows.next().map_err(&failed)? {
            let json = row.get_ref(0).map_err(&failed)?.as_str().map_err(|error| damaged("a cover", error))?;
            covers.push(serde_json::from_str(json).map_err(|error| damaged("a cover", error))?);
        }
        Ok(covers)
    }

    fn past_readings(&mut self, point: &PointId) -> Result<PastReadings, StoreError> {
        let id = SubjectId::Point(point.clone());
        let loaded = subject::load(self.connection, [&id])?;
        let (Some(known), Some(number)) = (loaded.known.get(&id), loaded.numbers.get(&id)) else {
            return Ok(PastReadings::default());
        };
        let Subject::Point(of) = &known.subject else { return Ok(PastReadings::default()) };
        let Some(newest) = of.state.last() else { return Ok(PastReadings::default()) };
        let imported = subject::log(self.connection, *number)?.into_iter().filter_map(|dated| match dated.event.fact {
            Fact::ReadingImported(reading) => Some(reading),
            _ => None,
        });
        Ok(PastReadings { imported: imported.collect(), newest_on: Some(newest.at.local_date(self.offset)) })
    }
}
