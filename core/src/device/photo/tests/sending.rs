//! Uploads that are interrupted, refused, begun again, and what the server is asked for.

use super::{add, bench, picture, shot};
use crate::device::phone::{PhoneError, PhotoState, SyncState};
use crate::device::photo::upload::{PIECE_BYTES, SETBACKS_MAX};
use crate::device::photo::{Network, PhotoReport, Policy};
use crate::device::testing::{Bench, PhotoFault, now};
use crate::model::PhotoId;

/// Three pieces and a bit.
const BYTES: usize = 800 * 1024;

fn send(bench: &Bench) -> Result<PhotoReport, PhoneError> {
    now(bench.phone.send_photos(Network::Wifi))
}

fn arrived(bench: &Bench, seed: u8) -> bool {
    let picture = picture(seed, BYTES);
    bench.photos.lock().stored.get(&PhotoId::of(&picture)) == Some(&picture)
}

#[test]
fn a_photo_goes_in_pieces_and_is_delivered_when_the_server_confirms_its_hash() {
    let bench = bench();
    let id = add(&bench, 1, BYTES);
    assert_eq!(send(&bench).unwrap(), PhotoReport { delivered: 1, ..PhotoReport::default() });
    assert!(arrived(&bench, 1));
    assert_eq!(bench.phone.photo(id).unwrap(), PhotoState::Delivered);
    assert_eq!(bench.photos.lock().asked, ["create", "append", "append", "append", "append"]);
    assert_eq!(send(&bench).unwrap(), PhotoReport::default());
    assert_eq!(bench.photos.lock().asked.len(), 5, "nothing is asked again");
}

#[test]
fn an_upload_goes_on_where_the_server_has_it_whatever_was_lost_and_over_a_restart() {
    for fault in [PhotoFault::Lost, PhotoFault::AnswerLost] {
        for step in 0..5 {
            let bench = bench();
            let id = add(&bench, 1, BYTES);
            let bench = stop_after(bench, step, fault.clone());
            assert!(matches!(bench.phone.photo(id).unwrap(), PhotoState::Kept | PhotoState::Uploading { .. }));
            let bench = bench.restart();
            assert_eq!(send(&bench).unwrap().delivered, 1, "{fault:?} at {step}");
            assert!(arrived(&bench, 1));
            let travelled = bench.photos.lock().bytes;
            assert_eq!(travelled, BYTES as u64, "{fault:?} at {step}: no byte twice");
        }
    }
}

/// Lets so many requests through, loses one, and says that nothing was lost by it.
fn stop_after(bench: Bench, requests: usize, fault: PhotoFault) -> Bench {
    bench.photos.lock().pass = requests;
    bench.photos.faults([fault]);
    assert!(matches!(send(&bench), Err(PhoneError::Offline { .. })));
    bench
}

#[test]
fn a_photo_that_the_server_has_does_not_travel() {
    let bench = bench();
    add(&bench, 1, BYTES);
    bench.photos.lock().stored.insert(PhotoId::of(&picture(1, BYTES)), picture(1, BYTES));
    assert_eq!(send(&bench).unwrap().delivered, 1);
    assert_eq!(bench.photos.lock().bytes, 0);
}

#[test]
fn an_upload_that_is_gone_begins_again() {
    for status in [404, 410] {
        let bench = stop_after(one(), 2, PhotoFault::Lost);
        bench.photos.lock().open.clear();
        bench.photos.faults([PhotoFault::Status(status, "")]);
        assert_eq!(send(&bench).unwrap().delivered, 1);
        assert!(arrived(&bench, 1));
    }
}

fn one() -> Bench {
    let bench = bench();
    add(&bench, 1, BYTES);
    bench
}

#[test]
fn a_wrong_offset_and_a_damaged_piece_are_put_right_by_asking() {
    for fault in [PhotoFault::Status(409, "photo.offset"), PhotoFault::Status(460, "photo.checksum_mismatch")] {
        let bench = one();
        bench.photos.lock().pass = 2;
        bench.photos.faults([fault]);
        assert_eq!(send(&bench).unwrap().delivered, 1);
        assert!(arrived(&bench, 1));
        assert_eq!(bench.photos.lock().bytes, BYTES as u64);
    }
}

#[test]
fn a_photo_that_came_out_as_another_goes_again_as_a_whole() {
    let bench = one();
    bench.photos.lock().pass = 2;
    bench.photos.faults([PhotoFault::Bitten]);
    assert_eq!(send(&bench).unwrap().delivered, 1);
    assert!(arrived(&bench, 1));
}

#[test]
fn a_file_that_was_damaged_or_removed_here_is_refused_and_the_next_photo_goes() {
    let bench = one();
    let damaged = PhotoId::of(&picture(1, BYTES));
    std::fs::write(bench.phone.photo_file(damaged).unwrap().unwrap(), picture(9, BYTES)).unwrap();
    let removed = add(&bench, 2, BYTES);
    std::fs::remove_file(bench.phone.photo_file(removed).unwrap().unwrap()).unwrap();
    add(&bench, 3, BYTES);
    assert_eq!(send(&bench).unwrap(), PhotoReport { delivered: 1, refused: 2, ..PhotoReport::default() });
    let refused = |code: &str| PhotoState::Refused { code: code.to_owned() };
    assert_eq!(bench.phone.photo(damaged).unwrap(), refused("photo.file_damaged"));
    assert_eq!(bench.phone.photo(removed).unwrap(), refused("photo.file_missing"));
    assert_eq!(bench.phone.photo_queue().unwrap().refused.len(), 2);
    // Handed over once more, it is whole again.
    let path = shot(&bench, "again.jpg", &picture(2, BYTES));
    assert_eq!(bench.phone.add_photo(&path).unwrap(), removed);
    assert_eq!(send(&bench).unwrap().delivered, 1);
    assert!(arrived(&bench, 2) && arrived(&bench, 3));
}

