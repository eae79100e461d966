//! Past readings from another system's books.

use std::collections::HashMap;

use chrono::NaiveDate;
use curbstop_core::event::{Fact, ReadingImported};
use curbstop_core::model::{PointId, SubjectId, Volume};

use super::row::Row;
use super::table::{self, Columns};
use super::{Duplicate, Entry, FileError, ImportKind, ImportReport, ReadFile, words};

const COLUMNS: Columns = Columns { required: &["point", "on", "value_m3"], optional: &["estimated"] };

/// The highest stand of any register, in litres: nine digits of cubic metres.
const STAND_LITRES_MAX: i64 = 999_999_999_999;

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, FileError> {
    let rows = table::read(bytes, &COLUMNS, reading)?;
    let mut report = ImportReport::new(ImportKind::Readings, rows.len());
    let mut first_rows: HashMap<(PointId, NaiveDate), u64> = HashMap::with_capacity(rows.len());
    let mut readings = Vec::with_capacity(rows.len());
    for row in rows {
        match row.read {
            Err(problems) => report.reject(row.line, problems),
            Ok((point, reading)) => {
                let key = (point.clone(), reading.on);
                if let Some(first) = first_rows.get(&key) {
                    let id = format!("{point} {}", reading.on);
                    report.duplicate(Duplicate { row: row.line, of_row: Some(*first), of_id: None, id });
                } else {
                    first_rows.insert(key, row.line);
                    readings.push((point, reading, row.line));
                }
            }
        }
    }
    // The fold takes past readings in the order of their days, whatever the order of the file.
    readings.sort_by(|(a, x, _), (b, y, _)| (a, x.on).cmp(&(b, y.on)));
    let entries = readings
        .into_iter()
        .map(|(point, reading, row)| Entry {
            row,
            subject: SubjectId::Point(point),
            fact: Fact::ReadingImported(reading),
            pit_place: String::new(),
        })
        .collect();
    Ok(ReadFile { entries, report })
}

fn reading(row: &mut Row<'_>) -> Option<(PointId, ReadingImported)> {
    let point = row.id("point");
    let on = row.date("on");
    let litres = row.thousandths("value_m3", 0..=STAND_LITRES_MAX);
    let estimated = row.choice_or("estimated", words::YES_NO, false);
    Some((point?, ReadingImported { on: on?, value: Volume::litres(litres?), estimated }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_readings_go_in_by_point_and_day_whatever_the_order_of_the_file() {
        let text = "point,on,value_m3,estimated\nP2,2026-03-01,7,\nP1,2026-02-01T08:15:00,12.5,是\nP1,2026-01-01,10,\n\
            P1,2026-02-01,13,\nP1,2026-02-30,13,\n";
        let file = read(text.as_bytes()).unwrap();
        let order: Vec<(u64, i64)> =
            file.entries
                .iter()
                .filter_map(|e| {
                    if let Fact::ReadingImported(r) = &e.fact { Some((e.row, r.value.as_litres())) } else { None }
                })
                .collect();
        assert_eq!(order, [(4, 10_000), (3, 12_500), (2, 7_000)]);
        assert_eq!((file.report.duplicates[0].row, file.report.duplicates[0].of_row), (5, Some(3)));
        assert_eq!((file.report.rejected[0].row, file.report.rejected[0].field.as_str()), (6, "on"));
    }
}
