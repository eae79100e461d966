//! The façade as a worker meets it.

use super::*;
use crate::device::testing::{
    Bench, FakeServer, Folder, MORNING, PIN, Town, cover_position, enrolment, now, open, point, reading,
};
use crate::event::{
    ArrivalProof, BarrierKind, CoverInspected, CoverMadeSafe, EscalationDecided, EscalationDecision, EstimateReason,
    NoticePosted, OUTAGE_PLACES_MAX, OrderRepaired, OrderReported, OrderStep, OutagePlan, PLACE_CHARS_MAX,
    ReadingEstimated, RepairResult,
};
use crate::model::{CoverCondition, CoverId, CrewId, FixProvider, OrderId, PitId, Span, Volume, WorkerId};
use crate::rules::verdict::{ClockKind, Verdict};
use crate::state::OrderStage;

fn bench() -> Bench {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench
}

fn order() -> OrderId {
    OrderId::new("o1").unwrap()
}

fn cover(i: u32) -> CoverId {
    CoverId::new(&format!("k{i}")).unwrap()
}

fn looks(condition: CoverCondition) -> CoverInspected {
    CoverInspected { condition, owner: None, photos: Vec::new(), note: String::new() }
}

/// At the first cover, under the open sky.
fn here() -> Fix {
    Fix { position: cover_position(1), accuracy_m: 5, provider: FixProvider::Gnss, mock: false }
}

fn estimate(bench: &Bench, i: u32) -> ReadingEstimated {
    let card = bench.phone.meter(&point(i)).unwrap();
    ReadingEstimated {
        consumption: card.proposal.consumption,
        method: card.proposal.method,
        reason: EstimateReason::SewageInPit,
        pit: card.record.pit,
        photos: vec![crate::model::PhotoId::of(b"ab")],
        note: String::new(),
    }
}

#[test]
fn nothing_is_saved_before_there_is_an_identity_and_a_worker() {
    let (folder, clock) = (Folder::new(), crate::device::clock::SimClock::new(MORNING));
    let server = std::sync::Arc::new(FakeServer::new(Town::default(), clock.clone()));
    let phone = open(&folder, &clock, server);
    let save = || phone.record_reading(&point(1), reading(1, 5), None);
    assert!(matches!(save(), Err(PhoneError::NotEnrolled)));
    assert!(matches!(now(phone.sync()), Err(PhoneError::NotEnrolled)));
    now(phone.enrol(&enrolment("code"), "m")).unwrap();
    assert!(matches!(save(), Err(PhoneError::NotSignedIn)));
    now(phone.sync()).unwrap();
    assert_eq!(phone.people().unwrap()[0].record.as_ref().unwrap().name, "王芳");
    assert!(matches!(phone.choose_pin(&WorkerId::new("w9").unwrap(), PIN), Err(PhoneError::NotHere { .. })));
    phone.choose_pin(&WorkerId::new("w1").unwrap(), PIN).unwrap();
    phone.sign_in(&WorkerId::new("w1").unwrap(), PIN).unwrap();
    assert_eq!(save().unwrap().event, (7, 1).into());
    phone.sign_out().unwrap();
    assert!(matches!(save(), Err(PhoneError::NotSignedIn)));
    assert_eq!(phone.status().unwrap().saved, 1);
}

/// What the app's developer sees of a wrong key: a code of its own, and no key in any word of it.
#[cfg(feature = "cipher")]
#[test]
fn a_wrong_key_is_an_error_of_its_own_and_the_right_one_opens_afterwards() {
    use crate::device::store::TestKeys;
    let (folder, clock) = (Folder::new(), crate::device::clock::SimClock::new(MORNING));
    let open = |key| {
        let transport = std::sync::Arc::new(FakeServer::new(Town::default(), clock.clone()));
        let (folder, clock) = (folder.path().to_owned(), std::sync::Arc::new(clock.clone()));
        let photos = std::sync::Arc::new(crate::device::testing::FakePhotoServer::default());
        Phone::open(PhoneConfig { folder, keys: Some(TestKeys::new(key)), clock, transport, photos })
    };
    let phone = open(1).unwrap();
    now(phone.enrol(&enrolment("code"), "m")).unwrap();
    drop(phone);
    let error = open(7).err().unwrap();
    assert_eq!(error.code(), "phone.wrong_key");
    assert!(!format!("{error:?} {error}").contains("0707"));
    assert!(open(1).unwrap().status().unwrap().device.is_some());
}

