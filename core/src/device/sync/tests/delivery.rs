//! Facts go up: once each, in order, whatever is lost on the way.

use super::same;
use crate::device::phone::{PhoneError, SyncState};
use crate::device::testing::{Bench, Fault, MORNING, Town, open, point, reading};
use crate::model::{Span, SubjectId};
use crate::wire::refusal;

fn first_seqs(bench: &Bench) -> Vec<(u64, usize)> {
    bench.server.lock().requests.iter().map(|request| (request.first_seq, request.events.len())).collect()
}

#[test]
fn a_day_goes_up_and_comes_back_as_the_office_sees_it() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(10);
    let status = bench.phone.status().unwrap();
    assert_eq!((status.saved_today, status.delivered_today, status.waiting), (10, 0, 10));
    let report = bench.sync().unwrap();
    assert_eq!((report.delivered, report.refused, report.requests), (10, 0, 1));
    let status = bench.phone.status().unwrap();
    assert_eq!((status.saved_today, status.delivered_today, status.waiting), (10, 10, 0));
    same(&bench.phone, &bench.server);
}

#[test]
fn what_the_phone_shows_before_the_sync_is_what_the_office_sees_after_it() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    let id = SubjectId::Point(point(1));
    let before = bench.phone.subject(&id).unwrap();
    bench.sync().unwrap();
    let office = bench.server.lock().subject(&id);
    // The server knows the time within the way of one request; all else is the same.
    let without_time = |subject: Option<crate::state::Subject>| match subject {
        Some(crate::state::Subject::Point(of)) => {
            (of.record, of.state.estimates_in_row, of.state.current.map(|c| c.stage))
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(without_time(before), without_time(office));
}

#[test]
fn a_lost_answer_sends_the_same_bytes_again_and_nothing_is_applied_twice() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(5);
    bench.server.faults([Fault::LoseAnswer]);
    assert!(matches!(bench.sync(), Err(PhoneError::Offline { .. })));
    assert_eq!(bench.phone.status().unwrap().waiting, 5);
    bench.sync().unwrap();
    assert_eq!(first_seqs(&bench), [(1, 0), (1, 5), (1, 5)]);
    {
        let server = bench.server.lock();
        let bodies = |i: usize| server.requests[i].events.iter().map(|e| e.get().to_owned()).collect::<Vec<_>>();
        assert_eq!(bodies(1), bodies(2));
        assert!(server.applied.values().all(|times| *times == 1));
    }
    same(&bench.phone, &bench.server);
}

#[test]
fn a_request_that_arrives_twice_is_applied_once() {
    let bench = Bench::new(Town::default());
    bench.server.faults([Fault::Twice, Fault::Twice, Fault::Twice]);
    bench.sync().unwrap();
    bench.read_points(5);
    bench.sync().unwrap();
    assert!(bench.server.lock().applied.values().all(|times| *times == 1));
    same(&bench.phone, &bench.server);
}

#[test]
fn a_server_that_takes_a_part_gets_the_rest_from_there() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(10);
    bench.server.faults([Fault::TakeOnly(3), Fault::TakeOnly(4)]);
    assert_eq!(bench.sync().unwrap().delivered, 10);
    assert_eq!(first_seqs(&bench), [(1, 0), (1, 10), (4, 7), (8, 3)]);
    same(&bench.phone, &bench.server);
}

#[test]
fn a_server_that_takes_nothing_is_left_alone_for_a_while() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(2);
    bench.server.faults([Fault::TakeOnly(0), Fault::TakeOnly(0), Fault::TakeOnly(0)]);
    assert!(matches!(bench.sync(), Err(PhoneError::Server { code, .. }) if code == "sync.stalled"));
    assert!(matches!(bench.phone.sync_state().unwrap(), SyncState::Waiting { .. }));
}

#[test]
fn a_boot_begins_with_a_hello_and_then_sends() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(2);
    bench.clock.reboot(Span::minutes(5));
    bench.sync().unwrap();
    assert_eq!(first_seqs(&bench), [(1, 0), (1, 0), (1, 2)]);
    let server = bench.server.lock();
    assert_eq!(server.requests[1].heard, None);
    assert_eq!(server.requests[2].heard.unwrap().boot, server.requests[2].now.boot);
}

/// The answer with the refusal is lost, and the next request is a hello: the refusal must still be heard.
#[test]
fn a_refusal_is_heard_even_if_its_answer_was_lost_and_the_phone_restarted() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    bench.server.lock().refuse.insert(2);
    bench.server.faults([Fault::LoseAnswer]);
    bench.sync().unwrap_err();
    bench.clock.reboot(Span::minutes(1));
    bench.sync().unwrap();
    let refused = bench.phone.refused().unwrap();
    assert_eq!(refused.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2]);
    assert_eq!(refused[0].body, bench.phone.entry_bytes((7, 2).into()).unwrap().unwrap());
    same(&bench.phone, &bench.server);
}

