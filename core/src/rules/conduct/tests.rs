use std::fmt::Write as _;

use chrono::NaiveDate;

use super::*;
use crate::event::{Author, CaseAnswered, CaseConcluded, CaseDecided, CaseDecision, Dated, Event, EventId};
use crate::model::{
    Basis, BootId, CaseId, CaseRecord, CaseSource, DepartmentId, Fen, HallDocument, Moment, Period, PersonId, Span,
    StandardItem, SubjectId, TimeInterval, Timestamp, WorkerId,
};
use crate::rulebook::{Rulebook, RulebookVersion};
use crate::state::{CaseState, Of, Subject, fold};

fn case(id: &str, basis: Basis, source: CaseSource, on: &str) -> CaseRecord {
    CaseRecord {
        id: CaseId::new(id).unwrap(),
        basis,
        source,
        happened_on: on.parse().unwrap(),
        summary: "on the telephone".to_owned(),
        department: DepartmentId::new("north").unwrap(),
        person: Some(WorkerId::new("w1").unwrap()),
        about: None,
        standard: None,
        units: 1,
        rulebook: RulebookVersion(1),
    }
}

fn service(id: &str, on: &str) -> CaseRecord {
    case(id, Basis::Service, CaseSource::Hotline, on)
}

/// Facts about one case, each a minute after the one before.
fn file(record: &CaseRecord, facts: impl IntoIterator<Item = (Author, Fact)>) -> Of<CaseRecord, CaseState> {
    let subject = SubjectId::Case(record.id.clone());
    let office = Author::Person(PersonId::new("p1").unwrap());
    let opened = (office, Fact::CaseOpened(Box::new(record.clone())));
    let book = Rulebook::default_book();
    let log: Vec<Dated> = std::iter::once(opened)
        .chain(facts)
        .zip(1..)
        .map(|((author, fact), seq)| Dated {
            event: Event {
                id: EventId::from((0, seq)),
                author,
                subject: subject.clone(),
                moment: Moment::new(BootId(1), Span::ZERO, Timestamp::from_millis(0)),
                fix: None,
                rulebook: RulebookVersion(1),
                fact,
            },
            at: TimeInterval::exact(Timestamp::from_millis(0) + Span::minutes(i64::try_from(seq).unwrap())),
        })
        .collect();
    match fold(&subject, &log, &|_| &book) {
        Subject::Case(of) => of,
        other => panic!("{other:?} is no case"),
    }
}

fn office(fact: Fact) -> (Author, Fact) {
    (Author::Person(PersonId::new("p1").unwrap()), fact)
}

fn concluded(confirmed: bool) -> (Author, Fact) {
    office(Fact::CaseConcluded(CaseConcluded { confirmed, reason: "heard both".to_owned() }))
}

fn set(person: i64, department: i64) -> (Author, Fact) {
    let decision = CaseDecision::Set { person: Fen::yuan(person), department: Fen::yuan(department) };
    office(Fact::CaseDecided(CaseDecided { decision, reason: "first time".to_owned() }))
}

fn answer(worker: &str) -> (Author, Fact) {
    let answered = Fact::CaseAnswered(CaseAnswered { text: "I was at another pit".to_owned() });
    (Author::Worker(WorkerId::new(worker).unwrap()), answered)
}

