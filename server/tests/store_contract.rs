//! What every store does, whatever database stands behind it. A second implementation joins by one more `contract!`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use common::{Folder, MORNING, books, event, id, inspected, moment, point, taken};
use curbstop_core::event::{Author, CoverInspected, Event, EventId, Fact, OrderDispatched};
use curbstop_core::model::{
    BucketId, CoverCondition, DeviceId, OrderKind, OrderRecord, PhotoId, PhotoKind, Span, SubjectId, Timestamp,
};
use curbstop_core::wire::{BucketPage, Cursor, Heard, Outcome, refusal};
use curbstop_server::intake::{self, Books, Received};
use curbstop_server::secret::SecretHash;
use curbstop_server::store::photo::{Begun, NewUpload, StoredPhoto, Upload, UploadId};
use curbstop_server::store::sqlite::{Opening, WorksOn};
use curbstop_server::store::{
    Batch, BatchTaken, NewDevice, OfficeBatch, PullAsk, Pulled, SqliteStore, Standing, Store, StoreError,
};
use serde_json::value::RawValue;

/// Each case gets a store of its own, with the books of the town in it.
macro_rules! contract {
    ($name:ident, $open:expr, $($case:ident,)*) => {
        mod $name {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let folder = super::Folder::new();
                let store: std::sync::Arc<dyn super::Store> = $open(&folder);
                super::accept(&*store, super::books()).await.unwrap();
                super::$case(store).await;
            })*
        }
    };
}

contract! {
    sqlite, super::open_sqlite,
    a_code_makes_one_device_once_and_not_after_it_ran_out,
    a_token_finds_its_device_and_says_whether_it_is_revoked,
    a_batch_that_comes_twice_is_had_once,
    numbers_of_a_bucket_have_no_gaps_also_when_many_write_at_once,
    pages_give_everything_once_within_the_limit_of_rows,
    a_record_comes_unless_the_phone_held_all_of_the_bucket_after_it_changed,
    a_receipt_is_of_the_same_moment_as_the_rows,
    a_phone_that_knows_more_than_the_store_reads_everything_anew,
    what_is_gone_for_good_is_settled_as_it_comes,
    a_dispatched_order_moves_to_its_crew_and_leaves_a_tombstone,
    the_offices_facts_are_taken_all_or_none,
    a_job_that_fails_hurts_no_other,
    a_fact_without_effect_takes_no_number,
    a_rulebook_stays,
    an_upload_is_one_devices_and_goes_on_from_where_it_was,
    unfinished_uploads_of_a_device_are_bounded_and_expire,
    a_photo_is_here_once_for_all_and_its_subjects_are_told,
}

fn open_sqlite(folder: &Folder) -> Arc<dyn Store> {
    let opening = Opening {
        path: folder.file("contract.db"),
        new_epoch: "first".to_owned(),
        restored_from_backup: false,
        works_on: WorksOn::Threads,
    };
    Arc::new(SqliteStore::open(&opening).unwrap())
}

fn rulebooks() -> Arc<Books> {
    Arc::new(Books::read([Books::default_text().unwrap()]).unwrap())
}

async fn accept(store: &dyn Store, facts: Vec<(SubjectId, Fact)>) -> Result<Vec<EventId>, StoreError> {
    let batch = OfficeBatch { author: Author::System, now: MORNING, facts };
    Ok(store.accept_office(batch, rulebooks()).await?.ids)
}

async fn enrol(store: &dyn Store, worker: &str) -> DeviceId {
    let code_hash = SecretHash::of(&format!("code {worker}"));
    store.add_enrol_code(code_hash, vec![id(worker)], MORNING + Span::hours(1)).await.unwrap();
    let new = NewDevice { code_hash, token_hash: SecretHash::of(worker), model: String::new(), now: MORNING };
    store.enrol(new).await.unwrap().unwrap()
}

