//! The oracle: what must be true in the end, told from outside. A fact is certain once a phone has said "saved"; it stays so as
//! long as one disk of the world holds it. What only a lost disk held is nobody's fault: it may be there in the end, or not,
//! and still never twice.

use std::collections::{BTreeMap, BTreeSet};

use curbstop_core::model::{Span, TimeInterval, Timestamp};

use super::Violation;
use super::books::Mark;
use super::look::{HostLook, PhoneLook};

/// Two clocks that are cut to whole milliseconds are off by this.
const CUT: Span = Span::millis(2);

/// A fact that somebody recorded.
#[derive(Debug, Clone)]
struct Recorded {
    /// When it truly happened.
    at: Timestamp,
    /// A phone said "saved", and a disk holds it since.
    certain: bool,
    /// Somebody sent it again, under another number or another identity.
    again: bool,
    /// Its phone went on from a copy: what its clocks said does not tell one life from the other.
    two_lives: bool,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Model {
    facts: BTreeMap<Mark, Recorded>,
}

impl Model {
    /// A phone was asked to record a fact, and said "saved" or did not.
    pub(super) fn recorded(&mut self, mark: Mark, at: Timestamp, saved: bool, two_lives: bool) {
        self.facts.insert(mark, Recorded { at, certain: saved, again: false, two_lives });
    }

    /// A disk was put back. What none holds any more is certain no longer.
    pub(super) fn disks_hold(&mut self, held: &BTreeSet<Mark>) {
        for (mark, fact) in &mut self.facts {
            fact.certain &= held.contains(mark);
        }
    }

    /// There are two copies of a phone that holds these, or it went on from an old one.
    pub(super) fn lives_twice(&mut self, held: impl Iterator<Item = Mark>) {
        for mark in held {
            if let Some(fact) = self.facts.get_mut(&mark) {
                fact.two_lives = true;
            }
        }
    }

    /// Somebody sends a fact again, under another number or another identity.
    pub(super) fn goes_again(&mut self, mark: Mark) {
        if let Some(fact) = self.facts.get_mut(&mark) {
            fact.again = true;
        }
    }

    /// What does not hold of the facts.
    pub(super) fn judge(&self, host: &HostLook, phones: &[PhoneLook]) -> Vec<Violation> {
        self.facts.iter().filter_map(|(mark, fact)| fact.judge(*mark, host, phones)).collect()
    }
}

impl Recorded {
    fn judge(&self, mark: Mark, host: &HostLook, phones: &[PhoneLook]) -> Option<Violation> {
        let applied = host.applied.get(&mark).map_or(&[][..], Vec::as_slice);
        // From two copies of one phone it may go under two names, and nothing says that they are one.
        // So too where one copy's entry was refused as the other's number: it goes again by itself, from a backup once more.
        let once = !(self.two_lives && (self.again || host.aside.contains_key(&mark)));
        if once && applied.len() > 1 {
            return Some(Violation::Twice(mark));
        }
        let truth_is_in = |at: &TimeInterval| at.earliest <= self.at + CUT && self.at - CUT <= at.latest;
        if !self.two_lives && !applied.iter().all(truth_is_in) {
            return Some(Violation::Misdated { mark, truth: self.at, told: applied.to_vec() });
        }
        let in_quarantine = host.aside.contains_key(&mark);
        let told_on_a_phone = phones.iter().any(|phone| phone.kept.get(&mark) == Some(&true));
        match (applied.is_empty(), in_quarantine, told_on_a_phone) {
            (false, ..) | (true, true, true) => None,
            (true, _, false) if !self.certain => None,
            (true, false, false) => Some(Violation::Lost(mark)),
            // The phone's copy went with its disk.
            (true, true, false) if self.two_lives && phones.iter().all(|p| !p.kept.contains_key(&mark)) => None,
            (true, here, _) => Some(Violation::RefusedOnOneSide { mark, server: here }),
        }
    }
}