#[test]
fn a_photo_that_the_server_refuses_stays_here_and_can_be_sent_again() {
    let bench = one();
    let id = PhotoId::of(&picture(1, BYTES));
    bench.photos.faults([PhotoFault::Status(415, "photo.kind")]);
    assert_eq!(send(&bench).unwrap().refused, 1);
    assert_eq!(bench.phone.photo(id).unwrap(), PhotoState::Refused { code: "photo.kind".to_owned() });
    assert_eq!(send(&bench).unwrap(), PhotoReport::default(), "not by itself");
    bench.phone.send_photo_again(id).unwrap();
    assert!(matches!(bench.phone.send_photo_again(id), Err(PhoneError::NotHere { .. })));
    assert_eq!(send(&bench).unwrap().delivered, 1);
}

#[test]
fn one_photo_that_gets_no_further_does_not_hold_the_others_and_goes_last_from_then_on() {
    let bench = one();
    add(&bench, 2, BYTES);
    bench.photos.lock().pass = 1;
    let stuck =
        (0..).map(|i| if i % 2 == 0 { PhotoFault::Status(409, "photo.offset") } else { PhotoFault::Status(423, "") });
    bench.photos.faults(stuck.take(2));
    let stopped = send(&bench);
    assert!(
        matches!(&stopped, Err(PhoneError::Server { code, .. }) if code == "http.423" || code.is_empty()),
        "{stopped:?}"
    );
    assert!(!arrived(&bench, 1) && arrived(&bench, 2));
    add(&bench, 3, BYTES);
    let order: Vec<_> = bench.phone.photo_queue().unwrap().waiting.into_iter().map(|photo| photo.id).collect();
    assert_eq!(order, [3, 1].map(|seed| PhotoId::of(&picture(seed, BYTES))));
    assert_eq!(send(&bench).unwrap().delivered, 2);
}

#[test]
fn a_server_that_never_agrees_is_left_alone_after_some_tries() {
    let bench = one();
    bench.photos.faults(std::iter::repeat_n(PhotoFault::Status(410, ""), 100));
    bench.photos.lock().pass = 1;
    // 410 to a creation is an answer to nothing: the photo's turn is over at once.
    assert!(matches!(send(&bench), Err(PhoneError::Server { .. })));
    assert!(bench.photos.lock().asked.len() <= usize::try_from(SETBACKS_MAX).unwrap() * 2);
    assert!(PIECE_BYTES < BYTES as u64);
}

#[test]
fn the_queue_waits_by_itself_and_the_sync_of_facts_does_not_wait_with_it() {
    let bench = one();
    bench.photos.faults([PhotoFault::Status(503, "server.stopping")]);
    assert!(matches!(send(&bench), Err(PhoneError::Server { .. })));
    assert!(matches!(bench.phone.photo_queue().unwrap().state, SyncState::Waiting { .. }));
    assert_eq!(now(bench.phone.send_photos_if_due(Network::Wifi)).unwrap(), None);
    assert_eq!(bench.phone.sync_state().unwrap(), SyncState::Ready);
    let bench = bench.restart();
    assert!(matches!(bench.phone.photo_queue().unwrap().state, SyncState::Waiting { .. }), "over a restart too");
    bench.phone.network_is_back().unwrap();
    assert_eq!(now(bench.phone.send_photos_if_due(Network::Wifi)).unwrap().unwrap().delivered, 1);
    assert_eq!(bench.phone.photo_queue().unwrap().state, SyncState::Ready);
}

#[test]
fn a_phone_that_the_server_does_not_know_keeps_its_photos_until_it_is_enrolled_again() {
    let bench = one();
    bench.photos.faults([PhotoFault::Status(401, "auth.token_unknown")]);
    assert!(matches!(send(&bench), Err(PhoneError::Rejected { .. })));
    assert!(matches!(bench.phone.photo_queue().unwrap().state, SyncState::Paused { .. }));
    assert_eq!(bench.phone.photo_queue().unwrap().waiting.len(), 1);
}

#[test]
fn photos_wait_for_wifi_where_the_policy_says_so() {
    let bench = one();
    bench.phone.set_photo_policy(Policy::WifiOnly).unwrap();
    let report = now(bench.phone.send_photos(Network::Mobile)).unwrap();
    assert!(report.waits_for_wifi && report.waiting == 1);
    assert!(bench.photos.lock().asked.is_empty());
    assert_eq!(send(&bench).unwrap().delivered, 1);
}

#[test]
fn a_server_that_was_restored_is_offered_what_still_lies_here() {
    let bench = one();
    send(&bench).unwrap();
    bench.photos.lock().stored.clear();
    bench.server.lock().epoch = "e2".to_owned();
    bench.sync().unwrap();
    assert_eq!(send(&bench).unwrap().delivered, 1);
    assert!(arrived(&bench, 1));
}
