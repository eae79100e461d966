//! How large the parts of a fact may be. The phone asks before it saves, the server asks again: the same function, so that
//! whatever a phone has saved can be applied.

use super::{Event, Fact, NOTE_CHARS_MAX, PHOTOS_PER_EVENT_MAX, TapTurns};
use crate::model::{Fen, PhotoId, Span, Timestamp, Volume};

/// The most places on one outage plan.
pub const OUTAGE_PLACES_MAX: usize = 200;
/// The longest name of a place, or code on a wall, in characters.
pub const PLACE_CHARS_MAX: usize = 200;
/// The largest stand of a register: nine digits of cubic metres.
pub const STAND_MAX: Volume = Volume::cubic_metres(999_999_999);

/// The longest serial number on a meter, in characters.
pub const SERIAL_CHARS_MAX: usize = 200;
/// The largest budget: a thousand million yuan.
pub const BUDGET_MAX: Fen = Fen::yuan(1_000_000_000);
/// Instants of people's plans lie before the year 2200.
const INSTANT_MAX: Timestamp = Timestamp::from_millis(7_258_118_400_000);
/// No phone runs, and no clock is turned, by more than 500 years.
const CLOCK_MAX_MS: i64 = 500 * 366 * 86_400_000;

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

fn instant(field: &'static str, at: Timestamp) -> Result<(), OutOfBounds> {
    if (Timestamp::from_millis(0)..=INSTANT_MAX).contains(&at) {
        return Ok(());
    }
    Err(OutOfBounds { field, problem: "lies outside the years 1970 to 2199".to_owned() })
}

fn money(field: &'static str, fen: Fen) -> Result<(), OutOfBounds> {
    if (Fen::ZERO..=BUDGET_MAX).contains(&fen) {
        return Ok(());
    }
    Err(OutOfBounds { field, problem: format!("is {fen} yuan; 0 to {BUDGET_MAX} are possible") })
}

/// Whether a phone can have run so long.
pub fn is_uptime(uptime: Span) -> bool {
    (0..=CLOCK_MAX_MS).contains(&uptime.as_millis())
}