#[test]
fn a_refused_fact_drops_out_of_what_is_shown_and_blocks_nothing() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.server.lock().refuse.insert(2);
    bench.read_points(4);
    let report = bench.sync().unwrap();
    assert_eq!((report.delivered, report.refused), (4, 1));
    assert_eq!(bench.phone.status().unwrap().refused, 1);
    same(&bench.phone, &bench.server);

    // Way out: its cause is gone, and it goes again as it was, under a new number.
    let again = bench.phone.send_again(2).unwrap();
    assert_eq!(again.event.seq, 5);
    assert_eq!(bench.phone.refused().unwrap(), []);
    assert!(bench.phone.send_again(2).is_err(), "once is enough");
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
    let shown = bench.phone.meter(&point(2)).unwrap();
    assert_eq!(shown.state.current.unwrap().event.seq, 5);
}

#[test]
fn a_restored_server_is_offered_again_what_it_lost_and_all_is_read_anew() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(8);
    bench.sync().unwrap();
    bench.server.lock().restore(3);
    bench.server.lock().forget(&SubjectId::Point(point(9)));
    bench.phone.record_reading(&point(10), reading(10, 500), None).unwrap();
    let report = bench.sync().unwrap();
    assert!(report.rows > 0);
    assert_eq!(bench.phone.status().unwrap().waiting, 0);
    assert_eq!(bench.server.lock().had.len(), 9);
    assert_eq!(bench.phone.subject(&SubjectId::Point(point(9))).unwrap(), None, "what a reset does not bring is gone");
    same(&bench.phone, &bench.server);
}

#[test]
fn while_a_restored_server_catches_up_the_worker_sees_all_own_work() {
    let bench = Bench::new(Town { points: 10, covers: 0 });
    bench.sync().unwrap();
    bench.read_points(8);
    bench.sync().unwrap();
    bench.server.lock().restore(0);
    // The answer that brings the old rows comes through; the request that would bring the facts again does not.
    bench.server.faults([Fault::TakeOnly(0), Fault::LoseRequest]);
    bench.sync().unwrap_err();
    assert_eq!(bench.phone.status().unwrap().waiting, 8);
    for i in 1..=8 {
        let shown = bench.phone.meter(&point(i)).unwrap();
        assert_eq!(shown.state.current.unwrap().event.seq, u64::from(i));
        assert!(shown.has_own_facts);
    }
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
}

#[test]
fn a_restored_server_that_asks_for_what_is_kept_no_more_is_not_blocked_by_the_gap() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(5);
    bench.sync().unwrap();
    bench.clock.advance(Span::days(31));
    bench.phone.record_reading(&point(6), reading(6, 700), None).unwrap();
    bench.sync().unwrap();
    assert_eq!(bench.phone.entry_bytes((7, 5).into()).unwrap(), None, "had for more than 30 days");
    assert!(bench.phone.entry_bytes((7, 6).into()).unwrap().is_some());
    bench.server.lock().restore(2);
    bench.sync().unwrap();
    let server = bench.server.lock();
    assert_eq!(server.had.len(), 6);
    assert!(server.had[&3].contains("gone"));
}

#[test]
fn a_phone_that_was_put_back_gives_its_facts_new_numbers_and_drops_none() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(2);
    // A copy of the phone's folder, from before it made its next facts.
    let copy = crate::device::testing::Folder::new();
    let bench = bench.restart();
    for name in ["curbstop.db", "curbstop.db-wal"] {
        let from = bench.folder.path().join(name);
        if from.exists() {
            std::fs::copy(from, copy.path().join(name)).unwrap();
        }
    }
    bench.read_points(4);
    bench.sync().unwrap();

    let put_back = open(&copy, &bench.clock, bench.server.clone());
    put_back.record_reading(&point(9), reading(9, 900), None).unwrap();
    crate::device::testing::now(put_back.sync()).unwrap();
    let status = put_back.status().unwrap();
    assert_eq!((status.waiting, status.refused), (0, 0));
    let shown = put_back.meter(&point(9)).unwrap();
    assert_eq!(shown.state.current.unwrap().event.seq, 7, "numbers 1 to 6 were taken");
    let server = bench.server.lock();
    assert!(server.had[&7].contains("point:p9"));
    drop(server);
    same(&put_back, &bench.server);
}

