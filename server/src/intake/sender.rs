//! What the server knows of a sender: how far it has its facts, and how far its clocks can be trusted.

use curbstop_core::event::{EventId, is_uptime};
use curbstop_core::model::{DeviceId, Moment, TimeInterval, Timestamp};
use curbstop_core::rules::trusted_time::{self, Anchors, NEVER_BEFORE, Newest};
use curbstop_core::wire::Heard;

/// Where a fact lies in the order in which facts are folded.
pub(crate) type Key = (Timestamp, EventId);

/// A device as the store has it when a batch arrives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sender {
    /// Its number; 0 is the office.
    pub(crate) device: DeviceId,
    /// Its facts go to the office, unapplied.
    pub(crate) revoked: bool,
    /// When it got its token; its facts are younger, unless it was enrolled anew with the facts of a cloned phone.
    pub(crate) enrolled_at: Timestamp,
    /// Everything up to here is had.
    pub(crate) have_through: u64,
    /// What bounds the true time of its facts.
    pub(crate) anchors: Anchors,
    /// The server time that its last answer said.
    pub(crate) answered_at: Option<Timestamp>,
    /// Its newest fact, in the order in which they were recorded.
    pub(crate) newest: Newest,
}

impl Sender {
    /// Takes in what a request says of the phone's clocks. A `heard` that is not what was last said to it proves nothing.
    pub(crate) fn note_clocks(&mut self, sent: Moment, heard: Option<Heard>, received_at: Timestamp) {
        // What was heard is the older word, and goes first: where the server's clock was put right, the newest one counts.
        let heard = heard.filter(|heard| Some(heard.server_time) == self.answered_at);
        if let Some(heard) = heard.filter(|heard| is_uptime(heard.uptime)) {
            self.anchors.note_lower(heard.boot, heard.uptime, heard.server_time);
        }
        // A broken clock says nothing; the facts are taken all the same.
        if is_uptime(sent.uptime) {
            self.anchors.note_upper(sent.boot, sent.uptime, received_at);
        }
    }

    /// Whether the phone knows more than is remembered here: a receipt for facts that are not had, or an answer later than the
    /// last one. Ask before noting anything. A server's clock that was put back looks the same; reading anew harms nothing.
    pub(crate) fn is_outdone_by(&self, first_seq: u64, answered: Option<Timestamp>) -> bool {
        first_seq > self.have_through.saturating_add(1) || answered.is_some_and(|said| Some(said) > self.answered_at)
    }

    /// When a fact of this phone truly happened; none sorts before one that was recorded earlier and has a lower number.
    pub(crate) fn date(&mut self, moment: Moment, received_at: Timestamp) -> TimeInterval {
        let mut at = trusted_time::interval(moment, &self.anchors, received_at);
        // No anchor says when it was at the earliest. Then the enrolment does, unless it was certainly before that.
        if at.earliest <= NEVER_BEFORE && at.latest >= self.enrolled_at {
            at.earliest = self.enrolled_at;
        }
        self.newest.follow(moment, at)
    }

    /// When a fact of the office happened. It is recorded on the server, where later is later.
    pub(crate) fn date_exactly(&mut self, now: Timestamp) -> TimeInterval {
        self.newest.at = trusted_time::in_order(TimeInterval::exact(now), self.newest.at);
        self.newest.at
    }

    /// Its facts are dated: only what bounds later ones need be kept of its clocks.
    pub(crate) fn settle_clocks(&mut self) {
        if let Some((boot, uptime)) = self.newest.recorded {
            self.anchors.settle(boot, uptime);
        }
    }
}

/// A batch against what is had.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split<T> {
    /// Had before, as number and event: an answer was lost on the way.
    pub(crate) again: Vec<(u64, T)>,
    /// New, as number and event.
    pub(crate) fresh: Vec<(u64, T)>,
}

/// Parts a batch into what was had and what is new. After a gap nothing is taken: the answer says where to go on.
pub(crate) fn split<T>(have_through: u64, first_seq: u64, events: Vec<T>) -> Split<T> {
    let mut parts = Split { again: Vec::new(), fresh: Vec::new() };
    if first_seq == 0 || first_seq > have_through.saturating_add(1) {
        return parts;
    }
    for (seq, event) in (first_seq..=u64::MAX).zip(events) {
        if seq <= have_through { &mut parts.again } else { &mut parts.fresh }.push((seq, event));
    }
    parts
}