fn batch(device: DeviceId, first_seq: u64, events: Vec<Event>, worker: &str) -> Batch {
    let received_at = MORNING + Span::hours(9);
    let heard = moment(MORNING);
    let received = |(seq, event): (u64, Event)| -> Received {
        let raw = RawValue::from_string(serde_json::to_string(&event).unwrap()).unwrap();
        intake::read(raw, EventId { device, seq }, &[id(worker)])
    };
    Batch {
        device,
        received_at,
        sent: moment(received_at),
        heard: Some(Heard { boot: heard.boot, uptime: heard.uptime, server_time: MORNING }),
        answered: None,
        first_seq,
        events: (first_seq..).zip(events).map(received).collect(),
    }
}

async fn push(store: &dyn Store, batch: Batch) -> BatchTaken {
    store.push(batch, rulebooks()).await.unwrap()
}

fn reads(device: DeviceId, seq: u64, worker: &str, point: &str, m3: i64) -> Event {
    let at = MORNING + Span::minutes(i64::try_from(seq).unwrap());
    event(device, seq, worker, &format!("point:{point}"), Fact::ReadingTaken(taken(point, m3)), at)
}

async fn pull(store: &dyn Store, buckets: &[&str], cursors: Vec<Cursor>, rows_max: u32) -> Pulled {
    let buckets: BTreeSet<BucketId> = buckets.iter().map(|bucket| bucket.parse().unwrap()).collect();
    let (device, anew) = (DeviceId::OFFICE, false);
    store.pull(PullAsk { device, anew, buckets, epoch: "first".to_owned(), cursors, rows_max }).await.unwrap()
}

async fn a_code_makes_one_device_once_and_not_after_it_ran_out(store: Arc<dyn Store>) {
    let hash = SecretHash::of("code");
    let new = |token: &str, now: Timestamp| NewDevice {
        code_hash: hash,
        token_hash: SecretHash::of(token),
        model: "phone".to_owned(),
        now,
    };
    assert_eq!(store.enrol(new("a", MORNING)).await.unwrap(), None, "nobody gave it");
    store.add_enrol_code(hash, vec![id("w1")], MORNING).await.unwrap();
    assert_eq!(store.enrol(new("a", MORNING)).await.unwrap(), None, "it ran out");
    store.add_enrol_code(hash, vec![id("w1")], MORNING + Span::millis(1)).await.unwrap();
    let device = store.enrol(new("a", MORNING)).await.unwrap().unwrap();
    assert_ne!(device, DeviceId::OFFICE);
    assert_eq!(store.enrol(new("b", MORNING)).await.unwrap(), None, "it is used up");
}

async fn a_token_finds_its_device_and_says_whether_it_is_revoked(store: Arc<dyn Store>) {
    let device = enrol(&*store, "w1").await;
    let standing = || async { store.device_by_token(SecretHash::of("w1")).await.unwrap().unwrap().standing };
    assert!(store.device_by_token(SecretHash::of("w2")).await.unwrap().is_none());
    assert_eq!(standing().await, Standing::Good);
    assert_eq!(store.device_buckets(device).await.unwrap().len(), 4);
    store.revoke_device(device, MORNING + Span::hours(1)).await.unwrap();
    assert_eq!(standing().await, Standing::Revoked { answered_since: false });
    push(&*store, batch(device, 1, Vec::new(), "w1")).await;
    assert_eq!(standing().await, Standing::Revoked { answered_since: true });
    assert!(store.device_buckets(device).await.unwrap().is_empty());
    let unknown = store.revoke_device(DeviceId::new(99), MORNING).await;
    assert!(matches!(unknown, Err(StoreError::NotFound { .. })));
    assert!(matches!(store.revoke_device(DeviceId::OFFICE, MORNING).await, Err(StoreError::NotFound { .. })));
}

