//! A case of conduct: how far it is, and who said what (4.4 FILE).

use serde::{Deserialize, Serialize};

use super::Of;
use crate::event::{Author, CaseDecision, Dated, EventId, Fact};
use crate::model::{CaseRecord, TimeInterval, WorkerId};
use crate::rules::conduct::{CaseEventKind, CaseTransition, transition};

/// The most answers that a state lists, the newest; the log has them all.
const ANSWERS_KEPT: usize = 16;
/// The most facts that did not fit which a state lists, the newest.
const UNEXPECTED_KEPT: usize = 16;

/// How far a case is. See `rules::conduct` for the one transition table. Texts: `case_stage.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum CaseStage {
    /// It is in the file, and nobody has looked into it.
    #[default]
    Received,
    /// Looked into.
    Investigated,
    /// It is so.
    Confirmed,
    /// It is not so, and counts for nothing.
    NotConfirmed,
    /// Amounts are set, or waived.
    Decided,
}

impl CaseStage {
    /// Every stage, in order.
    pub const ALL: [Self; 5] = [Self::Received, Self::Investigated, Self::Confirmed, Self::NotConfirmed, Self::Decided];

    /// The stable name, as in `case_stage.received`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Investigated => "investigated",
            Self::Confirmed => "confirmed",
            Self::NotConfirmed => "not_confirmed",
            Self::Decided => "decided",
        }
    }
}

/// Words that somebody put into the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The fact.
    pub event: EventId,
    /// When.
    pub at: TimeInterval,
    /// What.
    #[serde(rename = "n")]
    pub text: String,
}

/// What a worker says to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who: on a phone of several people also somebody whom the case is not about.
    pub by: WorkerId,
    /// When and what.
    #[serde(flatten)]
    pub said: Said,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What.
    #[serde(flatten)]
    pub decision: CaseDecision,
    /// When and why.
    pub said: Said,
}

/// The state of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaseState {
    /// How far it is.
    pub stage: CaseStage,
    /// When it was first entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<TimeInterval>,
    /// What the office found out, the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investigated: Option<Said>,
    /// What workers say; [`CaseState::answers_of`] has those of the person whom it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// Why it is so, or not; the stage says which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluded: Option<Said>,
    /// What was decided, as long as that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
    /// Facts that did not fit: kept and shown, never refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unexpected: Vec<EventId>,
}

impl CaseState {
    /// What the person whom the case is about says, the oldest first; nobody else has a say.
    pub fn answers_of(&self, person: Option<&WorkerId>) -> impl Iterator<Item = &Said> {
        self.answers.iter().filter(move |answer| Some(&answer.by) == person).map(|answer| &answer.said)
    }
}

pub(super) fn apply(of: &mut Of<CaseRecord, CaseState>, dated: &Dated) {
    let Some(kind) = CaseEventKind::of(&dated.event.fact) else { return };
    match transition(of.state.stage, kind) {
        CaseTransition::Unexpected(_) => return keep(&mut of.state.unexpected, UNEXPECTED_KEPT, dated.event.id),
        CaseTransition::To(stage) => of.state.stage = stage,
        CaseTransition::Stay => {}
    }
    take(of, dated);
}

/// Takes a fact that fits into the state.
fn take(of: &mut Of<CaseRecord, CaseState>, dated: &Dated) {
    let said = |text: &str| Said { event: dated.event.id, at: dated.at, text: text.to_owned() };
    let state = &mut of.state;
    match &dated.event.fact {
        Fact::CaseOpened(record) => {
            of.record = Some((**record).clone());
            state.opened_at.get_or_insert(dated.at);
        }
        Fact::CaseInvestigated(found) => state.investigated = Some(said(&found.note)),
        // The doubt of its time may put an answer before the entry: whose it is, is asked when it is read.
        Fact::CaseAnswered(answer) => match &dated.event.author {
            Author::Worker(by) => {
                let said = said(&answer.text);
                keep(&mut state.answers, ANSWERS_KEPT, Answer { by: by.clone(), said });
            }
            Author::Person(_) | Author::System => keep(&mut state.unexpected, UNEXPECTED_KEPT, dated.event.id),
        },
        Fact::CaseConcluded(concluded) => {
            state.concluded = Some(said(&concluded.reason));
            // Whoever concludes anew after a decision takes it back.
            state.decided = None;
        }
        Fact::CaseDecided(decided) => {
            state.decided = Some(Decided { decision: decided.decision, said: said(&decided.reason) });
        }
        _ => {}
    }
}

fn keep<T>(list: &mut Vec<T>, most: usize, item: T) {
    if list.len() == most {
        list.remove(0);
    }
    list.push(item);
}
