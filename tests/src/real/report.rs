//! The report of a run on real data: counted from what the server said, printed, and written as JSON.

use std::collections::BTreeMap;
use std::path::Path;

use curbstop_core::model::Span;
use curbstop_core::rules::reading_check::CheckCode;
use curbstop_core::rules::verdict::Verdict;
use serde::Serialize;

use super::leaks::SetAside;
use crate::say::{line, say};

/// Reasons, duplicates and the like that are printed one by one; the JSON has all of them.
const LISTED_MAX: usize = 15;

/// What became of the rows of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FileCounts {
    /// Rows of the file.
    pub rows: usize,
    /// Rows that went in.
    pub imported: usize,
    /// Rows that cannot go in.
    pub rejected: usize,
    /// Rows that repeat another one.
    pub duplicate: usize,
}

/// Orders against one limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LimitCounts {
    /// Repaired within it.
    pub within: usize,
    /// Repaired later.
    pub over: usize,
    /// The doubt of the times reaches across it.
    pub indeterminate: usize,
}

impl LimitCounts {
    /// Counts one order's verdict.
    pub fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Met => self.within += 1,
            Verdict::Missed => self.over += 1,
            Verdict::Open | Verdict::Indeterminate => self.indeterminate += 1,
        }
    }
}

/// Readings as the server judged them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReadingCounts {
    /// First months, imported as starting stands.
    pub starting_stands: usize,
    /// Months that were typed on a phone.
    pub taken: usize,
    /// By the code of each check that they met; `none` where they met none.
    pub by_check: BTreeMap<String, usize>,
    /// By the stage that they reached.
    pub by_stage: BTreeMap<String, usize>,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// By file.
    pub files: BTreeMap<String, FileCounts>,
    /// Readings.
    pub readings: ReadingCounts,
    /// Orders, by limit: `8h` (household meters) and `18h` (mains), both 3.3.3.
    pub orders: BTreeMap<String, LimitCounts>,
    /// Rows that cannot go in, by file.
    pub rejected_rows: BTreeMap<String, Vec<SetAside>>,
    /// Rows that repeat another one, by file.
    pub duplicate_rows: BTreeMap<String, Vec<SetAside>>,
}

/// The limits that orders are held against, by their name in the report.
pub(super) const LIMITS: [(&str, Span); 2] = [("8h", Span::hours(8)), ("18h", Span::hours(18))];

impl Report {
    /// Prints it.
    pub fn print(&self) {
        say("demo.report.title", &[]);
        say("demo.report.files", &[]);
        for (file, FileCounts { rows, imported, rejected, duplicate }) in &self.files {
            say(
                "demo.report.file",
                &[
                    ("file", file),
                    ("rows", rows),
                    ("imported", imported),
                    ("rejected", rejected),
                    ("duplicate", duplicate),
                ],
            );
            self.print_aside(file);
        }
        say("demo.report.readings", &[("starts", &self.readings.starting_stands), ("taken", &self.readings.taken)]);
        for check in std::iter::once("none".to_owned()).chain(CheckCode::ALL.iter().map(name_of)) {
            if let Some(count) = self.readings.by_check.get(&check) {
                say(&format!("demo.report.check.{check}"), &[("count", count)]);
            }
        }
        for (stage, count) in &self.readings.by_stage {
            say(&format!("demo.report.stage.{stage}"), &[("count", count)]);
        }
        say("demo.report.orders", &[]);
        for (limit, _) in LIMITS {
            let LimitCounts { within, over, indeterminate } = self.orders.get(limit).copied().unwrap_or_default();
            let hours = limit.trim_end_matches('h');
            say(
                "demo.report.limit",
                &[("hours", &hours), ("within", &within), ("over", &over), ("indeterminate", &indeterminate)],
            );
        }
    }

    fn print_aside(&self, file: &str) {
        let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
        for aside in self.rejected_rows.get(file).into_iter().flatten() {
            *by_reason.entry(&aside.reason).or_default() += 1;
        }
        for (reason, count) in by_reason {
            say("demo.report.rejected", &[("count", &count), ("reason", &reason)]);
        }
        let duplicates = self.duplicate_rows.get(file).map(Vec::as_slice).unwrap_or_default();
        if duplicates.is_empty() {
            return;
        }
        let named: Vec<String> =
            duplicates.iter().take(LISTED_MAX).map(|aside| format!("{} ({})", aside.id, aside.row)).collect();
        let more = duplicates.len().saturating_sub(LISTED_MAX);
        say("demo.report.duplicates", &[("shown", &named.len()), ("more", &more)]);
        line(&format!("      {}", named.join(", ")));
    }

    /// Writes it as JSON.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut json = serde_json::to_string_pretty(self)?;
        json.push('\n');
        std::fs::write(path, json)
    }
}

/// The stable name of a code, as it travels.
pub(super) fn name_of<T: Serialize>(code: &T) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
