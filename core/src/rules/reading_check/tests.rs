//! READ-CHECK at its edges (3.2.3).

use proptest::prelude::*;

use super::*;
use crate::model::PhotoId;
use crate::state::point_sample::{Story, m3, meter, record};
use crate::text::{self, Lang};

fn codes(checks: &[Check]) -> Vec<CheckCode> {
    checks.iter().map(|check| check.code).collect()
}

fn code_of(result: Result<Volume, Check>) -> Result<Volume, CheckCode> {
    result.map_err(|check| check.code)
}

/// 3.2.3 READ-CHECK: letters, decimals where none belong, more digits than the register has.
#[test]
fn what_is_typed_must_be_a_stand() {
    let whole = Register::new(5, 0).unwrap();
    let fine = Register::new(4, 2).unwrap();
    for (text, register, wanted) in [
        ("523", whole, Ok(m3(523))),
        (" 00523 ", whole, Ok(m3(523))),
        ("99999", whole, Ok(m3(99_999))),
        ("523", whole, Ok(m3(523))),
        ("000523", whole, Err(CheckCode::TooManyDigits)),
        ("100000", whole, Err(CheckCode::TooManyDigits)),
        ("523.0", whole, Err(CheckCode::NotANumber)),
        ("52a", whole, Err(CheckCode::NotANumber)),
        ("-5", whole, Err(CheckCode::NotANumber)),
        ("", whole, Err(CheckCode::NotANumber)),
        ("五", whole, Err(CheckCode::NotANumber)),
        ("12.5", fine, Ok(Volume::litres(12_500))),
        ("12.05", fine, Ok(Volume::litres(12_050))),
        ("12。5", fine, Ok(Volume::litres(12_500))),
        ("12.005", fine, Err(CheckCode::NotANumber)),
        ("12.", fine, Err(CheckCode::NotANumber)),
        (".5", fine, Err(CheckCode::NotANumber)),
        ("1.2.3", fine, Err(CheckCode::NotANumber)),
        ("12345", fine, Err(CheckCode::TooManyDigits)),
    ] {
        assert_eq!(code_of(parse_entry(text, register)), wanted, "{text}");
    }
    let refused = parse_entry("123456", whole).unwrap_err();
    assert_eq!((refused.severity, refused.detail), (Severity::Reject, Detail::Register { digits: 5, decimals: 0 }));
}

/// 3.2.3 READ-CHECK: a fact recorded anyway, with a stand that the register cannot show, is a reject and stays open.
#[test]
fn an_impossible_stand_is_a_reject_and_goes_to_review() {
    let story = Story::with_history();
    for (value, code) in [
        (m3(100_000), CheckCode::TooManyDigits),
        (Volume::litres(110_500), CheckCode::NotANumber),
        (m3(-1), CheckCode::NotANumber),
    ] {
        let checks = story.check("2026-11-04", value, false);
        assert_eq!(codes(&checks), [code]);
        assert_eq!(checks[0].severity, Severity::Reject);
        let everything = Answers { photo: true, second_entry: true, rolled_over: true };
        assert_eq!(unanswered(&checks, everything), [code]);
    }
}

/// 3.2.3 READ-CHECK: the scanned meter is not the task's; its stand says nothing about the use here.
#[test]
fn another_meter() {
    let story = Story::with_history();
    let other = meter("M9", 5, 0).id;
    let entry = Entry { meter: &other, value: m3(5000), rolled_over: false };
    let now = crate::state::point_sample::morning("2026-11-04");
    let checks = check(&record(), story.state(), &entry, now, &story.book);
    assert_eq!(codes(&checks), [CheckCode::OtherMeter]);
    assert_eq!(checks[0].asks(), [Ask::Photo, Ask::Office]);
}

/// 3.2.3 READ-CHECK: already read this period. The month after it is not asked.
#[test]
fn already_read_this_period() {
    let story = Story::with_history();
    let checks = story.check("2026-10-31", m3(101), false);
    assert_eq!(checks[0].code, CheckCode::AlreadyRead);
    assert_eq!(checks[0].asks(), [Ask::SecondEntry]);
    assert!(!codes(&story.check("2026-11-01", m3(109), false)).contains(&CheckCode::AlreadyRead));
}

