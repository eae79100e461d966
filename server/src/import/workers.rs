//! Front-line workers.

use curbstop_core::event::Fact;
use curbstop_core::model::{SubjectId, WorkerRecord, WorkerRole};

use super::limits::NAME_CHARS_MAX;
use super::report::code;
use super::row::Row;
use super::table::{self, Columns};
use super::{FileError, ImportKind, ReadFile, sort_out, words};

const COLUMNS: Columns = Columns { required: &["id", "name", "department", "role", "area"], optional: &["crew"] };

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, FileError> {
    let rows = table::read(bytes, &COLUMNS, worker)?;
    Ok(sort_out(ImportKind::Workers, rows, |record| {
        (SubjectId::Worker(record.id.clone()), Fact::WorkerRegistered(Box::new(record)), String::new())
    }))
}

fn worker(row: &mut Row<'_>) -> Option<WorkerRecord> {
    let id = row.id("id");
    let name = row.text("name", NAME_CHARS_MAX);
    let department = row.id("department");
    let role = row.choice("role", words::ROLES);
    let area = row.id("area");
    let crew = row.id_if_given("crew");
    if matches!(role, Some(WorkerRole::Repair | WorkerRole::Installation)) && crew.is_none() {
        row.wrong(
            "crew",
            code::CREW_MISSING,
            "a repair or installation worker needs a crew: orders and jobs go to crews",
        );
    }
    Some(WorkerRecord { id: id?, name: name?, department: department?, role: role?, area: area?, crew })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repair_worker_needs_a_crew_and_roles_are_read_in_both_languages() {
        let text = "id,name,department,role,area,crew\nw1,李,D,抄表员,N,\nw2,王,D,repair,N,C1\nw3,张,D,Repair,N,\nw4,赵,D,安装,N,C9\n";
        let file = read(text.as_bytes()).unwrap();
        let roles: Vec<WorkerRole> = file
            .entries
            .iter()
            .filter_map(|e| if let Fact::WorkerRegistered(w) = &e.fact { Some(w.role) } else { None })
            .collect();
        assert_eq!(roles, [WorkerRole::Reader, WorkerRole::Repair, WorkerRole::Installation]);
        assert_eq!((file.report.rejected[0].row, file.report.rejected[0].code.as_str()), (4, code::CREW_MISSING));
    }
}
