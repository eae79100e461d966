//! The state of a subject depends on its facts and their times, and on nothing else: not on the order in which they came,
//! and not on how they were split into syncs. For every kind of subject, over random and realistic logs.

#![allow(clippy::unwrap_used, reason = "clippy lets tests unwrap, but not their helpers outside a test function")]

use std::sync::LazyLock;

use curbstop_core::event::*;
use curbstop_core::model::*;
use curbstop_core::rulebook::{Rulebook, RulebookVersion};
use curbstop_core::state::{Subject, fold};
use proptest::prelude::*;
use proptest::sample::select;

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::default_book);

fn m3(n: i64) -> Volume {
    Volume::cubic_metres(n)
}

fn photos(some: bool) -> Vec<PhotoId> {
    if some { vec![PhotoId::of(b"ab12")] } else { Vec::new() }
}

fn meter(id: &str) -> Meter {
    Meter {
        id: MeterId::new(id).unwrap(),
        serial: format!("SN-{id}"),
        register: Register::new(5, 0).unwrap(),
        q4: Flow::litres_per_hour(3_125),
    }
}

fn pit_id() -> PitId {
    PitId::new("T1").unwrap()
}

fn site() -> Position {
    Position::new(35.747, 114.295).unwrap()
}

/// The first instant of every log: 2026-11-01T00:00 in China.
fn start() -> Timestamp {
    Timestamp::from_millis(1_793_462_400_000)
}

fn point_registered(route: &str) -> Fact {
    Fact::PointRegistered(Box::new(PointRecord {
        id: PointId::new("P1").unwrap(),
        customer_no: "100017".into(),
        customer: "王芳".into(),
        address: "淇滨区 3-201".into(),
        route: RouteId::new(route).unwrap(),
        seq: 1,
        position: None,
        pit: Some(pit_id()),
        meter: meter("M1"),
        class: CustomerClass::Household,
        account: AccountStatus::Open,
        note: String::new(),
        installed_on: None,
    }))
}

fn estimated() -> impl Strategy<Value = Fact> {
    (0..40_i64, any::<bool>()).prop_map(|(use_m3, photo)| {
        Fact::ReadingEstimated(ReadingEstimated {
            consumption: m3(use_m3),
            method: MethodUsed::RecentDailyUse,
            reason: EstimateReason::SewageInPit,
            pit: Some(pit_id()),
            photos: photos(photo),
            note: String::new(),
        })
    })
}

/// Decisions and reviews name an event of the log, or one that is not there.
fn some_event() -> impl Strategy<Value = EventId> {
    (0..3_u32, 1..9_u64).prop_map(EventId::from)
}

fn readings() -> impl Strategy<Value = Fact> {
    (0..100_000_i64, select(vec!["M1", "M2"]), any::<bool>()).prop_map(|(value, meter, rolled_over)| {
        Fact::ReadingTaken(ReadingTaken {
            meter: MeterId::new(meter).unwrap(),
            value: m3(value),
            first_entry: None,
            rolled_over,
            scanned: false,
            confirmed: Vec::new(),
            photos: photos(rolled_over),
            note: String::new(),
        })
    })
}

fn decisions() -> impl Strategy<Value = Fact> {
    let decided = (some_event(), any::<bool>()).prop_map(|(estimate, allow)| {
        let decision = if allow { EscalationDecision::AllowEstimate } else { EscalationDecision::ClearPit };
        Fact::EscalationDecided(EscalationDecided { estimate, decision, reason: "seen".into() })
    });
    let reviewed = (some_event(), select(vec![ReadingResolution::Accept, ReadingResolution::ReadAgain])).prop_map(
        |(reading, resolution)| Fact::ReadingReviewed(ReadingReviewed { reading, resolution, reason: String::new() }),
    );
    prop_oneof![decided, reviewed]
}

fn point_facts() -> impl Strategy<Value = Fact> {
    let missed = ReadingMissed { reason: NoReadReason::NoAccess, photos: Vec::new(), note: String::new() };
    let customer = (0..100_000_i64, any::<bool>())
        .prop_map(|(value, verified)| Fact::CustomerReported(CustomerReported { value: m3(value), verified }));
    let imported = (1..28_u32, 0..5_000_i64, any::<bool>()).prop_map(|(day, value, estimated)| {
        let on = chrono::NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        Fact::ReadingImported(ReadingImported { on, value: m3(value), estimated })
    });
    let exchanged = (0..100_000_i64).prop_map(|value| {
        Fact::MeterExchanged(Box::new(MeterExchanged {
            old_meter: MeterId::new("M1").unwrap(),
            old_final: m3(value),
            new_meter: meter("M2"),
            new_start: m3(0),
            photos: Vec::new(),
            note: String::new(),
        }))
    });
    let registered = select(vec!["R1", "R2"]).prop_map(point_registered);
    prop_oneof![
        5 => readings(), 4 => estimated(), 1 => Just(Fact::ReadingMissed(missed)), 1 => customer, 1 => imported,
        1 => exchanged, 3 => decisions(), 1 => registered,
    ]
}

