//! Covers from a map: a GeoJSON collection of points.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use curbstop_core::event::Fact;
use curbstop_core::model::{AreaId, CoverId, CoverKind, CoverOwner, CoverRecord, PitId, Position, SubjectId};
use geojson::feature::Id;
use geojson::{Feature, GeometryValue, JsonObject, JsonValue};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::FileError;
use super::limits::{ADDRESS_CHARS_MAX, ROWS_MAX};
use super::report::{Problem, code};
use super::row::quote;
use super::table::utf8;
use super::{Duplicate, Entry, ImportKind, ImportReport, ReadFile, words};

/// What a file of covers does not say itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverFile {
    /// The area of duty that its covers lie in.
    pub area: AreaId,
    /// What ids begin with: `prefix-17`. Where the file's own ids name nothing, the area stands in for it.
    pub prefix: Option<String>,
}

/// Each feature is read by itself, so that a broken one stops nothing.
#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    features: Vec<Box<RawValue>>,
    #[serde(default)]
    crs: Option<JsonValue>,
}

/// A cover as its feature shows it; the exact degrees tell duplicates apart, the record holds millionths of them.
struct Seen {
    record: CoverRecord,
    degrees: (u64, u64),
}

pub(super) fn read(file: &CoverFile, bytes: &[u8]) -> Result<ReadFile, FileError> {
    let features = collection(bytes)?;
    let ids = Ids::of(file, &features);
    let mut sorted = Sorted::new(features.len());
    for (number, feature) in (1_u64..).zip(&features) {
        let seen = match feature {
            Ok(feature) => cover(file, &ids, number, feature),
            Err(problem) => Err(vec![problem.clone()]),
        };
        sorted.take(number, seen);
    }
    Ok(ReadFile { entries: sorted.entries, report: sorted.report })
}

fn collection(bytes: &[u8]) -> Result<Vec<Result<Feature, Problem>>, FileError> {
    let not = |reason: String| FileError::GeoJson { reason };
    let collection: Collection = serde_json::from_str(utf8(bytes)?).map_err(|error| not(error.to_string()))?;
    if collection.kind != "FeatureCollection" {
        return Err(not(format!("its type is `{}`", quote(&collection.kind))));
    }
    if let Some(crs) = collection.crs.filter(|crs| !crs.is_null() && !is_wgs84(crs)) {
        let name = quote(&crs.to_string());
        return Err(not(format!("its crs is {name}; export it in WGS-84 (EPSG:4326)")));
    }
    if collection.features.len() > ROWS_MAX {
        return Err(FileError::TooManyRows { max: ROWS_MAX });
    }
    let broken = |error: serde_json::Error| Problem::new("", code::FEATURE, format!("not a GeoJSON feature: {error}"));
    Ok(collection.features.iter().map(|raw| serde_json::from_str(raw.get()).map_err(broken)).collect())
}

fn is_wgs84(crs: &JsonValue) -> bool {
    let name = crs.pointer("/properties/name").and_then(JsonValue::as_str).unwrap_or_default();
    name.ends_with("CRS84") || name.ends_with("4326")
}

/// Where ids come from.
enum Ids {
    /// The features' own; with a prefix, if one was given.
    Own(Option<String>),
    /// The file's ids name nothing: the feature's number stands in for them.
    Number(String),
}

impl Ids {
    fn of(file: &CoverFile, features: &[Result<Feature, Problem>]) -> Self {
        let mut own = features.iter().flatten().map(own_id);
        let first = own.next().flatten();
        let all_equal = features.len() > 1 && own.all(|id| id == first);
        if all_equal || first.is_none() && features.len() == 1 {
            Self::Number(file.prefix.clone().unwrap_or_else(|| file.area.as_str().to_owned()))
        } else {
            Self::Own(file.prefix.clone())
        }
    }

    fn id(&self, number: u64, feature: &Feature) -> Result<CoverId, Problem> {
        let text = match self {
            Self::Number(prefix) => format!("{prefix}-{number}"),
            Self::Own(prefix) => match (own_id(feature), prefix) {
                (Some(id), Some(prefix)) => format!("{prefix}-{id}"),
                (Some(id), None) => id,
                (None, _) => {
                    let reason = "the feature has no id and no OBJECTID, and others have one";
                    return Err(Problem::new("id", code::EMPTY, reason));
                }
            },
        };
        CoverId::new(&text).map_err(|error| Problem::new("id", code::ID, error.to_string()))
    }
}

fn own_id(feature: &Feature) -> Option<String> {
    let text = match &feature.id {
        Some(Id::String(text)) => text.trim().to_owned(),
        Some(Id::Number(number)) => number.to_string(),
        None => match property(feature, "OBJECTID")? {
            JsonValue::Number(number) => number.to_string(),
            other => other.as_str()?.trim().to_owned(),
        },
    };
    (!text.is_empty()).then_some(text)
}

