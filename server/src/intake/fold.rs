//! What is true now: each touched subject takes in its new facts, or is folded again where a late one arrived.

use std::collections::HashMap;

use curbstop_core::event::{Dated, EventId};
use curbstop_core::model::{BucketId, SubjectId, Timestamp};
use curbstop_core::state::{FollowUp, Subject};

use super::admit::{Admitted, Known, SetAside, enters, is_late};
use super::sender::Key;
use super::{Books, BooksError};
use crate::store::projection::{ChangedColumns, Projection};

/// A fact that is applied, to be written to the log.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FactTaken {
    /// The fact and its time.
    pub(crate) dated: Dated,
    /// Its bytes as they came.
    pub(crate) raw: Box<str>,
    /// What follows from it.
    pub(crate) follow_ups: Vec<FollowUp>,
}

/// A subject that a batch touched.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SubjectChange {
    /// Which.
    pub(crate) id: SubjectId,
    /// Which of the batch's facts it took in.
    pub(crate) facts: Vec<usize>,
    /// The key of the last fact in it.
    pub(crate) last: Key,
    /// The bucket that it lies in now.
    pub(crate) bucket: BucketId,
    /// The bucket that it left; `None`: it stayed, or is new.
    pub(crate) left: Option<BucketId>,
    /// Its record as JSON, where that changed.
    pub(crate) record: Option<String>,
    /// Its state as JSON.
    pub(crate) state: String,
    /// Its searchable columns, where they changed.
    pub(crate) columns: Option<ChangedColumns>,
    /// Record, state or bucket changed: it takes the next number of its bucket, and phones hear of it.
    pub(crate) visible: bool,
}

/// What a batch changes.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Changes {
    /// The facts for the log.
    pub(crate) facts: Vec<FactTaken>,
    /// The subjects.
    pub(crate) subjects: Vec<SubjectChange>,
    /// What goes to quarantine.
    pub(crate) set_aside: Vec<SetAside>,
}

/// Why a batch cannot be folded: a mistake of ours, so that nothing of it is taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FoldError {
    /// There is no rulebook to judge by.
    #[error(transparent)]
    Books(#[from] BooksError),
    /// A record or state does not become JSON.
    #[error("{subject} does not become json: {source}")]
    Json {
        /// Which subject.
        subject: SubjectId,
        /// What the library says.
        source: serde_json::Error,
    },
}

/// Folds what was admitted. `logs` holds the whole log of each subject that [`Admitted::late`] named.
pub(crate) fn fold(
    admitted: Admitted,
    mut known: HashMap<SubjectId, Known>,
    mut logs: HashMap<SubjectId, Vec<Dated>>,
    books: &Books,
) -> Result<Changes, FoldError> {
    let mut folding = Folding { facts: &admitted.facts, books, follow_ups: vec![Vec::new(); admitted.facts.len()] };
    let mut subjects = Vec::with_capacity(admitted.touched.len());
    for (id, facts) in &admitted.touched {
        let known = known.remove(id);
        let late = is_late(&admitted, facts, known.as_ref()).then(|| logs.remove(id).unwrap_or_default());
        subjects.push(folding.subject(id, facts, known, late)?);
    }
    let facts = folding.follow_ups;
    let facts = admitted.facts.into_iter().zip(facts);
    let facts = facts.map(|((dated, raw), follow_ups)| FactTaken { dated, raw, follow_ups }).collect();
    Ok(Changes { facts, subjects, set_aside: admitted.set_aside })
}

/// What a subject was before its new facts.
struct Before {
    bucket: BucketId,
    projection: Projection,
    record: Option<String>,
    state: String,
}

impl Before {
    /// What a subject was, and the subject to go on with.
    fn of(known: Known, record_may_change: bool) -> Result<(Self, (Subject, Key)), serde_json::Error> {
        let Known { subject, state_json: state, last } = known;
        let record = if record_may_change { subject.record_json()? } else { None };
        let before = Self { bucket: subject.bucket(), projection: Projection::of(&subject), record, state };
        Ok((before, (subject, last)))
    }
}

