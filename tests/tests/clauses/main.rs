//! Traceability: every clause of the regulation has a row, every rule that is built has a test that cites it, and the pages that say so
//! (`docs/regulation.md`, in Chinese `docs/regulation.zh-CN.md`) are what the code is.
#![allow(clippy::unwrap_used, reason = "tests")]

mod cited;
mod page;
#[path = "../source/mod.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use curbstop_core::rulebook::{DEFAULT_TOML, Parameter, Rulebook};
use serde::Deserialize;

use cited::Cited;
use page::Lang;
use source::root;

/// Write the pages anew instead of comparing them.
const WRITE: &str = "CURBSTOP_WRITE_PAGES";

/// What became of one clause.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    id: String,
    zh: String,
    en: String,
    /// Built: each has a test that cites it.
    #[serde(default)]
    rules: Vec<String>,
    /// Stated and not built yet.
    #[serde(default)]
    later: Vec<String>,
    /// Why no machine does it.
    by_people: Option<Reason>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    zh: String,
    en: String,
}

fn clauses() -> Vec<Clause> {
    #[derive(Deserialize)]
    struct File {
        clause: Vec<Clause>,
    }
    let text = fs::read_to_string(root().join("tests/clauses.toml")).unwrap();
    toml::from_str::<File>(&text).unwrap().clause
}

fn parameters() -> Vec<Parameter> {
    Rulebook::parse(DEFAULT_TOML).unwrap().parameters
}

#[test]
fn every_rule_has_a_test_that_names_it() {
    let cited = Cited::in_tests();
    let clauses = clauses();
    let rules = clauses.iter().flat_map(|clause| clause.rules.iter().map(|rule| (clause.id.as_str(), rule.as_str())));
    let missing: Vec<_> = rules.filter(|(clause, rule)| cited.of(clause, rule).is_empty()).collect();
    assert!(missing.is_empty(), "no test cites {missing:?}; write `/// 3.2.2 EST-LIMIT: …` above one");
}

#[test]
fn a_clause_stands_once_and_says_what_became_of_it() {
    let mut seen = BTreeSet::new();
    for clause in clauses() {
        let is_said = !clause.rules.is_empty() || !clause.later.is_empty() || clause.by_people.is_some();
        assert!(is_said, "{}: say its rules, what comes later, or why people do it", clause.id);
        assert!(seen.insert(clause.id.clone()), "{} stands twice", clause.id);
    }
}

/// A number that nobody can trace to the text would be our own invention.
#[test]
fn every_parameter_comes_from_a_clause_that_has_a_row() {
    let clauses: BTreeMap<String, Clause> = clauses().into_iter().map(|clause| (clause.id.clone(), clause)).collect();
    let stray: Vec<_> = parameters().into_iter().filter(|parameter| !clauses.contains_key(&parameter.clause)).collect();
    assert!(stray.is_empty(), "the rulebook names clauses that tests/clauses.toml does not have: {stray:?}");
}

#[test]
fn the_pages_say_what_the_code_is() {
    let (clauses, parameters, cited) = (clauses(), parameters(), Cited::in_tests());
    for lang in [Lang::En, Lang::Zh] {
        let file = root().join(lang.file());
        let page = page::of(lang, &clauses, &parameters, &cited);
        if std::env::var_os(WRITE).is_some() {
            fs::write(&file, &page).unwrap();
        }
        let written = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            written == page,
            "{} is not what the code is; {WRITE}=1 cargo test --test clauses writes it",
            lang.file()
        );
    }
}