/// 4.4 FILE: every pair of stage and fact.
#[test]
fn every_pair_of_stage_and_fact() {
    let mut table = format!("{:14}", "");
    for stage in CaseStage::ALL {
        write!(table, "{:28}", stage.name()).unwrap();
    }
    for kind in CaseEventKind::ALL {
        write!(table, "\n{:14}", format!("{kind:?}")).unwrap();
        for stage in CaseStage::ALL {
            write!(table, "{:28}", format!("{:?}", transition(stage, kind))).unwrap();
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
}

/// 4.4 FILE: only the person whom it is about has a say, before a decision and after it.
#[test]
fn the_person_answers_and_nobody_else() {
    let record = service("k1", "2026-11-02");
    let of = file(&record, [answer("w1"), answer("w2"), concluded(true), set(100, 200), answer("w1")]);
    let says = of.state.answers_of(record.person.as_ref()).count();
    assert_eq!((says, of.state.stage), (2, CaseStage::Decided));
}

/// 4.4 FILE: what nobody confirmed counts for nothing, and whoever concludes anew takes a decision back.
#[test]
fn nothing_unconfirmed_counts() {
    let record = service("k1", "2026-11-02");
    let month = Period::try_from("1970-01".to_owned()).unwrap();
    let amounts = |facts: Vec<(Author, Fact)>| {
        let of = file(&record, facts);
        let lines = ledger([(&record, &of.state)], month, crate::model::UtcOffset::CHINA);
        let counts = Counted::of(&record, &of.state).is_some();
        (lines.iter().map(|line| line.person_amount + line.department_amount).sum::<Fen>(), counts)
    };
    assert_eq!(amounts(vec![set(100, 200)]), (Fen::ZERO, false));
    assert_eq!(amounts(vec![concluded(false), set(100, 200)]), (Fen::ZERO, false));
    assert_eq!(amounts(vec![concluded(true)]), (Fen::ZERO, true), "confirmed, and nothing set yet");
    assert_eq!(amounts(vec![concluded(true), set(100, 200)]), (Fen::yuan(-300), true));
    assert_eq!(amounts(vec![concluded(true), set(100, 200), concluded(false)]), (Fen::ZERO, false));
}

/// 5.11, 5.12, 5.13 FINDING: rewards are paid.
#[test]
fn a_reward_is_positive() {
    let record = case("k1", Basis::PraiseMedia, CaseSource::Media, "2026-11-02");
    let of = file(&record, [concluded(true), set(50, 500)]);
    let month = Period::try_from("1970-01".to_owned()).unwrap();
    let lines = ledger([(&record, &of.state)], month, crate::model::UtcOffset::CHINA);
    assert_eq!((lines[0].person_amount, lines[0].department_amount), (Fen::yuan(50), Fen::yuan(500)));
}

/// 5.4, 5.8 FINDING: an amount lies inside the range of the clause, for each household.
#[test]
fn an_amount_lies_inside_its_range() {
    let book = Rulebook::default_book();
    let allowed = |record: &CaseRecord, person, department| {
        let decision = CaseDecision::Set { person, department };
        within(decision, &amounts(record.basis, record.units, &book)).map_err(|beyond| beyond.side)
    };
    let found = |basis| case("k1", basis, CaseSource::Audit, "2026-11-02");
    let late = found(Basis::LateArrival);
    for (department, is) in [
        (Fen::yuan(100), Ok(())),
        (Fen::yuan(1_000), Ok(())),
        (Fen::new(9_999), Err("department")),
        (Fen::new(100_001), Err("department")),
    ] {
        assert_eq!(allowed(&late, Fen::ZERO, department), is, "{department}");
    }
    assert_eq!(allowed(&late, Fen::yuan(1), Fen::yuan(100)), Err("person"), "5.4 names no amount of a person");
    let three = CaseRecord { units: 3, ..found(Basis::EstimatedAtWill) };
    assert_eq!(allowed(&three, Fen::yuan(150), Fen::yuan(300)), Ok(()));
    assert_eq!(allowed(&three, Fen::yuan(50), Fen::yuan(300)), Err("person"));
    assert_eq!(within(CaseDecision::Waived, &amounts(late.basis, late.units, &book)), Ok(()));
}

/// 3.1 HALL-STANDARDS; 5.1, 5.2, 5.8, 5.9 FINDING: a finding in the hall names document and item; one event has one basis, and each must have become known as its clause says.
#[test]
fn each_basis_asks_for_its_own_source() {
    let standard = Some(StandardItem { document: HallDocument::PoliteWords, item: "3".to_owned() });
    let hall =
        CaseRecord { standard: standard.clone(), ..case("k1", Basis::HallStandard, CaseSource::Book, "2026-11-02") };
    assert_eq!(fits(&hall), Ok(()));
    assert_eq!(fits(&CaseRecord { standard: None, ..hall.clone() }), Err(Unfit::StandardMissing));
    assert_eq!(fits(&CaseRecord { basis: Basis::Service, ..hall.clone() }), Err(Unfit::StandardUnexpected));
    assert_eq!(fits(&CaseRecord { person: None, ..hall }), Err(Unfit::PersonMissing));
    let from = |basis, source| fits(&case("k1", basis, source, "2026-11-02"));
    assert_eq!(from(Basis::CoverNotReplaced, CaseSource::Hotline), Err(Unfit::Source), "5.9: media or head office");
    assert_eq!(from(Basis::CoverNotReplaced, CaseSource::Media), Ok(()));
    assert_eq!(from(Basis::EstimatedAtWill, CaseSource::Audit), Ok(()));
    assert_eq!(from(Basis::EstimatedAtWill, CaseSource::Media), Err(Unfit::Source));
    assert_eq!(from(Basis::LateArrival, CaseSource::Hotline), Err(Unfit::Source), "5.4 follows from facts");
    assert_eq!(fits(&CaseRecord { units: 2, ..service("k1", "2026-11-02") }), Err(Unfit::Units));
}

fn reached_by(days: &[&str], make: impl Fn(&str, &str) -> CaseRecord) -> Vec<(Basis, NaiveDate, usize)> {
    let rules = Rulebook::default_book().conduct;
    let complaints: Vec<Counted> = days
        .iter()
        .enumerate()
        .map(|(n, day)| {
            let record = make(&format!("k{n}"), day);
            let of = file(&record, [concluded(true)]);
            Counted::of(&record, &of.state).unwrap()
        })
        .collect();
    let backwards: Vec<Counted> = complaints.iter().rev().cloned().collect();
    assert_eq!(reached(&complaints, &rules), reached(&backwards, &rules), "the order of entry means nothing");
    reached(&complaints, &rules).into_iter().map(|r| (r.basis, r.on, r.cases.len())).collect()
}

/// 5.10 FINDING: three within half a year; the day of the month counts, and 31 August reaches to the end of February.
#[test]
fn three_within_half_a_year() {
    let on = |day: &str| day.parse::<NaiveDate>().unwrap();
    let both = |day: &str| vec![(Basis::WorkerThrice, on(day), 3), (Basis::DepartmentThrice, on(day), 3)];
    assert_eq!(reached_by(&["2026-08-31", "2026-12-01", "2027-02-28"], service), both("2027-02-28"));
    assert_eq!(reached_by(&["2026-08-31", "2026-12-01", "2027-03-01"], service), []);
    assert_eq!(reached_by(&["2026-01-15", "2026-07-15"], service), [], "exactly two");
    // Used up: the fourth begins a new row.
    assert_eq!(reached_by(&["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"], service), both("2026-01-03"));
}

/// 5.1 FINDING: twice within a month in the hall, and only there.
#[test]
fn twice_within_a_month_in_the_hall() {
    let hall = |id: &str, on: &str| {
        let standard = Some(StandardItem { document: HallDocument::Behaviour, item: "1".to_owned() });
        CaseRecord { standard, ..case(id, Basis::HallStandard, CaseSource::Hotline, on) }
    };
    let day = |day: &str| day.parse::<NaiveDate>().unwrap();
    let twice = |days: &[&str]| reached_by(days, hall);
    assert_eq!(twice(&["2026-08-31", "2026-09-30"]), [(Basis::HallTwice, day("2026-09-30"), 2)]);
    assert_eq!(twice(&["2026-08-31", "2026-10-01"]), []);
    assert_eq!(reached_by(&["2026-09-01", "2026-09-02"], service), []);
}

/// 5.10 FINDING: an audit is no complaint.
#[test]
fn only_customers_complain() {
    let record = case("k1", Basis::EstimatedAtWill, CaseSource::Audit, "2026-11-02");
    let of = file(&record, [concluded(true)]);
    assert_eq!(Counted::of(&record, &of.state), None);
}