fn pit_facts() -> impl Strategy<Value = Fact> {
    let record =
        PitRecord { id: pit_id(), route: RouteId::new("R1").unwrap(), place: "gate".into(), position: Some(site()) };
    let tidied = any::<bool>().prop_map(|photo| Fact::PitTidied { photos: photos(photo), note: String::new() });
    prop_oneof![1 => Just(Fact::PitRegistered(Box::new(record))), 3 => estimated(), 3 => tidied]
}

fn cover_facts() -> impl Strategy<Value = Fact> {
    let registered = select(vec![CoverOwner::Ours, CoverOwner::Unknown]).prop_map(|owner| {
        Fact::CoverRegistered(Box::new(CoverRecord {
            id: CoverId::new("C1").unwrap(),
            area: AreaId::new("A1").unwrap(),
            position: site(),
            kind: CoverKind::ValvePit,
            owner,
            pit: None,
            place: String::new(),
        }))
    });
    let owner = select(vec![None, Some(CoverOwner::Ours), Some(CoverOwner::Other)]);
    let inspected = (select(CoverCondition::ALL.to_vec()), owner).prop_map(|(condition, owner)| {
        Fact::CoverInspected(CoverInspected { condition, owner, photos: Vec::new(), note: String::new() })
    });
    let made_safe = select(vec![BarrierKind::BarrierAndSign, BarrierKind::PlateAndSign])
        .prop_map(|barrier| Fact::CoverMadeSafe(CoverMadeSafe { barrier, photos: Vec::new() }));
    let replaced = any::<bool>()
        .prop_map(|photo| Fact::CoverReplaced(CoverReplaced { before: photos(photo), after: photos(true) }));
    let reported = Just(Fact::CoverReportedUp(ReportedUp { note: String::new() }));
    prop_oneof![1 => registered, 5 => inspected, 2 => made_safe, 1 => replaced, 1 => reported]
}

fn order_created() -> Fact {
    Fact::OrderCreated(Box::new(OrderRecord {
        id: OrderId::new("O1").unwrap(),
        kind: OrderKind::Main,
        summary: "water on the road".into(),
        address: "1 River Street".into(),
        position: Some(site()),
        area: AreaId::new("A1").unwrap(),
        caller: String::new(),
    }))
}

fn instructions() -> impl Strategy<Value = Fact> {
    let dispatched = select(vec!["K1", "K2"])
        .prop_map(|crew| Fact::OrderDispatched(OrderDispatched { crew: CrewId::new(crew).unwrap() }));
    let told = OrderToldByPhone { worker: WorkerId::new("W1").unwrap(), note: String::new() };
    prop_oneof![3 => dispatched, 1 => Just(Fact::OrderToldByPhone(told)), 1 => Just(order_created())]
}

fn outages() -> impl Strategy<Value = Fact> {
    let announced = (1..30_i64).prop_map(|hours| {
        Fact::OutageAnnounced(OutagePlan {
            scope: "valves 3 and 4".into(),
            cause: "burst".into(),
            stop_at: start(),
            restore_at: start() + Span::hours(hours),
            places: vec!["east gate".into(), "school".into()],
        })
    });
    let posted = (select(vec!["east gate", "school", "elsewhere"]), any::<bool>())
        .prop_map(|(place, photo)| Fact::NoticePosted(NoticePosted { place: place.into(), photos: photos(photo) }));
    prop_oneof![announced, posted, Just(Fact::WaterStopped), Just(Fact::WaterRestored)]
}

/// Pauses, and decisions on whatever event they may hit.
fn pauses() -> impl Strategy<Value = Fact> {
    let paused = select(PauseCause::ALL.to_vec())
        .prop_map(|cause| Fact::RepairPaused(RepairPaused { cause, note: String::new(), photos: Vec::new() }));
    let decided = (0..3_u32, 1..9_u64, any::<bool>()).prop_map(|(device, seq, approved)| {
        let pause = EventId { device: DeviceId::new(device), seq };
        Fact::PauseDecided(PauseDecided { pause, approved, reason: "seen".into() })
    });
    prop_oneof![3 => paused, 2 => Just(Fact::RepairResumed), 3 => decided]
}

