//! What every list and answer of the office's API is made of.

use curbstop_core::event::EventId;
use curbstop_core::model::{Position, TimeInterval};
use curbstop_core::rules::verdict;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::names::{ClockKind, Verdict};

/// Rows of a list where the caller asks for no number.
pub(super) const LIST_ROWS_DEFAULT: u32 = 200;
/// Rows of a list at most.
pub(super) const LIST_ROWS_MAX: u32 = 2_000;

/// When something truly happened: `[earliest, width]`, in milliseconds (the first since 1970).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = [i64], min_items = 2, max_items = 2, example = json!([1_793_466_000_000_i64, 60_000]))]
pub(super) struct Interval(pub(super) [i64; 2]);

impl From<TimeInterval> for Interval {
    fn from(interval: TimeInterval) -> Self {
        let (earliest, width) = interval.into();
        Self([earliest, width])
    }
}

/// An event's id: `[device, number]`; device 0 is the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(value_type = [u64], min_items = 2, max_items = 2, example = json!([12, 345]))]
pub(super) struct EventRef(pub(super) (u32, u64));

impl From<EventId> for EventRef {
    fn from(id: EventId) -> Self {
        Self(id.into())
    }
}

impl From<EventRef> for EventId {
    fn from(id: EventRef) -> Self {
        id.0.into()
    }
}

/// A place in WGS-84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub(super) struct Place {
    /// Latitude, -90 to 90.
    pub(super) lat: f64,
    /// Longitude, -180 to 180.
    pub(super) lon: f64,
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { lat: position.lat(), lon: position.lon() }
    }
}

/// One limit that runs, or ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Clock {
    /// Which limit.
    pub(super) kind: ClockKind,
    /// The clause that sets it, for example `3.3.3`.
    pub(super) clause: String,
    /// Until when, in milliseconds since 1970.
    pub(super) due: i64,
    /// What can be said of it.
    pub(super) verdict: Verdict,
    /// Milliseconds left at `server_time`, or left over when it was done; negative is overdue.
    pub(super) remaining_ms: i64,
    /// When it was done, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) done: Option<Interval>,
    /// What approved pauses did to it, if there were any; `due`, `verdict` and `remaining_ms` have them in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) paused: Option<Paused>,
}

/// What approved pauses did to a limit: both times are shown (REPAIR-WINDOW).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Paused {
    /// How long its clock stood still, in milliseconds; the limit is longer by it.
    time_ms: i64,
    /// It stands still now: `remaining_ms` does not become less, and `due` moves on.
    stands_still: bool,
    /// What could be said of the limit without pauses.
    unpaused: Verdict,
}

impl From<verdict::Paused> for Paused {
    fn from(paused: verdict::Paused) -> Self {
        Self { time_ms: paused.time.as_millis(), stands_still: paused.stands_still, unpaused: paused.unpaused.into() }
    }
}

impl From<verdict::Clock> for Clock {
    fn from(clock: verdict::Clock) -> Self {
        Self {
            kind: clock.kind.into(),
            clause: clock.clause.to_owned(),
            due: clock.due.as_millis(),
            verdict: clock.verdict.into(),
            remaining_ms: clock.remaining.as_millis(),
            done: clock.done.map(Interval::from),
            paused: clock.paused.map(Paused::from),
        }
    }
}

/// A worker or an account, by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Named {
    /// The id.
    pub(super) id: String,
    /// The name; the id where the books know none.
    pub(super) name: String,
}

/// How many rows a list may have.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LimitQuery {
    /// Rows at most: 1 to 2,000; 200 where nothing is said.
    #[param(minimum = 1, maximum = 2000)]
    pub(super) limit: Option<u32>,
}

/// The rows that a caller may get: what they ask for, within [`LIST_ROWS_MAX`].
pub(super) fn rows(limit: Option<u32>) -> u32 {
    limit.unwrap_or(LIST_ROWS_DEFAULT).clamp(1, LIST_ROWS_MAX)
}

/// The body of every error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ErrorBody)]
pub(super) struct ErrorDoc {
    /// A stable code, for example `auth.csrf`; `error.<code>` is the key of the text that people read.
    pub(super) code: String,
    /// For logs and engineers: names the field and the way out.
    pub(super) reason: String,
    /// The field that is wrong, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) field: Option<String>,
}

/// What every route of the office can answer instead of a success.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "describes, in the OpenAPI document, what `ApiError` makes")]
pub(super) enum Refused {
    /// The request cannot be read.
    #[response(status = 400)]
    BadRequest(ErrorDoc),
    /// Nobody is signed in.
    #[response(status = 401)]
    SignedOut(ErrorDoc),
    /// The role may not do this, or the CSRF token is missing or wrong.
    #[response(status = 403)]
    Forbidden(ErrorDoc),
    /// There is no such thing.
    #[response(status = 404)]
    NotFound(ErrorDoc),
    /// It does not fit what is already there.
    #[response(status = 409)]
    Conflict(ErrorDoc),
    /// More bytes than allowed.
    #[response(status = 413)]
    TooLarge(ErrorDoc),
    /// A value is not possible.
    #[response(status = 422)]
    Unprocessable(ErrorDoc),
    /// Too often.
    #[response(status = 429)]
    TooMany(ErrorDoc),
}
