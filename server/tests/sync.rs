//! `POST /v1/sync` over real HTTP, with requests written by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::{MORNING, Phone, Town, code, event, inspected, moment, point, reading, route, rows, zstd};
use curbstop_core::model::{CoverCondition, DeviceId, Span, Timestamp};
use curbstop_core::state::{ReadingStage, Subject};
use curbstop_core::wire::codec::Codec;
use curbstop_core::wire::{BODY_BYTES_MAX, Outcome, SyncResponse, refusal};
use serde_json::{Value, json};

fn at(minutes: i64) -> Timestamp {
    MORNING + Span::minutes(minutes)
}

fn refusals(answer: &SyncResponse) -> Vec<(u64, String)> {
    let outcomes = answer.outcomes.iter();
    outcomes
        .filter_map(|outcome| match &outcome.outcome {
            Outcome::Refused(refusal) => Some((outcome.seq, refusal.code.clone())),
            Outcome::FollowUps { .. } => None,
        })
        .collect()
}

async fn stand(town: &Town, point: &str) -> Option<i64> {
    let Subject::Point(of) = town.subject(&format!("point:{point}")).await else { panic!("not a point") };
    of.state.last().map(|stand| stand.value.whole_cubic_metres())
}

fn morning(town: &Town, phone: &Phone) -> Value {
    let events: Vec<Value> =
        (1..=5).map(|i| reading(phone, i, "w1", &format!("p{i}"), i64::try_from(i).unwrap() * 10, at(5))).collect();
    town.clock.set(at(60));
    phone.request(1, &events, at(60))
}

#[tokio::test]
async fn a_request_that_comes_twice_changes_nothing() {
    let town = Town::start().await;
    let (phone, other) = (town.enrol(&["w1"]).await, town.enrol(&["w1"]).await);
    let request = morning(&town, &phone);

    let first = phone.post(&request).await;
    let seen = other.everything(at(60)).await;
    let second = phone.post(&request).await;

    assert_eq!((first.have_through, second.have_through), (5, 5));
    assert_eq!(first.outcomes, second.outcomes, "an answer that was lost is given again");
    assert_eq!(rows(&first), rows(&second));
    assert_eq!(seen, other.everything(at(60)).await);
    assert_eq!(stand(&town, "p3").await, Some(30));
}

#[tokio::test]
async fn what_cannot_be_applied_stops_nothing_and_is_kept_whole() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let mut large = reading(&phone, 4, "w1", "p4", 40, at(5));
    large["e"]["reading_taken"]["n"] = json!("x".repeat(70_000));
    let mut long_note = reading(&phone, 9, "w1", "p9", 90, at(5));
    long_note["e"]["reading_taken"]["n"] = json!("注".repeat(2_001));
    let events = vec![
        reading(&phone, 1, "w1", "p1", 10, at(5)),
        json!({"what": ["is", "this"]}),
        json!("not even an object"),
        large,
        reading(&phone, 99, "w1", "p5", 50, at(5)),
        reading(&phone, 6, "w2", "p6", 60, at(5)),
        reading(&phone, 7, "w1", "nowhere", 70, at(5)),
        reading(&phone, 8, "w1", "q1", 80, at(5)),
        long_note,
        json!({"i": [phone.device, 10], "by": {"w": "w1"}, "s": "point:p1", "t": moment(at(5)), "r": 1, "e": "order_closed"}),
        json!({"i": [phone.device, 11], "by": {"w": "w1"}, "s": "cover:v1", "t": moment(at(5)), "r": 1, "e": "order_travelling"}),
        json!({"i": [phone.device, 12], "by": {"w": "w1"}, "s": "cover:v1", "t": moment(at(5)), "r": 1, "e": "seen_from_space"}),
        reading(&phone, 13, "w1", "p10", 100, at(5)),
    ];
    town.clock.set(at(60));
    let answer = phone.post(&phone.request(1, &events, at(60))).await;

    assert_eq!(answer.have_through, 13);
    let expected = [
        (2, refusal::UNREADABLE),
        (3, refusal::UNREADABLE),
        (4, refusal::TOO_LARGE),
        (5, refusal::WRONG_ID),
        (6, refusal::WORKER_UNKNOWN),
        (7, refusal::SUBJECT_UNKNOWN),
        (8, refusal::NOT_YOURS),
        (9, refusal::FIELD),
        (10, refusal::OFFICE_ONLY),
        (11, refusal::SUBJECT_KIND),
        (12, refusal::UNREADABLE),
    ];
    assert_eq!(refusals(&answer), expected.map(|(seq, code)| (seq, code.to_owned())));
    assert_eq!((stand(&town, "p1").await, stand(&town, "p10").await), (Some(10), Some(100)));
    assert_eq!(stand(&town, "q1").await, None);

    let kept = town.server.state.store.set_aside_of(phone.device).await.unwrap();
    let kept: Vec<(u64, Value)> = kept.iter().map(|k| (k.seq, serde_json::from_str(&k.raw).unwrap())).collect();
    let sent: Vec<(u64, Value)> =
        (2..=12).map(|seq| (seq, events[usize::try_from(seq).unwrap() - 1].clone())).collect();
    assert_eq!(kept, sent);
    // And the answer is the same when it is asked for again, with nothing kept twice.
    let again = phone.post(&phone.request(1, &events, at(60))).await;
    assert_eq!(again.outcomes, answer.outcomes);
    assert_eq!(town.server.state.store.set_aside_of(phone.device).await.unwrap().len(), 11);
}