#[test]
fn an_entry_out_of_its_range_names_the_field_and_saves_nothing() {
    let bench = bench();
    let long = "x".repeat(crate::event::NOTE_CHARS_MAX + 1);
    let refused =
        bench.phone.inspect_cover(&cover(1), CoverInspected { note: long, ..looks(CoverCondition::Sound) }, None);
    assert!(matches!(refused, Err(PhoneError::Invalid { field: "note", .. })));
    let office = Fact::OrderClosed;
    let refused = bench.phone.record(SubjectId::Order(order()), office, None);
    assert!(matches!(refused, Err(PhoneError::Invalid { field: "fact", .. })));
    let refused = bench.phone.record(SubjectId::Order(order()), Fact::ReadingTaken(reading(1, 1)), None);
    assert!(matches!(refused, Err(PhoneError::Invalid { field: "fact", .. })));
    assert_eq!(bench.phone.status().unwrap().saved, 0);
}

/// 3.2.2 READ-CYCLE: the next meter opens by itself, in the order of the walk, and once round.
#[test]
fn the_next_meter_is_the_next_that_is_to_be_read() {
    let bench = bench();
    let next = |i| bench.phone.next_meter(&point(i)).unwrap();
    assert_eq!(next(1), Some(point(2)));
    bench.phone.record_reading(&point(2), reading(2, 10), None).unwrap();
    assert_eq!(next(1), Some(point(3)));
    assert_eq!(next(10), Some(point(1)));
    bench.read_points(10);
    assert_eq!(next(5), None);
    let today = bench.phone.today().unwrap();
    assert_eq!((today.routes[0].to_read, today.routes[0].next.clone()), (0, None));
    assert_eq!(today.routes[0].meters.iter().map(|line| line.seq).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
    assert!(today.routes[0].meters.iter().all(|line| line.has_own_facts));
}

/// 3.2.3 READ-CHECK: what was typed is judged before anything is saved.
#[test]
fn a_typed_stand_is_checked_before_it_is_saved() {
    let bench = bench();
    let typed = |text: &str| bench.phone.check_reading(&point(1), text, None, false).unwrap();
    assert_eq!(typed("12a").value, None);
    assert_eq!(typed("12a").checks.len(), 1);
    assert_eq!(typed("00123").value, Some(Volume::cubic_metres(123)));
    assert_eq!(typed("00123").checks, []);
    bench.phone.record_reading(&point(1), reading(1, 123), None).unwrap();
    assert_eq!(typed("124").checks[0].code, crate::rules::reading_check::CheckCode::AlreadyRead);
    assert!(matches!(bench.phone.check_reading(&point(99), "1", None, false), Err(PhoneError::NotHere { .. })));
}

/// 3.2.2 EST-TIDY, EST-LIMIT, EST-ESCALATE: what follows is told at once; the decision comes back.
#[test]
fn the_third_estimate_escalates_at_once_and_its_answer_returns() {
    let bench = bench();
    for month in 0..3 {
        let outlook = bench.phone.meter(&point(1)).unwrap().estimate;
        assert_eq!((outlook.nth, outlook.limit), (month + 1, 2));
        let saved = bench.phone.record_estimate(&point(1), estimate(&bench, 1), Some(here())).unwrap();
        let escalated =
            saved.follow_ups.iter().any(|follow| matches!(follow, FollowUp::Escalated { nth: 3, limit: 2 }));
        assert_eq!(escalated, month == 2, "{:?}", saved.follow_ups);
        assert!(saved.follow_ups.iter().any(|follow| matches!(follow, FollowUp::TidyPit { .. })));
        if month < 2 {
            bench.clock.advance(Span::days(31));
        }
    }
    let today = bench.phone.today().unwrap();
    assert_eq!(today.tidy.len(), 1);
    assert_eq!(
        (today.escalations[0].point.clone(), today.escalations[0].escalation.decision.clone()),
        (point(1), None)
    );

    bench.sync().unwrap();
    let decided = EscalationDecided {
        estimate: today.escalations[0].escalation.estimate,
        decision: EscalationDecision::AllowEstimate,
        reason: "已核实".to_owned(),
    };
    bench.server.lock().state_fact(SubjectId::Point(point(1)), Fact::EscalationDecided(decided));
    bench.sync().unwrap();
    let answered = bench.phone.today().unwrap().escalations.remove(0).escalation;
    assert_eq!((answered.decision, answered.reason.as_str()), (Some(EscalationDecision::AllowEstimate), "已核实"));

    let photo = crate::model::PhotoId::of(b"ab");
    bench.phone.tidy_pit(&PitId::new("pit1").unwrap(), vec![photo], String::new(), None).unwrap();
    assert_eq!(bench.phone.today().unwrap().tidy, []);
}

/// 3.2.4 COVER-STATE: a list with distances, nearest first; nothing is snapped to.
#[test]
fn near_covers_are_a_list_to_pick_from() {
    let bench = bench();
    let near = bench.phone.covers_near(cover_position(3), 15.0).unwrap();
    let ids: Vec<_> = near.iter().map(|near| near.cover.record.id.as_str()).collect();
    assert_eq!(ids, ["k3", "k2", "k4"]);
    assert!(near[0].distance_m < 0.2 && (near[1].distance_m - 10.0).abs() < 0.3);
    assert_eq!(bench.phone.covers_near(cover_position(3), -1.0).unwrap().len(), 1);
    assert_eq!(bench.phone.covers_near(cover_position(3), f64::MAX).unwrap().len(), 5);

    // A cover that the office enters is in the list after the next sync.
    for (subject, fact) in (Town { points: 0, covers: 6 }).facts() {
        if subject.id() == "k6" {
            bench.server.lock().state_fact(subject, fact);
        }
    }
    bench.sync().unwrap();
    assert_eq!(bench.phone.covers_near(cover_position(6), 1.0).unwrap().len(), 1);
}

/// 3.2.4 COVER-SAFE, PATROL: a look counts as seen; a missing cover runs its clocks until it is safe.
#[test]
fn a_missing_cover_is_on_top_until_it_is_replaced() {
    let bench = bench();
    assert_eq!(bench.phone.today().unwrap().covers.due_count, 5);
    bench.phone.inspect_cover(&cover(1), looks(CoverCondition::Sound), None).unwrap();
    let saved = bench.phone.inspect_cover(&cover(2), looks(CoverCondition::Missing), None).unwrap();
    assert!(saved.follow_ups.iter().any(|follow| matches!(follow, FollowUp::MakeSafe { .. })));
    let covers = bench.phone.today().unwrap().covers;
    assert_eq!((covers.due_count, covers.due.len(), covers.count, covers.not_sound.len()), (3, 3, 5, 1));
    bench.clock.advance(Span::minutes(30));
    let clocks = bench.phone.cover(&cover(2)).unwrap().clocks;
    let make_safe = clocks.iter().find(|clock| clock.kind == ClockKind::MakeSafe).unwrap();
    assert!((make_safe.remaining - Span::minutes(30)).abs() < Span::seconds(5));
    bench
        .phone
        .make_safe(&cover(2), CoverMadeSafe { barrier: BarrierKind::Guarded, photos: Vec::new() }, None)
        .unwrap();
    let receipt = bench.phone.report_up(&cover(2), String::new(), None).unwrap();
    assert_eq!(receipt.event.seq, 4);
    let defect = bench.phone.cover(&cover(2)).unwrap().state.defect.unwrap();
    assert!(defect.safe_at.is_some() && defect.reported_up_at.is_some());
    bench.phone.replace_cover(&cover(2), Vec::new(), Vec::new(), None).unwrap();
    assert_eq!(bench.phone.today().unwrap().covers.not_sound, []);
    bench.clock.advance(Span::days(40));
    assert_eq!(bench.phone.today().unwrap().covers.due_count, 5);
}

/// 3.3.2 ARRIVE, 3.3.3 REPAIR-WINDOW, 3.3.4 OUTAGE: an order from the instruction to the report, offline.
#[test]
fn an_order_goes_all_its_steps_without_a_network() {
    let bench = bench();
    let card = || bench.phone.order(&order()).unwrap();
    let pass = || bench.clock.advance(Span::minutes(10));
    assert_eq!(card().next_steps[0], OrderStep::Acknowledge);
    let arrive = *card().clocks.iter().find(|clock| clock.kind == ClockKind::Arrive).unwrap();
    assert_eq!((arrive.verdict, arrive.remaining), (Verdict::Open, Span::hours(1)));

    pass();
    bench.phone.acknowledge(&order(), None).unwrap();
    pass();
    bench.phone.travel(&order(), None).unwrap();
    pass();
    let fix = here();
    assert!(bench.phone.is_at_site(&order(), &fix).unwrap());
    assert!(!bench.phone.is_at_site(&order(), &Fix { mock: true, ..fix }).unwrap());
    bench.phone.arrive(&order(), ArrivalProof::Position, Some(fix)).unwrap();
    assert!(card().state.arrival_proven);
    let arrive = *card().clocks.iter().find(|clock| clock.kind == ClockKind::Arrive).unwrap();
    assert_eq!(arrive.verdict, Verdict::Met);
    let now = bench.phone.now().unwrap();
    let plan = OutagePlan {
        scope: "淇河路".to_owned(),
        cause: "爆管".to_owned(),
        stop_at: now,
        restore_at: now + Span::hours(4),
        places: vec!["一号楼".to_owned(), "二号楼".to_owned()],
    };
    bench.phone.announce_outage(&order(), plan, None).unwrap();
    bench.phone.stop_water(&order(), None).unwrap();
    let photo = crate::model::PhotoId::of(b"ab");
    let notice = NoticePosted { place: "一号楼".to_owned(), photos: vec![photo] };
    bench.phone.post_notice(&order(), notice, None).unwrap();
    assert_eq!(card().missing_notices, ["二号楼"]);
    pass();
    let repaired = OrderRepaired { surface_opened: true, note: String::new(), photos: Vec::new() };
    bench.phone.repaired(&order(), repaired, None).unwrap();
    bench.phone.water_restored(&order(), None).unwrap();
    let reported = OrderReported { result: RepairResult::Repaired, tell_caller: "已修好".to_owned() };
    bench.phone.report(&order(), reported, None).unwrap();
    assert!(card().next_steps.contains(&OrderStep::RestoreSurface));
    bench.phone.surface_restored(&order(), Vec::new(), None).unwrap();
    assert_eq!(card().state.unexpected, []);
    let shown = card().state;
    bench.sync().unwrap();
    let office = bench.server.lock().subject(&SubjectId::Order(order())).unwrap();
    let Subject::Order(office) = office else { panic!() };
    assert_eq!((office.state.stage, office.state.milestones.len()), (shown.stage, shown.milestones.len()));
    assert!(shown.stage >= OrderStage::SurfaceRestored);
    assert_eq!(bench.phone.today().unwrap().orders.len(), 1);
}

#[test]
fn an_order_that_is_not_here_says_so() {
    let bench = bench();
    let id = OrderId::new("o9").unwrap();
    assert!(matches!(bench.phone.order(&id), Err(PhoneError::NotHere { .. })));
    // The fact is kept all the same: it may be an order that somebody told on the telephone.
    bench.phone.acknowledge(&id, None).unwrap();
    assert_eq!(bench.phone.status().unwrap().waiting, 1);
    let crew = CrewId::new("c2").unwrap();
    let other = SubjectId::Order(order());
    bench.server.lock().state_fact(other, Fact::OrderDispatched(crate::event::OrderDispatched { crew }));
    bench.sync().unwrap();
    assert_eq!(bench.phone.today().unwrap().orders, []);
}

/// 3.2.2 EST-LIMIT: an estimate at a point that is not here counts once, like any other.
#[test]
fn a_fact_about_what_is_not_here_is_kept_and_counts_once() {
    let bench = bench();
    let estimated = ReadingEstimated { pit: None, ..estimate(&bench, 1) };
    bench.phone.record_estimate(&point(99), estimated, None).unwrap();
    let shown = bench.phone.subject(&SubjectId::Point(point(99))).unwrap();
    let Some(Subject::Point(shown)) = shown else { panic!("{shown:?}") };
    assert_eq!((shown.record, shown.state.estimates_in_row), (None, 1));
}

/// A newer server says something that this app cannot read: facts about it are saved and sent, and all else goes on.
#[test]
fn a_row_that_only_a_newer_app_can_read_blocks_nothing() {
    let bench = bench();
    bench.server.lock().unreadable = Some(SubjectId::Order(order()));
    let told = crate::event::OrderDispatched { crew: CrewId::new("c1").unwrap() };
    bench.phone.acknowledge(&order(), None).unwrap();
    bench.server.lock().state_fact(SubjectId::Order(order()), Fact::OrderDispatched(told));
    bench.sync().unwrap();
    bench.phone.travel(&order(), None).unwrap();
    bench.read_points(2);
    bench.sync().unwrap();
    let status = bench.phone.status().unwrap();
    assert_eq!((status.delivered, status.waiting, status.refused), (4, 0, 0));
    assert_eq!(bench.phone.today().unwrap().orders, []);
    bench.server.lock().unreadable = None;
    bench.phone.arrive(&order(), ArrivalProof::Word, None).unwrap();
    bench.sync().unwrap();
    assert_eq!(bench.phone.order(&order()).unwrap().state.stage, OrderStage::OnSite);
}

#[test]
fn the_count_of_today_begins_anew_with_the_local_day() {
    let bench = bench();
    bench.read_points(2);
    assert_eq!(bench.phone.status().unwrap().saved_today, 2);
    bench.clock.advance(Span::hours(17));
    assert_eq!(bench.phone.status().unwrap().saved_today, 0);
    bench.read_points(1);
    bench.sync().unwrap();
    let status = bench.phone.status().unwrap();
    assert_eq!((status.saved_today, status.delivered_today, status.saved, status.delivered), (1, 1, 3, 3));
}

#[test]
fn a_scheduler_leaves_the_server_alone_until_it_is_due() {
    let bench = bench();
    bench.server.faults([crate::device::testing::Fault::LoseRequest]);
    bench.sync().unwrap_err();
    let SyncState::Waiting { wait, code } = bench.phone.sync_state().unwrap() else { panic!() };
    assert_eq!(code, "sync.no_answer");
    assert_eq!(now(bench.phone.sync_if_due()).unwrap(), None);
    // The wait is kept over a restart of the app, and ends by itself or with the network.
    let bench = bench.restart();
    assert_eq!(bench.phone.sync_state().unwrap(), SyncState::Waiting { wait, code });
    bench.clock.advance(wait);
    assert!(now(bench.phone.sync_if_due()).unwrap().is_some());
    bench.server.faults([crate::device::testing::Fault::LoseRequest]);
    bench.sync().unwrap_err();
    bench.phone.network_is_back().unwrap();
    assert_eq!(bench.phone.sync_state().unwrap(), SyncState::Ready);
}

#[test]
fn a_refusal_that_is_settled_leaves_the_list_and_keeps_its_bytes() {
    let bench = bench();
    bench.server.lock().refuse.insert(1);
    bench.read_points(1);
    bench.sync().unwrap();
    let entry = bench.phone.refused().unwrap().remove(0);
    assert_eq!(entry.event.as_ref().unwrap().id, (7, 1).into());
    bench.phone.settle_refused(entry.seq).unwrap();
    assert_eq!(bench.phone.refused().unwrap(), []);
    assert!(bench.phone.settle_refused(entry.seq).is_err());
    assert_eq!(bench.phone.entry_bytes((7, 1).into()).unwrap(), Some(entry.body));
}

#[test]
fn a_fact_whose_parts_fit_and_whose_whole_does_not_is_not_saved() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    let order = OrderId::new("o1").unwrap();
    let plan = |places: usize| OutagePlan {
        scope: String::new(),
        cause: String::new(),
        stop_at: MORNING,
        restore_at: MORNING + Span::hours(1),
        places: vec!["井".repeat(PLACE_CHARS_MAX); places],
    };
    let refused = bench.phone.announce_outage(&order, plan(OUTAGE_PLACES_MAX), None);
    assert!(matches!(refused, Err(PhoneError::Invalid { field: "fact", .. })), "{refused:?}");
    assert_eq!(bench.phone.status().unwrap().saved, 0);
    bench.phone.announce_outage(&order, plan(OUTAGE_PLACES_MAX / 2), None).unwrap();
    assert_eq!(bench.sync().unwrap().refused, 0);
}