fn crew_facts() -> impl Strategy<Value = Fact> {
    let proofs = vec![ArrivalProof::Position, ArrivalProof::Word, ArrivalProof::ScannedCode { code: "x".into() }];
    let arrived = select(proofs).prop_map(|proof| Fact::OrderArrived { proof });
    let repaired = any::<bool>().prop_map(|surface_opened| {
        Fact::OrderRepaired(OrderRepaired { surface_opened, note: String::new(), photos: Vec::new() })
    });
    let results = vec![RepairResult::Repaired, RepairResult::MadeSafe, RepairResult::NothingFound];
    let reported = select(results)
        .prop_map(|result| Fact::OrderReported(OrderReported { result, tell_caller: "it is mended".into() }));
    prop_oneof![
        1 => Just(Fact::OrderAcknowledged), 1 => Just(Fact::OrderTravelling), 3 => arrived, 2 => repaired,
        1 => Just(Fact::SurfaceRestored { photos: Vec::new() }), 2 => reported,
    ]
}

fn order_facts() -> impl Strategy<Value = Fact> {
    let checked = any::<bool>().prop_map(|satisfied| Fact::OrderChecked { satisfied });
    prop_oneof![
        10 => crew_facts(), 5 => instructions(), 4 => outages(), 5 => pauses(), 1 => checked, 1 => Just(Fact::OrderClosed),
    ]
}

fn job_papers() -> impl Strategy<Value = Fact> {
    let done = JobStepDone::default();
    let budget =
        (0..1_000_i64).prop_map(|yuan| Fact::BudgetMade(BudgetMade { fen: Fen::yuan(yuan), note: String::new() }));
    let reviewed = (0..1_000_i64)
        .prop_map(|yuan| Fact::BudgetReviewed(BudgetReviewed { fen: Fen::yuan(yuan), reason: "fewer".into() }));
    prop_oneof![
        2 => Just(Fact::JobSurveyed(done.clone())), 2 => Just(Fact::DrawingMade(done.clone())), 3 => budget,
        1 => Just(Fact::BudgetDisputed(BudgetDisputed { reason: "dear".into() })), 1 => reviewed,
        2 => Just(Fact::JobWorkDone(done)),
    ]
}

fn job_facts() -> impl Strategy<Value = Fact> {
    let home = |id: &str| HouseholdId::new(id).unwrap();
    let record = JobRecord {
        id: JobId::new("J1").unwrap(),
        kind: JobKind::Conversion,
        applicant: "Mrs Wang".into(),
        phone: String::new(),
        address: "3 Qi Street".into(),
        position: None,
        area: AreaId::new("A1").unwrap(),
        department: DepartmentId::new("D1").unwrap(),
        households: vec![Household { id: home("101"), address: "101".into(), customer: String::new() }],
    };
    let checked = (select(vec!["101", "999"]), any::<bool>()).prop_map(move |(id, own)| {
        let turns = if own { TapTurns::OwnMeter } else { TapTurns::OtherMeter { which: "102".into() } };
        let (household, serial) = (home(id), "S-1".to_owned());
        Fact::HouseholdChecked(HouseholdChecked { household, turns, serial, photos: photos(own), note: String::new() })
    });
    let closed = (any::<bool>(), any::<bool>()).prop_map(|(holes_filled, signed)| {
        let signature = signed.then(|| PhotoId::of(b"ab12"));
        Fact::HouseClosed(HouseClosed { holes_filled, tidy: true, signature, note: String::new() })
    });
    let assigned = Fact::JobAssigned(JobAssigned { crew: CrewId::new("K1").unwrap() });
    prop_oneof![
        2 => Just(Fact::JobAccepted(Box::new(record))), 1 => Just(assigned), 6 => job_papers(), 4 => checked, 2 => closed,
        1 => Just(Fact::JobClosed),
    ]
}

/// A log: facts of three devices, minutes to weeks apart, each with a doubt of its own, so that they overlap and tie.
fn log(facts: impl Strategy<Value = Fact>, subject: SubjectId) -> impl Strategy<Value = (SubjectId, Vec<Dated>)> {
    let apart = prop_oneof![Just(0_i64), 0..120_i64, 0..40_000_i64];
    let fact = (facts, 0..3_usize, apart, 0..90_i64, any::<bool>());
    prop::collection::vec(fact, 1..25).prop_map(move |facts| {
        let (mut now, mut seqs) = (start(), [0_u64; 3]);
        let mut dated = Vec::new();
        for (fact, device, apart, doubt, with_fix) in facts {
            now = now + Span::minutes(apart);
            seqs[device] += 1;
            let fix = Fix { position: site(), accuracy_m: 8, provider: FixProvider::Gnss, mock: false };
            let event = Event {
                id: EventId { device: DeviceId::new(u32::try_from(device).unwrap()), seq: seqs[device] },
                author: Author::Worker(WorkerId::new("W1").unwrap()),
                subject: subject.clone(),
                moment: Moment::new(BootId(1), now - start(), now),
                fix: with_fix.then_some(fix),
                rulebook: RulebookVersion(1),
                fact,
            };
            let doubt = Span::minutes(doubt);
            dated.push(Dated { event, at: TimeInterval::between(now - doubt, now + doubt) });
        }
        (subject.clone(), dated)
    })
}