async fn a_batch_that_comes_twice_is_had_once(store: Arc<dyn Store>) {
    let device = enrol(&*store, "w1").await;
    let events = || {
        vec![reads(device, 1, "w1", "p1", 10), reads(device, 2, "w1", "nowhere", 1), reads(device, 3, "w1", "p3", 30)]
    };
    let first = push(&*store, batch(device, 1, events(), "w1")).await;
    let before = pull(&*store, &["route:R1"], Vec::new(), 100).await;
    let second = push(&*store, batch(device, 1, events(), "w1")).await;
    let after = pull(&*store, &["route:R1"], Vec::new(), 100).await;
    assert_eq!((first.have_through, second.have_through), (3, 3));
    assert_eq!(first.outcomes, second.outcomes);
    assert!(second.changed.is_empty(), "nobody is told of nothing");
    assert_eq!(format!("{before:?}"), format!("{after:?}"));
    // Half of it again, with one more.
    let mut more = events().split_off(2);
    more.push(reads(device, 4, "w1", "p4", 40));
    assert_eq!(push(&*store, batch(device, 3, more, "w1")).await.have_through, 4);
    assert_eq!(store.set_aside_of(device).await.unwrap().len(), 1);
}

async fn numbers_of_a_bucket_have_no_gaps_also_when_many_write_at_once(store: Arc<dyn Store>) {
    let devices = [enrol(&*store, "w1").await, enrol(&*store, "k1").await];
    let before = pull(&*store, &["area:N"], Vec::new(), 100).await.buckets.remove(0).through;
    let seen = |device, worker: &str, seq| {
        let condition = if seq % 2 == 0 { CoverCondition::Sound } else { CoverCondition::Missing };
        event(
            device,
            seq,
            worker,
            "cover:v1",
            inspected(condition),
            MORNING + Span::minutes(i64::try_from(seq).unwrap()),
        )
    };
    let pushes = devices.into_iter().zip(["w1", "k1"]).map(|(device, worker)| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            let (mut numbers, mut changes) = (Vec::new(), 0);
            for seq in 1..=20 {
                let taken = push(&*store, batch(device, seq, vec![seen(device, worker, seq)], worker)).await;
                changes += u64::from(!taken.changed.buckets.is_empty());
                numbers.push(pull(&*store, &["area:N"], Vec::new(), 100).await.buckets.remove(0).through);
            }
            (numbers, changes)
        })
    });
    let mut expected = before;
    for task in pushes.collect::<Vec<_>>() {
        let (numbers, changes) = task.await.unwrap();
        assert!(numbers.is_sorted(), "{numbers:?}");
        expected += changes;
    }
    let page = pull(&*store, &["area:N"], Vec::new(), 100).await.buckets.remove(0);
    assert!(expected > before + 10);
    assert_eq!(page.through, expected, "each change took the next number");
    assert_eq!(page.rows.last().unwrap().n, page.through);
}

async fn pages_give_everything_once_within_the_limit_of_rows(store: Arc<dyn Store>) {
    let whole = pull(&*store, &["route:R1", "route:R2"], Vec::new(), 100).await;
    let cursors: Vec<Cursor> =
        whole.buckets.iter().map(|p| Cursor { bucket: p.bucket.clone(), n: p.through, held: p.through }).collect();
    accept(&*store, vec![point("p2", "R2", 20), point("p3", "R2", 21), point("q1", "R1", 20)]).await.unwrap();
    // Three moved: to who knew them they are a row and a tombstone each.
    for (start, rows, tombstones) in [(Vec::new(), 22, None), (cursors, 3, Some(3))] {
        let (mut cursors, mut seen, mut pages) = (start, Vec::new(), 0);
        loop {
            let pulled = pull(&*store, &["route:R1", "route:R2"], cursors, 2).await;
            assert!(pulled.buckets.iter().map(|page| page.rows.len()).sum::<usize>() <= 2);
            let of = |page: &BucketPage| {
                let bucket = page.bucket.clone();
                let rows = page.rows.iter().map(move |row| (bucket.clone(), row.subject.clone(), row.state.is_some()));
                rows.collect::<Vec<_>>()
            };
            seen.extend(pulled.buckets.iter().flat_map(of));
            cursors =
                pulled.buckets.iter().map(|p| Cursor { bucket: p.bucket.clone(), n: p.through, held: 0 }).collect();
            pages += 1;
            if !pulled.buckets.iter().any(|page| page.more) {
                break;
            }
        }
        let once: BTreeSet<_> = seen.iter().cloned().collect();
        assert_eq!(seen.len(), once.len(), "in {pages} pages");
        assert_eq!(seen.iter().filter(|(_, _, here)| *here).count(), rows);
        assert!(tombstones.is_none_or(|expected| seen.len() - rows == expected));
    }
}

