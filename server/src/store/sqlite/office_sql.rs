//! The questions behind the office's lists, in one place, so that one test can hold them all against their indexes.

/// Orders that are not closed.
pub(super) const ORDERS_OPEN: &str = "SELECT record, state FROM registered
    WHERE kind = 'order' AND stage <> 'closed' ORDER BY no DESC LIMIT ?1";
/// Orders that are closed.
pub(super) const ORDERS_CLOSED: &str = "SELECT record, state FROM registered
    WHERE kind = 'order' AND stage = 'closed' ORDER BY no DESC LIMIT ?1";
/// All orders.
pub(super) const ORDERS_ALL: &str = "SELECT record, state FROM registered
    WHERE kind = 'order' ORDER BY no DESC LIMIT ?1";
/// Connections and conversions that are not closed.
pub(super) const JOBS_OPEN: &str = "SELECT record, state FROM registered
    WHERE kind = 'job' AND stage <> 'closed' ORDER BY no DESC LIMIT ?1";
/// Connections and conversions that are closed.
pub(super) const JOBS_CLOSED: &str = "SELECT record, state FROM registered
    WHERE kind = 'job' AND stage = 'closed' ORDER BY no DESC LIMIT ?1";
/// Notices of holidays.
pub(super) const CALENDAR: &str = "SELECT record FROM registered WHERE kind = 'calendar' ORDER BY id LIMIT ?1";
/// How many open orders each crew has.
pub(super) const ORDERS_BY_CREW: &str = "SELECT crew, count(*) FROM subject
    WHERE kind = 'order' AND stage <> 'closed' AND crew IS NOT NULL GROUP BY crew";
/// Covers with an open defect.
pub(super) const UNSAFE_COVERS: &str = "SELECT record, state FROM registered
    WHERE unsafe IS NOT NULL
    ORDER BY state ->> '$.defect.condition' IN ('missing', 'damaged') DESC, state ->> '$.defect.since[0]', no LIMIT ?1";
/// Escalated estimates that wait for the supervisor.
pub(super) const ESCALATIONS_OPEN: &str = "SELECT record, state FROM registered
    WHERE escalation = 'open' ORDER BY last_at, no LIMIT ?1";
/// Escalated estimates that are decided.
pub(super) const ESCALATIONS_DECIDED: &str = "SELECT record, state FROM registered
    WHERE escalation = 'decided' ORDER BY last_at DESC, no LIMIT ?1";
/// Readings that a person should look at.
pub(super) const REVIEWS: &str = "SELECT record, state FROM registered
    WHERE in_review IS NOT NULL ORDER BY last_at, no LIMIT ?1";
/// What the facts show of breaches, as long as it stands.
pub(super) const FINDINGS: &str = "SELECT proposal FROM finding WHERE withdrawn_at IS NULL ORDER BY breach";
/// What they show of one breach.
pub(super) const FINDING: &str = "SELECT proposal FROM finding WHERE breach = ?1 AND withdrawn_at IS NULL";
/// A case with the time at which later facts cleared whom it is about.
macro_rules! cases {
    ($which:literal) => {
        concat!(
            "SELECT r.record, r.state, f.withdrawn_at FROM registered r
             LEFT JOIN finding f ON f.breach = r.record ->> '$.source.breach'
             WHERE r.kind = 'case' AND ",
            $which,
            " ORDER BY r.no DESC LIMIT ?1"
        )
    };
}
/// Cases that wait for somebody.
pub(super) const CASES_OPEN: &str = cases!("r.stage NOT IN ('decided', 'not_confirmed')");
/// All cases.
pub(super) const CASES_ALL: &str = cases!("1");
/// One case.
pub(super) const CASE: &str = cases!("r.id = ?2");
/// The file of a person.
pub(super) const CASES_OF_PERSON: &str = cases!("r.record ->> '$.person' = ?2");
/// The file of a department.
pub(super) const CASES_OF_DEPARTMENT: &str = cases!("r.record ->> '$.department' = ?2");
/// Workers.
pub(super) const WORKERS: &str = "SELECT record FROM registered WHERE kind = 'worker' ORDER BY id LIMIT ?1";
/// Whether somebody belongs to a crew.
pub(super) const HAS_MEMBERS: &str = "SELECT EXISTS (SELECT 1 FROM registered WHERE kind = 'worker' AND crew = ?1)";
/// Routes.
pub(super) const ROUTES: &str = "SELECT record FROM registered WHERE kind = 'route' ORDER BY id LIMIT ?1";
/// Areas: one look into the index for each, however many covers lie in it.
pub(super) const AREAS: &str = "WITH RECURSIVE each (area) AS (
      SELECT min(area) FROM subject WHERE area IS NOT NULL
      UNION ALL
      SELECT (SELECT min(area) FROM subject WHERE area > each.area AND area IS NOT NULL)
      FROM each WHERE each.area IS NOT NULL)
    SELECT area FROM each WHERE area IS NOT NULL LIMIT ?1";
