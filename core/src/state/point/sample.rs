//! A service point to play facts on, for tests: days as `2026-11-05`, stands and uses in whole cubic metres.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::fold::{self, Point};
use super::{PeriodReading, PointState};
use crate::event::{
    Author, CustomerReported, Dated, EscalationDecided, EscalationDecision, EstimateReason, Event, EventId, Fact,
    MeterExchanged, MethodUsed, NoReadReason, ReadingEstimated, ReadingImported, ReadingMissed, ReadingResolution,
    ReadingReviewed, ReadingTaken,
};
use crate::model::{
    AccountStatus, BootId, CustomerClass, Fix, FixProvider, Flow, Meter, MeterId, Moment, Period, PhotoId, PointId,
    PointRecord, Position, Register, RouteId, Span, SubjectId, TimeInterval, Timestamp, UtcOffset, Volume, WorkerId,
};
use crate::rulebook::{Rulebook, RulebookVersion};
use crate::rules::reading_check::{self, Check, Entry};
use crate::state::{FollowUp, Of, ReadingStage};

// Read once: properties tell thousands of stories.
static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::default_book);

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn month(text: &str) -> Period {
    Period::try_from(text.to_owned()).unwrap()
}

/// 08:00 of a local day, the hour at which everything in a story happens.
pub(crate) fn morning(text: &str) -> Timestamp {
    Timestamp::start_of_day(day(text), UtcOffset::CHINA) + Span::hours(8)
}

pub(crate) fn m3(n: i64) -> Volume {
    Volume::cubic_metres(n)
}

pub(crate) fn meter(id: &str, digits: u8, decimals: u8) -> Meter {
    Meter {
        id: MeterId::new(id).unwrap(),
        serial: id.to_owned(),
        register: Register::new(digits, decimals).unwrap(),
        q4: Flow::litres_per_hour(3125),
    }
}

pub(crate) fn record() -> PointRecord {
    PointRecord {
        id: PointId::new("P1").unwrap(),
        customer_no: "0001".to_owned(),
        customer: "王芳".to_owned(),
        address: "淇滨区 1-101".to_owned(),
        route: RouteId::new("R1").unwrap(),
        seq: 1,
        position: None,
        pit: None,
        meter: meter("M1", 5, 0),
        class: CustomerClass::Household,
        account: AccountStatus::Open,
        note: String::new(),
        installed_on: None,
    }
}

pub(crate) fn fix() -> Fix {
    let position = Position::new(35.747, 114.295).unwrap();
    Fix { position, accuracy_m: 8, provider: FixProvider::Gnss, mock: false }
}

pub(crate) fn photo() -> PhotoId {
    PhotoId::of(b"aa")
}

/// A point, the rulebook, and the count of facts.
pub(crate) struct Story {
    pub(crate) of: Point,
    pub(crate) book: Rulebook,
    /// Where the phone says that it is.
    pub(crate) fix: Option<Fix>,
    seq: u64,
}

impl Story {
    /// A point with a five-digit meter `M1` of which nothing is known yet.
    pub(crate) fn new() -> Self {
        Self {
            of: Of { record: Some(record()), state: PointState::default() },
            book: BOOK.clone(),
            fix: Some(fix()),
            seq: 0,
        }
    }

    /// A point that used 10 m³ in each of the months August to October, and stands at 100 m³ on 2026-10-05.
    pub(crate) fn with_history() -> Self {
        let mut story = Self::new();
        for (on, value) in [("2026-07-07", 70), ("2026-08-06", 80), ("2026-09-05", 90), ("2026-10-05", 100)] {
            assert_eq!(story.read(on, value), vec![]);
        }
        story
    }

    pub(crate) fn fact_at(&mut self, at: TimeInterval, fact: Fact) -> Vec<FollowUp> {
        self.seq += 1;
        let event = Event {
            id: EventId::from((1, self.seq)),
            author: Author::Worker(WorkerId::new("w").unwrap()),
            subject: SubjectId::Point(PointId::new("P1").unwrap()),
            moment: Moment::new(BootId(1), Span::ZERO, at.middle()),
            fix: self.fix,
            rulebook: RulebookVersion(1),
            fact,
        };
        fold::apply(&mut self.of, &Dated { event, at }, &self.book)
    }

