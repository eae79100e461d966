//! What is true of a subject: the fold of its facts, in the order of true time.
//!
//! A subject is a *record* (what the office's books say, changed by `…Registered` facts) and a *state* (what followed from
//! the facts of the field). Both travel and are stored apart, because the record is large and hardly ever changes.
//!
//! **Invariant.** Folding the same facts gives the same subject, on phone and server: [`Subject::apply`] reads nothing but
//! its arguments, and [`fold`] sorts by [`Dated::order_key`] first.

mod case;
mod cover;
mod follow_up;
mod job;
mod order;
mod pit;
mod point;

pub use case::{Answer, CaseStage, CaseState, Decided, Said};
pub use cover::{CoverState, Defect, DefectEnd, DefectEndedBy};
pub use follow_up::FollowUp;
#[cfg(test)]
pub(crate) use job::sample as job_sample;
pub use job::{Budget, BudgetStanding, CheckedHousehold, Closing, JobMilestone, JobStage, JobState};
#[cfg(test)]
pub(crate) use order::sample as order_sample;
pub use order::{Announced, Milestone, OrderStage, OrderState, Pause, PauseStanding, PauseVerdict, Posted};
pub use pit::{PitState, TidyTask};
#[cfg(test)]
pub(crate) use point::sample as point_sample;
pub use point::{
    Escalation, EstimateKept, EstimateStanding, HeldReading, INTERVALS_USED, InReview, MonthUse, OldRegister,
    PeriodReading, PointState, ReadingStage, Stand, StandKind, TrueUp, days_between,
};

use serde::{Deserialize, Serialize};

use crate::event::{Dated, Fact};
use crate::model::{
    BucketId, CalendarRecord, CaseRecord, CoverRecord, JobRecord, OrderRecord, PitRecord, PointRecord, RouteRecord,
    SubjectId, WorkerRecord,
};
use crate::rulebook::Rulebook;

/// The record and the state of one kind of subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Of<R, S> {
    /// What the books say; `None` where a fact came before its registration.
    pub record: Option<R>,
    /// What followed from the facts.
    pub state: S,
}

impl<R, S: Default> Default for Of<R, S> {
    fn default() -> Self {
        Self { record: None, state: S::default() }
    }
}

/// A kind of subject without a state of its own: its record is all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bare {}

/// A subject as its facts made it.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "points are most of all subjects: a box each would cost more than it saves"
)]
pub enum Subject {
    /// A service point.
    Point(Of<PointRecord, PointState>),
    /// A pit.
    Pit(Of<PitRecord, PitState>),
    /// A cover.
    Cover(Of<CoverRecord, CoverState>),
    /// An order.
    Order(Of<OrderRecord, OrderState>),
    /// A connection or conversion.
    Job(Of<JobRecord, JobState>),
    /// A year of the working-day calendar.
    Calendar(Of<CalendarRecord, Bare>),
    /// A route.
    Route(Of<RouteRecord, Bare>),
    /// A worker.
    Worker(Of<WorkerRecord, Bare>),
    /// A case of conduct.
    Case(Of<CaseRecord, CaseState>),
}

macro_rules! each {
    ($subject:expr, $of:ident => $body:expr) => {
        match $subject {
            Subject::Point($of) => $body,
            Subject::Pit($of) => $body,
            Subject::Cover($of) => $body,
            Subject::Order($of) => $body,
            Subject::Job($of) => $body,
            Subject::Calendar($of) => $body,
            Subject::Route($of) => $body,
            Subject::Worker($of) => $body,
            Subject::Case($of) => $body,
        }
    };
}

impl Subject {
    /// A subject of which nothing is known yet.
    pub fn unknown(id: &SubjectId) -> Self {
        match id {
            SubjectId::Point(_) => Self::Point(Of::default()),
            SubjectId::Pit(_) => Self::Pit(Of::default()),
            SubjectId::Cover(_) => Self::Cover(Of::default()),
            SubjectId::Order(_) => Self::Order(Of::default()),
            SubjectId::Job(_) => Self::Job(Of::default()),
            SubjectId::Calendar(_) => Self::Calendar(Of::default()),
            SubjectId::Route(_) => Self::Route(Of::default()),
            SubjectId::Worker(_) => Self::Worker(Of::default()),
            SubjectId::Case(_) => Self::Case(Of::default()),
        }
    }