/// [`Cursor::held`]: while a bucket is read page by page, a subject that changes moves behind the pages that are left.
async fn a_record_comes_unless_the_phone_held_all_of_the_bucket_after_it_changed(store: Arc<dyn Store>) {
    let device = enrol(&*store, "w1").await;
    let page = async |n: u64, held: u64, rows: u32| {
        let cursor = Cursor { bucket: "route:R1".parse().unwrap(), n, held };
        pull(&*store, &["route:R1"], if n == 0 { Vec::new() } else { vec![cursor] }, rows).await.buckets.remove(0)
    };
    let first = page(0, 0, 4).await;
    assert!(first.more && first.rows.iter().all(|row| row.record.is_some()));
    // The last point is read, and moves to the bucket's end; the phone goes on to where its record lay.
    push(&*store, batch(device, 1, vec![reads(device, 1, "w1", "p10", 10)], "w1")).await;
    let second = page(first.through, 0, 6).await;
    let third = page(second.through, 0, 6).await;
    let last = third.rows.last().unwrap();
    assert_eq!((last.subject.to_string(), third.more), ("point:p10".to_owned(), false));
    assert!(last.record.is_some(), "its record lies before the cursor and has not come");
    // From here on the phone holds everything: a state alone will do, until the record changes.
    push(&*store, batch(device, 2, vec![reads(device, 2, "w1", "p10", 11), reads(device, 3, "w1", "p1", 5)], "w1"))
        .await;
    let held = page(third.through, third.through, 6).await;
    assert!(held.rows.len() == 2 && held.rows.iter().all(|row| row.record.is_none() && row.state.is_some()));
    accept(&*store, vec![point("p1", "R1", 40)]).await.unwrap();
    let changed = page(third.through, third.through, 6).await;
    let with_record: Vec<_> = changed.rows.iter().filter(|row| row.record.is_some()).collect();
    assert_eq!(with_record.iter().map(|row| row.subject.to_string()).collect::<Vec<_>>(), ["point:p1"]);
}

/// The same request arrives once more between a push and its pull: what it brought is inside the rows, and the receipt says so.
async fn a_receipt_is_of_the_same_moment_as_the_rows(store: Arc<dyn Store>) {
    let device = enrol(&*store, "w1").await;
    let hello = push(&*store, batch(device, 1, Vec::new(), "w1")).await;
    push(&*store, batch(device, 1, vec![reads(device, 1, "w1", "p1", 10)], "w1")).await;
    let (buckets, epoch) = (hello.buckets, "first".to_owned());
    let pulled = store.pull(PullAsk { device, anew: false, buckets, epoch, cursors: Vec::new(), rows_max: 100 }).await;
    assert_eq!((hello.have_through, pulled.unwrap().have_through), (0, 1));
}

/// The file was put back from a backup, and its epoch is as before: nothing tells but what phones know.
async fn a_phone_that_knows_more_than_the_store_reads_everything_anew(store: Arc<dyn Store>) {
    let device = enrol(&*store, "w1").await;
    let knows_more = async |first_seq: u64, answered: Option<Timestamp>| {
        push(&*store, Batch { answered, ..batch(device, first_seq, Vec::new(), "w1") }).await.knows_more
    };
    let answered = MORNING + Span::hours(9);
    assert!(!knows_more(1, Some(MORNING)).await, "the answer to the enrolment is remembered");
    assert!(!knows_more(1, Some(MORNING)).await, "an older answer than the last: the last was lost on the way");
    assert!(!knows_more(1, None).await && !knows_more(1, Some(answered)).await);
    assert!(knows_more(1, Some(answered + Span::millis(1))).await, "an answer that was never given");
    assert!(knows_more(3, None).await, "a receipt that was never given");

    let cursors = async |n: u64, held: u64, anew: bool| {
        let buckets = BTreeSet::from(["route:R1".parse().unwrap(), BucketId::Utility]);
        let cursor = |bucket: &str, n, held| Cursor { bucket: bucket.parse().unwrap(), n, held };
        let cursors = vec![cursor("route:R1", n, held), cursor("utility", 3, 3)];
        let ask = PullAsk { device, anew, buckets, epoch: "first".to_owned(), cursors, rows_max: 100 };
        store.pull(ask).await.unwrap().buckets.iter().map(|page| (page.reset, page.rows.len())).collect::<Vec<_>>()
    };
    let (nothing, everything) = ([(false, 0), (false, 0)], [(true, 3), (true, 11)]);
    assert_eq!(cursors(11, 11, false).await, nothing);
    assert_eq!(cursors(11, 11, true).await, everything);
    assert_eq!(cursors(12, 11, false).await, everything, "a cursor beyond its bucket spoils them all");
    assert_eq!(cursors(11, 12, false).await, everything);
}

