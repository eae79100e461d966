//! What is in the file of the worker who is at work, and what they say to it before somebody decides (4.4 FILE).

use super::{Phone, PhoneError, Saved};
use crate::device::store::{meta, subject};
use crate::event::{CaseAnswered, Fact};
use crate::model::{CaseId, CaseRecord, SubjectId, WorkerId};
use crate::rulebook::{Amounts, Rulebook};
use crate::rules::conduct::amounts;
use crate::state::{CaseState, Subject};

/// A case in one's own file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileEntry {
    /// What the office wrote.
    pub record: CaseRecord,
    /// How far it is, and who said what, own answers included.
    pub state: CaseState,
    /// What its clause proposes, by the rulebook in force here.
    pub proposed: Amounts,
}

impl Phone {
    /// The file of the worker who is at work, the newest event first. Nobody sees another's, on a shared phone neither.
    pub fn file(&self) -> Result<Vec<FileEntry>, PhoneError> {
        let present = self.engine.present()?;
        let book = present.books.in_force();
        self.engine.store.read(|db| {
            let worker = meta::worker(db)?.ok_or(PhoneError::NotSignedIn)?;
            let mut entries = Vec::new();
            for listed in subject::of_kind(db, "case")? {
                entries.extend(entry(listed.shown()?, &worker, book));
            }
            entries.sort_by(|a, b| (b.record.happened_on, &b.record.id).cmp(&(a.record.happened_on, &a.record.id)));
            Ok(entries)
        })
    }

    /// What the worker says to a case of their own. Kept with every other answer, before a decision and after it.
    pub fn answer_case(&self, case: &CaseId, text: &str) -> Result<Saved, PhoneError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PhoneError::Invalid { field: "text", problem: "is empty; say something".to_owned() });
        }
        let id = SubjectId::Case(case.clone());
        if !self.file()?.iter().any(|entry| entry.record.id == *case) {
            return Err(PhoneError::not_here(&id));
        }
        self.record(id, Fact::CaseAnswered(CaseAnswered { text: text.to_owned() }), None)
    }
}

fn entry(subject: Subject, worker: &WorkerId, book: &Rulebook) -> Option<FileEntry> {
    let Subject::Case(of) = subject else { return None };
    let record = of.record.filter(|record| record.person.as_ref() == Some(worker))?;
    Some(FileEntry { proposed: amounts(record.basis, record.units, book), record, state: of.state })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::testing::{Bench, PIN, Town};
    use crate::model::{Basis, CaseSource, DepartmentId, Fen};
    use crate::rulebook::RulebookVersion;

    fn case(id: &str, person: &str) -> (SubjectId, Fact) {
        let record = CaseRecord {
            id: CaseId::new(id).unwrap(),
            basis: Basis::Service,
            source: CaseSource::Hotline,
            happened_on: "2026-11-02".parse().unwrap(),
            summary: "态度生硬".to_owned(),
            department: DepartmentId::new("d1").unwrap(),
            person: Some(WorkerId::new(person).unwrap()),
            about: None,
            standard: None,
            units: 1,
            rulebook: RulebookVersion(1),
        };
        (SubjectId::Case(record.id.clone()), Fact::CaseOpened(Box::new(record)))
    }

    /// 4.4 FILE: a person reads their own file and answers, and a colleague on the same phone sees nothing of it.
    #[test]
    fn a_worker_reads_their_own_file_and_answers() {
        let bench = Bench::new(Town::default());
        {
            let mut server = bench.server.lock();
            server.buckets.insert("worker:w1".parse().unwrap());
            server.buckets.insert("worker:w2".parse().unwrap());
            server.workers.push(WorkerId::new("w2").unwrap());
            for (subject, fact) in [case("k1", "w1"), case("k2", "w2")] {
                server.state_fact(subject, fact);
            }
        }
        bench.sync().unwrap();
        let file = bench.phone.file().unwrap();
        assert_eq!(file.len(), 1);
        assert_eq!(file[0].proposed.person.map(|range| range.most), Some(Fen::yuan(100)));
        let own = CaseId::new("k1").unwrap();
        bench.phone.answer_case(&own, " 我按规定解释了 ").unwrap();
        let says = || {
            let entry = bench.phone.file().unwrap().remove(0);
            let says = entry.state.answers_of(entry.record.person.as_ref());
            says.map(|said| said.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(says(), ["我按规定解释了"]);
        let field = |refused| match refused {
            Err(PhoneError::Invalid { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(bench.phone.answer_case(&own, "  ")), "text");
        let colleagues = bench.phone.answer_case(&CaseId::new("k2").unwrap(), "不是我");
        assert!(matches!(colleagues, Err(PhoneError::NotHere { .. })));

        bench.sync().unwrap();
        assert_eq!(says(), ["我按规定解释了"], "the server's state has it now");
        let other = WorkerId::new("w2").unwrap();
        bench.phone.choose_pin(&other, PIN).unwrap();
        bench.phone.sign_in(&other, PIN).unwrap();
        let seen: Vec<_> = bench.phone.file().unwrap().into_iter().map(|entry| entry.record.id).collect();
        assert_eq!(seen, [CaseId::new("k2").unwrap()]);
        bench.phone.sign_out().unwrap();
        assert!(matches!(bench.phone.file(), Err(PhoneError::NotSignedIn)));
    }
}
