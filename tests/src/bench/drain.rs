//! One phone, one queue: typed reading by reading, then emptied in one sync; before and after it the same rows go into a bare
//! database.

use curbstop_core::event::EventId;
use curbstop_core::model::Span;

use super::child::Child;
use super::cpu::{Stopwatch, Took};
use super::{BenchError, bare, books};
use crate::fleet::{FleetError, Handset, HandsetPlan, Site, Traffic};
use crate::say::Progress;
use crate::seeded::Seeded;

/// From one reading to the next, in milliseconds: so short that the longest queue stays within its month.
const PACE_MS: (i64, i64) = (4_000, 16_000);

/// What one queue cost.
#[derive(Debug)]
pub(super) struct Drain {
    /// The first sync: as many subjects as the queue has events, and a route and people.
    pub first_sync: Took,
    /// Typing: checks, fold, durable commit, one by one.
    pub save: Took,
    /// Emptying.
    pub emptying: Took,
    /// What travelled meanwhile.
    pub traffic: Traffic,
    /// The same rows into a bare database, right before and right after.
    pub bare: [Took; 2],
}

pub(super) async fn drain(
    site: &Site,
    child: &mut Child,
    events: usize,
    round: usize,
    mut progress: Progress,
) -> Result<Drain, BenchError> {
    let route = books::route(events, round);
    let first = Stopwatch::start(child.pid());
    let phone = Handset::enrol(site, HandsetPlan::of(&books::reader(&route).map_err(FleetError::from)?)).await?;
    let first_sync = first.took();
    let typing = Stopwatch::start(child.pid());
    let mut last: Option<EventId> = None;
    let mut pace = Seeded::new(events as u64).part("pace");
    for n in 0..events {
        progress.at(n);
        // Nobody reads to a beat: what the clocks say must not compress better than in the field.
        site.world.advance(Span::millis(pace.between(PACE_MS.0, PACE_MS.1)));
        let point = books::point(&route, n).map_err(FleetError::from)?;
        last = Some(phone.type_reading(&point, &books::stand_now(n).to_string(), false)?.event);
    }
    let save = typing.took();
    progress.end();
    child.go_to(site.world.now())?;
    let rows = rows(&phone, last)?;
    let before = bare::insert(&site.folder, &rows, child.pid())?;
    phone.traffic.take();
    let watch = Stopwatch::start(child.pid());
    let report = phone.sync().await?;
    let emptying = watch.took();
    let traffic = phone.traffic.take();
    let after = bare::insert(&site.folder, &rows, child.pid())?;
    let status = phone.phone.status()?;
    if status.waiting != 0 || report.delivered != events as u64 || report.refused != 0 {
        return Err(BenchError::Wrong {
            what: format!("{} of {events} delivered, {} refused", report.delivered, report.refused),
        });
    }
    Ok(Drain { first_sync, save, emptying, traffic, bare: [before, after] })
}

/// The rows as they lie on the phone.
fn rows(phone: &Handset, last: Option<EventId>) -> Result<Vec<(u64, Vec<u8>)>, BenchError> {
    let Some(last) = last else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for seq in 1..=last.seq {
        let body = phone.phone.entry_bytes(EventId { seq, ..last })?;
        rows.push((seq, body.ok_or_else(|| BenchError::Wrong { what: format!("event {seq} is not on the phone") })?));
    }
    Ok(rows)
}
