//! Findings and cases, on SQLite. Findings are derived anew whenever their subject takes a fact in.

use std::collections::HashSet;

use curbstop_core::model::{SubjectId, Timestamp};
use curbstop_core::rules::finding::{self, Proposal};
use rusqlite::{Connection, Row, ToSql, params};

use super::office_lists::{column, cut, json};
use super::{SqliteStore, at, damaged, office_sql as sql, subject};
use crate::intake::Books;
use crate::store::conduct::{CaseFilter, ConductStore, KnownCase};
use crate::store::office::Listed;
use crate::store::{Pending, StoreError};

impl ConductStore for SqliteStore {
    fn findings(&self, limit: u32) -> Pending<'_, Listed<Proposal>> {
        self.read(move |connection| {
            let standing = rows(connection, sql::FINDINGS, &[], |row| json::<Proposal>(row, 0))?;
            let mut open = Vec::new();
            for proposal in standing {
                if subject::find(connection, &case_of(&proposal)?)?.is_none() {
                    open.push(proposal);
                }
            }
            Ok(cut(open, limit))
        })
    }

    fn finding(&self, breach: String) -> Pending<'_, Option<Proposal>> {
        self.read(move |connection| {
            let mut found = rows(connection, sql::FINDING, &[&breach], |row| json::<Proposal>(row, 0))?;
            Ok(found.pop())
        })
    }

    fn cases(&self, filter: CaseFilter, limit: u32) -> Pending<'_, Listed<KnownCase>> {
        self.read(move |connection| {
            let limit_and_one = i64::from(limit) + 1;
            let ask = |question: &str, value: &dyn ToSql| rows(connection, question, &[&limit_and_one, value], case);
            let all = match filter {
                CaseFilter::Open => rows(connection, sql::CASES_OPEN, &[&limit_and_one], case),
                CaseFilter::All => rows(connection, sql::CASES_ALL, &[&limit_and_one], case),
                CaseFilter::One(id) => ask(sql::CASE, &SubjectId::Case(id).to_string()),
                CaseFilter::Person(worker) => ask(sql::CASES_OF_PERSON, &worker.as_str()),
                CaseFilter::Department(department) => ask(sql::CASES_OF_DEPARTMENT, &department.as_str()),
            };
            Ok(cut(all?, limit))
        })
    }

    fn next_case_number(&self) -> Pending<'_, u64> {
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO case_number (only_row, n) VALUES (1, 1)
                     ON CONFLICT (only_row) DO UPDATE SET n = n + 1 RETURNING n",
                )
                .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
                .map_err(at("numbering a case"))
        })
    }
}

fn case_of(proposal: &Proposal) -> Result<SubjectId, StoreError> {
    proposal.case().map(SubjectId::Case).map_err(|error| damaged("a finding", error))
}

fn case(row: &Row<'_>) -> Result<KnownCase, StoreError> {
    let cleared_at = column::<Option<i64>>(row, 2)?.map(Timestamp::from_millis);
    Ok(KnownCase { record: json(row, 0)?, state: json(row, 1)?, cleared_at })
}

fn rows<T>(
    connection: &Connection,
    question: &str,
    values: &[&dyn ToSql],
    mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let failed = at("reading about conduct");
    let mut statement = connection.prepare_cached(question).map_err(&failed)?;
    let mut found = statement.query(values).map_err(&failed)?;
    let mut list = Vec::new();
    while let Some(row) = found.next().map_err(&failed)? {
        list.push(read(row)?);
    }
    Ok(list)
}

/// Derives what the facts of a subject show, in the transaction that took a fact in. Says whether anything changed.
pub(super) fn derive(
    connection: &Connection,
    id: &SubjectId,
    number: i64,
    books: &Books,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let log = subject::log(connection, number)?;
    let Some(book) = finding::judged_by(&log).and_then(|version| books.of(version)) else { return Ok(false) };
    let Some(known) = subject::find(connection, id)? else { return Ok(false) };
    let shown = finding::propose(&known.subject, &log, book);
    let mut changed = false;
    for proposal in &shown {
        changed |= put(connection, proposal)?;
    }
    let stands: HashSet<&str> = shown.iter().map(|proposal| proposal.breach.as_str()).collect();
    for breach in standing(connection, id)? {
        if !stands.contains(breach.as_str()) {
            withdraw(connection, &breach, now)?;
            changed = true;
        }
    }
    Ok(changed)
}

fn put(connection: &Connection, proposal: &Proposal) -> Result<bool, StoreError> {
    let (breach, about) = (&proposal.breach, proposal.about.to_string());
    let proposal = serde_json::to_string(proposal).map_err(|error| damaged("a finding", error))?;
    let written = connection
        .prepare_cached(
            "INSERT INTO finding (breach, subject, proposal) VALUES (?1, ?2, ?3)
             ON CONFLICT (breach) DO UPDATE SET proposal = excluded.proposal, withdrawn_at = NULL
             WHERE proposal <> excluded.proposal OR withdrawn_at IS NOT NULL",
        )
        .and_then(|mut statement| statement.execute(params![breach, about, proposal]))
        .map_err(at("writing a finding"))?;
    Ok(written > 0)
}

fn standing(connection: &Connection, id: &SubjectId) -> Result<Vec<String>, StoreError> {
    let question = "SELECT breach FROM finding WHERE subject = ?1 AND withdrawn_at IS NULL";
    rows(connection, question, &[&id.to_string()], |row| column(row, 0))
}

fn withdraw(connection: &Connection, breach: &str, now: Timestamp) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE finding SET withdrawn_at = ?2 WHERE breach = ?1")
        .and_then(|mut statement| statement.execute(params![breach, now.as_millis()]))
        .map(drop)
        .map_err(at("withdrawing a finding"))
}