impl Event {
    /// Whether the phone's clocks can have said this, and every part of the fact is within its range.
    pub fn within_bounds(&self) -> Result<(), OutOfBounds> {
        let no_clock =
            |field| OutOfBounds { field, problem: "is no clock's: it is off by more than 500 years".to_owned() };
        if !is_uptime(self.moment.uptime) {
            return Err(no_clock("uptime"));
        }
        if self.moment.wall_offset.as_millis().saturating_abs() > CLOCK_MAX_MS {
            return Err(no_clock("wall_offset"));
        }
        self.fact.within_bounds()
    }
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
                // A large use is for the checks; a number that no register shows is a slip.
                stand("consumption", f.consumption)?;
                photos("photos", &f.photos)?;
                note(&f.note)
            }
            Self::ReadingMissed(f) => photos("photos", &f.photos).and_then(|()| note(&f.note)),
            Self::CustomerReported(f) => stand("value", f.value),
            Self::ReadingImported(f) => stand("value", f.value),
            Self::MeterExchanged(f) => {
                stand("old_final", f.old_final)?;
                stand("new_start", f.new_start)?;
                text("serial", &f.new_meter.serial, SERIAL_CHARS_MAX)?;
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
                instant("stop_at", f.stop_at)?;
                instant("restore_at", f.restore_at)?;
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
            Self::RepairPaused(f) => photos("photos", &f.photos).and_then(|()| note(&f.note)),
            Self::PauseDecided(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
            Self::OrderRepaired(f) => photos("photos", &f.photos).and_then(|()| note(&f.note)),
            Self::SurfaceRestored { photos: p } => photos("photos", p),
            Self::OrderReported(f) => text("tell_caller", &f.tell_caller, NOTE_CHARS_MAX),
            Self::EscalationDecided(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
            Self::ReadingReviewed(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
            Self::JobSurveyed(f) | Self::DrawingMade(f) | Self::JobWorkDone(f) => {
                photos("photos", &f.photos).and_then(|()| note(&f.note))
            }
            Self::BudgetMade(f) => money("fen", f.fen).and_then(|()| note(&f.note)),
            Self::BudgetDisputed(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
            Self::BudgetReviewed(f) => money("fen", f.fen).and_then(|()| text("reason", &f.reason, NOTE_CHARS_MAX)),
            Self::HouseholdChecked(f) => {
                text("serial", &f.serial, SERIAL_CHARS_MAX)?;
                if let TapTurns::OtherMeter { which } = &f.turns {
                    text("which", which, SERIAL_CHARS_MAX)?;
                }
                photos("photos", &f.photos).and_then(|()| note(&f.note))
            }
            Self::HouseClosed(f) => note(&f.note),
            Self::CaseOpened(f) => text("summary", &f.summary, NOTE_CHARS_MAX),
            Self::CaseInvestigated(f) => note(&f.note),
            Self::CaseAnswered(f) => text("text", &f.text, NOTE_CHARS_MAX),
            Self::CaseConcluded(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
            Self::CaseDecided(f) => text("reason", &f.reason, NOTE_CHARS_MAX),
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
            | Self::RepairResumed
            | Self::WaterRestored
            | Self::OrderChecked { .. }
            | Self::OrderClosed
            | Self::HolidaysRegistered(_)
            | Self::JobAccepted(_)
            | Self::JobAssigned(_)
            | Self::JobClosed => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{CoverInspected, EstimateReason, MeterExchanged, MethodUsed, OutagePlan, ReadingEstimated};
    use crate::model::{CoverCondition, Flow, Meter, MeterId, Register, Timestamp};

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

    #[test]
    fn what_no_register_shows_and_no_plan_says_is_a_slip() {
        let estimate = |litres| {
            Fact::ReadingEstimated(ReadingEstimated {
                consumption: Volume::litres(litres),
                method: MethodUsed::ByHand,
                reason: EstimateReason::PitCovered,
                pit: None,
                photos: Vec::new(),
                note: String::new(),
            })
        };
        assert_eq!(estimate(-1).within_bounds().unwrap_err().field, "consumption");
        assert!(estimate(0).within_bounds().is_ok() && estimate(STAND_MAX.as_litres()).within_bounds().is_ok());
        let plan = |stop_at, restore_at| {
            let (stop_at, restore_at) = (Timestamp::from_millis(stop_at), Timestamp::from_millis(restore_at));
            let (scope, cause, places) = (String::new(), String::new(), Vec::new());
            Fact::OutageAnnounced(OutagePlan { scope, cause, stop_at, restore_at, places }).within_bounds()
        };
        assert_eq!(plan(-1, 1).unwrap_err().field, "stop_at");
        assert_eq!(plan(1, i64::MAX).unwrap_err().field, "restore_at");
        let exchange = |chars| {
            let new_meter = Meter {
                id: MeterId::new("m2").unwrap(),
                serial: "x".repeat(chars),
                register: Register::new(5, 0).unwrap(),
                q4: Flow::litres_per_hour(3_125),
            };
            Fact::MeterExchanged(Box::new(MeterExchanged {
                old_meter: MeterId::new("m1").unwrap(),
                old_final: Volume::ZERO,
                new_meter,
                new_start: Volume::ZERO,
                photos: Vec::new(),
                note: String::new(),
            }))
        };
        assert!(exchange(SERIAL_CHARS_MAX).within_bounds().is_ok());
        assert_eq!(exchange(SERIAL_CHARS_MAX + 1).within_bounds().unwrap_err().field, "serial");
    }

    #[test]
    fn a_clock_says_nothing_beyond_500_years() {
        for uptime in [-1, i64::MAX] {
            assert!(!is_uptime(Span::millis(uptime)));
        }
        assert!(is_uptime(Span::ZERO) && is_uptime(Span::days(400 * 365)));
    }
}
