//! How large the parts of a fact may be. The phone asks before it saves, the server asks again: the same function.

use super::{Fact, NOTE_CHARS_MAX, PHOTOS_PER_EVENT_MAX};
use crate::model::{PhotoId, Volume};

/// The most places on one outage plan.
pub const OUTAGE_PLACES_MAX: usize = 200;
/// The longest name of a place, or code on a wall, in characters.
pub const PLACE_CHARS_MAX: usize = 200;
/// The largest stand of a register: nine digits of cubic metres.
pub const STAND_MAX: Volume = Volume::cubic_metres(999_999_999);

/// A field of a fact is out of its range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} {problem}")]
pub struct OutOfBounds {
    /// The field, as the fact names it in the code, for example `note`.
    pub field: &'static str,
    /// What is wrong, and the limit.
    pub problem: String,
}

fn text(field: &'static str, text: &str, max: usize) -> Result<(), OutOfBounds> {
    // Counting characters costs as much as the text is long; bytes tell at once for nearly all.
    if text.len() > max && text.chars().count() > max {
        let chars = text.chars().count();
        return Err(OutOfBounds { field, problem: format!("has {chars} characters; at most {max} are allowed") });
    }
    Ok(())
}

fn photos(field: &'static str, photos: &[PhotoId]) -> Result<(), OutOfBounds> {
    if photos.len() > PHOTOS_PER_EVENT_MAX {
        let problem = format!("holds {} photos; at most {PHOTOS_PER_EVENT_MAX} are allowed", photos.len());
        return Err(OutOfBounds { field, problem });
    }
    Ok(())
}

fn stand(field: &'static str, value: Volume) -> Result<(), OutOfBounds> {
    if value < Volume::ZERO || value > STAND_MAX {
        let problem = format!("is {} litres; a register shows 0 to {}", value.as_litres(), STAND_MAX.as_litres());
        return Err(OutOfBounds { field, problem });
    }
    Ok(())
}

impl Fact {
    /// Whether every part is within its range. Says nothing about rules: a fact is never refused by one.
    pub fn within_bounds(&self) -> Result<(), OutOfBounds> {
        let note = |s: &str| text("note", s, NOTE_CHARS_MAX);
        match self {
            Self::ReadingTaken(f) => {
                stand("value", f.value)?;
                f.first_entry.map_or(Ok(()), |v| stand("first_entry", v))?;
                photos("photos", &f.photos)?;
                note(&f.note)
            }
            Self::ReadingEstimated(f) => {
                // A large use is for the checks; a number that no register shows is a slip of the program.
                stand("consumption", Volume::litres(f.consumption.as_litres().saturating_abs()))?;
                photos("photos", &f.photos)?;
                note(&f.note)
            }
            Self::ReadingMissed(f) => photos("photos", &f.photos).and_then(|()| note(&f.note)),
            Self::CustomerReported(f) => stand("value", f.value),
            Self::ReadingImported(f) => stand("value", f.value),
            Self::MeterExchanged(f) => {
                stand("old_final", f.old_final)?;
                stand("new_start", f.new_start)?;
                photos("photos", &f.photos)?;
                note(&f.note)
            }
            Self::PitTidied { photos: p, note: n } => photos("photos", p).and_then(|()| note(n)),
            Self::CoverInspected(f) => photos("photos", &f.photos).and_then(|()| note(&f.note)),
            Self::CoverMadeSafe(f) => photos("photos", &f.photos),
            Self::CoverReplaced(f) => photos("before", &f.before).and_then(|()| photos("after", &f.after)),
            Self::CoverReportedUp(f) => note(&f.note),
            Self::OrderToldByPhone(f) => note(&f.note),
            Self::OrderArrived { proof: super::ArrivalProof::ScannedCode { code } } => {
                text("code", code, PLACE_CHARS_MAX)
            }
            Self::OutageAnnounced(f) => {
                text("scope", &f.scope, NOTE_CHARS_MAX)?;
                text("cause", &f.cause, NOTE_CHARS_MAX)?;
                if f.places.len() > OUTAGE_PLACES_MAX {
                    let problem = format!("holds {} places; at most {OUTAGE_PLACES_MAX} are allowed", f.places.len());
                    return Err(OutOfBounds { field: "places", problem });
                }
                f.places.iter().try_for_each(|place| text("places", place, PLACE_CHARS_MAX))
            }
            Self::NoticePosted(f) => {
                text("place", &f.place, PLACE_CHARS_MAX)?;
                photos("photos", &f.photos)
            }
            Self::OrderRepaired(f) => photos("photos", &f.photos).and_then(|()| note(&f.note)),
            Self::SurfaceRestored { photos: p } => photos("photos", p),
            Self::OrderReported(f) => text("tell_caller", &f.tell_caller, NOTE_CHARS_MAX),
            Self::EscalationDecided(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
            Self::ReadingReviewed(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
            Self::PointRegistered(_)
            | Self::PitRegistered(_)
            | Self::CoverRegistered(_)
            | Self::RouteRegistered(_)
            | Self::WorkerRegistered(_)
            | Self::OrderCreated(_)
            | Self::OrderDispatched(_)
            | Self::OrderAcknowledged
            | Self::OrderTravelling
            | Self::OrderArrived { .. }
            | Self::WaterStopped
            | Self::WaterRestored
            | Self::OrderChecked { .. }
            | Self::OrderClosed => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{CoverInspected, OutagePlan};
    use crate::model::{CoverCondition, Timestamp};

    fn inspected(note: String, photos: usize) -> Fact {
        let photo = PhotoId::of(b"ab");
        let condition = CoverCondition::Sound;
        Fact::CoverInspected(CoverInspected { condition, owner: None, photos: vec![photo; photos], note })
    }

    #[test]
    fn the_edge_is_allowed_and_one_more_is_not() {
        assert!(inspected("井".repeat(NOTE_CHARS_MAX), PHOTOS_PER_EVENT_MAX).within_bounds().is_ok());
        let long = inspected("井".repeat(NOTE_CHARS_MAX + 1), 0).within_bounds().unwrap_err();
        assert_eq!(long.field, "note");
        assert_eq!(inspected(String::new(), PHOTOS_PER_EVENT_MAX + 1).within_bounds().unwrap_err().field, "photos");
    }

    #[test]
    fn an_outage_names_at_most_so_many_places() {
        let plan = |places: Vec<String>| {
            let (stop_at, restore_at) = (Timestamp::from_millis(0), Timestamp::from_millis(1));
            Fact::OutageAnnounced(OutagePlan {
                scope: String::new(),
                cause: String::new(),
                stop_at,
                restore_at,
                places,
            })
        };
        assert!(plan(vec!["x".to_owned(); OUTAGE_PLACES_MAX]).within_bounds().is_ok());
        assert!(plan(vec!["x".to_owned(); OUTAGE_PLACES_MAX + 1]).within_bounds().is_err());
        assert!(plan(vec!["x".repeat(PLACE_CHARS_MAX + 1)]).within_bounds().is_err());
    }
}