#[tokio::test]
async fn other_bytes_under_a_number_that_is_had_are_a_cloned_phones() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let request = morning(&town, &phone);
    phone.post(&request).await;
    let other = vec![reading(&phone, 2, "w1", "p2", 99, at(6))];
    let answer = phone.post(&phone.request(2, &other, at(60))).await;
    assert_eq!(refusals(&answer), [(2, refusal::DEVICE_CLONED.to_owned())]);
    assert_eq!(answer.have_through, 5);
    assert_eq!(stand(&town, "p2").await, Some(20), "never overwritten");
    assert_eq!(town.server.state.store.set_aside_of(phone.device).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_gap_is_answered_with_where_to_go_on() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let late = vec![reading(&phone, 3, "w1", "p3", 30, at(5))];
    let answer = phone.post(&phone.request(3, &late, at(5))).await;
    assert_eq!((answer.have_through, answer.outcomes.len()), (0, 0));
    assert_eq!(stand(&town, "p3").await, None);
}

#[tokio::test]
async fn more_events_than_the_limit_are_taken_up_to_it() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let events: Vec<Value> = (1..=501).map(|seq| reading(&phone, seq, "w1", "p1", 10, at(5))).collect();
    let answer = phone.post(&phone.request(1, &events, at(5))).await;
    assert_eq!((answer.have_through, answer.limits.push_events), (500, 500));
}

#[tokio::test]
async fn nobody_gets_in_without_their_own_token() {
    let town = Town::start().await;
    let (phone, other) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    let hello = phone.request(1, &[], at(1));
    let url = format!("{}/v1/sync", phone.url);
    let bare = phone.http.post(&url).body(hello.to_string()).send().await.unwrap();
    assert_eq!((bare.status().as_u16(), code(&bare.bytes().await.unwrap())), (401, "auth.token_missing".to_owned()));
    let wrong = phone.http.post(&url).bearer_auth("guess").body(hello.to_string()).send().await.unwrap();
    assert_eq!((wrong.status().as_u16(), code(&wrong.bytes().await.unwrap())), (401, "auth.token_unknown".to_owned()));
    assert_eq!(other.refused(&hello).await, (403, "sync.other_device".to_owned()));
    let live = phone.http.get(format!("{}/v1/live", phone.url)).send().await.unwrap();
    assert_eq!(live.status(), 401);
}

#[tokio::test]
async fn a_phone_reads_only_its_own_buckets() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let mut greedy = phone.request(1, &[], at(1));
    greedy["cursors"] = json!([{"b": "route:R2", "n": 0}, {"b": "route:R1", "n": 0}]);
    let answer = phone.post(&greedy).await;
    let buckets: Vec<String> = answer.buckets.iter().map(|page| page.bucket.to_string()).collect();
    assert_eq!(buckets, ["utility", "route:R1", "area:N", "worker:w1"], "4.4: the own file, and nobody else's");
    assert!(rows(&answer).iter().all(|row| !row.contains("point:q")));
}

