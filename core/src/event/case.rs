//! Facts about cases of conduct (4.4, section 5).

use serde::{Deserialize, Serialize};

use crate::model::Fen;

/// The office looked into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseInvestigated {
    /// What was found.
    #[serde(rename = "n")]
    pub note: String,
}

/// The person whom it is about says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAnswered {
    /// In their own words.
    #[serde(rename = "n")]
    pub text: String,
}

/// Whether it is so. An unconfirmed case counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseConcluded {
    /// It is so.
    pub confirmed: bool,
    /// Why.
    pub reason: String,
}

/// What follows from a confirmed case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum CaseDecision {
    /// These amounts, without sign: the basis says whether they are taken or paid. Where the basis is off the post, that too.
    Set {
        /// Of the person.
        person: Fen,
        /// Of the department.
        department: Fen,
    },
    /// Nothing.
    Waived,
}

/// Somebody with the right role decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDecided {
    /// What.
    #[serde(flatten)]
    pub decision: CaseDecision,
    /// Why.
    pub reason: String,
}
