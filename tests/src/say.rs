//! What the demo, the report and the bench print: Chinese first, English beside it, from `texts/*/demo.json`.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use curbstop_core::text::{Lang, text};

/// Lines longer than this go below each other, not beside each other.
const BESIDE_CHARS_MAX: usize = 96;
/// Steps of a progress line where the output is no terminal, in percent.
const PROGRESS_STEP_PERCENT: usize = 25;

/// The words for a key in both languages.
pub fn both(key: &str, args: &[(&str, &dyn Display)]) -> (String, String) {
    (text(Lang::Zh, key, args), text(Lang::En, key, args))
}

/// Prints the words for a key.
pub fn say(key: &str, args: &[(&str, &dyn Display)]) {
    let (zh, en) = both(key, args);
    if zh == en {
        line(&zh);
    } else if zh.chars().count() + en.chars().count() <= BESIDE_CHARS_MAX {
        line(&format!("{zh}  ·  {}", en.trim_start()));
    } else {
        line(&zh);
        line(&format!("    {en}"));
    }
}

/// Prints a line as it is: an address, a row of a table.
pub fn line(text: &str) {
    // Nobody reads any more: the work goes on.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Says on the error output what went wrong.
pub fn complain(key: &str, args: &[(&str, &dyn Display)]) {
    let (zh, en) = both(key, args);
    let _ = writeln!(std::io::stderr().lock(), "{zh}\n{en}");
}

/// How far long work is.
#[derive(Debug)]
pub struct Progress {
    key: &'static str,
    of: usize,
    shown: Option<usize>,
    terminal: bool,
}

impl Progress {
    /// Work of so many steps.
    pub fn new(key: &'static str, of: usize) -> Self {
        Self { key, of, shown: None, terminal: std::io::stdout().is_terminal() }
    }

    /// So many steps are done.
    pub fn at(&mut self, done: usize) {
        let percent = done.min(self.of) * 100 / self.of.max(1);
        let step = if self.terminal { 1 } else { PROGRESS_STEP_PERCENT };
        if self.shown.is_some_and(|shown| percent < shown + step) {
            return;
        }
        self.shown = Some(percent);
        let (zh, en) = both(self.key, &[("done", &done), ("of", &self.of), ("percent", &percent)]);
        let mut out = std::io::stdout().lock();
        let _ = if self.terminal { write!(out, "\r\x1b[K{zh}  ·  {en}") } else { writeln!(out, "{zh}  ·  {en}") };
        let _ = out.flush();
    }

    /// All is done.
    pub fn end(mut self) {
        self.shown = None;
        self.at(self.of);
        if self.terminal {
            line("");
        }
    }
}
