//! Covers: one on every pit with meters, and valve pits and manholes along the streets.

use std::collections::BTreeMap;

use curbstop_core::model::{AreaId, CoverId, CoverKind, CoverOwner, PitId, Position};

use super::names::{Branch, Names, fill, nth, pick};
use super::{Household, TownError, TownSize};
use crate::seeded::Seeded;

/// A cover of the town.
#[derive(Debug, Clone)]
pub struct TownCover {
    /// Its id.
    pub id: CoverId,
    /// Its area of duty.
    pub area: AreaId,
    /// Where it is on the earth.
    pub position: Position,
    /// What lies under it.
    pub kind: CoverKind,
    /// The word for the kind in a map of this utility.
    pub kind_word: String,
    /// Whose it is.
    pub owner: CoverOwner,
    /// The word for the owner in a map of this utility.
    pub owner_word: String,
    /// The pit with meters under it.
    pub pit: Option<PitId>,
    /// Where it is, as people say it.
    pub place: String,
}

pub(super) fn build(
    seeded: &Seeded,
    names: &Names,
    size: TownSize,
    households: &[Household],
) -> Result<Vec<TownCover>, TownError> {
    let mut seeded = seeded.part("covers");
    let mut covers = Vec::new();
    let mut pits: BTreeMap<&PitId, &Household> = BTreeMap::new();
    for household in households {
        pits.entry(&household.pit).or_insert(household);
    }
    for branch in &names.branches {
        let area = AreaId::new(&branch.area)?;
        let of_branch = pits.iter().filter(|(pit, _)| pit.as_str().starts_with(branch.code.as_str()));
        for (pit, household) in of_branch {
            covers.push(TownCover {
                id: CoverId::new(&format!("{pit}-G"))?,
                area: area.clone(),
                position: household.position,
                kind: CoverKind::MeterPit,
                kind_word: names.meter_pit.clone(),
                owner: CoverOwner::Ours,
                owner_word: names.owner_ours.clone(),
                pit: Some((*pit).clone()),
                place: household.pit_place.clone(),
            });
        }
        for n in 0..size.street_covers {
            covers.push(street_cover(&mut seeded, names, branch, &area, n)?);
        }
    }
    Ok(covers)
}

fn street_cover(
    seeded: &mut Seeded,
    names: &Names,
    branch: &Branch,
    area: &AreaId,
    n: usize,
) -> Result<TownCover, TownError> {
    let valve = n.is_multiple_of(3);
    let street = pick(seeded, &branch.streets);
    let other = branch.streets.iter().map(String::as_str).find(|name| *name != street).unwrap_or(street);
    let number = seeded.between(1, 398).to_string();
    let place = if valve {
        fill(&names.valve_place, &[("street", street), ("other", other), ("side", nth(&names.sides, n))])
    } else {
        fill(&names.manhole_place, &[("street", street), ("number", &number)])
    };
    // Along the streets, about 28 m apart, as real covers lie.
    let step = f64::from(u16::try_from(n).unwrap_or(0));
    let lat = branch.lat + (step / 20.0).floor() * 0.0009 + seeded_metres(seeded, 4);
    let lon = branch.lon - 0.004 + (step % 20.0) * 0.000_31 + seeded_metres(seeded, 4);
    Ok(TownCover {
        id: CoverId::new(&format!("{}-{}{:04}", branch.code, if valve { "F" } else { "W" }, n + 1))?,
        area: area.clone(),
        position: Position::new(lat, lon)?,
        kind: if valve { CoverKind::ValvePit } else { CoverKind::Manhole },
        kind_word: if valve { names.valve_pit.clone() } else { names.manhole.clone() },
        owner: if valve { CoverOwner::Ours } else { CoverOwner::Other },
        owner_word: if valve { names.owner_ours.clone() } else { names.owner_other.clone() },
        pit: None,
        place,
    })
}

/// So many metres up or down, in degrees of latitude.
fn seeded_metres(seeded: &mut Seeded, metres: i64) -> f64 {
    let centimetres = i32::try_from(seeded.between(-metres * 100, metres * 100)).unwrap_or(0);
    f64::from(centimetres) / 100.0 / 111_200.0
}
