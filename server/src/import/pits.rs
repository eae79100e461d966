//! Pits enter the books with the service points that name them, and follow them to another route.

use std::collections::{BTreeMap, BTreeSet};

use curbstop_core::event::Fact;
use curbstop_core::model::{PitId, PitRecord, PointRecord, RouteId, SubjectId};

use super::Entry;
use super::plan::Known;
use crate::store::StoreError;

/// What the rows of a file say of one pit.
struct Named<'e> {
    first: &'e PointRecord,
    routes: BTreeSet<&'e RouteId>,
    place: &'e str,
}

/// The facts about pits that follow from the rows of a file, pits in the order of their ids.
pub(super) fn named_by<'e>(
    entries: impl Iterator<Item = &'e Entry>,
    known: &mut dyn Known,
) -> Result<Vec<(SubjectId, Fact)>, StoreError> {
    let mut pits: BTreeMap<&PitId, Named<'_>> = BTreeMap::new();
    for entry in entries {
        let Fact::PointRegistered(point) = &entry.fact else { continue };
        let Some(pit) = &point.pit else { continue };
        let named = pits.entry(pit).or_insert_with(|| Named { first: point, routes: BTreeSet::new(), place: "" });
        named.routes.insert(&point.route);
        if named.place.is_empty() {
            named.place = &entry.pit_place;
        }
    }
    let mut facts = Vec::new();
    for (id, named) in pits {
        let subject = SubjectId::Pit(id.clone());
        let before = match known.record(&subject)? {
            None => None,
            Some(json) => Some(serde_json::from_str::<PitRecord>(&json).map_err(|error| StoreError::Damaged {
                what: format!("record of {subject}"),
                reason: error.to_string(),
            })?),
        };
        let record = record(id, &named, before.as_ref());
        if before.as_ref() != Some(&record) {
            facts.push((subject, Fact::PitRegistered(Box::new(record))));
        }
    }
    Ok(facts)
}

/// What the books are to say of a pit. A later, smaller file does not rename it: it changes only what the file says.
fn record(id: &PitId, named: &Named<'_>, before: Option<&PitRecord>) -> PitRecord {
    let route = before.map(|pit| &pit.route).filter(|route| named.routes.contains(route));
    let place = match (named.place, before) {
        ("", Some(pit)) => pit.place.clone(),
        ("", None) => named.first.address.clone(),
        (place, _) => place.to_owned(),
    };
    PitRecord {
        id: id.clone(),
        route: route.unwrap_or(&named.first.route).clone(),
        place,
        position: before.map_or(named.first.position, |pit| pit.position),
    }
}
