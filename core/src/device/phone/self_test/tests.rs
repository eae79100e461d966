//! A phone in every state that a self-test should tell apart.

use super::*;
use crate::device::store::meta;
use crate::device::testing::{Bench, Fault, Town, now};
use crate::text::{Lang, has};

fn bench() -> Bench {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench
}

fn found(bench: &Bench, part: Part) -> (Verdict, Finding) {
    let lines = bench.phone.self_test(&HostFacts::default());
    let line = lines.into_iter().find(|line| line.part == part).unwrap();
    (line.verdict, line.finding)
}

#[test]
fn a_phone_that_is_well_says_so_in_every_line() {
    let bench = bench();
    let host = HostFacts {
        free_bytes: Some(4_000_000_000),
        battery_exempt: Some(true),
        notifications_allowed: Some(true),
        last_fix: Some(LastFix::Ago(Span::minutes(2))),
    };
    let lines = bench.phone.self_test(&host);
    let parts: Vec<_> = lines.iter().map(|line| line.part.code()).collect();
    let own = ["clock", "storage", "encryption", "rulebook", "queue", "refused"];
    assert_eq!(parts, [&own[..], &["room", "position", "background", "notifications"]].concat());
    for line in lines.iter().filter(|line| line.part != Part::Encryption) {
        assert_eq!(line.verdict, Verdict::Good, "{line:?}");
    }
    assert_eq!(found(&bench, Part::Encryption), (Verdict::Doubtful, Finding::EncryptionOff));
}

#[test]
fn what_the_platform_does_not_tell_is_not_looked_at() {
    assert_eq!(bench().phone.self_test(&HostFacts::default()).len(), 6);
    let bad = HostFacts {
        free_bytes: Some(10_000_000),
        battery_exempt: Some(false),
        notifications_allowed: Some(false),
        last_fix: Some(LastFix::Never),
    };
    let verdicts: Vec<_> = checks::host(&bad).map(|finding| finding.verdict()).collect();
    assert_eq!(verdicts, [Verdict::Bad, Verdict::Bad, Verdict::Doubtful, Verdict::Doubtful]);
    let low = HostFacts { free_bytes: Some(100_000_000), last_fix: Some(LastFix::Ago(Span::hours(1))), ..bad };
    let findings: Vec<_> = checks::host(&low).take(2).collect();
    assert_eq!(findings, [Finding::RoomLow { megabytes: 100 }, Finding::PositionOld { age: Span::hours(1) }]);
}

#[test]
fn a_turned_clock_and_one_that_the_server_has_not_seen_are_told() {
    let bench = bench();
    bench.clock.turn_wall(Span::hours(-3));
    let (verdict, Finding::ClockOff { by }) = found(&bench, Part::Clock) else { panic!() };
    assert!(verdict == Verdict::Doubtful && (by - Span::hours(-3)).abs() < Span::seconds(1), "{by:?}");
    bench.clock.turn_wall(Span::hours(3));
    assert_eq!(found(&bench, Part::Clock).1, Finding::ClockRight);
    bench.clock.reboot(Span::minutes(5));
    let bench = bench.restart();
    assert_eq!(found(&bench, Part::Clock), (Verdict::Doubtful, Finding::ClockUnheard));
}

#[test]
fn the_storage_is_really_written_each_time() {
    let bench = bench();
    assert_eq!(found(&bench, Part::Storage), (Verdict::Good, Finding::StorageWorks));
    bench.phone.self_test(&HostFacts::default());
    let bench = bench.restart();
    assert_eq!(bench.phone.engine.store.read(meta::trial).unwrap(), 2);
    bench.phone.engine.store.write(|tx| Ok::<_, PhoneError>(tx.execute("DROP TABLE meta", []).unwrap())).unwrap();
    assert_eq!(found(&bench, Part::Storage).0, Verdict::Bad);
}

