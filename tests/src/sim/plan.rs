//! What one world is made of. A plan follows from a seed; a smaller one, for a failure that is to be understood, from that plan.

use std::collections::BTreeSet;

use super::kind::Kind;
use super::lie::Lie;
use crate::seeded::Seeded;

/// The most phones of a world; a clone comes on top.
pub const PHONES_MAX: usize = 4;
/// The most facts that one phone's people record.
const FACTS_MAX: i64 = 24;

/// Known and open: beside a server that is put back to a time before these, facts are lost. What a phone handed in under an identity
/// that it gave up is not offered again. And where numbers were given away twice (a clone, a phone put back), a phone whose receipt
/// the server can meet with other facts does not notice that its own are missing there.
const OPEN_BESIDE_A_SERVER_PUT_BACK: [Kind; 3] = [Kind::EnrolledAgain, Kind::PhoneRestored, Kind::PhoneCloned];

/// What one world is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Where its chance comes from.
    pub seed: u64,
    /// How many phones are at work.
    pub phones: usize,
    /// How often each one's people record something.
    pub facts: u32,
    /// What may go wrong.
    pub faults: BTreeSet<Kind>,
    /// A planted bug.
    pub lie: Option<Lie>,
}

impl Plan {
    /// Of a seed: some phones, some work, and some kinds of faults, so that each is also seen without the others.
    pub fn of(seed: u64) -> Self {
        let mut seeded = Seeded::new(seed).part("plan");
        let phones = usize::try_from(seeded.between(1, PHONES_MAX.try_into().unwrap_or(1))).unwrap_or(1);
        let facts = u32::try_from(seeded.between(4, FACTS_MAX)).unwrap_or(4);
        let chance = [20, 40, 70][usize::try_from(seeded.below(3)).unwrap_or(0)];
        let mut faults: BTreeSet<Kind> = Kind::ALL.into_iter().filter(|_| seeded.percent(chance)).collect();
        if faults.contains(&Kind::ServerRestored) || faults.contains(&Kind::ServerPutBack) {
            faults.retain(|kind| !OPEN_BESIDE_A_SERVER_PUT_BACK.contains(kind));
        }
        Self { seed, phones, facts, faults, lie: None }
    }

    /// The same with a planted bug.
    #[must_use]
    pub fn with(mut self, lie: Lie) -> Self {
        self.lie = Some(lie);
        self
    }

    /// Whether this may go wrong.
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.faults.contains(&kind)
    }

    /// Smaller plans, the much smaller ones first.
    pub(super) fn smaller(&self) -> Vec<Self> {
        let mut plans = Vec::new();
        for phones in 1..self.phones {
            plans.push(Self { phones, ..self.clone() });
        }
        for facts in [self.facts / 4, self.facts / 2, self.facts.saturating_sub(1)] {
            if (1..self.facts).contains(&facts) {
                plans.push(Self { facts, ..self.clone() });
            }
        }
        for kind in &self.faults {
            let faults = self.faults.iter().copied().filter(|other| other != kind).collect();
            plans.push(Self { faults, ..self.clone() });
        }
        plans
    }
}
