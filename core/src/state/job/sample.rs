//! Jobs for tests: a story told hour by hour.

use std::sync::LazyLock;

use super::*;
use crate::event::{Author, BudgetDisputed, BudgetMade, BudgetReviewed, Event, HouseClosed, JobAssigned, JobStepDone};
use crate::model::{
    AreaId, BootId, DepartmentId, DeviceId, Household, JobId, JobKind, Moment, PhotoId, Span, SubjectId, Timestamp,
};
use crate::rulebook::Rulebook;

// Read once: a property tells thousands of stories.
static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::default_book);

pub(crate) fn book() -> &'static Rulebook {
    &BOOK
}

pub(crate) fn photo() -> PhotoId {
    PhotoId::of(b"ab")
}

pub(crate) fn household(id: &str) -> HouseholdId {
    HouseholdId::new(id).unwrap()
}

pub(crate) fn assigned(crew: &str) -> Fact {
    Fact::JobAssigned(JobAssigned { crew: CrewId::new(crew).unwrap() })
}

pub(crate) fn surveyed() -> Fact {
    Fact::JobSurveyed(JobStepDone::default())
}

pub(crate) fn drawn() -> Fact {
    Fact::DrawingMade(JobStepDone::default())
}

pub(crate) fn budgeted(yuan: i64) -> Fact {
    Fact::BudgetMade(BudgetMade { fen: Fen::yuan(yuan), note: String::new() })
}

pub(crate) fn disputed() -> Fact {
    Fact::BudgetDisputed(BudgetDisputed { reason: "too dear".into() })
}

pub(crate) fn reviewed(yuan: i64) -> Fact {
    Fact::BudgetReviewed(BudgetReviewed { fen: Fen::yuan(yuan), reason: "fewer metres".into() })
}

pub(crate) fn work_done() -> Fact {
    Fact::JobWorkDone(JobStepDone::default())
}

/// A household whose tap turns its own meter.
pub(crate) fn checked(id: &str, serial: &str, with_photo: bool) -> Fact {
    check(id, TapTurns::OwnMeter, serial, with_photo)
}

/// A household whose tap turns another one's meter.
pub(crate) fn crossed(id: &str, which: &str) -> Fact {
    check(id, TapTurns::OtherMeter { which: which.into() }, "S-0", true)
}

fn check(id: &str, turns: TapTurns, serial: &str, with_photo: bool) -> Fact {
    let photos = if with_photo { vec![photo()] } else { Vec::new() };
    let (household, serial) = (household(id), serial.to_owned());
    Fact::HouseholdChecked(HouseholdChecked { household, turns, serial, photos, note: String::new() })
}

pub(crate) fn house_closed(holes_filled: bool, tidy: bool, signed: bool) -> Fact {
    let signature = signed.then(photo);
    Fact::HouseClosed(HouseClosed { holes_filled, tidy, signature, note: String::new() })
}

/// 2026-02-12, 09:00 in China: the day before the shift of the spring festival.
pub(crate) fn hour(hours: i64) -> Timestamp {
    Timestamp::from_millis(1_770_858_000_000) + Span::hours(hours)
}

/// A conversion of two households, or a connection, with id `J1`.
pub(crate) fn record(kind: JobKind) -> JobRecord {
    let ids: &[&str] = if kind == JobKind::Conversion { &["101", "102"] } else { &[] };
    let home = |id: &&str| Household { id: household(id), address: format!("flat {id}"), customer: String::new() };
    JobRecord {
        id: JobId::new("J1").unwrap(),
        kind,
        applicant: "Mrs Wang".into(),
        phone: String::new(),
        address: "3 Qi Street".into(),
        position: None,
        area: AreaId::new("A1").unwrap(),
        department: DepartmentId::new("D1").unwrap(),
        households: ids.iter().map(home).collect(),
    }
}

/// One job, told fact by fact.
pub(crate) struct Story {
    pub(crate) of: Of<JobRecord, JobState>,
    seq: u64,
}

impl Story {
    /// Accepted at hour 0.
    pub(crate) fn accepted(kind: JobKind) -> Self {
        Self::accepted_when(kind, TimeInterval::exact(hour(0)))
    }

    pub(crate) fn accepted_when(kind: JobKind, at: TimeInterval) -> Self {
        let mut story = Self { of: Of::default(), seq: 0 };
        story.tell_when(at, Fact::JobAccepted(Box::new(record(kind))));
        story
    }

    /// And every paper made in the hours that follow.
    pub(crate) fn designed(kind: JobKind) -> Self {
        let mut story = Self::accepted(kind);
        for (at, fact) in [(1, surveyed()), (2, drawn()), (3, budgeted(100_000))] {
            story.tell(at, fact);
        }
        story
    }

    /// A fact whose time is known exactly.
    pub(crate) fn tell(&mut self, at: i64, fact: Fact) -> Vec<FollowUp> {
        self.tell_when(TimeInterval::exact(hour(at)), fact)
    }

    pub(crate) fn tell_when(&mut self, at: TimeInterval, fact: Fact) -> Vec<FollowUp> {
        self.seq += 1;
        let event = Event {
            id: EventId { device: DeviceId::new(1), seq: self.seq },
            author: Author::System,
            subject: SubjectId::Job(JobId::new("J1").unwrap()),
            moment: Moment::new(BootId(1), Span::ZERO, hour(0)),
            fix: None,
            rulebook: BOOK.version,
            fact,
        };
        apply(&mut self.of, &Dated { event, at })
    }

    pub(crate) fn state(&self) -> &JobState {
        &self.of.state
    }

    pub(crate) fn record(&self) -> &JobRecord {
        self.of.record.as_ref().unwrap()
    }
}