fn cover(file: &CoverFile, ids: &Ids, number: u64, feature: &Feature) -> Result<Seen, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut note = |problem| {
        problems.push(problem);
    };
    let kind = kind(feature).map_err(&mut note).ok();
    let place = position(feature).map_err(&mut note).ok();
    let id = ids.id(number, feature).map_err(&mut note).ok();
    let owner = owner(feature).map_err(&mut note).ok();
    let pit = pit(feature).map_err(&mut note).ok();
    let words = place_words(feature).map_err(&mut note).ok();
    let (Some(kind), Some((position, degrees)), Some(id), Some(owner), Some(pit), Some(words)) =
        (kind, place, id, owner, pit, words)
    else {
        return Err(problems);
    };
    let record = CoverRecord { id, area: file.area.clone(), position, kind, owner, pit, place: words };
    Ok(Seen { record, degrees })
}

fn property<'f>(feature: &'f Feature, name: &str) -> Option<&'f JsonValue> {
    let properties: &JsonObject = feature.properties.as_ref()?;
    properties.iter().find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_null()).map(|(_, value)| value)
}

fn text<'f>(feature: &'f Feature, name: &str) -> &'f str {
    property(feature, name).and_then(JsonValue::as_str).unwrap_or_default().trim()
}

fn kind(feature: &Feature) -> Result<CoverKind, Problem> {
    let text = text(feature, "Type");
    if text.is_empty() {
        return Err(Problem::new("Type", code::EMPTY, "Type is empty; it says what lies under the cover"));
    }
    let lower = text.to_lowercase();
    match words::COVER_TYPES.iter().find(|(part, _)| lower.contains(part)) {
        Some((_, Some(kind))) => Ok(*kind),
        Some((_, None)) => Err(Problem::new("Type", code::NO_COVER, format!("`{}` has no cover", quote(text)))),
        None => {
            let reason =
                format!("Type `{}` is not known; it must name a manhole, catch basin, meter pit or valve", quote(text));
            Err(Problem::new("Type", code::COVER_TYPE, reason))
        }
    }
}

fn position(feature: &Feature) -> Result<(Position, (u64, u64)), Problem> {
    let value = feature.geometry.as_ref().map(|geometry| &geometry.value);
    let Some(GeometryValue::Point { coordinates }) = value else {
        let found = value.map_or("no geometry", GeometryValue::type_name);
        return Err(Problem::new("geometry", code::GEOMETRY, format!("a cover is a Point, and this is {found}")));
    };
    let (Some(lon), Some(lat)) = (coordinates.as_slice().first(), coordinates.as_slice().get(1)) else {
        return Err(Problem::new("geometry", code::GEOMETRY, "the Point has fewer than two coordinates"));
    };
    let position = Position::new(*lat, *lon)
        .map_err(|error| Problem::new("geometry", code::POSITION, format!("{error}; GeoJSON writes [lon, lat]")))?;
    // `+ 0.0` makes one zero of two.
    Ok((position, ((lat + 0.0).to_bits(), (lon + 0.0).to_bits())))
}

fn owner(feature: &Feature) -> Result<CoverOwner, Problem> {
    let text = text(feature, "owner");
    if text.is_empty() {
        return Ok(CoverOwner::Unknown);
    }
    words::choose(words::OWNERS, text).ok_or_else(|| {
        let shown = words::shown(words::OWNERS);
        Problem::new("owner", code::CHOICE, format!("owner `{}` is not one of: {shown}", quote(text)))
    })
}

fn pit(feature: &Feature) -> Result<Option<PitId>, Problem> {
    let text = text(feature, "pit");
    if text.is_empty() {
        return Ok(None);
    }
    PitId::new(text).map(Some).map_err(|error| Problem::new("pit", code::ID, error.to_string()))
}

fn place_words(feature: &Feature) -> Result<String, Problem> {
    let text = text(feature, "place");
    let chars = text.chars().count();
    if chars > ADDRESS_CHARS_MAX {
        let reason = format!("place has {chars} characters; at most {ADDRESS_CHARS_MAX} are allowed");
        return Err(Problem::new("place", code::TOO_LONG, reason));
    }
    Ok(text.to_owned())
}

/// The features so far, told apart by id, and by place and kind.
struct Sorted {
    entries: Vec<Entry>,
    report: ImportReport,
    by_id: HashMap<CoverId, u64>,
    by_place: HashMap<((u64, u64), CoverKind), u64>,
}

impl Sorted {
    fn new(rows: usize) -> Self {
        Self {
            entries: Vec::with_capacity(rows),
            report: ImportReport::new(ImportKind::Covers, rows),
            by_id: HashMap::with_capacity(rows),
            by_place: HashMap::with_capacity(rows),
        }
    }

    fn take(&mut self, row: u64, seen: Result<Seen, Vec<Problem>>) {
        let Seen { record, degrees } = match seen {
            Ok(seen) => seen,
            Err(problems) => return self.report.reject(row, problems),
        };
        let id = record.id.clone();
        let same_id = self.by_id.get(&id).copied();
        let first = match (same_id, self.by_place.entry((degrees, record.kind))) {
            (Some(first), _) => first,
            (None, Slot::Occupied(first)) => *first.get(),
            (None, Slot::Vacant(free)) => {
                free.insert(row);
                self.by_id.insert(id.clone(), row);
                let fact = Fact::CoverRegistered(Box::new(record));
                self.entries.push(Entry { row, subject: SubjectId::Cover(id), fact, pit_place: String::new() });
                return;
            }
        };
        self.report.duplicate(Duplicate { row, of_row: Some(first), of_id: None, id: id.as_str().to_owned() });
    }
}

#[cfg(test)]
#[path = "covers_tests.rs"]
mod tests;