#[test]
fn what_waits_too_long_is_told_with_its_age() {
    let bench = bench();
    bench.read_points(2);
    bench.clock.advance(Span::hours(5));
    let (verdict, finding) = found(&bench, Part::Queue);
    let Finding::QueueWaits { count: 2, oldest } = finding else { panic!("{finding:?}") };
    assert!((oldest - Span::hours(5)).abs() < Span::minutes(3), "{oldest:?}");
    assert_eq!(verdict, Verdict::Good);
    bench.clock.advance(Span::days(3));
    assert!(matches!(found(&bench, Part::Queue), (Verdict::Bad, Finding::QueueOld { count: 2, .. })));
    bench.clock.advance(Span::days(5));
    assert!(matches!(found(&bench, Part::Rulebook), (Verdict::Doubtful, Finding::RulebookOld { since: Some(_), .. })));
}

#[test]
fn refused_entries_are_told() {
    let bench = bench();
    bench.server.lock().refuse.insert(1);
    bench.read_points(1);
    bench.sync().unwrap();
    assert_eq!(found(&bench, Part::Refused), (Verdict::Doubtful, Finding::RefusedWait { count: 1 }));
}

#[test]
fn a_test_message_asks_the_server_and_hands_nothing_over() {
    let bench = bench();
    bench.read_points(2);
    let line = now(bench.phone.test_message());
    assert_eq!((line.part, line.verdict), (Part::Server, Verdict::Good));
    assert!(bench.server.lock().had.is_empty());
    for (fault, verdict) in [
        (Fault::LoseRequest, Verdict::Doubtful),
        (Fault::Status(401, "auth.token_unknown"), Verdict::Bad),
        (Fault::Status(503, "server.busy"), Verdict::Bad),
    ] {
        bench.server.lock().faults.push_back(fault);
        assert_eq!(now(bench.phone.test_message()).verdict, verdict);
    }
    assert_eq!(bench.phone.status().unwrap().sync, super::super::SyncState::Ready, "a test changes no waits");
    assert_eq!(bench.sync().unwrap().delivered, 2);
}

/// One of each, so that none is without words.
fn every_finding() -> Vec<Finding> {
    let (by, megabytes, version, count, code) = (Span::hours(1), 1, 2, 3, String::new);
    vec![
        Finding::ClockRight,
        Finding::ClockOff { by },
        Finding::ClockUnheard,
        Finding::StorageWorks,
        Finding::StorageFails { code: code() },
        Finding::RoomEnough { megabytes },
        Finding::RoomLow { megabytes },
        Finding::RoomOut { megabytes },
        Finding::EncryptionOn,
        Finding::EncryptionOff,
        Finding::RulebookCurrent { version },
        Finding::RulebookOld { version, since: Some(by) },
        Finding::RulebookOld { version, since: None },
        Finding::QueueEmpty,
        Finding::QueueWaits { count, oldest: by },
        Finding::QueueOld { count, oldest: by },
        Finding::RefusedNone,
        Finding::RefusedWait { count },
        Finding::PositionFresh { age: by },
        Finding::PositionOld { age: by },
        Finding::PositionNever,
        Finding::BackgroundAllowed,
        Finding::BackgroundStopped,
        Finding::NotificationsShown,
        Finding::NotificationsHidden,
        Finding::ServerAnswers { after: by },
        Finding::ServerSilent,
        Finding::ServerRefuses { code: code() },
    ]
}

#[test]
fn every_finding_has_words_and_every_fault_a_remedy() {
    for lang in [Lang::Zh, Lang::En] {
        for finding in every_finding() {
            let key = format!("self_test.{}", finding.code());
            assert!(has(lang, &key), "{key}");
            assert!(has(lang, &format!("self_test.part.{}", finding.part().code())));
            assert_eq!(has(lang, &format!("{key}.remedy")), finding.verdict() > Verdict::Good, "{key}.remedy");
            let words = crate::text::text(lang, &key, &[]);
            for (name, _) in finding.values().iter().filter(|(name, _)| *name != "code") {
                assert!(words.contains(&format!("{{{name}}}")), "{key} names {name}");
            }
        }
    }
}