#[tokio::test]
async fn a_body_that_cannot_be_read_says_why() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let sent = |body: Vec<u8>, headers: Vec<(&'static str, &'static str)>| {
        let phone = &phone;
        async move {
            let (status, bytes) = phone.post_raw(body, &headers).await;
            (status, code(&bytes))
        }
    };
    assert_eq!(sent(b"{".to_vec(), vec![]).await, (400, "sync.body_unreadable".to_owned()));
    assert_eq!(sent(b"{}".to_vec(), vec![]).await, (400, "sync.body_unreadable".to_owned()));
    assert_eq!(
        sent(b"{}".to_vec(), vec![("content-encoding", "zstd")]).await,
        (400, "sync.body_unreadable".to_owned())
    );
    assert_eq!(sent(b"{}".to_vec(), vec![("content-encoding", "br")]).await, (415, "sync.encoding_unknown".to_owned()));
    assert_eq!(sent(b"{\"protocol\":9,\"new\":1}".to_vec(), vec![]).await, (400, "sync.protocol".to_owned()));
    let mut other = phone.request(1, &[], at(1));
    other["protocol"] = json!(7);
    assert_eq!(phone.refused(&other).await, (400, "sync.protocol".to_owned()));
    // Too large as it travels, and a bomb that is small until it is opened.
    let large = vec![b' '; 3 * 1024 * 1024];
    assert_eq!(sent(large, vec![]).await, (413, "sync.body_too_large".to_owned()));
    let bomb = Codec::Zstd.encode(&vec![b' '; usize::try_from(BODY_BYTES_MAX).unwrap() + 1]).unwrap();
    assert!(bomb.len() < 10_000);
    assert_eq!(sent(bomb, vec![("content-encoding", "zstd")]).await, (413, "sync.body_too_large".to_owned()));
}

#[tokio::test]
async fn both_ways_travel_compressed_by_agreement() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let request = morning(&town, &phone);
    let headers = [("content-encoding", "zstd"), ("accept-encoding", "zstd, gzip")];
    let (status, bytes) = phone.post_raw(zstd(&request), &headers).await;
    let answer: SyncResponse = serde_json::from_slice(&Codec::Zstd.decode(&bytes, BODY_BYTES_MAX).unwrap()).unwrap();
    assert_eq!((status, answer.have_through), (200, 5));
    let (_, bytes) = phone.post_raw(zstd(&request), &[("content-encoding", "zstd"), ("accept-encoding", "gzip")]).await;
    let answer: SyncResponse = serde_json::from_slice(&Codec::Gzip.decode(&bytes, BODY_BYTES_MAX).unwrap()).unwrap();
    assert_eq!(answer.have_through, 5);
}

#[tokio::test]
async fn a_fact_that_comes_late_is_folded_where_it_happened() {
    let town = Town::start().await;
    let (early, late) = (town.enrol(&["w1"]).await, town.enrol(&["w1"]).await);
    town.clock.set(at(30));
    late.post(&late.request(1, &[reading(&late, 1, "w1", "p1", 11, at(29))], at(30))).await;
    assert_eq!(stand(&town, "p1").await, Some(11));
    town.clock.set(at(40));
    let answer = early.post(&early.request(1, &[reading(&early, 1, "w1", "p1", 10, at(5))], at(40))).await;
    assert_eq!(answer.have_through, 1);
    assert!(answer.newest_at.unwrap().latest < at(29));
    // As if both had come in order: the first is the month's reading, the second asks a question.
    assert_eq!(stand(&town, "p1").await, Some(10));
    let Subject::Point(of) = town.subject("point:p1").await else { panic!() };
    assert_eq!(of.state.current.map(|current| current.stage), Some(ReadingStage::InReview));
}

#[tokio::test]
async fn a_subject_that_moves_leaves_a_tombstone_and_its_readers_work_stays_good() {
    let town = Town::start().await;
    let (first, second) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    let cursors = |answer: &SyncResponse| -> Value {
        answer.buckets.iter().map(|page| json!({"b": page.bucket, "n": page.through, "h": page.through})).collect()
    };
    let before = first.post(&first.request(1, &[], at(1))).await;
    second.post(&second.request(1, &[], at(1))).await;
    town.office(vec![point("p1", "R2", 11)]).await;

    let mut catch_up = first.request(1, &[reading(&first, 1, "w1", "p1", 10, at(2))], at(3));
    catch_up["cursors"] = cursors(&before);
    catch_up["epoch"] = json!(before.epoch);
    town.clock.set(at(3));
    let answer = first.post(&catch_up).await;
    assert_eq!(refusals(&answer), [], "it was this reader's when the phone had it");
    assert_eq!(stand(&town, "p1").await, Some(10));
    let gone: Vec<String> = rows(&answer).into_iter().filter(|row| row.contains("point:p1\"")).collect();
    assert_eq!(gone.len(), 1);
    assert!(!gone[0].contains("\"v\"") && !gone[0].contains("\"r\""), "a tombstone: {gone:?}");

    let now_second = second.everything(at(4)).await;
    let moved: Vec<&String> = now_second.iter().filter(|row| row.contains("point:p1\"")).collect();
    assert!(moved.len() == 1 && moved[0].contains("\"r\""), "with its record: {moved:?}");
    // And back: no tombstone stands beside it.
    town.office(vec![point("p1", "R1", 1)]).await;
    let back = first.everything(at(5)).await;
    assert_eq!(back.iter().filter(|row| row.contains("point:p1\"")).count(), 1);
}

