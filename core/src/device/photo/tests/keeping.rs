//! What is taken over, what it is called, and what lies here afterwards.

use super::{add, bench, picture, shot};
use crate::device::phone::{PhoneError, PhotoState};
use crate::device::photo::disk::DELIVERED_KEPT;
use crate::device::photo::{Network, Policy};
use crate::device::testing::{cover_position, now};
use crate::event::CoverReplaced;
use crate::model::{CoverId, Fix, FixProvider, PhotoId, Span, SubjectId};
use crate::wire::photo::PHOTO_BYTES_MAX;

#[test]
fn a_photo_is_taken_over_under_its_hash_and_its_first_file_goes() {
    let bench = bench();
    let bytes = picture(1, 5_000);
    let path = shot(&bench, "IMG_1.jpg", &bytes);
    let id = bench.phone.add_photo(&path).unwrap();
    assert_eq!(id, PhotoId::of(&bytes));
    assert!(!path.exists());
    assert_eq!(std::fs::read(bench.phone.photo_file(id).unwrap().unwrap()).unwrap(), bytes);
    assert_eq!(bench.phone.photo(id).unwrap(), PhotoState::Kept);
}

#[test]
fn the_same_photo_twice_is_one_and_both_files_go() {
    let bench = bench();
    let (first, second) = (shot(&bench, "a.jpg", &picture(1, 900)), shot(&bench, "b.jpg", &picture(1, 900)));
    assert_eq!(bench.phone.add_photo(&first).unwrap(), bench.phone.add_photo(&second).unwrap());
    assert!(!first.exists() && !second.exists());
    assert_eq!(bench.phone.photo_queue().unwrap().waiting.len(), 1);
    assert_eq!(bench.phone.photo_queue().unwrap().unsent_bytes, 900);
}

#[test]
fn what_is_no_picture_or_too_large_stays_where_it_was() {
    let bench = bench();
    let large = usize::try_from(PHOTO_BYTES_MAX).unwrap() + 1;
    for (name, bytes) in [("notes.jpg", b"<svg>".to_vec()), ("empty.jpg", vec![]), ("huge.jpg", picture(1, large))] {
        let path = shot(&bench, name, &bytes);
        let refused = bench.phone.add_photo(&path);
        assert!(matches!(refused, Err(PhoneError::Invalid { field: "photo", .. })), "{name}: {refused:?}");
        assert!(path.exists(), "{name}");
    }
    let nowhere = bench.phone.add_photo(&bench.folder.path().join("nowhere.jpg"));
    assert!(matches!(nowhere, Err(PhoneError::Invalid { field: "photo", .. })));
    assert!(bench.phone.photo_queue().unwrap().waiting.is_empty());
    let left = std::fs::read_dir(bench.folder.path().join("photos")).unwrap().count();
    assert_eq!(left, 0, "no half copy is left behind");
}

#[test]
fn what_is_kept_survives_a_restart_and_even_the_loss_of_the_database() {
    let bench = bench();
    let id = add(&bench, 1, 3_000);
    bench.phone.set_photo_policy(Policy::WifiOnly).unwrap();
    let unfinished = bench.folder.path().join("photos/9.unfinished");
    std::fs::write(&unfinished, b"half").unwrap();
    let bench = bench.restart();
    assert_eq!(bench.phone.photo(id).unwrap(), PhotoState::Kept);
    assert_eq!(bench.phone.photo_policy().unwrap(), Policy::WifiOnly);
    assert!(!unfinished.exists(), "what never became a photo is cleared away");
    for file in ["curbstop.db", "curbstop.db-wal", "curbstop.db-shm"] {
        let _ = std::fs::rename(bench.folder.path().join(file), bench.folder.path().join(format!("{file}.lost")));
    }
    let bench = bench.restart();
    assert_eq!(bench.phone.photo(id).unwrap(), PhotoState::Kept, "found again by its file");
    assert_eq!(bench.phone.photo_queue().unwrap().unsent_bytes, 3_000);
}

#[test]
fn a_record_counts_its_photos_whichever_comes_first() {
    let bench = bench();
    let (before, after) = (PhotoId::of(&picture(1, 700)), PhotoId::of(&picture(2, 700)));
    let cover = CoverId::new("k1").unwrap();
    let here = Fix { position: cover_position(1), accuracy_m: 5, provider: FixProvider::Gnss, mock: false };
    let replaced = CoverReplaced { before: vec![before], after: vec![after, before] };
    bench.phone.replace_cover(&cover, replaced.before, replaced.after, Some(here)).unwrap();
    let subject = SubjectId::Cover(cover);
    let of = bench.phone.photos_of(&subject).unwrap();
    assert_eq!((of.delivered, of.photos.len()), (0, 2), "named, and neither handed over yet");
    assert!(of.photos.iter().all(|photo| photo.state.is_none()));
    add(&bench, 1, 700);
    now(bench.phone.send_photos(Network::Mobile)).unwrap();
    add(&bench, 2, 700);
    let of = bench.phone.photos_of(&subject).unwrap();
    assert_eq!((of.delivered, of.photos.len()), (1, 2));
    let states: Vec<_> = of.photos.into_iter().map(|photo| photo.state.unwrap()).collect();
    assert_eq!(states, [PhotoState::Delivered, PhotoState::Kept]);
}

#[test]
fn a_delivered_photo_is_let_go_after_a_week_and_one_that_only_lies_here_never() {
    let bench = bench();
    let delivered = add(&bench, 1, 700);
    now(bench.phone.send_photos(Network::Wifi)).unwrap();
    let kept = add(&bench, 2, 700);
    bench.phone.set_photo_policy(Policy::WifiOnly).unwrap();
    bench.clock.advance(DELIVERED_KEPT - Span::minutes(1));
    now(bench.phone.send_photos(Network::Mobile)).unwrap();
    assert_eq!(bench.phone.photo(delivered).unwrap(), PhotoState::Delivered);
    bench.clock.advance(Span::minutes(2));
    now(bench.phone.send_photos(Network::Mobile)).unwrap();
    assert_eq!(bench.phone.photo(delivered).unwrap(), PhotoState::Gone);
    assert_eq!(bench.phone.photo_file(delivered).unwrap(), None);
    bench.clock.advance(Span::days(400));
    now(bench.phone.send_photos(Network::Mobile)).unwrap();
    assert_eq!(bench.phone.photo(kept).unwrap(), PhotoState::Kept);
    assert!(bench.phone.photo_file(kept).unwrap().is_some());
    assert!(matches!(bench.phone.photo(delivered), Err(PhoneError::NotHere { .. })), "that it was there is forgotten");
}