/// Service points by route and by how far they are: one walk over an index that holds nothing else.
pub(super) const STAGES: &str = "SELECT bucket, period, stage, count(*) FROM subject
    WHERE kind = 'point' GROUP BY bucket, period, stage";
/// Service points that have a fact of a later month.
pub(super) const GONE_ON: &str = "SELECT bucket, state FROM subject WHERE kind = 'point' AND period > ?1";
/// Phones, the newest first: where the list is cut, it is cut at those that are long gone.
pub(super) const DEVICES: &str = "SELECT id, model, workers, enrolled_at, revoked_at, last_sync_at, have_through,
    last_earliest, last_latest FROM device WHERE id <> 0 ORDER BY id DESC LIMIT ?1";
/// Events that could not be applied: open ones before settled ones.
pub(super) const QUARANTINE: &str =
    "SELECT device, seq, received_at, refusal, status = 'settled', length(raw), substr(raw, 1, ?2)
    FROM quarantine ORDER BY status, no DESC LIMIT ?1";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::connection;

    /// With 100,000 subjects, a list costs what it shows: none walks the table of all subjects.
    #[test]
    fn no_list_walks_all_subjects() {
        let path = std::env::temp_dir().join(format!("curbstop-plans-{}.db", std::process::id()));
        let mut database = connection::open_writer(&path).unwrap();
        connection::migrate(&mut database).unwrap();
        for sql in [
            ORDERS_OPEN,
            ORDERS_CLOSED,
            ORDERS_ALL,
            ORDERS_BY_CREW,
            JOBS_OPEN,
            JOBS_CLOSED,
            CALENDAR,
            UNSAFE_COVERS,
            ESCALATIONS_OPEN,
            ESCALATIONS_DECIDED,
            REVIEWS,
            CASES_OPEN,
            CASES_ALL,
            CASE,
            CASES_OF_PERSON,
            CASES_OF_DEPARTMENT,
            WORKERS,
            HAS_MEMBERS,
            ROUTES,
            AREAS,
            STAGES,
            GONE_ON,
        ] {
            let asked = format!("EXPLAIN QUERY PLAN {}", sql.replace("?1", "1").replace("?2", "'x'"));
            let mut statement = database.prepare(&asked).unwrap();
            let steps = statement.query_map([], |row| row.get(3)).unwrap();
            let steps: Vec<String> = steps.map(Result::unwrap).collect();
            // These indexes hold the rows of one list and nothing else.
            let own = ["subject_orders", "subject_unsafe", "subject_in_review", "subject_by_area", "subject_cases"];
            for step in steps.iter().filter(|step| step.starts_with("SCAN subject")) {
                assert!(own.iter().any(|index| step.contains(index)), "{sql}\n{step}");
            }
            assert!(steps.iter().any(|step| step.contains("INDEX")), "{sql}\n{steps:?}");
        }
        drop(database);
        let _ = std::fs::remove_file(path);
    }
}