#[test]
fn a_phone_that_is_enrolled_again_takes_its_unsent_work_along() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.server.lock().refuse.insert(2);
    bench.read_points(3);
    bench.sync().unwrap();
    bench.read_points(2);
    bench.server.faults([Fault::Status(401, "auth.token_unknown")]);
    assert!(matches!(bench.sync(), Err(PhoneError::Rejected { .. })));
    assert!(matches!(bench.phone.sync_state().unwrap(), SyncState::Paused { .. }));
    bench.read_points(1);

    {
        let mut server = bench.server.lock();
        server.next_device = 8;
        server.refuse.clear();
        server.faults.push_back(Fault::Status(401, "auth.device_revoked"));
    }
    crate::device::testing::now(bench.phone.enrol(&crate::device::testing::enrolment("code2"), "test phone")).unwrap();
    let status = bench.phone.status().unwrap();
    // Two were delivered; one refusal was open; three had never gone.
    assert_eq!((status.saved, status.waiting, status.refused), (4, 4, 0));
    assert_eq!(status.sync, SyncState::Ready);
    bench.sync().unwrap();
    let server = bench.server.lock();
    assert_eq!(server.had.len(), 4);
    assert!(server.had.values().all(|body| body.contains("[8,")));
    drop(server);
    same(&bench.phone, &bench.server);
}

/// A fact that went again under a new number must not go under the old one, too, when a restored server asks for both.
#[test]
fn a_fact_that_went_again_is_not_applied_twice_by_a_restored_server() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.server.lock().refuse.insert(2);
    bench.read_points(3);
    bench.sync().unwrap();
    bench.phone.send_again(2).unwrap();
    bench.sync().unwrap();
    let body = bench.phone.entry_bytes((7, 2).into()).unwrap();
    {
        let mut server = bench.server.lock();
        server.refuse.clear();
        server.restore(1);
    }
    bench.sync().unwrap();
    let times = |seq| bench.server.lock().applied.get(&(seq, SubjectId::Point(point(2)))).copied();
    assert_eq!((times(2), times(4)), (None, Some(1)));
    assert_eq!(bench.phone.entry_bytes((7, 2).into()).unwrap(), body, "its bytes stay here");
    assert_eq!(bench.phone.refused().unwrap(), []);
    same(&bench.phone, &bench.server);
}

/// The server has the facts, the phone has no receipt, and the office gives a new code.
#[test]
fn a_new_identity_sends_nothing_that_the_server_has_under_the_old_one() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    bench.server.faults([Fault::LoseAnswer]);
    bench.sync().unwrap_err();
    bench.server.lock().next_device = 8;
    crate::device::testing::now(bench.phone.enrol(&crate::device::testing::enrolment("code2"), "test phone")).unwrap();
    let status = bench.phone.status().unwrap();
    assert_eq!((status.device, status.waiting), (Some(crate::model::DeviceId::new(8)), 0));
    bench.sync().unwrap();
    let server = bench.server.lock();
    assert_eq!(
        server.applied.values().collect::<Vec<_>>(),
        [&1; 3],
        "handed in under the old identity, and only there"
    );
}

/// The server was restored from before the phone was enrolled: it knows neither the token nor any fact of it.
#[test]
fn a_server_that_lost_the_identity_gets_its_facts_again_under_the_new_one() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    bench.sync().unwrap();
    {
        let mut server = bench.server.lock();
        server.restore(0);
        server.device = 0;
        server.next_device = 8;
    }
    crate::device::testing::now(bench.phone.enrol(&crate::device::testing::enrolment("code2"), "test phone")).unwrap();
    assert_eq!(bench.phone.status().unwrap().waiting, 3);
    bench.sync().unwrap();
    assert_eq!(bench.server.lock().had.len(), 3);
    same(&bench.phone, &bench.server);
}

#[test]
fn a_turned_clock_moves_no_fact() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.clock.turn_wall(Span::days(-400));
    bench.clock.advance(Span::minutes(10));
    bench.phone.record_reading(&point(1), reading(1, 500), None).unwrap();
    let shown = bench.phone.meter(&point(1)).unwrap().state.current.unwrap().at;
    let truth = MORNING + Span::minutes(10);
    assert!((shown.middle() - truth).abs() < Span::seconds(2), "{shown:?}");
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
    assert_eq!(refusal::UNREADABLE, "event.unreadable");
}

/// What is sent again has a high number and an early time: the phone shows it in its place, as the office will.
#[test]
fn a_fact_that_is_sent_again_is_shown_where_it_happened() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.server.lock().refuse.insert(1);
    bench.phone.record_reading(&point(1), reading(1, 500), None).unwrap();
    bench.sync().unwrap();
    bench.server.lock().refuse.clear();
    bench.clock.advance(Span::hours(6));
    bench.phone.record_reading(&point(1), reading(1, 501), None).unwrap();
    bench.phone.send_again(1).unwrap();
    let stand = || bench.phone.meter(&point(1)).unwrap().state.last().unwrap().value.whole_cubic_metres();
    let before = (stand(), bench.phone.meter(&point(1)).unwrap().state.current.unwrap().stage);
    bench.sync().unwrap();
    assert_eq!(before, (stand(), bench.phone.meter(&point(1)).unwrap().state.current.unwrap().stage));
    same(&bench.phone, &bench.server);
}
