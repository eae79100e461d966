//! Orders for tests: a story told minute by minute.

use std::sync::LazyLock;

use super::*;
use crate::event::{ArrivalProof, Author, Event, OrderDispatched, OrderReported, OrderToldByPhone};
use crate::model::{
    AreaId, BootId, DeviceId, Fix, FixProvider, Moment, OrderId, OrderKind, PhotoId, Position, Span, SubjectId,
    Timestamp,
};
use crate::rules::order::clocks;
use crate::rules::verdict::{Clock, ClockKind, Verdict};

// Read once: a property tells thousands of stories.
static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::default_book);

/// Where the pipe leaks.
pub(crate) fn site() -> Position {
    Position::new(35.747, 114.295).unwrap()
}

/// A fix at the site, good to 5 m.
pub(crate) fn fix_at_site() -> Fix {
    Fix { position: site(), accuracy_m: 5, provider: FixProvider::Gnss, mock: false }
}

pub(crate) fn photo() -> PhotoId {
    PhotoId::of(b"ab")
}

pub(crate) fn dispatched(crew: &str) -> Fact {
    Fact::OrderDispatched(OrderDispatched { crew: CrewId::new(crew).unwrap() })
}

pub(crate) fn told() -> Fact {
    Fact::OrderToldByPhone(OrderToldByPhone { worker: WorkerId::new("W1").unwrap(), note: String::new() })
}

pub(crate) fn arrived(proof: ArrivalProof) -> Fact {
    Fact::OrderArrived { proof }
}

pub(crate) fn arrived_with_photo() -> Fact {
    arrived(ArrivalProof::Photo { photo: photo() })
}

pub(crate) fn repaired(surface_opened: bool) -> Fact {
    Fact::OrderRepaired(OrderRepaired { surface_opened, note: String::new(), photos: Vec::new() })
}

pub(crate) fn surface_restored() -> Fact {
    Fact::SurfaceRestored { photos: Vec::new() }
}

pub(crate) fn reported(result: RepairResult) -> Fact {
    Fact::OrderReported(OrderReported { result, tell_caller: "the pipe is mended".into() })
}

/// An outage that is announced to end at a minute of the story, with notices at two places.
pub(crate) fn outage(restore_at: i64) -> Fact {
    Fact::OutageAnnounced(OutagePlan {
        scope: "valves 3 and 4".into(),
        cause: "burst".into(),
        stop_at: minute(30),
        restore_at: minute(restore_at),
        places: vec!["east gate".into(), "school".into()],
    })
}

pub(crate) fn notice(place: &str, with_photo: bool) -> Fact {
    let photos = if with_photo { vec![photo()] } else { Vec::new() };
    Fact::NoticePosted(NoticePosted { place: place.into(), photos })
}

pub(crate) fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_780_000_000_000) + Span::minutes(minutes)
}

/// One order, told fact by fact.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) of: Of<OrderRecord, OrderState>,
    pub(crate) book: Rulebook,
    /// Every fact, as it was told.
    pub(crate) log: Vec<Dated>,
    seq: u64,
}

impl Story {
    /// Opened by the hotline at minute −10.
    pub(crate) fn created(kind: OrderKind) -> Self {
        let mut story = Self { of: Of::default(), book: BOOK.clone(), log: Vec::new(), seq: 0 };
        let record = OrderRecord {
            id: OrderId::new("O1").unwrap(),
            kind,
            summary: "water on the road".into(),
            address: "1 River Street".into(),
            position: Some(site()),
            area: AreaId::new("A1").unwrap(),
            caller: String::new(),
        };
        story.tell(-10, Fact::OrderCreated(Box::new(record)));
        story
    }

    /// And dispatched to crew K1 at minute 0, when the clocks start.
    pub(crate) fn dispatched(kind: OrderKind) -> Self {
        let mut story = Self::created(kind);
        story.tell(0, dispatched("K1"));
        story
    }

    /// A fact whose time is known exactly.
    pub(crate) fn tell(&mut self, at: i64, fact: Fact) -> Vec<FollowUp> {
        self.tell_when(TimeInterval::exact(minute(at)), None, fact)
    }

    /// A fact that came with a fix at the site.
    pub(crate) fn tell_there(&mut self, at: i64, fact: Fact) -> Vec<FollowUp> {
        self.tell_when(TimeInterval::exact(minute(at)), Some(fix_at_site()), fact)
    }

    pub(crate) fn tell_when(&mut self, at: TimeInterval, fix: Option<Fix>, fact: Fact) -> Vec<FollowUp> {
        self.seq += 1;
        let event = Event {
            id: EventId { device: DeviceId::new(1), seq: self.seq },
            author: Author::System,
            subject: SubjectId::Order(OrderId::new("O1").unwrap()),
            moment: Moment::new(BootId(1), Span::ZERO, minute(0)),
            fix,
            rulebook: self.book.version,
            fact,
        };
        let dated = Dated { event, at };
        self.log.push(dated.clone());
        apply(&mut self.of, &dated, &self.book)
    }

    pub(crate) fn state(&self) -> &OrderState {
        &self.of.state
    }

    pub(crate) fn last_id(&self) -> EventId {
        EventId { device: DeviceId::new(1), seq: self.seq }
    }

    /// The clocks, a week later.
    pub(crate) fn clock(&self, kind: ClockKind) -> Option<Clock> {
        self.clock_at(kind, 7 * 24 * 60)
    }

    /// The clocks, looked at in a minute of the story.
    pub(crate) fn clock_at(&self, kind: ClockKind, at: i64) -> Option<Clock> {
        let record = self.of.record.as_ref().unwrap();
        clocks(record, &self.of.state, &self.book, minute(at)).into_iter().find(|clock| clock.kind == kind)
    }

    pub(crate) fn verdict(&self, kind: ClockKind) -> Option<Verdict> {
        self.clock(kind).map(|clock| clock.verdict)
    }
}