/// 3.2.3 READ-CHECK: lower by one unit is a note, by two a question; the unit is the register's.
#[test]
fn lower_than_previous() {
    let mut story = Story::with_history();
    for (value, lower) in [(100, None), (99, Some(CheckCode::SlightlyLower)), (98, Some(CheckCode::Lower))] {
        let found = codes(&story.check("2026-11-04", m3(value), false));
        let wanted = [CheckCode::SlightlyLower, CheckCode::RolledOver, CheckCode::Lower];
        assert_eq!(found.iter().copied().find(|code| wanted.contains(code)), lower, "{value}");
    }
    let record = story.of.record.as_mut().unwrap();
    record.meter.register = Register::new(5, 3).unwrap();
    let one_litre = story.check("2026-11-04", Volume::litres(99_999), false);
    assert_eq!(one_litre[0].severity, Severity::Note);
    let two = story.check("2026-11-04", Volume::litres(99_998), false);
    assert_eq!(codes(&two), [CheckCode::Lower]);
    assert_eq!(two[0].detail, Detail::Lower { previous: m3(100), by: Volume::litres(2) });
}

/// 3.2.3 READ-CHECK: near the top of the dial (above 90 %) the question is whether it rolled over; exactly 90 % is not near.
#[test]
fn rollover_near_and_far_from_the_top() {
    for (previous, code) in [(90_000, CheckCode::Lower), (90_001, CheckCode::RolledOver)] {
        let mut story = Story::new();
        story.read("2026-10-05", previous);
        assert_eq!(codes(&story.check("2026-11-04", m3(20), false)), [code], "{previous}");
    }
    let mut story = Story::new();
    story.read("2026-10-05", 99_995);
    let checks = story.check("2026-11-04", m3(7), false);
    assert_eq!(checks[0].detail, Detail::Rollover { previous: m3(99_995), consumption: m3(12) });
    assert_eq!(checks[0].asks(), [Ask::Rollover]);
    assert_eq!(story.check("2026-11-04", m3(7), true), []);
    // The worker's word does not help far from the top.
    let far = Story::with_history();
    assert_eq!(codes(&far.check("2026-11-04", m3(20), true)), [CheckCode::Lower]);
}

/// 3.2.3 READ-CHECK: more than Q4 × hours. 3.125 m³/h × 30 days of 24 h = 2250 m³ exactly is what it can pass.
#[test]
fn over_what_the_meter_can_pass() {
    let story = Story::with_history();
    for (value, over) in [(2350, false), (2351, true)] {
        let found = codes(&story.check("2026-11-04", m3(value), false));
        assert_eq!(found.contains(&CheckCode::OverCapacity), over, "{value}");
    }
    // No time between two stands lets nothing pass.
    let mut story = Story::new();
    story.exchange("2026-11-04", 0, 0);
    assert_eq!(codes(&story.check("2026-11-04", m3(1), false)), [CheckCode::OverCapacity]);
    assert_eq!(story.check("2026-11-04", m3(0), false), []);
}

/// 3.2.3 READ-CHECK: a meter whose Q4 the books do not know is not asked about it.
#[test]
fn an_unknown_q4_asks_nothing() {
    let mut story = Story::with_history();
    story.of.record.as_mut().unwrap().meter.q4 = Flow::litres_per_hour(0);
    assert!(!codes(&story.check("2026-11-04", m3(9000), false)).contains(&CheckCode::OverCapacity));
}