/// A stand-in for what the phone keeps no more: no person can do anything about it.
async fn what_is_gone_for_good_is_settled_as_it_comes(store: Arc<dyn Store>) {
    let device = enrol(&*store, "w1").await;
    let sent =
        |seq: u64, raw: String| intake::read(RawValue::from_string(raw).unwrap(), EventId { device, seq }, &[id("w1")]);
    let gone = |seq: u64| format!(r#"{{"stand_in":"gone","seq":{seq}}}"#);
    let damaged = r#"{"stand_in":"damaged","seq":3,"hex":"7b"}"#.to_owned();
    let events = vec![sent(1, "{}".to_owned()), sent(2, gone(2)), sent(3, damaged), sent(4, gone(4)), sent(5, gone(9))];
    let taken = push(&*store, Batch { events, ..batch(device, 1, Vec::new(), "w1") }).await;
    assert_eq!(taken.have_through, 5);
    let listed = store.quarantine(10, 100).await.unwrap();
    let seen: Vec<_> = listed.rows.iter().map(|row| (row.id.seq, row.refusal.code.as_str(), row.settled)).collect();
    let (unreadable, gone) = (refusal::UNREADABLE, refusal::GONE);
    let open = [(5, unreadable, false), (3, unreadable, false), (1, unreadable, false)];
    assert_eq!(seen, [&open[..], &[(4, gone, true), (2, gone, true)]].concat(), "open ones first");
}

async fn a_dispatched_order_moves_to_its_crew_and_leaves_a_tombstone(store: Arc<dyn Store>) {
    let order: SubjectId = "order:o1".parse().unwrap();
    let record = OrderRecord {
        id: id("o1"),
        kind: OrderKind::Main,
        summary: "漏水".to_owned(),
        address: "山城路".to_owned(),
        position: None,
        area: id("N"),
        caller: String::new(),
    };
    accept(&*store, vec![(order.clone(), Fact::OrderCreated(Box::new(record)))]).await.unwrap();
    let area = pull(&*store, &["area:N"], Vec::new(), 100).await.buckets.remove(0);
    assert!(area.rows.iter().any(|row| row.subject == order && row.record.is_some()));
    let dispatched = Fact::OrderDispatched(OrderDispatched { crew: id("C1") });
    accept(&*store, vec![(order.clone(), dispatched)]).await.unwrap();
    let cursors = vec![Cursor { bucket: area.bucket, n: area.through, held: area.through }];
    let mut pulled = pull(&*store, &["area:N", "crew:C1"], cursors, 100).await;
    let (crew, area) = (pulled.buckets.remove(0), pulled.buckets.remove(0));
    assert!(area.rows.len() == 1 && area.rows[0].state.is_none() && area.rows[0].subject == order);
    assert!(crew.rows.len() == 1 && crew.rows[0].record.is_some() && crew.rows[0].state.is_some());
    // Who never had it is not told that it left.
    let fresh = pull(&*store, &["area:N"], Vec::new(), 100).await.buckets.remove(0);
    assert!(fresh.rows.iter().all(|row| row.subject != order));
}

async fn the_offices_facts_are_taken_all_or_none(store: Arc<dyn Store>) {
    let nowhere = ("point:nowhere".parse().unwrap(), Fact::ReadingTaken(taken("nowhere", 1)));
    let misfit = ("point:p1".parse().unwrap(), Fact::OrderClosed);
    for (wrong, code) in [(nowhere, refusal::SUBJECT_UNKNOWN), (misfit, refusal::SUBJECT_KIND)] {
        let error = accept(&*store, vec![point("new", "R1", 30), wrong]).await.unwrap_err();
        let StoreError::Refused { index: 1, refusal } = error else { panic!("{error}") };
        assert_eq!(refusal.code, code);
        assert!(store.subject("point:new".parse().unwrap()).await.unwrap().is_none());
    }
    let ids = accept(&*store, vec![point("new", "R1", 30), point("new", "R2", 30)]).await.unwrap();
    assert_eq!(ids[1].seq, ids[0].seq + 1, "no number was lost with what was refused");
    assert!(store.set_aside_of(DeviceId::OFFICE).await.unwrap().is_empty());
    let moved = pull(&*store, &["route:R2"], Vec::new(), 100).await;
    assert!(moved.buckets[0].rows.iter().any(|row| row.subject.to_string() == "point:new"));
}

async fn a_job_that_fails_hurts_no_other(store: Arc<dyn Store>) {
    let device = enrol(&*store, "w1").await;
    let good = push(&*store, batch(device, 1, vec![reads(device, 1, "w1", "p1", 10)], "w1"));
    let bad = accept(&*store, vec![point("new", "R1", 30), ("point:p1".parse().unwrap(), Fact::OrderClosed)]);
    let missing = store.revoke_device(DeviceId::new(99), MORNING);
    let (good, bad, missing) = tokio::join!(good, bad, missing);
    assert!(bad.is_err() && missing.is_err());
    assert_eq!(good.have_through, 1);
    assert!(store.subject("point:new".parse().unwrap()).await.unwrap().is_none());
}

async fn a_fact_without_effect_takes_no_number(store: Arc<dyn Store>) {
    let before = pull(&*store, &["route:R1"], Vec::new(), 100).await.buckets.remove(0).through;
    accept(&*store, vec![point("p1", "R1", 1)]).await.unwrap();
    assert_eq!(pull(&*store, &["route:R1"], Vec::new(), 100).await.buckets.remove(0).through, before);
    accept(&*store, vec![point("p1", "R1", 99)]).await.unwrap();
    assert_eq!(pull(&*store, &["route:R1"], Vec::new(), 100).await.buckets.remove(0).through, before + 1);
}

async fn a_rulebook_stays(store: Arc<dyn Store>) {
    store.add_rulebook(7, "seven".to_owned()).await.unwrap();
    assert_eq!(store.rulebooks().await.unwrap(), [(7, "seven".to_owned())]);
    assert!(store.add_rulebook(7, "other".to_owned()).await.is_err(), "a version is what it was");
}

fn upload(device: u32, seed: &[u8]) -> UploadId {
    UploadId { device: DeviceId::new(device), photo: PhotoId::of(seed) }
}

async fn begin(store: &dyn Store, id: UploadId, bytes: u64, expires_at: Timestamp) -> Option<Upload> {
    match store.begin_upload(NewUpload { id, bytes, expires_at, open_max: 2 }).await.unwrap() {
        Begun::Upload(upload) => Some(upload),
        Begun::TooMany => None,
    }
}

async fn an_upload_is_one_devices_and_goes_on_from_where_it_was(store: Arc<dyn Store>) {
    let (id, later) = (upload(1, b"a"), MORNING + Span::hours(1));
    let begun = begin(&*store, id, 10, MORNING).await.unwrap();
    assert_eq!(begun, Upload { bytes: 10, have: 0, expires_at: MORNING, stored: false });
    store.set_upload(id, 4, later).await.unwrap();
    let went_on = Upload { bytes: 10, have: 4, expires_at: later, stored: false };
    assert_eq!(begin(&*store, id, 10, MORNING).await, Some(went_on), "begun twice is one");
    assert_eq!(store.upload(upload(2, b"a")).await.unwrap(), None);
    assert_eq!(begin(&*store, id, 11, MORNING).await.unwrap().have, 0, "another length is another file");
    assert!(store.drop_upload(id).await.unwrap());
    assert!(!store.drop_upload(id).await.unwrap());
    assert_eq!(store.upload(id).await.unwrap(), None);
}

async fn unfinished_uploads_of_a_device_are_bounded_and_expire(store: Arc<dyn Store>) {
    for (seed, end) in [(b"a", 1), (b"b", 2)] {
        assert!(begin(&*store, upload(1, seed), 10, MORNING + Span::hours(end)).await.is_some());
    }
    assert_eq!(begin(&*store, upload(1, b"c"), 10, MORNING).await, None);
    assert!(begin(&*store, upload(2, b"c"), 10, MORNING + Span::hours(9)).await.is_some(), "each device has its own");
    assert_eq!(store.drop_expired(MORNING + Span::hours(1)).await.unwrap(), [upload(1, b"a")]);
    assert!(begin(&*store, upload(1, b"c"), 10, MORNING).await.is_some());
}

async fn a_photo_is_here_once_for_all_and_its_subjects_are_told(store: Arc<dyn Store>) {
    let (first, second) = (upload(1, b"a"), upload(2, b"a"));
    let seen = CoverInspected {
        condition: CoverCondition::Missing,
        owner: None,
        photos: vec![first.photo],
        note: String::new(),
    };
    accept(&*store, vec![(id("cover:v1"), Fact::CoverInspected(seen))]).await.unwrap();
    for id in [first, second] {
        begin(&*store, id, 10, MORNING).await.unwrap();
    }
    let named = || async { store.photos_of(vec![id("cover:v1")]).await.unwrap().remove(&id("cover:v1")).unwrap() };
    assert_eq!(named().await[0].kind, None);
    assert_eq!(store.photo(first.photo).await.unwrap(), None);
    let photo = StoredPhoto { id: first.photo, kind: PhotoKind::Png, bytes: 10 };
    let told = store.finish_upload(first, photo, MORNING).await.unwrap();
    assert_eq!(told, BTreeSet::from(["cover"]));
    assert_eq!(store.photo(first.photo).await.unwrap(), Some(photo));
    assert_eq!(named().await[0].kind, Some(PhotoKind::Png));
    for id in [first, second] {
        let upload = store.upload(id).await.unwrap().unwrap();
        assert!(upload.stored && upload.have == 10, "whoever brought it, it is here");
    }
    store.drop_upload(first).await.unwrap();
    assert!(store.photo(first.photo).await.unwrap().is_some());
}

/// SQLite's own: what was answered is there after a restart, and a restored file begins a new epoch.
#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let folder = Folder::new();
    let open = |new_epoch: &str, restored_from_backup| {
        let path = folder.file("restart.db");
        SqliteStore::open(&Opening {
            path,
            new_epoch: new_epoch.to_owned(),
            restored_from_backup,
            works_on: WorksOn::Threads,
        })
        .unwrap()
    };
    let store = open("first", false);
    accept(&store, books()).await.unwrap();
    let device = enrol(&store, "w1").await;
    push(&store, batch(device, 1, vec![reads(device, 1, "w1", "nowhere", 10)], "w1")).await;
    store.close().await;
    assert!(matches!(accept(&store, books()).await, Err(StoreError::Closed)));

    let store = open("second", false);
    assert_eq!(pull(&store, &["utility"], Vec::new(), 1).await.epoch, "first");
    let again = push(&store, batch(device, 1, vec![reads(device, 1, "w1", "nowhere", 10)], "w1")).await;
    assert!(matches!(&again.outcomes[0].outcome, Outcome::Refused(r) if r.code == refusal::SUBJECT_UNKNOWN));
    store.close().await;
    let store = open("third", true);
    assert_eq!(pull(&store, &["utility"], Vec::new(), 1).await.epoch, "third");
}
