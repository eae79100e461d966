//! When did it truly happen? From what a phone's clocks said, and what the server's clock said meanwhile.
//!
//! A phone's wall clock can be turned, so it is never evidence. Its uptime cannot, and it drifts by a known bound. Two
//! kinds of anchor tie uptime to the server's clock:
//!
//! - *upper*: sent at this uptime, received by the server at T. The truth at that uptime was **at most** T.
//! - *lower*: an answer that said T was heard at this uptime. The truth at that uptime was **at least** T.
//!
//! In the same boot an anchor bounds every other uptime, earlier or later, at the price of the drift in between. Across
//! boots only the order is known: a fact of an earlier boot lies before the start of a later one, a fact of a later boot
//! after every earlier anchor and its own uptime.
//!
//! **Invariant.** As long as the server's clock does not step and the drift keeps to its bound, the truth lies inside the
//! interval. Forgetting an anchor only ever widens an interval.
//!
//! When the server's clock was put right meanwhile, anchors contradict each other. The newest word counts: what cannot be
//! true together with it is forgotten; and bounds that cross give the interval between them, never an inverted one.

use serde::{Deserialize, Serialize};

use crate::model::{BootId, Moment, Span, TimeInterval, Timestamp};

/// How much a phone's uptime may run fast or slow, in millionths.
pub const DRIFT_PPM: i64 = 200;
/// How many anchors of each kind are kept for a device. One that must go is the one that tightens least.
pub const ANCHORS_MAX: usize = 16;

/// Elapsed uptime and elapsed truth differ by at most one part in so many: (1 − d) / d.
const DRIFT_PARTS: i64 = (1_000_000 - DRIFT_PPM) / DRIFT_PPM;
/// Two uptimes and an instant, each cut to whole milliseconds, are off by at most this together.
const CUT: Span = Span::millis(2);
/// A new anchor that would tighten nothing by more than this is not worth a place.
const WORTH: Span = Span::millis(5);
/// The first instant that a fact of a phone without any anchor can have: 2000-01-01T00:00Z. Enrolment is an anchor, so
/// that this shows only where one was lost.
pub const NEVER_BEFORE: Timestamp = Timestamp::from_millis(946_684_800_000);

/// One tie between a phone's uptime and the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(BootId, Span, Timestamp)", into = "(BootId, Span, Timestamp)")]
struct Anchor {
    boot: BootId,
    uptime: Span,
    at: Timestamp,
}

impl From<(BootId, Span, Timestamp)> for Anchor {
    fn from((boot, uptime, at): (BootId, Span, Timestamp)) -> Self {
        Self { boot, uptime, at }
    }
}

impl From<Anchor> for (BootId, Span, Timestamp) {
    fn from(anchor: Anchor) -> Self {
        (anchor.boot, anchor.uptime, anchor.at)
    }
}

/// Where in a phone's life something lies.
type Point = (BootId, Span);

/// The most that truth can have moved on while uptime moved on by `uptime`.
fn longest(uptime: Span) -> Span {
    uptime + Span::millis(uptime.abs().as_millis() / DRIFT_PARTS + 1) + CUT
}

/// The least that truth can have moved on while uptime moved on by `uptime`.
fn shortest(uptime: Span) -> Span {
    uptime - Span::millis(uptime.abs().as_millis() / DRIFT_PARTS + 1) - CUT
}

impl Anchor {
    fn point(&self) -> Point {
        (self.boot, self.uptime)
    }

    /// As an upper anchor: the truth at `point` was at most this.
    fn not_after(&self, (boot, uptime): Point) -> Option<Timestamp> {
        match boot.cmp(&self.boot) {
            std::cmp::Ordering::Equal if uptime <= self.uptime => Some(self.at - shortest(self.uptime - uptime)),
            std::cmp::Ordering::Equal => Some(self.at + longest(uptime - self.uptime)),
            std::cmp::Ordering::Less => Some(self.at - shortest(self.uptime)),
            std::cmp::Ordering::Greater => None,
        }
    }

