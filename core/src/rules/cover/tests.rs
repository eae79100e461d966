use std::fmt::Write as _;

use super::*;
use crate::text::{Lang, has};

/// 3.2.4 COVER-STATE: every pair of what is open and what is told.
#[test]
fn every_pair_of_defect_and_fact() {
    const WIDTH: usize = 13;
    let kinds = CoverCondition::ALL.into_iter().map(CoverEventKind::Seen).chain([
        CoverEventKind::MadeSafe,
        CoverEventKind::Replaced,
        CoverEventKind::ReportedUp,
    ]);
    // A sound or buried cover has no open defect.
    let open: Vec<Option<CoverCondition>> = std::iter::once(None)
        .chain(CoverCondition::ALL.into_iter().filter(|condition| severity(*condition) >= Severity::Defect).map(Some))
        .collect();
    let mut table = format!("{:18}", "");
    for defect in &open {
        write!(table, "{:WIDTH$}", defect.map_or("no defect".to_owned(), |condition| format!("{condition:?}")))
            .unwrap();
    }
    for kind in kinds {
        write!(table, "\n{:18}", format!("{kind:?}")).unwrap();
        for defect in &open {
            write!(table, "{:WIDTH$}", format!("{:?}", transition(*defect, kind))).unwrap();
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
}

/// 3.2.4 COVER-SAFE: only missing and damaged covers carry the clocks.
#[test]
fn missing_and_damaged_are_dangerous() {
    let dangerous: Vec<_> =
        CoverCondition::ALL.into_iter().filter(|condition| severity(*condition) == Severity::Danger).collect();
    assert_eq!(dangerous, [CoverCondition::Damaged, CoverCondition::Missing]);
}

/// 3.2.4 COVER-REPLACE: a photo before and one after.
#[test]
fn a_replacement_is_shown_by_two_photos() {
    let photo = || vec![crate::model::PhotoId::of(b"ab")];
    let missing = |before, after| missing_photos(&CoverReplaced { before, after });
    assert_eq!(missing(photo(), photo()), None);
    assert_eq!(missing(Vec::new(), photo()), Some((true, false)));
    assert_eq!(missing(photo(), Vec::new()), Some((false, true)));
}

#[test]
fn everything_about_a_cover_has_words() {
    use crate::event::BarrierKind;
    use crate::model::CoverKind;
    use crate::state::DefectEndedBy;
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let mut keys = vec!["patrol.never_seen".to_owned(), "patrol.due".to_owned(), "patrol.overdue".to_owned()];
    for condition in CoverCondition::ALL {
        keys.push(format!("cover_condition.{}", name(serde_json::to_value(condition).unwrap())));
    }
    for owner in [CoverOwner::Ours, CoverOwner::Other, CoverOwner::Unknown] {
        keys.push(format!("cover_owner.{}", name(serde_json::to_value(owner).unwrap())));
    }
    for kind in [CoverKind::MeterPit, CoverKind::ValvePit, CoverKind::Manhole, CoverKind::CatchBasin] {
        keys.push(format!("cover_kind.{}", name(serde_json::to_value(kind).unwrap())));
    }
    for barrier in [BarrierKind::BarrierAndSign, BarrierKind::PlateAndSign, BarrierKind::Guarded] {
        keys.push(format!("barrier.{}", name(serde_json::to_value(barrier).unwrap())));
    }
    for end in [DefectEndedBy::Replaced, DefectEndedBy::SeenSound] {
        keys.push(format!("defect_end.{}", name(serde_json::to_value(end).unwrap())));
    }
    for key in keys {
        assert!(Lang::ALL.into_iter().all(|lang| has(lang, &key)), "{key} has no words");
    }
}
