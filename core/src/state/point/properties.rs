//! What holds of a service point whatever happens to it.

use proptest::prelude::*;

use super::PointState;
use super::sample::{Story, day, estimate};
use crate::event::{EscalationDecision, Fact, ReadingResolution};
use crate::model::Volume;
use crate::state::FollowUp;

/// What may happen to a point on some day of a story, for the properties below.
#[derive(Debug, Clone)]
enum Happens {
    Read { step: i64, confirmed: bool },
    Estimate { use_: i64, photo: bool },
    Told { step: i64, verified: bool },
    Missed,
    Exchange { used: i64 },
    Decide { allow: bool },
    Review { accept: bool },
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => (-20_i64..200, any::<bool>()).prop_map(|(step, confirmed)| Happens::Read { step, confirmed }),
        4 => (0_i64..40, prop::bool::weighted(0.8)).prop_map(|(use_, photo)| Happens::Estimate { use_, photo }),
        1 => (-5_i64..30, any::<bool>()).prop_map(|(step, verified)| Happens::Told { step, verified }),
        1 => Just(Happens::Missed),
        1 => (-20_i64..30).prop_map(|used| Happens::Exchange { used }),
        1 => any::<bool>().prop_map(|allow| Happens::Decide { allow }),
        2 => any::<bool>().prop_map(|accept| Happens::Review { accept }),
    ]
}

fn play(story: &mut Story, on: &str, what: &Happens) -> Vec<FollowUp> {
    let stand = story.state().last().map_or(0, |last| last.value.whole_cubic_metres());
    match what {
        Happens::Read { step, confirmed: false } => story.read(on, stand + step),
        Happens::Read { step, confirmed: true } => story.read_confirmed(on, stand + step),
        Happens::Estimate { use_, photo } => {
            let mut fact = estimate(*use_);
            fact.photos.truncate(usize::from(*photo));
            story.fact(on, Fact::ReadingEstimated(fact))
        }
        Happens::Told { step, verified } => story.told(on, stand + step, *verified),
        Happens::Missed => story.missed(on),
        Happens::Exchange { used } => story.exchange(on, stand + used, 0),
        Happens::Decide { allow } => {
            let estimate = story.state().escalation.as_ref().map_or(story.last_id(), |it| it.estimate);
            let decision = if *allow { EscalationDecision::AllowEstimate } else { EscalationDecision::ClearPit };
            story.decide(on, estimate, decision)
        }
        Happens::Review { accept } => {
            let reading = story.state().held.as_ref().map(|held| held.event);
            let reading = reading.or(story.state().current.as_ref().map(|current| current.event)).unwrap();
            let resolution = if *accept { ReadingResolution::Accept } else { ReadingResolution::ReadAgain };
            story.review(on, reading, resolution)
        }
    }
}

proptest! {
    /// 3.2.2 EST-LIMIT, EST-TRUE-UP: whatever happens, the row is the months that nobody read since the last actual reading,
    /// a settlement adds up, and the state comes back from its JSON as it was, so that a fold can stop and go on anywhere.
    #[test]
    fn whatever_happens_the_state_holds_together(
        facts in prop::collection::vec((1_u64..25, happens()), 1..40),
    ) {
        let mut story = Story::with_history();
        let mut on = day("2026-10-06");
        let mut estimates = 0_u32;
        for (days, what) in facts {
            on = on + chrono::Days::new(days);
            let follow_ups = play(&mut story, &on.to_string(), &what);
            estimates += u32::from(matches!(what, Happens::Estimate { .. } | Happens::Told { .. }));

            let state = story.state();
            prop_assert!(state.estimates_in_row <= estimates);
            prop_assert_eq!(usize::try_from(state.estimates_in_row).unwrap(), state.estimates.len());
            prop_assert!(state.estimates.is_sorted_by(|a, b| a.period < b.period));
            prop_assert!(state.estimates.iter().all(|kept| state.last_actual.unwrap().at <= kept.at));
            if state.estimates.is_empty() {
                prop_assert_eq!(state.believed, None);
            }
            for follow_up in follow_ups {
                if let FollowUp::Settled { adjustment } = follow_up {
                    let settled = state.true_up.as_ref().unwrap();
                    let billed: Volume = settled.estimated.iter().filter(|e| e.is_billable()).map(|e| e.consumption).sum();
                    prop_assert_eq!(adjustment, settled.actual - billed);
                }
            }
            let json = serde_json::to_string(state).unwrap();
            prop_assert_eq!(&serde_json::from_str::<PointState>(&json).unwrap(), state);
        }
    }
}