    /// As a lower anchor: the truth at `point` was at least this.
    fn not_before(&self, (boot, uptime): Point) -> Option<Timestamp> {
        match boot.cmp(&self.boot) {
            std::cmp::Ordering::Equal if uptime >= self.uptime => Some(self.at + shortest(uptime - self.uptime)),
            std::cmp::Ordering::Equal => Some(self.at - longest(self.uptime - uptime)),
            std::cmp::Ordering::Greater => Some(self.at + shortest(uptime)),
            std::cmp::Ordering::Less => None,
        }
    }
}

/// What is known of one device's clocks. The server keeps one a device, the phone keeps its own; both ask [`interval`].
/// Anchors are noted in the order in which the server said them: what a request heard before the request itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Anchors {
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    upper: Vec<Anchor>,
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    lower: Vec<Anchor>,
}

impl Anchors {
    /// Sent at this uptime, received by the server at `at`: the truth was at most that. On the phone: `at` is what the
    /// answer to a request sent at this uptime said.
    pub fn note_upper(&mut self, boot: BootId, uptime: Span, at: Timestamp) {
        let new = Anchor { boot, uptime, at };
        self.lower.retain(|lower| lower.not_before(new.point()).is_none_or(|bound| bound <= at));
        keep(&mut self.upper, new, |by, anchor| Some(by.not_after(anchor.point())? - anchor.at));
    }

    /// An answer that said `at` was heard at this uptime: the truth was at least that. Enrolment is the first.
    pub fn note_lower(&mut self, boot: BootId, uptime: Span, at: Timestamp) {
        let new = Anchor { boot, uptime, at };
        self.upper.retain(|upper| upper.not_after(new.point()).is_none_or(|bound| bound >= at));
        keep(&mut self.lower, new, |by, anchor| Some(anchor.at - by.not_before(anchor.point())?));
    }

    /// Every fact up to this uptime is had, so that only what bounds later ones need be kept. Call it with the newest
    /// fact of a push, after its facts are dated: it keeps a long queue from pushing out the anchor that it hangs on.
    pub fn settle(&mut self, boot: BootId, uptime: Span) {
        let point = (boot, uptime);
        settle(&mut self.upper, point, |past| past.iter().filter_map(|a| a.not_after(point)).min());
        settle(&mut self.lower, point, |past| past.iter().filter_map(|a| a.not_before(point)).max());
    }

    fn earliest(&self, point: Point) -> Timestamp {
        self.lower.iter().filter_map(|a| a.not_before(point)).max().unwrap_or(NEVER_BEFORE)
    }

    fn latest(&self, point: Point) -> Option<Timestamp> {
        self.upper.iter().filter_map(|a| a.not_after(point)).min()
    }
}

/// Puts a new anchor where it belongs. `tightens(by, anchor)` is how much `anchor` says beyond what `by` already says at
/// its place; `None`: `by` says nothing there.
fn keep(anchors: &mut Vec<Anchor>, new: Anchor, tightens: impl Fn(&Anchor, &Anchor) -> Option<Span>) {
    // Within one boot, whoever is not tighter at its own place is tighter nowhere: bounds move on at the rate of the drift.
    let same_boot = |a: &Anchor, b: &Anchor| a.boot == b.boot;
    if anchors.iter().any(|by| same_boot(by, &new) && tightens(by, &new).is_some_and(|gain| gain <= WORTH)) {
        return;
    }
    anchors.retain(|old| !(same_boot(old, &new) && tightens(&new, old).is_some_and(|gain| gain <= Span::ZERO)));
    let place = anchors.partition_point(|old| old.point() <= new.point());
    anchors.insert(place, new);
    if anchors.len() > ANCHORS_MAX {
        let gain = |i: usize| {
            let others = anchors.iter().enumerate().filter(|(j, _)| *j != i);
            others.filter_map(|(_, by)| tightens(by, &anchors[i])).min().unwrap_or(Span::millis(i64::MAX))
        };
        if let Some(least) = (0..anchors.len()).min_by_key(|i| gain(*i)) {
            anchors.remove(least);
        }
    }
}

