//! The words that the sample town is made of; they stand in `names.json`, apart from the code.

use serde::Deserialize;

use crate::seeded::Seeded;

/// Everything that `names.json` holds.
#[derive(Debug, Deserialize)]
#[allow(clippy::missing_docs_in_private_items, reason = "the keys of names.json say what they are")]
pub(super) struct Names {
    surnames: Vec<String>,
    given: Vec<String>,
    pub(super) branches: Vec<Branch>,
    pub(super) shops: Vec<String>,
    pub(super) bulk: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) gate: String,
    pub(super) unit: String,
    pub(super) flat: String,
    pub(super) shopfront: String,
    pub(super) pit_place: String,
    pub(super) valve_place: String,
    pub(super) manhole_place: String,
    pub(super) sides: Vec<String>,
    pub(super) crews: Vec<String>,
    pub(super) route_name: String,
    pub(super) valve_pit: String,
    pub(super) meter_pit: String,
    pub(super) manhole: String,
    pub(super) owner_ours: String,
    pub(super) owner_other: String,
}

/// One supply branch of the utility.
#[derive(Debug, Deserialize)]
pub(super) struct Branch {
    pub(super) area: String,
    pub(super) department: String,
    /// Degrees of its middle.
    pub(super) lat: f64,
    /// Degrees of its middle.
    pub(super) lon: f64,
    /// Two letters that its ids begin with.
    pub(super) code: String,
    pub(super) streets: Vec<String>,
    pub(super) estates: Vec<String>,
}

impl Names {
    pub(super) fn load() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("names.json"))
    }

    /// A person's name.
    pub(super) fn person(&self, seeded: &mut Seeded) -> String {
        format!("{}{}", pick(seeded, &self.surnames), pick(seeded, &self.given))
    }
}

/// One of several texts; empty where there are none.
pub(super) fn pick<'a>(seeded: &mut Seeded, of: &'a [String]) -> &'a str {
    seeded.pick(of).map_or("", String::as_str)
}

/// One of several texts by its place, starting again at the end.
pub(super) fn nth(of: &[String], n: usize) -> &str {
    of.get(n % of.len().max(1)).map_or("", String::as_str)
}

/// Puts values into a template's `{name}` places.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