fn every_kind() -> impl Strategy<Value = (SubjectId, Vec<Dated>)> {
    prop_oneof![
        log(point_facts(), SubjectId::Point(PointId::new("P1").unwrap())),
        log(pit_facts(), SubjectId::Pit(pit_id())),
        log(cover_facts(), SubjectId::Cover(CoverId::new("C1").unwrap())),
        log(order_facts(), SubjectId::Order(OrderId::new("O1").unwrap())),
        log(job_facts(), SubjectId::Job(JobId::new("J1").unwrap())),
    ]
}

/// A subject as a server keeps it: record and state as stored text, and its log.
struct Stored<'b> {
    id: SubjectId,
    parts: (Option<String>, String),
    log: Vec<Dated>,
    book: &'b Rulebook,
}

impl<'b> Stored<'b> {
    fn unknown(id: &SubjectId, book: &'b Rulebook) -> Self {
        Self { id: id.clone(), parts: parts(&Subject::unknown(id)), log: Vec::new(), book }
    }

    /// A later fact goes on top of the stored state; an earlier one folds the log again.
    fn receive(&mut self, dated: &Dated) {
        let is_newest = self.log.iter().all(|old| old.order_key() < dated.order_key());
        self.log.push(dated.clone());
        let subject = if is_newest {
            let mut subject = self.subject();
            subject.apply(dated, self.book);
            subject
        } else {
            fold(&self.id, &self.log, &|_| self.book)
        };
        self.parts = parts(&subject);
    }

    fn subject(&self) -> Subject {
        Subject::from_parts(&self.id, self.parts.0.as_deref(), &self.parts.1).unwrap()
    }
}

fn parts(subject: &Subject) -> (Option<String>, String) {
    (subject.record_json().unwrap(), subject.state_json().unwrap())
}

/// A state travels to every phone of its bucket: it must not grow with its log.
const STATE_BYTES_MAX: usize = 4 * 1024;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_gives_the_same_state(
        (id, log, arrival) in every_kind().prop_flat_map(|(id, log)| (Just(id), Just(log.clone()), Just(log).prop_shuffle()))
    ) {
        let book = &*BOOK;
        let folded = fold(&id, &log, &|_| book);
        prop_assert_eq!(&fold(&id, &arrival, &|_| book), &folded, "a shuffled log folds to another state");

        let mut stored = Stored::unknown(&id, book);
        for dated in &arrival {
            stored.receive(dated);
        }
        prop_assert_eq!(&stored.subject(), &folded, "one by one, stored in between, it comes to another state");
        prop_assert!(stored.parts.1.len() <= STATE_BYTES_MAX, "the state has {} bytes", stored.parts.1.len());
    }

    #[test]
    fn any_split_into_syncs_gives_the_same_state((id, log) in every_kind(), cut in any::<prop::sample::Index>()) {
        let book = &*BOOK;
        let mut log = log;
        log.sort_by_key(Dated::order_key);
        let (first, second) = log.split_at(cut.index(log.len()));
        let before = parts(&fold(&id, first, &|_| book));
        let mut subject = Subject::from_parts(&id, before.0.as_deref(), &before.1).unwrap();
        for dated in second {
            subject.apply(dated, book);
        }
        prop_assert_eq!(subject, fold(&id, &log, &|_| book));
    }
}

/// The property above would hold for a fold that ignores its facts: each kind of subject must take something in.
#[test]
fn the_logs_change_every_kind_of_subject() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let (mut runner, book) = (TestRunner::deterministic(), &*BOOK);
    let mut changed = std::collections::BTreeSet::new();
    for _ in 0..100 {
        let (id, log) = every_kind().new_tree(&mut runner).unwrap().current();
        if fold(&id, &log, &|_| book).state_json().unwrap() != Subject::unknown(&id).state_json().unwrap() {
            changed.insert(id.kind());
        }
    }
    assert_eq!(Vec::from_iter(changed), ["cover", "job", "order", "pit", "point"]);
}
