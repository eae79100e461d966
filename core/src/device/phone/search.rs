//! One field that finds everything: a meter by customer number, name, address or serial, an order by number or address, a job by
//! number, applicant or address, a cover by its code or place.

use super::{Phone, PhoneError};
use crate::device::store::subject;
use crate::model::SubjectId;
use crate::state::Subject;

/// The most that a search lists.
pub const FOUND_MAX: usize = 50;
/// The longest text that is searched for, in characters.
const TEXT_CHARS_MAX: usize = 100;
/// What is searched, in the order in which it is listed where it fits equally well.
const KINDS: [&str; 4] = ["point", "order", "job", "cover"];

/// Something that a search found. Title and detail are the books' own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub subject: SubjectId,
    /// What tells it from others at a glance.
    pub title: String,
    /// The rest that people know it by.
    pub detail: String,
}

/// How well something fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    Inside,
}

impl Phone {
    /// What fits a text, the best first; at most [`FOUND_MAX`].
    pub fn search(&self, text: &str) -> Result<Vec<Found>, PhoneError> {
        let wanted: String = text.trim().chars().take(TEXT_CHARS_MAX).flat_map(char::to_lowercase).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        self.engine.store.read(|db| {
            for (place, kind) in KINDS.into_iter().enumerate() {
                for listed in subject::mentioning(db, kind, &wanted)? {
                    // A row that only a newer app can read is not found; it must not take the others with it.
                    let Some(card) = listed.shown().ok().and_then(Card::of) else { continue };
                    if let Some(fit) = card.fit(&wanted) {
                        found.push((fit, place, card.found));
                    }
                }
            }
            Ok::<_, PhoneError>(())
        })?;
        found.sort_by(|a, b| (a.0, a.1, &a.2.title, &a.2.subject).cmp(&(b.0, b.1, &b.2.title, &b.2.subject)));
        Ok(found.into_iter().map(|(_, _, found)| found).take(FOUND_MAX).collect())
    }
}

/// A subject as a search sees it.
struct Card {
    found: Found,
    /// The words that it is searched by.
    words: Vec<String>,
}

impl Card {
    fn of(subject: Subject) -> Option<Self> {
        match subject {
            Subject::Point(of) => {
                let (record, serial) = (of.record?, of.state.meter.map(|meter| meter.serial));
                let serial = serial.unwrap_or(record.meter.serial);
                let detail = join(&[&record.customer_no, &record.customer, &serial]);
                let words = vec![record.customer_no, record.customer, record.address.clone(), serial];
                let found = Found { subject: SubjectId::Point(record.id), title: record.address, detail };
                Some(Self { found, words })
            }
            Subject::Order(of) => {
                let record = of.record?;
                let detail = join(&[record.id.as_str(), &record.summary]);
                let words = vec![record.id.to_string(), record.address.clone()];
                let found = Found { subject: SubjectId::Order(record.id), title: record.address, detail };
                Some(Self { found, words })
            }
            Subject::Job(of) => {
                let record = of.record?;
                let detail = join(&[record.id.as_str(), &record.applicant]);
                let words = vec![record.id.to_string(), record.applicant, record.address.clone()];
                let found = Found { subject: SubjectId::Job(record.id), title: record.address, detail };
                Some(Self { found, words })
            }
            Subject::Cover(of) => {
                let record = of.record?;
                let (title, words) = (record.id.to_string(), vec![record.id.to_string(), record.place.clone()]);
                Some(Self { found: Found { subject: SubjectId::Cover(record.id), title, detail: record.place }, words })
            }
            Subject::Pit(_) | Subject::Calendar(_) | Subject::Route(_) | Subject::Worker(_) | Subject::Case(_) => None,
        }
    }

    fn fit(&self, wanted: &str) -> Option<Fit> {
        let fit = |word: &String| {
            let word = word.to_lowercase();
            match word.find(wanted)? {
                0 if word.len() == wanted.len() => Some(Fit::Whole),
                0 => Some(Fit::Start),
                _ => Some(Fit::Inside),
            }
        };
        self.words.iter().filter_map(fit).min()
    }
}

/// What is known, with a dot between.
fn join(parts: &[&str]) -> String {
    let known: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    known.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::testing::{Bench, Town};

    fn titles(bench: &Bench, text: &str) -> Vec<String> {
        bench.phone.search(text).unwrap().into_iter().map(|found| found.subject.to_string()).collect()
    }

    #[test]
    fn a_search_finds_by_what_people_know_and_the_best_fit_comes_first() {
        let bench = Bench::new(Town::default());
        bench.sync().unwrap();
        let point = bench.phone.meter(&crate::device::testing::point(1)).unwrap().record;
        for text in [&point.customer_no, &point.address] {
            assert_eq!(titles(&bench, text).first().unwrap(), &format!("point:{}", point.id), "{text}");
        }
        assert!(titles(&bench, "o1").contains(&"order:o1".to_owned()));
        assert_eq!(titles(&bench, " \u{3000} "), Vec::<String>::new());
        assert_eq!(titles(&bench, "没有的地方 \"%_"), Vec::<String>::new());
    }

    #[test]
    fn a_list_ends() {
        let bench = Bench::new(Town::default());
        bench.sync().unwrap();
        assert!(bench.phone.search("1").unwrap().len() <= FOUND_MAX);
    }
}
