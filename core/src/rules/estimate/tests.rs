//! Estimates (3.2.2): the limit, the methods, the evidence.

use super::*;
use crate::model::Span;
use crate::state::point_sample::{Story, day, estimate, fix, m3, month, morning, record};
use crate::text::{self, Lang};

/// 3.2.2 EST-LIMIT: the second in a row is the last one allowed, the third escalates. Told before the estimate is made.
#[test]
fn the_outlook_says_what_an_estimate_would_mean() {
    let mut story = Story::with_history();
    let look = |story: &Story, on| {
        let outlook = outlook(story.state(), None, morning(on), &story.book);
        (outlook.nth, outlook.limit, outlook.effect)
    };
    assert_eq!(look(&story, "2026-11-05"), (1, 2, EstimateEffect::Allowed));
    story.estimate("2026-11-05", 10);
    assert_eq!(look(&story, "2026-11-06"), (1, 2, EstimateEffect::Allowed), "the same month again");
    assert_eq!(look(&story, "2026-12-05"), (2, 2, EstimateEffect::LastAllowed));
    story.estimate("2026-12-05", 10);
    assert_eq!(look(&story, "2027-01-05"), (3, 2, EstimateEffect::Escalates));
}

/// 3.2.2 EST-LIMIT: a warning from 100 days without an actual reading on; exactly 100 days are not older.
#[test]
fn the_outlook_warns_of_age() {
    let story = Story::with_history();
    let at = |span| outlook(story.state(), None, morning("2026-10-05") + span, &story.book).days_since_actual;
    assert_eq!(at(Span::days(100)), None);
    assert_eq!(at(Span::days(100) + Span::millis(1)), Some(100));
}

/// 3.2.2 EST-TIDY: the next estimate at a pit shows its open task.
#[test]
fn the_outlook_shows_the_open_tidy_task() {
    let story = Story::with_history();
    let task = TidyTask {
        opened_by: (1, 1).into(),
        opened_at: crate::model::TimeInterval::exact(morning("2026-10-05")),
        reason: EstimateReason::PitCovered,
        due: morning("2026-10-06"),
    };
    let pit = PitState { tidy: Some(task.clone()), tidied_at: None };
    assert_eq!(outlook(story.state(), Some(&pit), morning("2026-11-05"), &story.book).open_tidy, Some(task));
}

/// EST-METHOD a: all use of the last three actual intervals over all their days, to two decimals, rounded half up; × days,
/// truncated. 30 m³ / 90 days = 0.333 → 0.33; × 31 days = 10.23 → 10.
#[test]
fn method_a_recent_daily_use() {
    let story = Story::with_history();
    let proposal = propose(&record(), story.state(), morning("2026-11-05"), &story.book);
    assert_eq!((proposal.consumption, proposal.method), (m3(10), MethodUsed::RecentDailyUse));
    assert_eq!((proposal.daily, proposal.days), (Volume::litres(330), 31));
    let Inputs::Intervals { uses } = proposal.inputs else { panic!("intervals") };
    assert_eq!(uses.iter().map(|u| (u.days, u.volume)).collect::<Vec<_>>(), [(30, m3(10)); 3]);
}

/// EST-METHOD a: no more than the last three intervals.
#[test]
fn method_a_takes_three_intervals() {
    let mut story = Story::new();
    for (on, value) in [("2026-06-05", 0), ("2026-07-05", 900), ("2026-08-04", 930), ("2026-09-03", 960)] {
        story.read_confirmed(on, value);
    }
    story.read_confirmed("2026-10-03", 990);
    let proposal = propose(&record(), story.state(), morning("2026-11-02"), &story.book);
    assert_eq!((proposal.daily, proposal.consumption), (m3(1), m3(30)));
}

/// EST-METHOD: to two decimals, rounded half up, then truncated to whole m³.
#[test]
fn rounding_and_truncation() {
    for (litres, days, daily) in [(1_000, 3, 330), (1_005, 3, 340), (5, 1, 10), (4, 1, 0), (100, 30, 0), (150, 30, 10)]
    {
        assert_eq!(rounded_per_day(Volume::litres(litres), days), Volume::litres(daily), "{litres} in {days} days");
    }
    // 0.33 × 30 = 9.9 m³: truncated, never rounded up.
    let story = Story::with_history();
    assert_eq!(propose(&record(), story.state(), morning("2026-11-04"), &story.book).consumption, m3(9));
}

/// EST-METHOD: after an estimate the days count from that estimate; done again in the same month, from the stand before it.
#[test]
fn days_count_from_the_last_stand() {
    let mut story = Story::with_history();
    story.estimate("2026-11-04", 9);
    let days = |story: &Story, on| propose(&record(), story.state(), morning(on), &story.book).days;
    assert_eq!(days(&story, "2026-11-14"), 40);
    assert_eq!(days(&story, "2026-12-04"), 30);
}

