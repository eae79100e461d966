//! The rulebooks that were ever in force: a fact is judged by the one that it was made under.

use std::collections::BTreeMap;

use curbstop_core::rulebook::{DEFAULT_TOML, Rulebook, RulebookError, RulebookVersion};

/// Why there are no rulebooks to judge by.
#[derive(Debug, thiserror::Error)]
pub enum BooksError {
    /// A rulebook cannot be read.
    #[error("rulebook {version} cannot be read: {problem}")]
    Unreadable {
        /// Its version, as it was put in force.
        version: u32,
        /// The first problem; `RulebookError` has them all.
        problem: String,
    },
    /// There is none at all.
    #[error("no rulebook is in force")]
    None,
}

/// Every rulebook by version, with its text.
#[derive(Debug, Clone)]
pub struct Books {
    by_version: BTreeMap<RulebookVersion, (Rulebook, String)>,
    newest: RulebookVersion,
}

impl Books {
    /// From their texts, as the store keeps them.
    pub fn read(texts: impl IntoIterator<Item = (u32, String)>) -> Result<Self, BooksError> {
        let mut by_version = BTreeMap::new();
        for (version, text) in texts {
            let book = Rulebook::kept(&text)
                .map_err(|error| BooksError::Unreadable { version, problem: first_problem(&error) })?;
            by_version.insert(book.version, (book, text));
        }
        let newest = *by_version.keys().next_back().ok_or(BooksError::None)?;
        Ok(Self { by_version, newest })
    }

    /// The rulebook that the product carries.
    pub fn default_text() -> Result<(u32, String), BooksError> {
        let book = Rulebook::parse(DEFAULT_TOML)
            .map_err(|error| BooksError::Unreadable { version: 0, problem: first_problem(&error) })?;
        Ok((book.version.0, DEFAULT_TOML.to_owned()))
    }

    /// The rulebook of a version. One that this server never had is judged by the newest before it, or else by the oldest:
    /// the same fact is judged by the same book every time.
    pub fn of(&self, version: RulebookVersion) -> Option<&Rulebook> {
        let before = self.by_version.range(..=version).next_back();
        before.or_else(|| self.by_version.iter().next()).map(|(_, (book, _))| book)
    }

    /// The version in force.
    pub fn newest(&self) -> RulebookVersion {
        self.newest
    }

    /// The rulebook in force, as its TOML text, for a phone that has an older one.
    pub fn newer_than(&self, version: RulebookVersion) -> Option<&str> {
        if version == self.newest {
            return None;
        }
        self.by_version.get(&self.newest).map(|(_, text)| text.as_str())
    }
}

fn first_problem(error: &RulebookError) -> String {
    let first = error.problems.first().map(|p| format!(": line {}, {}: {}", p.line, p.key, p.problem));
    format!("{error}{}", first.unwrap_or_default())
}