#[tokio::test]
async fn a_route_that_is_given_to_another_reader_leaves_the_first_phone_but_not_its_work() {
    let town = Town::start().await;
    let (first, second) = (town.enrol(&["w1"]).await, town.enrol(&["w2"]).await);
    first.post(&first.request(1, &[], at(1))).await;
    let never = second.post(&second.request(1, &[reading(&second, 1, "w2", "p1", 5, at(1))], at(1))).await;
    assert_eq!(refusals(&never), [(1, refusal::NOT_YOURS.to_owned())]);

    town.office(vec![route("R1", Some("w2"))]).await;
    let answer = first.post(&first.request(1, &[reading(&first, 1, "w1", "p1", 10, at(2))], at(3))).await;
    assert_eq!(refusals(&answer), []);
    assert!(answer.buckets.iter().all(|page| page.bucket.to_string() != "route:R1"));
    let answer = second.post(&second.request(2, &[reading(&second, 2, "w2", "p1", 11, at(3))], at(4))).await;
    assert_eq!(refusals(&answer), []);
    assert!(answer.buckets.iter().any(|page| page.bucket.to_string() == "route:R1"));
}

#[tokio::test]
async fn a_revoked_phone_hands_in_its_facts_and_gets_nothing() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    phone.post(&phone.request(1, &[], at(1))).await;
    town.clock.set(at(10));
    town.server.state.store.revoke_device(phone.device, at(10)).await.unwrap();
    town.clock.set(at(20));
    let hello = phone.post(&phone.request(1, &[], at(20))).await;
    assert!(hello.buckets.is_empty() && hello.workers.is_empty() && hello.rulebook.is_none());
    let answer = phone.post(&phone.request(1, &[reading(&phone, 1, "w1", "p1", 10, at(5))], at(20))).await;
    assert_eq!(refusals(&answer), [(1, refusal::DEVICE_REVOKED.to_owned())]);
    assert_eq!((answer.have_through, answer.buckets.len()), (1, 0));
    assert_eq!(stand(&town, "p1").await, None);
    assert_eq!(town.server.state.store.set_aside_of(phone.device).await.unwrap().len(), 1);
    assert_eq!(phone.refused(&phone.request(2, &[], at(20))).await, (401, "auth.device_revoked".to_owned()));
}

/// The answer that takes its buckets away was lost: it is told again. Found by the simulation, as was the next one.
#[tokio::test]
async fn a_revoked_phone_that_still_reads_buckets_is_told_until_it_has_heard() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    town.server.state.store.revoke_device(phone.device, at(10)).await.unwrap();
    let mut request = phone.request(1, &[], at(20));
    request["cursors"] = json!([{ "b": "utility", "n": 1, "h": 1 }]);
    for minutes in [20, 30] {
        town.clock.set(at(minutes));
        assert!(phone.post(&request).await.buckets.is_empty());
    }
    request["cursors"] = json!([]);
    assert_eq!(phone.refused(&request).await, (401, "auth.device_revoked".to_owned()));
}

/// It has a receipt for a fact that a server put back from a backup has not.
#[tokio::test]
async fn a_revoked_phone_that_knows_more_than_the_server_is_told_what_is_missing() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    town.server.state.store.revoke_device(phone.device, at(10)).await.unwrap();
    for minutes in [20, 30] {
        town.clock.set(at(minutes));
        assert_eq!(phone.post(&phone.request(4, &[], at(minutes))).await.have_through, 0);
    }
}

/// A boot begins with a hello: it says nothing of what waits behind it.
#[tokio::test]
async fn a_revoked_phone_that_restarts_can_still_hand_in_its_facts() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    town.server.state.store.revoke_device(phone.device, at(10)).await.unwrap();
    for minutes in [20, 30] {
        town.clock.set(at(minutes));
        let mut hello = phone.request(1, &[], at(minutes));
        hello["heard"] = Value::Null;
        assert_eq!(phone.post(&hello).await.have_through, 0);
    }
    let facts = [reading(&phone, 1, "w1", "p1", 10, at(5))];
    assert_eq!(phone.post(&phone.request(1, &facts, at(30))).await.have_through, 1);
}