    /// From its stored parts, as [`Subject::record_json`] and [`Subject::state_json`] wrote them.
    pub fn from_parts(id: &SubjectId, record: Option<&str>, state: &str) -> Result<Self, serde_json::Error> {
        fn parts<R: for<'a> Deserialize<'a>, S: for<'a> Deserialize<'a>>(
            record: Option<&str>,
            state: &str,
        ) -> Result<Of<R, S>, serde_json::Error> {
            Ok(Of { record: record.map(serde_json::from_str).transpose()?, state: serde_json::from_str(state)? })
        }
        Ok(match id {
            SubjectId::Point(_) => Self::Point(parts(record, state)?),
            SubjectId::Pit(_) => Self::Pit(parts(record, state)?),
            SubjectId::Cover(_) => Self::Cover(parts(record, state)?),
            SubjectId::Order(_) => Self::Order(parts(record, state)?),
            SubjectId::Job(_) => Self::Job(parts(record, state)?),
            SubjectId::Calendar(_) => Self::Calendar(parts(record, state)?),
            SubjectId::Route(_) => Self::Route(parts(record, state)?),
            SubjectId::Worker(_) => Self::Worker(parts(record, state)?),
            SubjectId::Case(_) => Self::Case(parts(record, state)?),
        })
    }

    /// The record as JSON, if the subject is registered.
    pub fn record_json(&self) -> Result<Option<String>, serde_json::Error> {
        each!(self, of => of.record.as_ref().map(serde_json::to_string).transpose())
    }

    /// The state as JSON.
    pub fn state_json(&self) -> Result<String, serde_json::Error> {
        each!(self, of => serde_json::to_string(&of.state))
    }

    /// Whether the office has entered it.
    pub fn is_registered(&self) -> bool {
        each!(self, of => of.record.is_some())
    }

    /// The one bucket that it lies in.
    pub fn bucket(&self) -> BucketId {
        let bucket = match self {
            Self::Point(of) => of.record.as_ref().map(|r| BucketId::Route(r.route.clone())),
            Self::Pit(of) => of.record.as_ref().map(|r| BucketId::Route(r.route.clone())),
            Self::Cover(of) => of.record.as_ref().map(|r| BucketId::Area(r.area.clone())),
            Self::Order(of) => match &of.state.crew {
                Some(crew) => Some(BucketId::Crew(crew.clone())),
                None => of.record.as_ref().map(|r| BucketId::Area(r.area.clone())),
            },
            Self::Job(of) => match &of.state.crew {
                Some(crew) => Some(BucketId::Crew(crew.clone())),
                None => of.record.as_ref().map(|r| BucketId::Area(r.area.clone())),
            },
            Self::Route(of) => of.record.as_ref().map(|r| BucketId::Route(r.id.clone())),
            Self::Worker(_) | Self::Calendar(_) => None,
            // A person's file is theirs and the office's; what is about nobody stays in the office.
            Self::Case(of) => {
                let person = of.record.as_ref().and_then(|r| r.person.clone());
                Some(person.map_or(BucketId::Office, BucketId::Worker))
            }
        };
        bucket.unwrap_or(BucketId::Utility)
    }

    /// Takes one fact into the state and says what follows from it. The caller gives facts in the order of
    /// [`Dated::order_key`], and the rulebook that the fact was made under.
    pub fn apply(&mut self, dated: &Dated, book: &Rulebook) -> Vec<FollowUp> {
        match (&mut *self, &dated.event.fact) {
            (Self::Point(of), Fact::PointRegistered(record)) => point::register(of, record),
            (Self::Pit(of), Fact::PitRegistered(record)) => of.record = Some((**record).clone()),
            (Self::Cover(of), Fact::CoverRegistered(record)) => of.record = Some((**record).clone()),
            (Self::Route(of), Fact::RouteRegistered(record)) => of.record = Some((**record).clone()),
            (Self::Worker(of), Fact::WorkerRegistered(record)) => of.record = Some((**record).clone()),
            (Self::Calendar(of), Fact::HolidaysRegistered(record)) => of.record = Some((**record).clone()),
            (Self::Point(of), _) => return point::apply(of, dated, book),
            (Self::Pit(of), _) => return pit::apply(of, dated, book),
            (Self::Cover(of), _) => return cover::apply(of, dated, book),
            (Self::Order(of), _) => return order::apply(of, dated, book),
            (Self::Job(of), _) => return job::apply(of, dated),
            (Self::Case(of), _) => case::apply(of, dated),
            // A fact that does not fit its subject was refused at the door (`Fact::fits`).
            (Self::Route(_) | Self::Worker(_) | Self::Calendar(_), _) => {}
        }
        Vec::new()
    }
}

/// Folds a subject's whole log, in whatever order it comes.
pub fn fold<'a>(
    id: &SubjectId,
    log: impl IntoIterator<Item = &'a Dated>,
    books: &dyn Fn(&Dated) -> &'a Rulebook,
) -> Subject {
    let mut log: Vec<&Dated> = log.into_iter().collect();
    log.sort_by_key(|dated| dated.order_key());
    let mut subject = Subject::unknown(id);
    for dated in log {
        subject.apply(dated, books(dated));
    }
    subject
}