    pub(crate) fn fact(&mut self, on: &str, fact: Fact) -> Vec<FollowUp> {
        self.fact_at(TimeInterval::exact(morning(on)), fact)
    }

    pub(crate) fn taken(&self, value: Volume) -> ReadingTaken {
        ReadingTaken {
            meter: self.of.state.meter(self.of.record.as_ref().unwrap()).id.clone(),
            value,
            first_entry: None,
            rolled_over: false,
            scanned: false,
            confirmed: vec![],
            photos: vec![],
            note: String::new(),
        }
    }

    pub(crate) fn read(&mut self, on: &str, value: i64) -> Vec<FollowUp> {
        let taken = self.taken(m3(value));
        self.fact(on, Fact::ReadingTaken(taken))
    }

    /// With photo and an equal second entry.
    pub(crate) fn read_confirmed(&mut self, on: &str, value: i64) -> Vec<FollowUp> {
        let mut taken = self.taken(m3(value));
        taken.photos.push(photo());
        taken.first_entry = Some(taken.value);
        self.fact(on, Fact::ReadingTaken(taken))
    }

    pub(crate) fn estimate(&mut self, on: &str, consumption: i64) -> Vec<FollowUp> {
        self.fact(on, Fact::ReadingEstimated(estimate(consumption)))
    }

    pub(crate) fn missed(&mut self, on: &str) -> Vec<FollowUp> {
        let missed = ReadingMissed { reason: NoReadReason::NoAccess, photos: vec![], note: String::new() };
        self.fact(on, Fact::ReadingMissed(missed))
    }

    pub(crate) fn told(&mut self, on: &str, value: i64, verified: bool) -> Vec<FollowUp> {
        self.fact(on, Fact::CustomerReported(CustomerReported { value: m3(value), verified }))
    }

    pub(crate) fn import(&mut self, on: &str, value: i64, estimated: bool) -> Vec<FollowUp> {
        let past = ReadingImported { on: day(on), value: m3(value), estimated };
        self.fact("2026-10-31", Fact::ReadingImported(past))
    }

    pub(crate) fn exchange(&mut self, on: &str, old_final: i64, new_start: i64) -> Vec<FollowUp> {
        let exchange = MeterExchanged {
            old_meter: MeterId::new("M1").unwrap(),
            old_final: m3(old_final),
            new_meter: meter("M2", 4, 0),
            new_start: m3(new_start),
            photos: vec![],
            note: String::new(),
        };
        self.fact(on, Fact::MeterExchanged(Box::new(exchange)))
    }

    pub(crate) fn decide(&mut self, on: &str, estimate: EventId, decision: EscalationDecision) -> Vec<FollowUp> {
        self.fact(on, Fact::EscalationDecided(EscalationDecided { estimate, decision, reason: "已核实".to_owned() }))
    }

    pub(crate) fn review(&mut self, on: &str, reading: EventId, resolution: ReadingResolution) -> Vec<FollowUp> {
        self.fact(on, Fact::ReadingReviewed(ReadingReviewed { reading, resolution, reason: String::new() }))
    }

    /// The id of the fact that was played last.
    pub(crate) fn last_id(&self) -> EventId {
        EventId::from((1, self.seq))
    }

    pub(crate) fn state(&self) -> &PointState {
        &self.of.state
    }

    pub(crate) fn current(&self) -> &PeriodReading {
        self.of.state.current.as_ref().unwrap()
    }

    pub(crate) fn stage(&self) -> ReadingStage {
        self.current().stage
    }

    pub(crate) fn stand(&self) -> i64 {
        self.of.state.last().unwrap().value.whole_cubic_metres()
    }

    /// What the checks say to a stand of the meter that hangs here.
    pub(crate) fn check(&self, on: &str, value: Volume, rolled_over: bool) -> Vec<Check> {
        let record = self.of.record.as_ref().unwrap();
        let entry = Entry { meter: &self.of.state.meter(record).id, value, rolled_over };
        reading_check::check(record, &self.of.state, &entry, morning(on), &self.book)
    }
}

/// An estimate that lacks nothing.
pub(crate) fn estimate(consumption: i64) -> ReadingEstimated {
    ReadingEstimated {
        consumption: m3(consumption),
        method: MethodUsed::RecentDailyUse,
        reason: EstimateReason::SewageInPit,
        pit: None,
        photos: vec![photo()],
        note: String::new(),
    }
}
