//! Looking, one thing a function.

use super::{Finding, HostFacts, LastFix};
use crate::device::engine::Engine;
use crate::device::store::{StoreError, clocks, meta, outbox};
use crate::event::Event;
use crate::model::Span;

/// The wall clock may be off by so much before somebody should turn it right.
const CLOCK_OFF_MAX: Span = Span::minutes(1);
/// Rules that the server has not confirmed for so long may have been replaced.
const RULEBOOK_OLD_AFTER: Span = Span::days(7);
/// Whatever waits longer than this, waits for something that will not come by itself.
const QUEUE_OLD_AFTER: Span = Span::days(2);
/// A position that is older says little about where the phone is.
const POSITION_OLD_AFTER: Span = Span::minutes(10);
/// A day's photos take about so many MB.
const ROOM_LOW_MB: u64 = 500;
/// The database's own needs, with some days of entries, in MB.
const ROOM_OUT_MB: u64 = 50;
/// Bytes of a MB, as phones count them.
const MB: u64 = 1_000_000;

/// Does the server's word bound this boot, and does the wall clock lie within it?
pub(super) fn clock(engine: &Engine) -> Result<Finding, StoreError> {
    let present = engine.present()?;
    if engine.store.read(|db| clocks::heard(db, present.moment.boot))?.is_none() {
        return Ok(Finding::ClockUnheard);
    }
    let by = present.moment.wall() - present.now();
    Ok(if by.abs() > CLOCK_OFF_MAX { Finding::ClockOff { by } } else { Finding::ClockRight })
}

/// Writes something that was not there, durably, and reads it back on the other connection.
pub(super) fn storage(engine: &Engine) -> Result<Finding, StoreError> {
    let trial = engine.store.read(meta::trial)?.wrapping_add(1);
    engine.store.write(|tx| meta::set_trial(tx, trial))?;
    let read = engine.store.read(meta::trial)?;
    Ok(if read == trial { Finding::StorageWorks } else { Finding::StorageFails { code: "phone.storage".to_owned() } })
}

/// Looks at the file itself, and not at what it should be.
pub(super) fn encryption(engine: &Engine) -> Result<Finding, StoreError> {
    Ok(if engine.store.is_encrypted()? { Finding::EncryptionOn } else { Finding::EncryptionOff })
}

pub(super) fn rulebook(engine: &Engine) -> Result<Finding, StoreError> {
    let present = engine.present()?;
    let version = present.books.in_force().version.0;
    let since = engine.store.read(meta::heard_at)?.map(|heard_at| (present.now() - heard_at).max(Span::ZERO));
    Ok(match since {
        Some(since) if since <= RULEBOOK_OLD_AFTER => Finding::RulebookCurrent { version },
        since => Finding::RulebookOld { version, since },
    })
}

pub(super) fn queue(engine: &Engine) -> Result<Finding, StoreError> {
    let present = engine.present()?;
    let (count, oldest) = engine.store.read(|db| {
        let counters = meta::counters(db)?;
        let first = outbox::first_after(db, counters.have_through)?;
        let body = first.map(|seq| outbox::body(db, seq)).transpose()?.flatten();
        Ok::<_, StoreError>((counters.waiting(), body))
    })?;
    if count == 0 {
        return Ok(Finding::QueueEmpty);
    }
    // What cannot be read any more has no age; it counts as new.
    let made = oldest.and_then(|body| serde_json::from_slice::<Event>(&body).ok());
    let at = made.map_or(present.now(), |event| present.folding().at(event.moment).middle());
    let oldest = (present.now() - at).max(Span::ZERO);
    let old = oldest > QUEUE_OLD_AFTER;
    Ok(if old { Finding::QueueOld { count, oldest } } else { Finding::QueueWaits { count, oldest } })
}

pub(super) fn refused(engine: &Engine) -> Result<Finding, StoreError> {
    Ok(match engine.store.read(outbox::refused_count)? {
        0 => Finding::RefusedNone,
        count => Finding::RefusedWait { count },
    })
}

/// What the platform tells, as far as it does.
pub(super) fn host(host: &HostFacts) -> impl Iterator<Item = Finding> {
    let background = |exempt| if exempt { Finding::BackgroundAllowed } else { Finding::BackgroundStopped };
    let notifications = |allowed| if allowed { Finding::NotificationsShown } else { Finding::NotificationsHidden };
    let found = [
        host.free_bytes.map(room),
        host.last_fix.map(position),
        host.battery_exempt.map(background),
        host.notifications_allowed.map(notifications),
    ];
    found.into_iter().flatten()
}

fn room(free_bytes: u64) -> Finding {
    match free_bytes / MB {
        megabytes @ ..ROOM_OUT_MB => Finding::RoomOut { megabytes },
        megabytes @ ..ROOM_LOW_MB => Finding::RoomLow { megabytes },
        megabytes => Finding::RoomEnough { megabytes },
    }
}

fn position(last: LastFix) -> Finding {
    match last {
        LastFix::Never => Finding::PositionNever,
        LastFix::Ago(age) if age > POSITION_OLD_AFTER => Finding::PositionOld { age },
        LastFix::Ago(age) => Finding::PositionFresh { age },
    }
}
