//! Reading a rulebook: every problem at once, each with its line and key.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    ClassAverages, ConnectionRules, CoverRules, EstimateRules, OrderRules, ReadingRules, Rulebook, RulebookVersion,
};
use crate::model::{Span, UtcOffset, Volume};

/// The largest rulebook, in bytes.
pub const RULEBOOK_BYTES_MAX: usize = 256 * 1024;

/// One value as the file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// For example `estimate.max_consecutive`.
    pub key: String,
    /// The value as written.
    pub value: String,
    /// The clause that it comes from.
    pub clause: String,
    /// The text leaves it open: the value is an interpretation that the utility can change.
    pub open: bool,
    /// What it means, in Chinese.
    pub zh: String,
    /// What it means, in English.
    pub en: String,
}

/// One thing that is wrong in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulebookProblem {
    /// The line in the file, from 1.
    pub line: usize,
    /// The key.
    pub key: String,
    /// What is wrong, and the way out.
    pub problem: String,
}

impl std::fmt::Display for RulebookProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, {}: {}", self.line, self.key, self.problem)
    }
}

/// Everything that is wrong in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rulebook has {} problem(s); the first: {}", problems.len(), problems.first().map(ToString::to_string).unwrap_or_default())]
pub struct RulebookError {
    /// Each problem, in the order of lines.
    pub problems: Vec<RulebookProblem>,
}

impl Rulebook {
    /// Reads a rulebook and reports everything that is wrong with it at once.
    pub fn parse(text: &str) -> Result<Self, RulebookError> {
        let mut file = File::open(text);
        let book = file.rulebook();
        file.name_strangers();
        file.read_as(book)
    }

    /// Reads a rulebook that is in force already, perhaps published under another version of this product: a number that it does not
    /// say is the carried book's, one that nobody asks for is left out. So no update makes a store, a phone or a server unreadable.
    pub fn kept(text: &str) -> Result<Self, RulebookError> {
        let mut file = File::open(text);
        file.fill_from(File::open(super::DEFAULT_TOML));
        let book = file.rulebook();
        file.read_as(book)
    }

    /// The rulebook that the product carries.
    pub fn default_book() -> Self {
        // The file is part of the build, and a test reads it: this cannot fail in a build that passed its tests.
        Self::parse(super::DEFAULT_TOML).unwrap_or_else(|error| unreachable!("{error}"))
    }
}

/// One `[a.b]` table of the file.
struct Entry<'t> {
    /// The file that it stands in.
    text: &'t str,
    line: usize,
    table: DeTable<'t>,
    taken: bool,
}

pub(super) struct File<'t> {
    text: &'t str,
    version: Option<u32>,
    entries: BTreeMap<String, Entry<'t>>,
    parameters: Vec<Parameter>,
    problems: Vec<RulebookProblem>,
}

