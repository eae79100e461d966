//! The project's own files, for tests that hold what no lint holds.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(dead_code, reason = "each test binary takes what it needs")]

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what tools made.
const MADE: [&str; 8] =
    [".git", "target", "node_modules", "dist", "test-results", "playwright-report", "build", ".cache"];

/// A text file of the project.
pub(crate) struct Source {
    /// From the root of the project, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Source {
    /// The lines that are code: comments are left out, numbers count from 1.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| {
            let line = line.trim_start();
            !(line.starts_with("//") || line.starts_with('#') || line.starts_with('*') || line.starts_with("/*"))
        })
    }

    /// Whether it lies in a folder, for example `core/src/rules`.
    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
    }

    /// The part that only tests see; the whole file in a tests folder.
    pub(crate) fn tests(&self) -> &str {
        let whole = self.path.contains("/tests/") || self.path.ends_with("tests.rs");
        if whole { &self.text } else { self.text.split_once("#[cfg(test)]").map_or("", |(_, tests)| tests) }
    }
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Every text file of the project whose name ends like one of these.
pub(crate) fn sources(endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root(), endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 1, "no files with {endings:?} under {}", root().display());
    found
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_dir() {
            if !MADE.contains(&name.as_str()) {
                walk(&entry.path(), endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending))
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            let path = entry.path().strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
}