struct Folding<'a> {
    facts: &'a [(Dated, Box<str>)],
    books: &'a Books,
    follow_ups: Vec<Vec<FollowUp>>,
}

impl Folding<'_> {
    /// One subject's share of a batch. `log` is given where a fact came late.
    fn subject(
        &mut self,
        id: &SubjectId,
        facts: &[usize],
        known: Option<Known>,
        log: Option<Vec<Dated>>,
    ) -> Result<SubjectChange, FoldError> {
        let json = |source| FoldError::Json { subject: id.clone(), source };
        let record_may_change = log.is_some() || facts.iter().any(|&place| enters(&self.facts[place].0.event.fact));
        let known = known.map(|known| Before::of(known, record_may_change)).transpose().map_err(json)?;
        let (before, known) = known.unzip();
        let (subject, last) = match log {
            Some(log) => self.again(id, facts, &log)?,
            None => self.on(facts, known.unwrap_or_else(|| nothing(id)))?,
        };
        let record = if record_may_change { subject.record_json().map_err(json)? } else { None };
        let state = subject.state_json().map_err(json)?;
        Ok(change(id, facts, last, &subject, record, state, before.as_ref()))
    }

    /// The usual case: the new facts come after all that is known.
    fn on(&mut self, facts: &[usize], (mut subject, mut last): (Subject, Key)) -> Result<(Subject, Key), FoldError> {
        let mut in_order = facts.to_vec();
        in_order.sort_by_key(|&place| self.facts[place].0.order_key());
        for place in in_order {
            let dated = &self.facts[place].0;
            last = dated.order_key();
            self.apply(&mut subject, dated, Some(place))?;
        }
        Ok((subject, last))
    }

    /// A fact came late: the log is folded again, with the new facts in their places.
    fn again(&mut self, id: &SubjectId, facts: &[usize], log: &[Dated]) -> Result<(Subject, Key), FoldError> {
        let old = log.iter().map(|dated| (None, dated));
        let new = facts.iter().map(|&place| (Some(place), &self.facts[place].0));
        let mut all: Vec<(Option<usize>, &Dated)> = old.chain(new).collect();
        all.sort_by_key(|(_, dated)| dated.order_key());
        let (mut subject, mut last) = nothing(id);
        for (place, dated) in all {
            last = dated.order_key();
            self.apply(&mut subject, dated, place)?;
        }
        Ok((subject, last))
    }

    /// Applies one fact by the rulebook that it was made under. What follows from an old one was told long ago.
    fn apply(&mut self, subject: &mut Subject, dated: &Dated, place: Option<usize>) -> Result<(), FoldError> {
        let book = self.books.of(dated.event.rulebook).ok_or(BooksError::None)?;
        let follows = subject.apply(dated, book);
        let Some(told) = place.and_then(|place| self.follow_ups.get_mut(place)) else { return Ok(()) };
        for follow_up in follows {
            // A fact of two subjects may say the same twice.
            if !told.contains(&follow_up) {
                told.push(follow_up);
            }
        }
        Ok(())
    }
}

/// A subject before its first fact.
fn nothing(id: &SubjectId) -> (Subject, Key) {
    (Subject::unknown(id), (Timestamp::MIN, EventId::from((0, 0))))
}

fn change(
    id: &SubjectId,
    facts: &[usize],
    last: Key,
    subject: &Subject,
    record: Option<String>,
    state: String,
    before: Option<&Before>,
) -> SubjectChange {
    let (bucket, projection) = (subject.bucket(), Projection::of(subject));
    let record = record.filter(|record| before.and_then(|was| was.record.as_ref()) != Some(record));
    let left = before.map(|was| was.bucket.clone()).filter(|was| *was != bucket);
    let visible = record.is_some() || left.is_some() || before.is_none_or(|was| was.state != state);
    let columns = projection.since(before.map(|was| &was.projection));
    SubjectChange { id: id.clone(), facts: facts.to_vec(), last, bucket, left, record, state, columns, visible }
}
