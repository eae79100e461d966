//! Who has locked what of one database file: SQLite's five levels, and the eight locks of its shared memory. Several connections
//! of one process lie on one file (one writes, others read), and closing one of them must not take the log from the others.

use std::collections::{BTreeMap, BTreeSet};

/// Slots of the locks that a write-ahead log's index has.
const SLOTS: usize = 8;
/// SQLite's levels of locks on a file.
const SHARED: i32 = 1;
const RESERVED: i32 = 2;
const PENDING: i32 = 3;

/// One open file, told apart from others of the same name.
pub(super) type Holder = u64;

/// The locks of one file, and the memory that its connections share.
#[derive(Debug, Default)]
pub(super) struct Locks {
    levels: BTreeMap<Holder, i32>,
    shared: [BTreeSet<Holder>; SLOTS],
    exclusive: [Option<Holder>; SLOTS],
    /// The shared memory, region by region; each stays where it is while anybody maps it.
    pub(super) memory: Vec<Box<[u64]>>,
    mapped: BTreeSet<Holder>,
}

impl Locks {
    fn others(&self, holder: Holder) -> i32 {
        self.levels.iter().filter(|(other, _)| **other != holder).map(|(_, level)| *level).max().unwrap_or(0)
    }

    /// Raises a holder's level, if nobody stands in the way.
    pub(super) fn raise(&mut self, holder: Holder, to: i32) -> bool {
        let others = self.others(holder);
        let free = match to {
            ..=SHARED => others < PENDING,
            RESERVED => others < RESERVED,
            _ => others < SHARED,
        };
        if free {
            self.levels.insert(holder, to);
        }
        free
    }

    /// Lowers a holder's level.
    pub(super) fn lower(&mut self, holder: Holder, to: i32) {
        if to == 0 {
            self.levels.remove(&holder);
        } else {
            self.levels.insert(holder, to);
        }
    }

    /// Whether anybody is about to write.
    pub(super) fn is_reserved(&self) -> bool {
        self.levels.values().any(|level| *level >= RESERVED)
    }

    /// Takes a slot together with others, or alone, if nobody stands in the way.
    pub(super) fn take(&mut self, holder: Holder, slots: std::ops::Range<usize>, alone: bool) -> bool {
        let free = slots.clone().all(|slot| {
            let nobody_alone = self.exclusive[slot].is_none_or(|other| other == holder);
            nobody_alone && (!alone || self.shared[slot].iter().all(|other| *other == holder))
        });
        if free {
            for slot in slots {
                if alone {
                    self.exclusive[slot] = Some(holder);
                } else {
                    self.shared[slot].insert(holder);
                }
            }
        }
        free
    }

    /// Lets slots go.
    pub(super) fn let_go(&mut self, holder: Holder, slots: std::ops::Range<usize>, alone: bool) {
        for slot in slots {
            if alone {
                self.exclusive[slot] = None;
            } else {
                self.shared[slot].remove(&holder);
            }
        }
    }

    /// Somebody maps the shared memory.
    pub(super) fn map(&mut self, holder: Holder) {
        self.mapped.insert(holder);
    }

    /// Somebody maps it no more; the last one leaves it empty, so that the next one reads the log from its start.
    pub(super) fn unmap(&mut self, holder: Holder) {
        self.mapped.remove(&holder);
        for slot in 0..SLOTS {
            self.shared[slot].remove(&holder);
            self.exclusive[slot] = self.exclusive[slot].filter(|other| *other != holder);
        }
        if self.mapped.is_empty() {
            self.memory.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_alone_while_another_one_reads() {
        let mut locks = Locks::default();
        assert!(locks.raise(1, SHARED) && locks.raise(2, SHARED));
        assert!(!locks.raise(1, 4), "closing one of two must not take the log away");
        locks.lower(2, 0);
        assert!(locks.raise(1, 4) && !locks.raise(2, SHARED));
    }

    #[test]
    fn a_slot_is_shared_or_held_by_one() {
        let mut locks = Locks::default();
        assert!(locks.take(1, 3..4, false) && locks.take(2, 3..4, false));
        assert!(!locks.take(1, 0..8, true));
        locks.let_go(2, 3..4, false);
        assert!(locks.take(1, 0..8, true) && !locks.take(2, 3..4, false));
        locks.unmap(1);
        assert!(locks.take(2, 3..4, false));
    }
}
