//! What is in the worker's own file, and what they say to it (4.4).

use curbstop_core::device::phone;
use curbstop_core::event::CaseDecision;
use curbstop_core::model::{CaseId, CaseRecord, CaseSource, Evidence, Timestamp};
use curbstop_core::rulebook::AmountRange;
use curbstop_core::state::{CaseState, Decided, Said};

use crate::custom::Day;
use crate::{Phone, PhoneError, Saved};

/// A case in one's own file. Amounts are in fen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FileEntry {
    /// Which.
    pub case: CaseId,
    /// What it is judged by; its words stand under `basis.<name>`.
    pub basis: String,
    /// The number of the clause, for example `5.2`.
    pub clause: String,
    /// It is praise: its amounts are paid.
    pub reward: bool,
    /// 待岗 is proposed with it.
    pub off_post: bool,
    /// How it became known: `case_source.<name>`.
    pub source: String,
    /// How far it is: `case_stage.<name>`.
    pub stage: String,
    /// When the event was.
    pub happened_on: Day,
    /// What is said to have happened.
    pub summary: String,
    /// The facts that show it, where facts do.
    pub evidence: Vec<FileEvidence>,
    /// What the office found out.
    pub investigated: Option<String>,
    /// Why it was confirmed, or not.
    pub concluded: Option<String>,
    /// What was answered, the oldest first.
    pub answers: Vec<FileAnswer>,
    /// What the clause proposes for the person, without sign.
    pub proposed: Option<FileAmount>,
    /// What was decided, once it was.
    pub decided: Option<FileDecision>,
}

/// A fact that shows a breach.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FileEvidence {
    /// Its words stand under `fact.<name>`.
    pub fact: String,
    /// When it was.
    pub at: Timestamp,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FileAnswer {
    /// In the worker's own words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// From the least to the most, in fen; the same twice is a fixed amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct FileAmount {
    /// The least.
    pub least_fen: i64,
    /// The most.
    pub most_fen: i64,
}

/// What was decided for the person.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FileDecision {
    /// In fen, without sign; `None`: waived.
    pub amount_fen: Option<i64>,
    /// Why.
    pub reason: String,
}

impl From<phone::FileEntry> for FileEntry {
    fn from(phone::FileEntry { record, state, proposed }: phone::FileEntry) -> Self {
        let answers = state.answers_of(record.person.as_ref()).cloned().map(FileAnswer::from).collect();
        let CaseRecord { id, basis, source, happened_on, summary, .. } = record;
        let CaseState { stage, investigated, concluded, decided, .. } = state;
        Self {
            case: id,
            basis: basis.name().to_owned(),
            clause: basis.clause().to_owned(),
            reward: basis.is_reward(),
            off_post: basis.is_off_post(),
            source: source.name().to_owned(),
            stage: stage.name().to_owned(),
            happened_on,
            summary,
            evidence: evidence(source),
            investigated: investigated.map(|said| said.text),
            concluded: concluded.map(|said| said.text),
            answers,
            proposed: proposed.person.map(FileAmount::from),
            decided: decided.map(FileDecision::from),
        }
    }
}

fn evidence(source: CaseSource) -> Vec<FileEvidence> {
    match source {
        CaseSource::Facts { evidence, .. } => evidence.into_iter().map(FileEvidence::from).collect(),
        _ => Vec::new(),
    }
}

impl From<Evidence> for FileEvidence {
    fn from(evidence: Evidence) -> Self {
        Self { fact: evidence.fact, at: evidence.at.middle() }
    }
}

impl From<Said> for FileAnswer {
    fn from(said: Said) -> Self {
        Self { text: said.text, at: said.at.middle() }
    }
}

impl From<AmountRange> for FileAmount {
    fn from(range: AmountRange) -> Self {
        Self { least_fen: range.least.as_fen(), most_fen: range.most.as_fen() }
    }
}

impl From<Decided> for FileDecision {
    fn from(decided: Decided) -> Self {
        let amount_fen = match decided.decision {
            CaseDecision::Set { person, .. } => Some(person.as_fen()),
            CaseDecision::Waived => None,
        };
        Self { amount_fen, reason: decided.said.text }
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// The file of the worker who is at work, the newest event first. Nobody sees another's.
    pub async fn file(&self) -> Result<Vec<FileEntry>, PhoneError> {
        self.ask(|phone| Ok(phone.file()?.into_iter().map(FileEntry::from).collect())).await
    }

    /// What the worker says to a case of their own, best before it is decided.
    pub async fn answer_case(&self, case: CaseId, text: String) -> Result<Saved, PhoneError> {
        self.ask(move |phone| phone.answer_case(&case, &text)).await
    }
}
