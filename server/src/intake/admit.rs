//! At the door: which facts are applied to which subjects, and which are set aside.

use std::collections::{HashMap, HashSet};

use curbstop_core::event::{Dated, Event, Fact};
use curbstop_core::model::{BucketId, SubjectId, TimeInterval};
use curbstop_core::state::Subject;
use curbstop_core::wire::Refusal;

use super::refuse;
use super::sender::Key;

/// A fact that was not had before, with its number, its time, and its bytes.
#[derive(Debug)]
pub(crate) struct Fresh {
    /// Its number.
    pub(crate) seq: u64,
    /// Its bytes as they came.
    pub(crate) raw: Box<str>,
    /// What they say, or why they cannot be applied.
    pub(crate) event: Result<(Event, TimeInterval), Refusal>,
}

/// A subject as the store has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Known {
    /// Record and state.
    pub(crate) subject: Subject,
    /// The state as it is stored, to see whether it changes.
    pub(crate) state_json: String,
    /// The key of the last fact in it.
    pub(crate) last: Key,
}

/// What a sender may state facts about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The office: everything.
    Everything,
    /// A phone: what lies in a bucket that it holds or ever held, and what left such a bucket since. Work that was begun on a
    /// route is good work, also when the route was given to somebody else meanwhile.
    Held {
        /// The buckets.
        buckets: HashSet<BucketId>,
        /// Subjects that left one of them.
        left: HashSet<SubjectId>,
    },
}

impl Reach {
    fn allows(&self, id: &SubjectId, known: Option<&Known>) -> bool {
        match self {
            Self::Everything => true,
            Self::Held { buckets, left } => {
                known.is_some_and(|known| buckets.contains(&known.subject.bucket())) || left.contains(id)
            }
        }
    }
}

/// A fact that is set aside.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// Its number.
    pub seq: u64,
    /// Its bytes as they came.
    pub raw: Box<str>,
    /// Why.
    pub refusal: Refusal,
}

/// A batch after the door.
#[derive(Debug, Default)]
pub(crate) struct Admitted {
    /// The facts that are applied, in the order of their numbers, with their bytes.
    pub(crate) facts: Vec<(Dated, Box<str>)>,
    /// Which of `facts` each subject takes in, in their order.
    pub(crate) touched: Vec<(SubjectId, Vec<usize>)>,
    /// What is set aside.
    pub(crate) set_aside: Vec<SetAside>,
}

impl Admitted {
    /// The subjects that are known further than the earliest of their new facts: their logs must be folded again.
    pub(crate) fn late<'a>(&'a self, known: &'a HashMap<SubjectId, Known>) -> impl Iterator<Item = &'a SubjectId> {
        self.touched.iter().filter(|(id, facts)| is_late(self, facts, known.get(id))).map(|(id, _)| id)
    }
}

/// Whether the earliest of a subject's new facts lies before its last known one. Numbers are no order: what was refused and
/// sent again has a high number and an early time.
pub(super) fn is_late(admitted: &Admitted, facts: &[usize], known: Option<&Known>) -> bool {
    let first = facts.iter().filter_map(|&i| admitted.facts.get(i)).map(|(dated, _)| dated.order_key()).min();
    known.zip(first).is_some_and(|(known, first)| first < known.last)
}

/// Decides for each fact whether its subjects take it in.
pub(crate) fn admit(fresh: Vec<Fresh>, known: &HashMap<SubjectId, Known>, reach: &Reach) -> Admitted {
    let mut door =
        Door { known, reach, entered: HashSet::new(), places: HashMap::new(), admitted: Admitted::default() };
    for fact in fresh {
        door.take(fact);
    }
    door.admitted
}

struct Door<'a> {
    known: &'a HashMap<SubjectId, Known>,
    reach: &'a Reach,
    /// Subjects that a fact of this batch enters into the books.
    entered: HashSet<SubjectId>,
    /// Where in `touched` a subject is.
    places: HashMap<SubjectId, usize>,
    admitted: Admitted,
}

impl Door<'_> {
    fn take(&mut self, fresh: Fresh) {
        let Fresh { seq, raw, event } = fresh;
        match event.and_then(|(event, at)| self.may_touch(&event).map(|()| Dated { event, at })) {
            Ok(dated) => self.let_in(dated, raw),
            Err(refusal) => self.admitted.set_aside.push(SetAside { seq, raw, refusal }),
        }
    }

    fn may_touch(&self, event: &Event) -> Result<(), Refusal> {
        if enters(&event.fact) {
            return Ok(());
        }
        if !self.is_registered(&event.subject) {
            return Err(refuse::subject_unknown(&event.subject));
        }
        if self.reach.allows(&event.subject, self.known.get(&event.subject)) {
            Ok(())
        } else {
            Err(refuse::not_yours(&event.subject))
        }
    }

    fn is_registered(&self, id: &SubjectId) -> bool {
        self.entered.contains(id) || self.known.get(id).is_some_and(|known| known.subject.is_registered())
    }

    fn let_in(&mut self, dated: Dated, raw: Box<str>) {
        let place = self.admitted.facts.len();
        if enters(&dated.event.fact) {
            self.entered.insert(dated.event.subject.clone());
        }
        // The fact stands without its second subject: an estimate counts, also at a pit that is not in the books.
        let second = dated.event.fact.also_touches();
        let second = second.filter(|id| self.is_registered(id) && self.reach.allows(id, self.known.get(id)));
        self.touch(dated.event.subject.clone(), place);
        if let Some(second) = second {
            self.touch(second, place);
        }
        self.admitted.facts.push((dated, raw));
    }

    fn touch(&mut self, id: SubjectId, place: usize) {
        let next = self.admitted.touched.len();
        let at = *self.places.entry(id.clone()).or_insert(next);
        if at == next {
            self.admitted.touched.push((id, Vec::new()));
        }
        self.admitted.touched[at].1.push(place);
    }
}

/// Whether a fact enters its subject into the books, so that it need not be there before.
pub(super) fn enters(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::PointRegistered(_)
            | Fact::PitRegistered(_)
            | Fact::CoverRegistered(_)
            | Fact::RouteRegistered(_)
            | Fact::WorkerRegistered(_)
            | Fact::OrderCreated(_)
            | Fact::JobAccepted(_)
            | Fact::HolidaysRegistered(_)
            | Fact::CaseOpened(_)
    )
}