/// 3.2.3 READ-CHECK: 30 m³ in 90 days are 0.33 m³ a day; of 30 days 9.9 m³ are expected. 0.5–2 × is 4.95 to 19.8 m³, and
/// 0.3–3 × is 2.97 to 29.7 m³: the ends belong to the band.
#[test]
fn the_bands_at_their_exact_ends() {
    let mut story = Story::with_history();
    story.of.record.as_mut().unwrap().meter.register = Register::new(5, 3).unwrap();
    for (litres, wanted) in [
        (2_969, Some(CheckCode::FarFromExpected)),
        (2_970, Some(CheckCode::Unusual)),
        (4_949, Some(CheckCode::Unusual)),
        (4_950, None),
        (9_900, None),
        (19_800, None),
        (19_801, Some(CheckCode::Unusual)),
        (29_700, Some(CheckCode::Unusual)),
        (29_701, Some(CheckCode::FarFromExpected)),
    ] {
        let found = story.check("2026-11-04", m3(100) + Volume::litres(litres), false);
        assert_eq!(codes(&found), wanted.into_iter().collect::<Vec<_>>(), "{litres}");
    }
    let far = &story.check("2026-11-04", m3(130), false)[0];
    assert_eq!(far.asks(), [Ask::Photo, Ask::SecondEntry]);
    let (low, high) = (Volume::litres(2_970), Volume::litres(29_700));
    assert_eq!(far.detail, Detail::Band { consumption: m3(30), expected: Volume::litres(9_900), low, high });
    assert_eq!(far.detail.placeholders()[2], ("low", "2.97".to_owned()));
}

/// 3.2.3 READ-CHECK: where a percent gives parts of a litre, only whole litres inside the band raise no question: 33 % of
/// 331 days at 330 l are 36 045.9 l.
#[test]
fn a_band_of_parts_of_a_litre() {
    let mut story = Story::with_history();
    story.book.reading.unusual_percent = (33, 200);
    let expected = expected(story.state(), 331, &story.book).unwrap();
    assert_eq!((expected.consumption, expected.low), (Volume::litres(109_230), Volume::litres(36_046)));
}

/// 3.2.3 READ-CHECK: no use is noted where at least a cubic metre was expected: three days at 0.33 are not, four are.
#[test]
fn zero_use_where_use_is_usual() {
    let story = Story::with_history();
    assert!(!codes(&story.check("2026-10-08", m3(100), false)).contains(&CheckCode::ZeroUse));
    let checks = story.check("2026-11-04", m3(100), false);
    assert_eq!(codes(&checks), [CheckCode::FarFromExpected, CheckCode::ZeroUse]);
    assert_eq!(checks[1].severity, Severity::Note);
    let mut idle = Story::new();
    for on in ["2026-08-05", "2026-09-05", "2026-10-05"] {
        idle.read(on, 100);
    }
    assert_eq!(idle.check("2026-11-05", m3(100), false), [], "nobody lives here: no use is usual");
}

/// 3.2.3 READ-CHECK: use on a closed account wants a photo; no use on it is as it should be.
#[test]
fn use_on_a_closed_account() {
    let mut story = Story::with_history();
    story.of.record.as_mut().unwrap().account = AccountStatus::Closed;
    assert!(codes(&story.check("2026-11-04", m3(110), false)).contains(&CheckCode::ClosedAccount));
    assert!(!codes(&story.check("2026-11-04", m3(100), false)).contains(&CheckCode::ClosedAccount));
}

/// 3.2.3 READ-CHECK: the previous result is still in question, whether it is a reading in review or an escalated estimate.
#[test]
fn the_previous_result_is_still_in_question() {
    let mut review = Story::with_history();
    review.read("2026-11-05", 900);
    assert!(!codes(&review.check("2026-11-06", m3(110), false)).contains(&CheckCode::PreviousInQuestion));
    let checks = review.check("2026-12-05", m3(120), false);
    let period = crate::state::point_sample::month("2026-11");
    assert_eq!(
        checks.last().map(|c| (c.code, &c.detail)),
        Some((CheckCode::PreviousInQuestion, &Detail::Open { period }))
    );
    assert_eq!(checks.last().unwrap().severity, Severity::Note);

    let mut escalated = Story::with_history();
    for on in ["2026-11-05", "2026-12-05", "2027-01-05"] {
        escalated.estimate(on, 10);
    }
    assert!(codes(&escalated.check("2027-02-05", m3(140), false)).contains(&CheckCode::PreviousInQuestion));
}