/// One phone whose clock is broken must not make a meter unreadable for everybody.
#[tokio::test]
async fn a_phone_with_a_mad_clock_spoils_no_subject() {
    let town = Town::start().await;
    for (i, mad) in [i64::MAX, i64::MIN, 1 << 62, 400_000_000_000_000].into_iter().enumerate() {
        let (broken, sound) = (town.enrol(&["w1"]).await, town.enrol(&["w1"]).await);
        let name = format!("p{}", i + 1);
        town.clock.set(at(30));
        let mut request = broken.request(1, &[reading(&broken, 1, "w1", &name, 10, at(5))], at(30));
        request["now"]["u"] = json!(mad);
        assert_eq!(broken.post(&request).await.have_through, 1, "{mad}");
        request["heard"]["uptime"] = json!(mad);
        request["first_seq"] = json!(2);
        request["events"] = json!([reading(&broken, 2, "w1", &name, 11, at(6))]);
        assert_eq!(broken.post(&request).await.have_through, 2, "{mad}");
        let answer = sound.post(&sound.request(1, &[reading(&sound, 1, "w1", &name, 12, at(7))], at(30))).await;
        assert_eq!((answer.have_through, refusals(&answer)), (1, vec![]), "{mad}");
        let Subject::Point(of) = town.subject(&format!("point:{name}")).await else { panic!() };
        let held = of.state.current.unwrap();
        assert_eq!(held.period.to_string(), "2026-11", "{mad}: {held:?}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_epoch_or_beyond_the_bucket_reads_everything_anew() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let first = phone.post(&phone.request(1, &[], at(1))).await;
    let mut beyond = phone.request(1, &[], at(1));
    beyond["epoch"] = json!(first.epoch);
    beyond["cursors"] = json!([{"b": "route:R1", "n": u64::MAX}, {"b": "utility", "n": 1}]);
    let answer = phone.post(&beyond).await;
    let page = |answer: &SyncResponse, bucket: &str| {
        let page = answer.buckets.iter().find(|page| page.bucket.to_string() == bucket).unwrap();
        (page.reset, page.rows.len(), page.through)
    };
    assert_eq!(page(&answer, "route:R1"), (true, 11, 11));
    assert_eq!(page(&answer, "utility"), (true, 3, 3), "one that lies beyond spoils them all");
    beyond["cursors"] = json!([{"b": "route:R1", "n": 11, "h": 11}, {"b": "utility", "n": 1}]);
    assert_eq!(page(&phone.post(&beyond).await, "utility"), (false, 2, 3));
    beyond["epoch"] = json!("another");
    assert_eq!(page(&phone.post(&beyond).await, "utility"), (true, 3, 3));
}

#[tokio::test]
async fn a_record_travels_once_and_then_only_the_state() {
    let town = Town::start().await;
    let phone = town.enrol(&["w1"]).await;
    let first = phone.post(&phone.request(1, &[], at(1))).await;
    let mut next = phone.request(1, &[reading(&phone, 1, "w1", "p1", 10, at(1))], at(2));
    next["epoch"] = json!(first.epoch);
    next["cursors"] =
        first.buckets.iter().map(|page| json!({"b": page.bucket, "n": page.through, "h": page.through})).collect();
    let answer = phone.post(&next).await;
    let row = rows(&answer).pop().unwrap();
    assert_eq!(rows(&answer).len(), 1);
    assert!(row.contains("\"v\"") && !row.contains("\"r\""), "{row}");
    assert_eq!(first.rulebook, None, "the phone has the newest");
}

#[tokio::test]
async fn what_two_phones_state_of_one_cover_is_one_state() {
    let town = Town::start().await;
    let (reader, crew) = (town.enrol(&["w1"]).await, town.enrol(&["k1"]).await);
    let seen = |phone: &Phone, worker: &str, condition| {
        serde_json::to_value(event(phone.device, 1, worker, "cover:v1", inspected(condition), at(2))).unwrap()
    };
    for (phone, worker, condition) in [(&reader, "w1", CoverCondition::Missing), (&crew, "k1", CoverCondition::Missing)]
    {
        let answer = phone.post(&phone.request(1, &[seen(phone, worker, condition)], at(3))).await;
        assert_eq!((answer.have_through, refusals(&answer).len()), (1, 0));
    }
    let of_cover = |rows: Vec<String>| -> Vec<String> { rows.into_iter().filter(|r| r.contains("cover:v1")).collect() };
    let (a, b) = (of_cover(reader.everything(at(3)).await), of_cover(crew.everything(at(3)).await));
    assert_eq!((a.len(), a), (1, b));
    assert_ne!(reader.device, DeviceId::OFFICE);
}