/// Replaces the anchors before `point` by the one that they amount to there.
fn settle(anchors: &mut Vec<Anchor>, point: Point, amount_to: impl Fn(&[Anchor]) -> Option<Timestamp>) {
    let past = anchors.partition_point(|anchor| anchor.point() < point);
    // One is kept as it is: an anchor derived from it would be a little looser.
    if past > 1 {
        let bound = amount_to(&anchors[..past]);
        anchors.drain(..past);
        if let Some(at) = bound {
            anchors.insert(0, Anchor { boot: point.0, uptime: point.1, at });
        }
    }
}

/// The true time of a fact, on the server. `received_at` is the server's clock when the fact came: nothing that is had
/// happens later. Note the request's own anchors first.
pub fn interval(moment: Moment, anchors: &Anchors, received_at: Timestamp) -> TimeInterval {
    let point = (moment.boot, moment.uptime);
    let latest = anchors.latest(point).map_or(received_at, |bound| bound.min(received_at));
    // Clocks that are broken beyond all bounds must not lead out of the calendar.
    let possible = |at: Timestamp| at.max(NEVER_BEFORE.min(received_at));
    TimeInterval::between(possible(anchors.earliest(point)), possible(latest))
}

/// What time it is, as well as a phone can say: its wall clock as far as its anchors let it speak.
pub fn phone_now(now: Moment, anchors: &Anchors) -> Timestamp {
    let point = (now.boot, now.uptime);
    let wall = anchors.latest(point).map_or(now.wall(), |latest| now.wall().min(latest));
    wall.max(anchors.earliest(point))
}

/// The time of a fact on the phone that recorded it, until the server says: bounded by the phone's own anchors, and by
/// [`phone_now`] where no anchor bounds it from above.
pub fn phone_interval(moment: Moment, now: Moment, anchors: &Anchors) -> TimeInterval {
    let here = Anchor { boot: now.boot, uptime: now.uptime, at: phone_now(now, anchors) };
    let latest = here.not_after((moment.boot, moment.uptime)).unwrap_or(here.at).min(here.at);
    interval(moment, anchors, latest)
}

/// Keeps a device's facts in the order in which they were recorded: a fact happened after the one that was recorded before
/// it. The doubt may grow, never past the truth.
pub fn in_order(interval: TimeInterval, previous: TimeInterval) -> TimeInterval {
    let earliest = interval.earliest.max(previous.earliest);
    let floor = previous.middle();
    // The middle must not lie before the previous one's: then, and only then, the two sort in the wrong order.
    let latest = interval.latest.max(floor + (floor - earliest)).max(earliest);
    TimeInterval { earliest, latest }
}

/// The newest fact of a device, in the order in which it was recorded: what its later facts may not sort before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest {
    /// When it happened.
    pub at: TimeInterval,
    /// Where in the device's life it was recorded; `None`: not known, every fact counts as later.
    pub recorded: Option<(BootId, Span)>,
}

impl Newest {
    /// Of a device that has recorded nothing yet.
    pub const NONE: Self =
        Self { at: TimeInterval { earliest: Timestamp::MIN, latest: Timestamp::MIN }, recorded: None };

    /// Dates the next fact that came, in the order of numbers. One that was recorded before the newest (it was refused, and
    /// sent again under a new number) keeps a time of its own: it happened when it happened, not after its repair.
    pub fn follow(&mut self, moment: Moment, at: TimeInterval) -> TimeInterval {
        let point = (moment.boot, moment.uptime);
        if self.recorded.is_some_and(|newest| point < newest) {
            return at;
        }
        *self = Self { at: in_order(at, self.at), recorded: Some(point) };
        self.at
    }
}

#[cfg(test)]
mod tests;
