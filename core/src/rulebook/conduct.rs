//! Section 5 as data: what each clause takes or pays, and how often is too often.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::parse::{File, length, list, whole};
use crate::model::{Basis, Fen, HallDocument, Span};

/// The largest amount that a rulebook may name, in yuan.
const YUAN_MAX: i64 = 1_000_000;

/// Conduct (4.4, section 5).
#[derive(Debug, Clone, PartialEq)]
pub struct ConductRules {
    /// `finding.<basis>_person`, `finding.<basis>_department`: what is proposed.
    pub amounts: BTreeMap<Basis, Amounts>,
    /// `conduct.feedback_within`: the hotline has the result after a repair (5.3).
    pub feedback_within: Span,
    /// Complained of too often in the hall (5.1).
    pub hall_twice: Threshold,
    /// Complained of too often, person or department (5.10).
    pub thrice: Threshold,
    /// `hall.standards`: the documents whose items a finding under 5.1 names.
    pub hall_standards: Vec<HallDocument>,
}

/// What is proposed of a person and of a department, without sign; `None`: the clause names no amount for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    /// Of the person.
    pub person: Option<AmountRange>,
    /// Of the department.
    pub department: Option<AmountRange>,
}

/// From the least to the most, both included; a fixed amount is both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountRange {
    /// The least.
    pub least: Fen,
    /// The most.
    pub most: Fen,
}

/// So many times within so many months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// How many complaints reach it.
    pub times: usize,
    /// How long the period is, in months.
    pub months: u32,
}

/// Which sides each basis names an amount for: person, department.
const SIDES: [(Basis, bool, bool); 14] = [
    (Basis::HallStandard, true, true),
    (Basis::Service, true, true),
    (Basis::CallRefused, false, true),
    (Basis::NoFeedback, false, true),
    (Basis::LateArrival, false, true),
    (Basis::LateRepair, false, true),
    (Basis::OutageNotTold, false, true),
    (Basis::NoticeNotPosted, false, true),
    (Basis::EstimatedAtWill, true, true),
    (Basis::CoverNotReplaced, false, true),
    (Basis::DepartmentThrice, false, true),
    (Basis::PraiseWritten, true, true),
    (Basis::PraiseSurveyed, true, false),
    (Basis::PraiseMedia, true, true),
];

impl File<'_> {
    pub(super) fn conduct(&mut self) -> Option<ConductRules> {
        let each = SIDES.map(|(basis, person, department)| {
            let mut side = |named: bool, side: &str| {
                let key = format!("finding.{}_{side}", basis.name());
                named.then(|| self.value(&key, amount))
            };
            (basis, side(person, "person"), side(department, "department"))
        });
        let feedback_within = self.value("conduct.feedback_within", length);
        let hall_twice = self.threshold("conduct.hall_complaints", "conduct.hall_months");
        let thrice = self.threshold("conduct.complaints", "conduct.complaint_months");
        let hall_standards = self.value("hall.standards", list);
        let mut amounts = BTreeMap::new();
        for (basis, person, department) in each {
            // A side that is named and cannot be read is a problem that is noted already.
            let side = |given: Option<Option<AmountRange>>| given.map_or(Some(None), |read| read.map(Some));
            amounts.insert(basis, Amounts { person: side(person)?, department: side(department)? });
        }
        Some(ConductRules {
            amounts,
            feedback_within: feedback_within?,
            hall_twice: hall_twice?,
            thrice: thrice?,
            hall_standards: hall_standards?,
        })
    }

    fn threshold(&mut self, times: &str, months: &str) -> Option<Threshold> {
        let (times, months) = (self.value(times, whole(1..=100)), self.value(months, whole(1..=60)));
        Some(Threshold { times: usize::try_from(times?).ok()?, months: months? })
    }
}

/// A fixed amount as text, or a range as a list of two, the least first.
fn amount(value: &DeValue<'_>) -> Result<AmountRange, String> {
    const WRONG: &str = "is no amount; write \"20 yuan\", or a range [\"100 yuan\", \"500 yuan\"], the least first";
    if let Some(text) = value.as_str() {
        let fixed = yuan(text).ok_or(WRONG)?;
        return Ok(AmountRange { least: fixed, most: fixed });
    }
    let ends = value.as_array().ok_or(WRONG)?;
    let read: Vec<Fen> = ends.iter().filter_map(|end| yuan(end.get_ref().as_str()?)).collect();
    match read.as_slice() {
        [least, most] if ends.len() == 2 && least <= most => Ok(AmountRange { least: *least, most: *most }),
        _ => Err(WRONG.to_owned()),
    }
}

fn yuan(text: &str) -> Option<Fen> {
    let number: i64 = text.strip_suffix(" yuan")?.parse().ok()?;
    (0..=YUAN_MAX).contains(&number).then_some(Fen::yuan(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{DEFAULT_TOML, Rulebook};

    /// Section 5 FINDING: every amount is the text's own.
    #[test]
    fn the_default_says_what_section_5_says() {
        let rules = Rulebook::default_book().conduct;
        let range = |least, most| Some(AmountRange { least: Fen::yuan(least), most: Fen::yuan(most) });
        for (basis, person, department) in [
            (Basis::HallStandard, range(20, 20), range(200, 200)),
            (Basis::Service, range(100, 100), range(200, 200)),
            (Basis::CallRefused, None, range(100, 500)),
            (Basis::NoFeedback, None, range(100, 200)),
            (Basis::LateArrival, None, range(100, 1_000)),
            (Basis::LateRepair, None, range(100, 1_000)),
            (Basis::OutageNotTold, None, range(100, 500)),
            (Basis::NoticeNotPosted, None, range(100, 500)),
            (Basis::EstimatedAtWill, range(50, 50), range(100, 500)),
            (Basis::CoverNotReplaced, None, range(1_000, 1_000)),
            (Basis::DepartmentThrice, None, range(1_000, 1_000)),
            (Basis::PraiseWritten, range(20, 20), range(200, 200)),
            (Basis::PraiseSurveyed, range(20, 20), None),
            (Basis::PraiseMedia, range(50, 50), range(500, 500)),
        ] {
            assert_eq!(rules.amounts[&basis], Amounts { person, department }, "{basis:?}");
        }
        assert_eq!(rules.hall_twice, Threshold { times: 2, months: 1 });
        assert_eq!(rules.thrice, Threshold { times: 3, months: 6 });
        assert_eq!(rules.hall_standards, HallDocument::ALL);
    }

    #[test]
    fn a_range_that_runs_backwards_is_named() {
        let text = DEFAULT_TOML.replace("[\"100 yuan\", \"1000 yuan\"]", "[\"1000 yuan\", \"100 yuan\"]");
        let error = Rulebook::parse(&text).unwrap_err();
        let named: Vec<&str> = error.problems.iter().map(|problem| problem.key.as_str()).collect();
        assert_eq!(named, ["finding.late_arrival_department", "finding.late_repair_department"]);
    }
}
