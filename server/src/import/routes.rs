//! Reading routes.

use curbstop_core::event::Fact;
use curbstop_core::model::{ReadingWindow, RouteRecord, SubjectId};

use super::limits::NAME_CHARS_MAX;
use super::report::code;
use super::row::Row;
use super::table::{self, Columns};
use super::{FileError, ImportKind, ReadFile, sort_out};

const COLUMNS: Columns =
    Columns { required: &["id", "name", "area", "department"], optional: &["reader", "window_from", "window_to"] };

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, FileError> {
    let rows = table::read(bytes, &COLUMNS, route)?;
    Ok(sort_out(ImportKind::Routes, rows, |record| {
        (SubjectId::Route(record.id.clone()), Fact::RouteRegistered(Box::new(record)), String::new())
    }))
}

fn route(row: &mut Row<'_>) -> Option<RouteRecord> {
    let id = row.id("id");
    let name = row.text("name", NAME_CHARS_MAX);
    let area = row.id("area");
    let department = row.id("department");
    let reader = row.id_if_given("reader");
    let window = window(row);
    Some(RouteRecord { id: id?, name: name?, area: area?, department: department?, reader, window: window? })
}

/// The days of the month between which the route is read; the whole month where none are given.
fn window(row: &mut Row<'_>) -> Option<ReadingWindow> {
    let from = row.number_or("window_from", 1..=31, u32::from(ReadingWindow::MONTH.from_day()))?;
    let to = row.number_or("window_to", 1..=31, u32::from(ReadingWindow::MONTH.to_day()))?;
    match ReadingWindow::new(u8::try_from(from).ok()?, u8::try_from(to).ok()?) {
        Ok(window) => Some(window),
        Err(reason) => {
            row.wrong("window_from", code::WINDOW, reason);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_without_a_window_is_read_all_month() {
        let file = read(b"id,name,area,department,window_from,window_to\nR1,North,N,D,,\nR2,South,N,D,9,3\n").unwrap();
        let Fact::RouteRegistered(route) = &file.entries[0].fact else { panic!() };
        assert_eq!(route.window, ReadingWindow::MONTH);
        assert_eq!(file.report.rejected[0].code, code::WINDOW);
    }
}
