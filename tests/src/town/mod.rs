//! A sample town: the files that a utility would import on its first day, and what its registers truly show.
//!
//! Everything follows from a seed, a size and a day. The files go through the real import; [`Household::stand`] is what a
//! simulated reader sees when the pit is open.

mod covers;
mod files;
mod households;
mod names;
mod people;

pub use covers::TownCover;
pub use files::TownFiles;
pub(crate) use files::table;
pub use households::{Household, Oddity};
pub use people::{TownRoute, TownWorker};

use chrono::NaiveDate;
use curbstop_core::model::{IdError, PositionError};

use crate::seeded::Seeded;

/// How large the town is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TownSize {
    /// Reading routes, each with a reader.
    pub routes: usize,
    /// Service points on each route.
    pub points_per_route: usize,
    /// Repair crews.
    pub crews: usize,
    /// Phones of each crew.
    pub workers_per_crew: usize,
    /// Months of past readings at each point.
    pub past_months: u32,
    /// Valve pits and manholes of each area, beside the meter pits.
    pub street_covers: usize,
}

impl TownSize {
    /// The demo's: fourteen readers with about a day's work each, three crews of two.
    pub const DEMO: Self =
        Self { routes: 14, points_per_route: 300, crews: 3, workers_per_crew: 2, past_months: 4, street_covers: 120 };
    /// A village for tests.
    pub const VILLAGE: Self =
        Self { routes: 2, points_per_route: 300, crews: 1, workers_per_crew: 1, past_months: 4, street_covers: 12 };
}

/// Why a town could not be made: its own words do not fit the model.
#[derive(Debug, thiserror::Error)]
pub enum TownError {
    /// The words could not be read.
    #[error("names.json of the sample town cannot be read: {0}")]
    Names(#[from] serde_json::Error),
    /// An id that the model does not take.
    #[error(transparent)]
    Id(#[from] IdError),
    /// A place that is not on the earth.
    #[error(transparent)]
    Position(#[from] PositionError),
    /// A file could not be written.
    #[error("a file of the sample town cannot be written: {0}")]
    File(#[from] csv::Error),
}

/// The town.
#[derive(Debug, Clone)]
pub struct Town {
    /// The day on which it is imported: past readings end in the month before.
    pub today: NaiveDate,
    /// Readers and crews.
    pub workers: Vec<TownWorker>,
    /// Reading routes.
    pub routes: Vec<TownRoute>,
    /// Service points, in the order of routes and of the walk.
    pub households: Vec<Household>,
    /// Covers of pits and streets.
    pub covers: Vec<TownCover>,
}

impl Town {
    /// Makes a town; the same arguments make the same one.
    pub fn build(seed: u64, size: TownSize, today: NaiveDate) -> Result<Self, TownError> {
        let names = names::Names::load()?;
        let seeded = Seeded::new(seed);
        let (routes, workers) = people::build(&seeded, &names, size)?;
        let households = households::build(&seeded, &names, size, &routes)?;
        let covers = covers::build(&seeded, &names, size, &households)?;
        Ok(Self { today, workers, routes, households, covers })
    }

    /// The files of the first day's import.
    pub fn files(&self, past_months: u32) -> Result<TownFiles, TownError> {
        files::write(self, past_months)
    }

    /// The households of one route, in the order of the walk.
    pub fn on_route<'a>(&'a self, route: &'a TownRoute) -> impl Iterator<Item = &'a Household> {
        self.households.iter().filter(move |household| household.route == route.id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn village() -> Town {
        Town::build(1, TownSize::VILLAGE, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap()
    }

    #[test]
    fn the_same_seed_makes_the_same_files() {
        let (one, two) = (village().files(4).unwrap(), village().files(4).unwrap());
        assert_eq!(one, two);
        let other = Town::build(2, TownSize::VILLAGE, one.today).unwrap().files(4).unwrap();
        assert_ne!(one.points, other.points);
    }

    #[test]
    fn every_point_is_somewhere_and_named_once() {
        let town = village();
        assert_eq!(town.households.len(), 600);
        let ids: BTreeSet<_> = town.households.iter().map(|h| h.id.clone()).collect();
        assert_eq!(ids.len(), 600);
        let centre = curbstop_core::model::Position::new(35.747, 114.295).unwrap();
        assert!(town.on_route(&town.routes[0]).all(|h| h.position.distance_m(centre) < 5_000.0));
    }

    #[test]
    fn stands_only_grow() {
        let town = village();
        for household in town.households.iter().filter(|h| h.oddity != Oddity::SlightlyLower) {
            let days = [-120, -90, -30, 0, 1];
            let stands: Vec<_> = days.map(|d| household.stand(town.today, d)).to_vec();
            assert!(stands.is_sorted(), "{}: {stands:?}", household.id);
        }
    }
}
