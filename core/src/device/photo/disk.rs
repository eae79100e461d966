//! What is let go, and when. Only what the server has confirmed is ever let go, and a phone's storage stays bounded all the same.

use crate::device::engine::Engine;
use crate::device::store::StoreError;
use crate::device::store::photo::{self as store, Photo, Stage};
use crate::model::{Span, Timestamp};

/// A delivered photo is kept so long, in case the server is restored from a backup.
pub(super) const DELIVERED_KEPT: Span = Span::days(7);
/// Delivered photos take at most so many bytes; the oldest goes first.
const DELIVERED_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Photos that only this phone has take at most so many bytes; beyond, none is taken over.
pub(crate) const UNSENT_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// That a photo was delivered is remembered so long: longer than the facts that name it.
const GONE_REMEMBERED: Span = Span::days(60);

/// Lets go of what was delivered long ago, or takes too much room. The row goes first: a file that is left over is removed at the
/// next start, while a row without its file would promise a picture that is not there.
pub(crate) fn make_room(engine: &Engine) -> Result<(), StoreError> {
    let now = engine.present()?.now();
    for photo in too_much(engine.store.read(store::delivered)?, now) {
        engine.store.write(|tx| store::set_stage(tx, photo.id, &Stage::Gone))?;
        if let Err(error) = engine.photos.folder.remove(photo.id, photo.kind) {
            tracing::warn!(%error, "a delivered photo's file could not be removed; it goes at the next start");
        }
    }
    engine.store.write(|tx| store::forget_gone(tx, now - GONE_REMEMBERED))
}

/// Which of the delivered photos, oldest delivery first, are let go.
fn too_much(delivered: Vec<Photo>, now: Timestamp) -> Vec<Photo> {
    let mut bytes: u64 = delivered.iter().map(|photo| photo.bytes).sum();
    let goes = |photo: &Photo| {
        let old = matches!(photo.stage, Stage::Delivered { at } if now - at >= DELIVERED_KEPT);
        let goes = old || bytes > DELIVERED_BYTES_MAX;
        bytes -= photo.bytes;
        goes
    };
    delivered.into_iter().take_while(goes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PhotoId, PhotoKind};

    #[test]
    fn delivered_photos_take_bounded_room_and_the_oldest_goes_first() {
        let now = Timestamp::from_millis(1_000_000_000_000);
        let photo = |age: Span, bytes| Photo {
            id: PhotoId::of(&age.as_millis().to_be_bytes()),
            kind: PhotoKind::Jpeg,
            bytes,
            stage: Stage::Delivered { at: now - age },
        };
        let half = DELIVERED_BYTES_MAX / 2;
        let gone = |photos: &[(Span, u64)]| {
            too_much(photos.iter().map(|(age, bytes)| photo(*age, *bytes)).collect(), now).len()
        };
        let (week, today) = (DELIVERED_KEPT, Span::hours(1));
        assert_eq!(gone(&[(today, half), (today, half)]), 0);
        assert_eq!(gone(&[(today, half), (today, half), (today, 1)]), 1);
        assert_eq!(gone(&[(week, 1), (week - Span::millis(1), 1)]), 1);
        assert_eq!(gone(&[(week, 1), (today, half), (today, half), (today, half)]), 2);
    }
}