impl<'t> File<'t> {
    fn open(text: &'t str) -> Self {
        let mut file =
            Self { text, version: None, entries: BTreeMap::new(), parameters: Vec::new(), problems: Vec::new() };
        if text.len() > RULEBOOK_BYTES_MAX {
            file.note(1, "file", format!("has {} bytes; at most {RULEBOOK_BYTES_MAX} are read", text.len()));
            return file;
        }
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let line = file.line_of(error.span().map_or(0, |span| span.start));
            file.note(line, "syntax", error.message().to_owned());
        }
        for (name, value) in root.into_inner() {
            file.take_top(&name, value);
        }
        file
    }

    fn take_top(&mut self, name: &Spanned<std::borrow::Cow<'t, str>>, value: Spanned<DeValue<'t>>) {
        let line = self.line_of(name.span().start);
        match value.into_inner() {
            DeValue::Integer(number) if name.get_ref() == "version" => {
                self.version = number.as_str().parse().ok().filter(|v| *v >= 1);
                if self.version.is_none() {
                    self.note(line, "version", format!("`{number}` is not a version; write a whole number from 1"));
                }
            }
            DeValue::Table(group) => {
                for (key, entry) in group {
                    let path = format!("{}.{}", name.get_ref(), key.get_ref());
                    let line = self.line_of(key.span().start);
                    match entry.into_inner() {
                        DeValue::Table(table) => {
                            self.entries.insert(path, Entry { text: self.text, line, table, taken: false });
                        }
                        _ => self.note(line, &path, format!("is not a table; write [{path}] with value and clause")),
                    }
                }
            }
            _ => self.note(line, name.get_ref(), "is not known here; remove it".to_owned()),
        }
    }

    fn rulebook(&mut self) -> Option<Rulebook> {
        if self.version.is_none() && !self.problems.iter().any(|p| p.key == "version") {
            self.note(1, "version", "is missing; write version = 1 at the top".to_owned());
        }
        // Each value is read before any is given up, so that every problem is named.
        let utc_offset = self.value("utility.utc_offset", offset);
        let reading = self.reading();
        let estimate = self.estimate();
        let cover = self.cover();
        let order = self.order();
        let connection = self.connection();
        let conduct = self.conduct();
        Some(Rulebook {
            version: RulebookVersion(self.version?),
            utc_offset: utc_offset?,
            reading: reading?,
            estimate: estimate?,
            cover: cover?,
            order: order?,
            connection: connection?,
            conduct: conduct?,
            parameters: std::mem::take(&mut self.parameters),
        })
    }

    fn reading(&mut self) -> Option<ReadingRules> {
        let tolerance = self.value("check.lower_tolerance_units", whole(0..=100));
        let rollover = self.value("check.rollover_from_percent", whole(50..=100));
        let unusual = self.value("check.unusual_percent", band);
        let far = self.value("check.far_percent", band);
        let zero = self.value("check.zero_use_from_litres", whole(1..=1_000_000));
        if let (Some(unusual), Some(far)) = (unusual, far)
            && (far.0 > unusual.0 || far.1 < unusual.1)
        {
            let line = self.entries.get("check.far_percent").map_or(1, |e| e.line);
            self.note(
                line,
                "check.far_percent",
                format!("lies inside check.unusual_percent; make it at least {}-{}", unusual.0, unusual.1),
            );
        }
        Some(ReadingRules {
            lower_tolerance_units: tolerance?,
            rollover_from_percent: rollover?,
            unusual_percent: unusual?,
            far_percent: far?,
            zero_use_from: litres(zero?),
        })
    }

    fn estimate(&mut self) -> Option<EstimateRules> {
        let max_consecutive = self.value("estimate.max_consecutive", whole(0..=12));
        let max_age = self.value("estimate.max_age", length);
        let reasons = self.value("estimate.reasons", list);
        let photo_required = self.value("estimate.photo_required", yes_or_no);
        let position_required = self.value("estimate.position_required", yes_or_no);
        let tidy_within = self.value("estimate.tidy_within", length);
        let methods = self.value("estimate.methods", list);
        let household = self.value("estimate.household_litres_per_day", whole(1..=1_000_000));
        let commercial = self.value("estimate.commercial_litres_per_day", whole(1..=10_000_000));
        let bulk = self.value("estimate.bulk_litres_per_day", whole(1..=100_000_000));
        Some(EstimateRules {
            max_consecutive: max_consecutive?,
            max_age: max_age?,
            reasons: reasons?,
            photo_required: photo_required?,
            position_required: position_required?,
            tidy_within: tidy_within?,
            methods: methods?,
            class_litres_per_day: ClassAverages {
                household: litres(household?),
                commercial: litres(commercial?),
                bulk: litres(bulk?),
            },
        })
    }

    fn cover(&mut self) -> Option<CoverRules> {
        let inspect_every_months = self.value("cover.inspect_every_months", whole(1..=24));
        let safe_within = self.value("cover.safe_within", length);
        let replace_within = self.value("cover.replace_within", length);
        Some(CoverRules {
            inspect_every_months: inspect_every_months?,
            safe_within: safe_within?,
            replace_within: replace_within?,
        })
    }

    fn order(&mut self) -> Option<OrderRules> {
        let arrive_within = self.value("order.arrive_within", length);
        let site_radius_m = self.value("order.site_radius_m", whole(10..=5_000));
        let household_repair = self.value("order.household_repair", length);
        let main_repair = self.value("order.main_repair", length);
        let pause_causes = self.value("order.pause_causes", list);
        let reinstate_within = self.value("order.reinstate_within", length);
        let warn_before = self.value("order.warn_before", length);
        let outage_emergency_grace = self.value("outage.emergency_grace", length);
        Some(OrderRules {
            arrive_within: arrive_within?,
            site_radius_m: site_radius_m?,
            household_repair: household_repair?,
            main_repair: main_repair?,
            pause_causes: pause_causes?,
            reinstate_within: reinstate_within?,
            outage_emergency_grace: outage_emergency_grace?,
            warn_before: warn_before?,
        })
    }

    fn connection(&mut self) -> Option<ConnectionRules> {
        let within = self.value("connection.within_working_days", whole(1..=60));
        let tolerated = self.value("budget.cut_tolerated_percent", whole(0..=100));
        let share = self.value("budget.excess_share_percent", whole(0..=100));
        Some(ConnectionRules {
            within_working_days: within?,
            budget_cut_tolerated_percent: tolerated?,
            budget_excess_share_percent: share?,
        })
    }

    /// Reads one parameter and keeps it for pages; notes what is wrong with it.
    pub(super) fn value<T>(&mut self, key: &str, read: impl Fn(&DeValue<'_>) -> Result<T, String>) -> Option<T> {
        let Some(entry) = self.entries.get_mut(key) else {
            let line = self.text.lines().count().max(1);
            self.note(line, key, format!("is missing; add [{key}] with value and clause"));
            return None;
        };
        entry.taken = true;
        let line = entry.line;
        let (parameter, value_line, value, mut problems) = read_entry(key, &entry.table, entry.text, line, &read);
        self.problems.append(&mut problems);
        self.parameters.push(parameter);
        match value {
            Ok(value) => Some(value),
            Err(problem) => {
                self.note(value_line, key, problem);
                None
            }
        }
    }

    fn fill_from(&mut self, carried: Self) {
        for (key, entry) in carried.entries {
            self.entries.entry(key).or_insert(entry);
        }
    }

    fn read_as(mut self, book: Option<Rulebook>) -> Result<Rulebook, RulebookError> {
        match book {
            Some(book) if self.problems.is_empty() => Ok(book),
            _ => {
                self.problems.sort_by_key(|p| p.line);
                Err(RulebookError { problems: self.problems })
            }
        }
    }

    fn name_strangers(&mut self) {
        let strangers: Vec<(usize, String)> =
            self.entries.iter().filter(|(_, e)| !e.taken).map(|(key, e)| (e.line, key.clone())).collect();
        for (line, key) in strangers {
            self.note(line, &key, "is not a parameter of this version; remove it or mend its name".to_owned());
        }
    }

    fn note(&mut self, line: usize, key: &str, problem: String) {
        self.problems.push(RulebookProblem { line, key: key.to_owned(), problem });
    }

    fn line_of(&self, byte: usize) -> usize {
        line_of(self.text, byte)
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

type Read<T> = (Parameter, usize, Result<T, String>, Vec<RulebookProblem>);

fn read_entry<T>(
    key: &str,
    table: &DeTable<'_>,
    text: &str,
    line: usize,
    read: &impl Fn(&DeValue<'_>) -> Result<T, String>,
) -> Read<T> {
    let mut problems = Vec::new();
    let mut note = |line, problem: String| problems.push(RulebookProblem { line, key: key.to_owned(), problem });
    let mut parameter = Parameter {
        key: key.to_owned(),
        value: String::new(),
        clause: String::new(),
        open: false,
        zh: String::new(),
        en: String::new(),
    };
    let mut value = Err("has no value; add value = …".to_owned());
    let mut value_line = line;
    for (name, field) in table {
        let at = line_of(text, name.span().start);
        match (name.get_ref().as_ref(), field.get_ref()) {
            ("value", given) => {
                value_line = at;
                text.get(field.span()).unwrap_or_default().clone_into(&mut parameter.value);
                value = read(given);
            }
            ("clause", DeValue::String(s)) => parameter.clause = s.to_string(),
            ("open", DeValue::Boolean(open)) => parameter.open = *open,
            ("zh", DeValue::String(s)) => parameter.zh = s.to_string(),
            ("en", DeValue::String(s)) => parameter.en = s.to_string(),
            (other, _) => {
                note(at, format!("`{other}` is not one of value, clause, open, zh, en, or is of the wrong type"));
            }
        }
    }
    if parameter.clause.is_empty() {
        note(line, "has no clause; add clause = \"3.2.2\", or \"-\" where the text has none".to_owned());
    }
    (parameter, value_line, value, problems)
}

fn litres(n: u32) -> Volume {
    Volume::litres(i64::from(n))
}

pub(super) fn whole(range: RangeInclusive<u32>) -> impl Fn(&DeValue<'_>) -> Result<u32, String> {
    move |value| {
        let number = value.as_integer().and_then(|i| i.as_str().replace('_', "").parse::<u32>().ok());
        number
            .filter(|n| range.contains(n))
            .ok_or_else(|| format!("is not a whole number from {} to {}", range.start(), range.end()))
    }
}

fn yes_or_no(value: &DeValue<'_>) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "is neither true nor false".to_owned())
}

/// Two percentages below and above 100.
fn band(value: &DeValue<'_>) -> Result<(u32, u32), String> {
    const WRONG: &str = "is not a band; write [50, 200], the first below 100 and the second above";
    let parts = value.as_array().ok_or(WRONG)?;
    let numbers: Vec<u32> = parts.iter().filter_map(|p| whole(0..=10_000)(p.get_ref()).ok()).collect();
    match numbers.as_slice() {
        [low, high] if parts.len() == 2 && *low < 100 && *high > 100 => Ok((*low, *high)),
        _ => Err(WRONG.to_owned()),
    }
}

/// A length such as "15 min", "8 h", "100 d".
pub(super) fn length(value: &DeValue<'_>) -> Result<Span, String> {
    const WRONG: &str = "is not a length; write \"15 min\", \"8 h\" or \"100 d\", from 1 min to 3660 d";
    let text = value.as_str().ok_or(WRONG)?;
    let (number, unit) = text.split_once(' ').ok_or(WRONG)?;
    let number: i64 = number.parse::<u32>().map_err(|_| WRONG)?.into();
    let span = match unit {
        "min" => Span::minutes(number),
        "h" => Span::hours(number),
        "d" => Span::days(number),
        _ => return Err(WRONG.to_owned()),
    };
    if (Span::minutes(1)..=Span::days(3660)).contains(&span) { Ok(span) } else { Err(WRONG.to_owned()) }
}

/// "+08:00".
fn offset(value: &DeValue<'_>) -> Result<UtcOffset, String> {
    const WRONG: &str = "is not an offset; write \"+08:00\", from -14:00 to +14:00";
    let text = value.as_str().ok_or(WRONG)?;
    let sign = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Err(WRONG.to_owned()),
    };
    let (hours, minutes) = text.get(1..).and_then(|rest| rest.split_once(':')).ok_or(WRONG)?;
    let hours: i16 = hours.parse::<u8>().map_err(|_| WRONG)?.into();
    let minutes: i16 = minutes.parse::<u8>().map_err(|_| WRONG)?.into();
    if hours > 14 || minutes > 59 || hours * 60 + minutes > 840 {
        return Err(WRONG.to_owned());
    }
    Ok(UtcOffset::minutes(sign * (hours * 60 + minutes)))
}

/// A list of names that serde knows, each at most once.
pub(super) fn list<T: DeserializeOwned>(value: &DeValue<'_>) -> Result<Vec<T>, String> {
    let items = value.as_array().ok_or("is not a list; write [\"…\", \"…\"]")?;
    let mut names: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for item in items {
        let name = item.get_ref().as_str().ok_or("holds something that is not a text")?;
        if names.contains(&name) {
            return Err(format!("names `{name}` twice"));
        }
        names.push(name);
        let parsed = serde_json::from_value(serde_json::Value::String(name.to_owned()));
        out.push(parsed.map_err(|_| format!("`{name}` is not known"))?);
    }
    if out.is_empty() { Err("is empty; name at least one".to_owned()) } else { Ok(out) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::EstimateReason;
    use crate::rulebook::DEFAULT_TOML;

    #[test]
    fn the_default_says_what_the_regulation_says() {
        let book = Rulebook::default_book();
        assert_eq!(book.version, RulebookVersion(1));
        assert_eq!(book.estimate.max_consecutive, 2, "3.2.2: at most two estimates in a row");
        assert_eq!(book.order.arrive_within, Span::hours(1), "3.2.5: on site within one hour");
        assert_eq!(book.order.household_repair, Span::hours(8), "3.3.3");
        assert_eq!(book.order.main_repair, Span::hours(18), "3.3.3");
        assert_eq!(book.estimate.reasons[0], EstimateReason::SewageInPit);
        assert_eq!(book.utc_offset, UtcOffset::CHINA);
        for p in &book.parameters {
            assert!(!p.zh.is_empty() && !p.en.is_empty(), "{} is not explained in both languages", p.key);
        }
    }

    #[test]
    fn what_the_text_leaves_open_is_marked_as_an_interpretation() {
        let book = Rulebook::default_book();
        let open = |key: &str| book.parameters.iter().find(|p| p.key == key).unwrap().open;
        assert!(!open("estimate.max_consecutive") && !open("order.arrive_within") && !open("order.main_repair"));
        assert!(open("cover.replace_within") && open("estimate.tidy_within") && open("order.site_radius_m"));
    }

    #[test]
    fn every_problem_is_named_at_once_with_line_and_key() {
        let text = super::super::DEFAULT_TOML
            .replace("version = 1", "version = 0")
            .replace("value = \"18 h\"", "value = \"18 hours\"")
            .replace("value = [30, 300]", "value = [60, 300]")
            .replace("[estimate.max_consecutive]\nvalue = 2", "[estimate.max_consecutive]\nvalue = 200")
            .replace("[cover.safe_within]", "[cover.save_within]")
            .replace("\"pit_covered\"", "\"pit_flooded\"");
        let error = Rulebook::parse(&text).unwrap_err();
        let named: Vec<&str> = error.problems.iter().map(|p| p.key.as_str()).collect();
        for key in [
            "version",
            "order.main_repair",
            "check.far_percent",
            "estimate.max_consecutive",
            "cover.safe_within",
            "cover.save_within",
            "estimate.reasons",
        ] {
            assert!(named.contains(&key), "{key} is not named in {named:?}");
        }
        for problem in &error.problems {
            let line = text.lines().nth(problem.line - 1).unwrap_or_default();
            if problem.key == "order.main_repair" {
                assert_eq!(line, "value = \"18 hours\"");
            }
        }
    }

    #[test]
    fn broken_syntax_and_giant_files_are_reported_not_panicked_on() {
        for text in ["", "version", "[a", "version = 1\n[[x]]\n", "\u{0}", "a = { b = "] {
            assert!(!Rulebook::parse(text).unwrap_err().problems.is_empty());
        }
        let giant = "#".repeat(RULEBOOK_BYTES_MAX + 1);
        assert_eq!(Rulebook::parse(&giant).unwrap_err().problems[0].key, "file");
    }

    /// A store of an earlier version keeps the book that it had: it does not know the numbers that came since.
    #[test]
    fn a_book_of_another_version_is_read_with_the_carried_numbers() {
        let since = DEFAULT_TOML.find("[order.warn_before]").unwrap();
        let earlier = format!(
            "{}\n[check.gone]\nvalue = 1\nclause = \"-\"\n",
            DEFAULT_TOML[..since].replacen("value = 2\n", "value = 3\n", 1)
        );
        assert!(Rulebook::parse(&earlier).is_err());
        let book = Rulebook::kept(&earlier).unwrap();
        let carried = Rulebook::default_book();
        assert_eq!(book.estimate.max_consecutive, 3, "what it says, counts");
        assert_eq!((book.order.clone(), book.conduct.clone()), (carried.order, carried.conduct));
        let values = |book: &Rulebook| book.parameters.iter().map(|p| p.value.clone()).collect::<Vec<_>>();
        assert_eq!(values(&Rulebook::kept(DEFAULT_TOML).unwrap()), values(&Rulebook::default_book()));
        assert!(
            Rulebook::kept("version = 1\n[order.arrive_within]\nvalue = 7\nclause = \"-\"").is_err(),
            "a wrong value stays wrong"
        );
    }
}
