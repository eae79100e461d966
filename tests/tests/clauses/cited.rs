//! Which tests cite which rule: `/// 3.2.2 EST-LIMIT: …` above a test, or the rule and its clause in one line of it.

use super::source::{Source, sources};

/// The tests of the project, line by line.
pub(crate) struct Cited {
    files: Vec<(String, String)>,
}

impl Cited {
    /// Reads every test of the project but this one.
    pub(crate) fn in_tests() -> Self {
        let files = sources(&[".rs"]);
        let others = files.iter().filter(|file| !file.path.contains("/clauses/"));
        Self { files: others.map(|file| (file.path.clone(), Source::tests(file).to_owned())).collect() }
    }

    /// The files whose tests cite a rule under its clause. The text gives no clause to some rules: `-`.
    pub(crate) fn of(&self, clause: &str, rule: &str) -> Vec<&str> {
        let cites = |line: &str| has_word(line, rule) && (clause == "-" || has_word(line, clause));
        let files = self.files.iter().filter(|(_, tests)| tests.lines().any(cites));
        files.map(|(path, _)| path.as_str()).collect()
    }
}

/// Whether a line holds the word whole: `5.1` is not in `5.10`.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let mut after = line.get(at + word.len()..).unwrap_or_default().chars();
        let next = after.next();
        // A stop ends a sentence; a stop and a digit go on with the clause.
        let goes_on = next == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit());
        !before.is_some_and(|c| is_part(c) || c == '.') && !next.is_some_and(is_part) && !goes_on
    })
}