/// 3.2.3 READ-CHECK: after an estimate that was too high, the register is compared with what somebody read, not with the guess.
#[test]
fn a_stand_below_an_estimate_is_not_lower() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 40);
    assert_eq!(codes(&story.check("2026-12-04", m3(120), false)), []);
}

/// 3.2.3 READ-CHECK: a point without two actual readings has no expectation, and nobody is asked about one.
#[test]
fn no_history_no_expectation() {
    let mut story = Story::new();
    assert_eq!(expected(story.state(), 30, &story.book), None);
    assert_eq!(story.check("2026-10-05", m3(700), false), []);
    story.read("2026-10-05", 700);
    assert_eq!(expected(story.state(), 30, &story.book), None);
    assert_eq!(story.check("2026-11-05", m3(1500), false), []);
}

/// 3.2.3 READ-CHECK: a photo alone, a second entry that differs, or an unanswered rollover leave the check open.
#[test]
fn what_stays_unanswered() {
    let story = Story::with_history();
    let far = story.check("2026-11-04", m3(200), false);
    let mut taken = story.taken(m3(200));
    assert_eq!(unanswered(&far, Answers::from(&taken)), [CheckCode::FarFromExpected]);
    taken.photos.push(PhotoId::of(b"aa"));
    assert_eq!(unanswered(&far, Answers::from(&taken)), [CheckCode::FarFromExpected]);
    taken.first_entry = Some(m3(206));
    assert_eq!(unanswered(&far, Answers::from(&taken)), [CheckCode::FarFromExpected]);
    taken.first_entry = Some(m3(200));
    assert_eq!(unanswered(&far, Answers::from(&taken)), []);
    assert_eq!(unanswered(&story.check("2026-11-04", m3(117), false), Answers::from(&story.taken(m3(117)))), []);
}

/// A check as screens get it.
#[test]
fn checks_as_they_travel() {
    let story = Story::with_history();
    insta::assert_snapshot!(serde_json::to_string_pretty(&story.check("2026-11-04", m3(100), false)).unwrap());
}

/// Every check and every question has words in both languages, and every number in them comes with the check.
#[test]
fn every_check_has_words() {
    for lang in Lang::ALL {
        for code in CheckCode::ALL {
            let name = serde_json::to_value(code).unwrap();
            let name = name.as_str().unwrap();
            assert!(text::has(lang, &format!("check.{name}")), "check.{name}");
            assert!(text::has(lang, &format!("check_name.{name}")), "check_name.{name}");
        }
        for ask in [Ask::Photo, Ask::SecondEntry, Ask::Rollover, Ask::Office] {
            let name = serde_json::to_value(ask).unwrap();
            assert!(text::has(lang, &format!("ask.{}", name.as_str().unwrap())));
        }
    }
    let story = Story::with_history();
    let check = &story.check("2026-11-04", m3(200), false)[0];
    let words = check.detail.placeholders();
    let args: Vec<(&str, &dyn std::fmt::Display)> = words.iter().map(|(name, value)| (*name, value as _)).collect();
    assert!(!text::text(Lang::Zh, "check.far_from_expected", &args).contains('{'));
}

proptest! {
    /// 3.2.3: whatever is typed, the answer is a stand that the register can show, or a reject.
    #[test]
    fn typing_never_gives_an_impossible_stand(text in "[0-90-9.a ]{0,12}", digits in 1_u8..=9, decimals in 0_u8..=3) {
        let register = Register::new(digits, decimals).unwrap();
        match parse_entry(&text, register) {
            Ok(value) => prop_assert!(on_register(value, register).is_empty()),
            Err(check) => prop_assert_eq!(check.severity, Severity::Reject),
        }
    }

    /// 3.2.3: the checks come in the order of the rule, each once.
    #[test]
    fn checks_come_in_order(value in -10_i64..200_000, days in 0_i64..120, rolled_over: bool) {
        let story = Story::with_history();
        let on = (crate::state::point_sample::day("2026-10-05") + chrono::Days::new(days.unsigned_abs())).to_string();
        let found = codes(&story.check(&on, m3(value), rolled_over));
        prop_assert!(found.is_sorted_by(|a, b| a < b), "{:?}", found);
    }
}
