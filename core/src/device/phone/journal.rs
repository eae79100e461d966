//! What is stored about the worker who is at work: their own facts, each with time and position.

use super::{Phone, PhoneError};
use crate::device::store::{meta, outbox};
use crate::event::{Author, Event};
use crate::model::{Fix, SubjectId, Timestamp};

/// The most facts in one list.
pub const OWN_FACTS_MAX: u32 = 1_000;

/// A fact that a worker stated on this phone.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnFact {
    /// Its number on this phone.
    pub seq: u64,
    /// What happened: `fact.<name>` in the texts.
    pub fact: &'static str,
    /// What it is about.
    pub subject: SubjectId,
    /// When it was recorded, as the phone's clocks tell now.
    pub at: Timestamp,
    /// Where the phone was, if that was taken.
    pub fix: Option<Fix>,
    /// The server durably has it.
    pub delivered: bool,
    /// The server keeps it in quarantine.
    pub refused: bool,
}

impl Phone {
    /// The newest facts of the worker who is at work, newest first, as long as this phone keeps them. Nobody sees another's.
    pub fn own_facts(&self, limit: u32) -> Result<Vec<OwnFact>, PhoneError> {
        let present = self.engine.present()?;
        let limit = limit.min(OWN_FACTS_MAX) as usize;
        self.engine.store.read(|db| {
            let worker = Author::Worker(meta::worker(db)?.ok_or(PhoneError::NotSignedIn)?);
            let have_through = meta::counters(db)?.have_through;
            let mut own = Vec::new();
            outbox::each_newest_first(db, |kept| {
                // What cannot be read names nobody; the server keeps it in quarantine.
                let event = serde_json::from_slice::<Event>(kept.body).ok().filter(|event| event.author == worker);
                own.extend(event.map(|event| OwnFact {
                    seq: kept.seq,
                    fact: event.fact.name(),
                    at: present.folding().at(event.moment).middle(),
                    subject: event.subject,
                    fix: event.fix,
                    delivered: kept.seq <= have_through,
                    refused: kept.refused,
                }));
                own.len() < limit
            })?;
            Ok(own)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::testing::{Bench, PIN, Town, point, reading};
    use crate::model::{FixProvider, Position, WorkerId};

    #[test]
    fn a_worker_sees_what_is_stored_of_them_and_of_nobody_else() {
        let bench = Bench::new(Town::default());
        let position = Position::new(35.9, 114.2).unwrap();
        let fix = Fix { position, accuracy_m: 8, provider: FixProvider::Gnss, mock: false };
        bench.phone.record_reading(&point(1), reading(1, 500), Some(fix)).unwrap();
        bench.phone.record_reading(&point(2), reading(2, 500), None).unwrap();
        let own = bench.phone.own_facts(10).unwrap();
        let told: Vec<_> = own.iter().map(|own| (own.seq, own.fact, own.fix.is_some(), own.delivered)).collect();
        assert_eq!(told, [(2, "reading_taken", false, false), (1, "reading_taken", true, false)]);
        assert_eq!(bench.phone.own_facts(1).unwrap().len(), 1);

        let other = WorkerId::new("w2").unwrap();
        bench.phone.choose_pin(&other, PIN).unwrap();
        bench.phone.sign_in(&other, PIN).unwrap();
        assert_eq!(bench.phone.own_facts(10).unwrap(), []);
        bench.phone.sign_out().unwrap();
        assert!(matches!(bench.phone.own_facts(10), Err(PhoneError::NotSignedIn)));
    }

    #[test]
    fn what_the_server_has_is_told_apart() {
        let bench = Bench::new(Town::default());
        bench.server.lock().refuse.insert(1);
        bench.read_points(1);
        bench.sync().unwrap();
        bench.read_points(1);
        let told: Vec<_> = bench.phone.own_facts(10).unwrap().iter().map(|own| (own.delivered, own.refused)).collect();
        assert_eq!(told, [(false, false), (true, true)]);
    }
}
