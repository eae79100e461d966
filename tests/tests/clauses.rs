//! Every rule of the regulation that the product holds has a test that names it (3.2.2 to 3.3.4).

mod source;

use source::sources;

/// The rules, each with its clause; the text gives none to two of them.
const RULES: [(&str, &str); 18] = [
    ("READ-CYCLE", "3.2.2"),
    ("READ-IF-READABLE", "3.2.2"),
    ("READ-CHECK", "3.2.3"),
    ("EST-TIDY", "3.2.2"),
    ("EST-LIMIT", "3.2.2"),
    ("EST-ESCALATE", "3.2.2"),
    ("EST-METHOD", ""),
    ("EST-TRUE-UP", ""),
    ("COVER-STATE", "3.2.4"),
    ("COVER-SAFE", "3.2.4"),
    ("COVER-REPLACE", "3.2.4"),
    ("REPORT-UP", "3.2.4"),
    ("PATROL", "3.2.4"),
    ("ARRIVE", "3.2.5"),
    ("REPAIR-WINDOW", "3.3.3"),
    ("REPORT-BACK", "3.2.5"),
    ("OUTAGE", "3.3.4"),
    ("REINSTATE", "3.3.3"),
];

#[test]
fn every_rule_has_a_test_that_names_it() {
    let files = sources(&[".rs"]);
    let tests: Vec<&str> =
        files.iter().filter(|file| !file.path.ends_with("clauses.rs")).map(source::Source::tests).collect();
    let missing: Vec<_> = RULES
        .iter()
        .filter(|(rule, clause)| {
            let cited = |line: &str| line.contains(rule) && line.contains(clause);
            !tests.iter().any(|tests| tests.lines().any(cited))
        })
        .collect();
    assert!(missing.is_empty(), "no test cites {missing:?}; write `/// 3.2.2 EST-LIMIT: …` above one");
}
