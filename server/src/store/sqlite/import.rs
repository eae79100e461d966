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
        self.connection
            .prepare_cached("SELECT record FROM registered WHERE id = ?1")
            .and_then(|mut s| s.query_row(params![subject.to_string()], |row| row.get(0)).optional())
            .map_err(at("looking up a record"))
    }

    fn covers(&mut self) -> Result<Vec<KnownCover>, StoreError> {
        let failed = at("reading covers");
        let mut statement =
            self.connection.prepare_cached("SELECT record FROM registered WHERE kind = 'cover'").map_err(&failed)?;
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::Arc;

    use curbstop_core::event::Author;
    use curbstop_core::model::Timestamp;

    use super::*;
    use crate::import::Source;
    use crate::store::sqlite::{Opening, WorksOn};
    use crate::store::{OfficeStore as _, SqliteStore};

    /// 2026-11-02T00:00Z.
    const NOW: Timestamp = Timestamp::from_millis(1_793_577_600_000);

    fn points(customer: &str) -> String {
        let mut file = "id,customer_no,customer,address,route,seq,meter,digits,q4_m3h\n".to_owned();
        for row in 1..=1_500 {
            let _ = writeln!(file, "A{row},{row},{customer},和平路 {row} 号,A,{row},M{row},5,2.5");
        }
        file
    }

    async fn take(store: &SqliteStore, source: Source, text: &str) -> Result<ImportReport, StoreError> {
        let file = import::read(&source, text.as_bytes()).unwrap();
        let books = Arc::new(Books::read([Books::default_text().unwrap()]).unwrap());
        let import = Import { file, author: Author::System, now: NOW, dry_run: false };
        store.import(import, books).await.map(|(report, _)| report)
    }

    async fn sql(store: &SqliteStore, sql: &'static str) {
        store.write(move |connection| connection.execute(sql, []).map(drop).map_err(at("a test"))).await.unwrap();
    }

    async fn count(store: &SqliteStore, sql: &'static str) -> i64 {
        store
            .read(move |connection| connection.query_row(sql, [], |row| row.get(0)).map_err(at("a test")))
            .await
            .unwrap()
    }

    /// A file is more than the facts that are folded at once; its last part fails on a damaged row of the books.
    #[tokio::test]
    async fn nothing_stays_of_an_import_that_fails_in_the_middle() {
        let folder = std::env::temp_dir().join(format!("curbstop-import-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("books.db");
        let opening =
            Opening { path, new_epoch: "e".to_owned(), restored_from_backup: false, works_on: WorksOn::Threads };
        let store = SqliteStore::open(&opening).unwrap();
        take(&store, Source::Routes, "id,name,area,department\nA,和平路,N,D\n").await.unwrap();
        assert_eq!(take(&store, Source::Points, &points("张")).await.unwrap().imported, 1_500);
        let facts = "SELECT count(*) FROM event";
        let before = count(&store, facts).await;

        sql(&store, "UPDATE subject SET state = '{' WHERE id = 'point:A1499'").await;
        assert!(matches!(take(&store, Source::Points, &points("章")).await, Err(StoreError::Damaged { .. })));
        assert_eq!(count(&store, facts).await, before);
        assert_eq!(count(&store, "SELECT count(*) FROM record WHERE json LIKE '%章%'").await, 0);

        sql(&store, "UPDATE subject SET state = '{}' WHERE id = 'point:A1499'").await;
        assert_eq!(take(&store, Source::Points, &points("章")).await.unwrap().changed, 1_500);
        assert_eq!(count(&store, facts).await, before + 1_500);
        store.close().await;
        let _ = std::fs::remove_dir_all(folder);
    }
}