/// EST-METHOD b: the same month last year, where the rulebook puts it first or the recent use is not known.
#[test]
fn method_b_same_month_last_year() {
    let mut story = Story::new();
    let mut period = month("2025-10");
    for n in 0..13 {
        story.import(&format!("{period}-05"), 10 * n, false);
        period = period.next();
    }
    story.book.estimate.methods = vec![MethodUsed::SameMonthLastYear, MethodUsed::RecentDailyUse];
    let proposal = propose(&record(), story.state(), morning("2026-11-05"), &story.book);
    // November 2025: 10 m³ in 31 days = 0.3226 → 0.32; × 31 = 9.92.
    assert_eq!((proposal.consumption, proposal.method), (m3(9), MethodUsed::SameMonthLastYear));
    assert!(
        matches!(proposal.inputs, Inputs::LastYear { month: use_ } if use_.period == month("2025-11") && use_.days == 31)
    );
}

/// EST-METHOD c: the class average as the last resort, also where the rulebook's list leaves it out.
#[test]
fn method_c_class_average() {
    let mut story = Story::new();
    let installed = PointRecord { installed_on: Some(day("2026-10-26")), ..record() };
    let proposal = propose(&installed, story.state(), morning("2026-11-05"), &story.book);
    assert_eq!((proposal.consumption, proposal.method, proposal.days), (m3(3), MethodUsed::ClassAverage, 10));
    assert_eq!(proposal.inputs, Inputs::Class { class: CustomerClass::Household });
    story.book.estimate.methods = vec![MethodUsed::ByHand];
    let bulk = PointRecord { class: CustomerClass::Bulk, ..record() };
    let proposal = propose(&bulk, story.state(), morning("2026-11-05"), &story.book);
    assert_eq!((proposal.consumption, proposal.days), (m3(80), 4), "since the month began: nothing else is known");
}

/// 3.2.2 READ-IF-READABLE: a listed reason with its photo asks nothing; anything less is named.
#[test]
fn what_an_estimate_lacks() {
    let book = Rulebook::default_book();
    assert_eq!(questions(&estimate(5), on_phone(), &book), []);
    let bare = ReadingEstimated { photos: vec![], ..estimate(5) };
    assert_eq!(questions(&bare, on_phone(), &book), [CheckCode::EvidenceMissing]);
    let other = ReadingEstimated { reason: EstimateReason::Other, note: "狗".to_owned(), ..estimate(5) };
    assert_eq!(questions(&other, on_phone(), &book), [CheckCode::UnlistedReason]);
    let by_hand = ReadingEstimated { method: MethodUsed::ByHand, note: "  ".to_owned(), ..estimate(5) };
    assert_eq!(questions(&by_hand, on_phone(), &book), [CheckCode::NoteMissing]);
    let backwards = estimate(-1);
    assert_eq!(questions(&backwards, on_phone(), &book), [CheckCode::Lower]);
    let mut strict = book;
    strict.estimate.reasons = vec![EstimateReason::PitCovered];
    strict.estimate.photo_required = false;
    assert_eq!(questions(&bare, on_phone(), &strict), [CheckCode::UnlistedReason], "the utility's own list counts");
}

/// 3.2.2 READ-IF-READABLE: the phone's position is evidence as the photo is; a mock location is none, and the office has none.
#[test]
fn an_estimate_on_a_phone_shows_where_it_was_made() {
    let mut book = Rulebook::default_book();
    let mock = Fix { mock: true, ..fix() };
    for (made_at, asked) in [
        (MadeAt::Phone(Some(fix())), vec![]),
        (MadeAt::Phone(None), vec![CheckCode::PositionMissing]),
        (MadeAt::Phone(Some(mock)), vec![CheckCode::PositionMissing]),
        (MadeAt::Office, vec![]),
    ] {
        assert_eq!(questions(&estimate(5), made_at, &book), asked, "{made_at:?}");
    }
    book.estimate.position_required = false;
    assert_eq!(questions(&estimate(5), MadeAt::Phone(None), &book), []);
}

fn on_phone() -> MadeAt {
    MadeAt::Phone(Some(fix()))
}

/// 3.2.2 EST-TIDY: the text says at once; the rulebook reads it as 24 hours.
#[test]
fn tidy_is_due_a_day_later() {
    assert_eq!(tidy_due(morning("2026-11-05"), &Rulebook::default_book()), morning("2026-11-06"));
}

/// What a screen says of estimates has words in both languages.
#[test]
fn estimates_have_words() {
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    for lang in Lang::ALL {
        for effect in [EstimateEffect::Allowed, EstimateEffect::LastAllowed, EstimateEffect::Escalates] {
            assert!(text::has(lang, &format!("estimate_effect.{}", name(serde_json::to_value(effect).unwrap()))));
        }
        for method in
            [MethodUsed::RecentDailyUse, MethodUsed::SameMonthLastYear, MethodUsed::ClassAverage, MethodUsed::ByHand]
        {
            assert!(text::has(lang, &format!("estimate_method.{}", name(serde_json::to_value(method).unwrap()))));
        }
        for reason in [EstimateReason::SewageInPit, EstimateReason::PitCovered, EstimateReason::Other] {
            assert!(text::has(lang, &format!("estimate_reason.{}", name(serde_json::to_value(reason).unwrap()))));
        }
    }
}
