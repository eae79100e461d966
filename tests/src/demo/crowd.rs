//! Who is there: readers and crews, each with a phone.

use curbstop_core::device::PhoneError;
use curbstop_core::event::CoverInspected;
use curbstop_core::model::{CoverCondition, CoverId, CrewId, PitId};

use super::DemoError;
use crate::fleet::{Badness, Handset, HandsetPlan, Site, Visit, fix, visit};
use crate::say::Progress;
use crate::town::{Household, Town, TownRoute};

/// The phones of the readers, on a good day: now and then something is lost.
const FAIR: Badness = Badness { request_lost: 4, answer_lost: 4, duplicated: 2, truncated: 1, delayed: 0 };

/// A reader on the walk.
pub(super) struct Reader {
    pub(super) handset: Handset,
    pub(super) route: TownRoute,
    /// Where the walk goes, and how far it is.
    walk: Vec<Household>,
    done: usize,
    pit: Option<PitId>,
}

/// A repair worker.
pub(super) struct Fitter {
    pub(super) handset: Handset,
    pub(super) crew: CrewId,
    pub(super) area: String,
    /// Their own id and name.
    pub(super) name: String,
    pub(super) worker: curbstop_core::model::WorkerId,
}

/// Everybody.
pub(super) struct Crowd {
    pub(super) readers: Vec<Reader>,
    pub(super) fitters: Vec<Fitter>,
}

impl Crowd {
    /// Enrols a phone for each worker of the town.
    pub(super) async fn enrol(site: &Site, town: &Town) -> Result<Self, DemoError> {
        let mut progress = Progress::new("demo.enrol", town.workers.len());
        let (mut readers, mut fitters) = (Vec::new(), Vec::new());
        for (n, worker) in town.workers.iter().enumerate() {
            progress.at(n);
            let plan = HandsetPlan { badness: FAIR, seed: n as u64, ..HandsetPlan::of(&worker.id) };
            let handset = Handset::enrol(site, plan).await?;
            let route = town.routes.iter().find(|route| route.reader == worker.id);
            if let Some(route) = route {
                let walk = town.on_route(route).cloned().collect();
                readers.push(Reader { handset, route: route.clone(), walk, done: 0, pit: None });
            } else if let Some(crew) = worker.crew.clone() {
                let (area, name) = (worker.area.to_string(), worker.name.clone());
                fitters.push(Fitter { handset, crew, area, name, worker: worker.id.clone() });
            }
        }
        progress.end();
        Ok(Self { readers, fitters })
    }

    pub(super) fn handsets(&self) -> impl Iterator<Item = &Handset> {
        self.readers.iter().map(|reader| &reader.handset).chain(self.fitters.iter().map(|fitter| &fitter.handset))
    }
}

impl Reader {
    /// Goes to the next household; looks at the pit's cover on the way, if it is another pit.
    pub(super) fn next(&mut self, town: &Town) -> Result<Option<(Household, Visit)>, PhoneError> {
        let Some(household) = self.walk.get(self.done).cloned() else { return Ok(None) };
        self.done += 1;
        if self.pit.as_ref() != Some(&household.pit) {
            self.pit = Some(household.pit.clone());
            self.look_at_cover(&household, CoverCondition::Sound, "")?;
        }
        let visit = visit(&self.handset, &household, town.today)?;
        Ok(Some((household, visit)))
    }

    /// COVER-STATE on a reading walk: it counts for the patrol.
    pub(super) fn look_at_cover(
        &self,
        household: &Household,
        condition: CoverCondition,
        note: &str,
    ) -> Result<CoverId, PhoneError> {
        let invalid =
            |error: curbstop_core::model::IdError| PhoneError::Invalid { field: "cover", problem: error.to_string() };
        let cover = CoverId::new(&format!("{}-G", household.pit)).map_err(invalid)?;
        let inspected = CoverInspected { condition, owner: None, photos: Vec::new(), note: note.to_owned() };
        self.handset.phone.inspect_cover(&cover, inspected, Some(fix(household.position)))?;
        Ok(cover)
    }

    /// A household of the walk, for example to meet something there.
    pub(super) fn household(&self, n: usize) -> Option<&Household> {
        self.walk.get(n)
    }

    /// How many households were visited, and how many there are.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.done, self.walk.len())
    }
}
