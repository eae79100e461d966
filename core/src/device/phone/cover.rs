//! Which covers are near, and what became of them (3.2.4). A cover is picked by its code or from a list with distances, never
//! snapped to: real covers lie 28 m apart, and one in five has another within 10 m.

use std::sync::{Arc, Mutex, PoisonError};

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::{Phone, PhoneError, Saved};
use crate::device::engine::Present;
use crate::device::store::subject;
use crate::event::{CoverInspected, CoverMadeSafe, CoverReplaced, Fact, ReportedUp};
use crate::model::{CoverId, CoverRecord, Fix, PhotoId, Position, SubjectId};
use crate::rules::patrol::Patrol;
use crate::rules::verdict::Clock;
use crate::rules::{cover, patrol};
use crate::state::{CoverState, Subject};

/// The most covers in a pick list.
pub const PICK_LIST_MAX: usize = 50;
/// The widest circle of a pick list, in metres.
pub const PICK_RADIUS_M_MAX: f64 = 5_000.0;
/// Metres in a degree of latitude.
const METRES_PER_DEGREE: f64 = 111_320.0;

/// A cover as the worker sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverCard {
    /// What the books say.
    pub record: CoverRecord,
    /// What followed from the facts, own ones included.
    pub state: CoverState,
    /// The limits of an unsafe one (COVER-SAFE, COVER-REPLACE).
    pub clocks: Vec<Clock>,
    /// When it is to be seen again (PATROL).
    pub patrol: Patrol,
}

/// A cover in a pick list.
#[derive(Debug, Clone, PartialEq)]
pub struct NearCover {
    /// How far it lies from the position that was given, in metres over ground.
    pub distance_m: f64,
    /// The cover.
    pub cover: CoverCard,
}

type Entry = GeomWithData<[f64; 2], SubjectId>;

/// Where every cover lies, in memory, for as long as the covers stay the same.
#[derive(Debug, Default)]
pub(super) struct Index(Mutex<Option<(u64, Arc<RTree<Entry>>)>>);

impl Phone {
    /// The covers within a circle, nearest first: a list to pick from.
    pub fn covers_near(&self, position: Position, radius_m: f64) -> Result<Vec<NearCover>, PhoneError> {
        let radius_m = radius_m.clamp(0.0, PICK_RADIUS_M_MAX);
        let (present, index) = (self.engine.present()?, self.cover_index()?);
        let mut found: Vec<(f64, &SubjectId)> = index
            .locate_in_envelope_intersecting(&around(position, radius_m))
            .filter_map(|entry| {
                let place = Position::new(entry.geom()[1], entry.geom()[0]).ok()?;
                Some((position.distance_m(place), &entry.data))
            })
            .filter(|(distance, _)| *distance <= radius_m)
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        found.truncate(PICK_LIST_MAX);
        self.engine.store.read(|db| {
            let card = |(distance_m, id): (f64, &SubjectId)| {
                let Some(stored) = subject::get(db, &id.to_string())? else { return Ok(None) };
                Ok(card(stored.shown(id)?, &present).map(|cover| NearCover { distance_m, cover }))
            };
            found.into_iter().filter_map(|near| card(near).transpose()).collect()
        })
    }

    /// One cover, for example by the code on it.
    pub fn cover(&self, cover: &CoverId) -> Result<CoverCard, PhoneError> {
        let present = self.engine.present()?;
        let id = SubjectId::Cover(cover.clone());
        self.subject(&id)?.and_then(|subject| card(subject, &present)).ok_or_else(|| PhoneError::not_here(&id))
    }

    /// COVER-STATE, PATROL: saves what a cover looks like. Counts as seen, on a patrol and on a reading walk alike.
    pub fn inspect_cover(
        &self,
        cover: &CoverId,
        inspected: CoverInspected,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Cover(cover.clone()), Fact::CoverInspected(inspected), fix)
    }

    /// COVER-SAFE: barrier and sign stand.
    pub fn make_safe(&self, cover: &CoverId, safe: CoverMadeSafe, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Cover(cover.clone()), Fact::CoverMadeSafe(safe), fix)
    }

    /// COVER-REPLACE: replaced, with photos before and after.
    pub fn replace_cover(
        &self,
        cover: &CoverId,
        before: Vec<PhotoId>,
        after: Vec<PhotoId>,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let replaced = CoverReplaced { before, after };
        self.record(SubjectId::Cover(cover.clone()), Fact::CoverReplaced(replaced), fix)
    }

    /// REPORT-UP: told to the supervisor with one tap; the receipt with its time protects the worker.
    pub fn report_up(&self, cover: &CoverId, note: String, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Cover(cover.clone()), Fact::CoverReportedUp(ReportedUp { note }), fix)
    }

    fn cover_index(&self) -> Result<Arc<RTree<Entry>>, PhoneError> {
        // Read first: a change that comes while the index is made makes it old at once.
        let changed = self.engine.covers_changed();
        let mut kept = self.covers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, tree)) = &*kept
            && *of == changed
        {
            return Ok(tree.clone());
        }
        let positions = self.engine.store.read(subject::cover_positions)?;
        let entry = |(id, place): (SubjectId, Position)| GeomWithData::new([place.lon(), place.lat()], id);
        let tree = Arc::new(RTree::bulk_load(positions.into_iter().map(entry).collect()));
        *kept = Some((changed, tree.clone()));
        Ok(tree)
    }
}

/// A box in degrees that holds the circle. At the date line and the poles it is cut off; no utility works there.
fn around(position: Position, radius_m: f64) -> AABB<[f64; 2]> {
    let lat = radius_m / METRES_PER_DEGREE * 1.01;
    let lon = lat / position.lat().to_radians().cos().max(0.01);
    AABB::from_corners([position.lon() - lon, position.lat() - lat], [position.lon() + lon, position.lat() + lat])
}

/// The card of a cover that the office has entered.
pub(super) fn card(subject: Subject, present: &Present) -> Option<CoverCard> {
    let Subject::Cover(of) = subject else { return None };
    let (record, state) = (of.record?, of.state);
    let (book, now) = (present.books.in_force(), present.now());
    let clocks = cover::clocks(&record, &state, book, now);
    let patrol = patrol::status(state.seen_at, book, now);
    Some(CoverCard { record, state, clocks, patrol })
}
