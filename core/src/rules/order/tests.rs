use std::fmt::Write as _;

use super::*;
use crate::event::{OrderStep, PauseCause};
use crate::model::OrderKind;
use crate::state::PauseStanding;
use crate::state::order_sample::{Story, arrived_with_photo, repaired, reported, surface_restored};
use crate::text::{Lang, has};

/// Every pair of stage and fact, so that a change to the table is seen where it is reviewed.
/// `·` fits and moves nothing; `! why` is kept and noted; anything else is the stage that follows.
#[test]
fn every_pair_of_stage_and_fact() {
    const WIDTH: usize = 17;
    let mut table = format!("{:WIDTH$}", "");
    for stage in OrderStage::ALL {
        write!(table, "{:WIDTH$}", stage.name()).unwrap();
    }
    for kind in OrderEventKind::ALL {
        write!(table, "\n{:WIDTH$}", format!("{kind:?}")).unwrap();
        for stage in OrderStage::ALL {
            let cell = match transition(stage, kind) {
                Transition::To(next) => next.name().to_owned(),
                Transition::Stay => "·".to_owned(),
                Transition::Unexpected(why) => format!("! {}", why.name()),
            };
            write!(table, "{cell:WIDTH$}").unwrap();
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
}

/// A stage only ever goes forward, but for the office's own word: another crew, or open again.
#[test]
fn only_a_dispatch_goes_back() {
    for stage in OrderStage::ALL {
        for kind in OrderEventKind::ALL {
            if let Transition::To(next) = transition(stage, kind) {
                let by_office = matches!(kind, OrderEventKind::Dispatched | OrderEventKind::HandedOn);
                assert!(next > stage || by_office, "{stage:?} {kind:?} goes to {next:?}");
            }
        }
    }
}

fn missing(story: &Story) -> Vec<Missing> {
    match may_close(story.state()) {
        Err(Why::Missing(missing)) => missing,
        other => panic!("nothing is missing: {other:?}"),
    }
}

/// 3.2.5, 3.3.2, 5.3 REPORT-BACK: no order closes before the hotline has the result.
#[test]
fn closing_asks_for_the_result() {
    let mut story = Story::dispatched(OrderKind::Main);
    story.tell(30, arrived_with_photo());
    assert_eq!(missing(&story), [Missing::Result]);
    for result in [
        RepairResult::Repaired,
        RepairResult::MadeSafe,
        RepairResult::NothingFound,
        RepairResult::NotOurs,
        RepairResult::Other,
    ] {
        story.tell(60, reported(result.clone()));
        assert_eq!(may_close(story.state()), Ok(()), "{result:?}");
    }
    story.tell(90, Fact::OrderClosed);
    assert_eq!(may_close(story.state()), Err(Why::AlreadyClosed));
}

/// 3.2.5 REPORT-BACK: a result says what the caller can be told, and is not older than the repair.
#[test]
fn closing_asks_for_words_and_for_the_newest_result() {
    let mut story = Story::dispatched(OrderKind::Main);
    story.tell(60, reported(RepairResult::MadeSafe));
    story.tell(100, repaired(false));
    assert_eq!(missing(&story), [Missing::RepairNotReported]);
    let silent = crate::event::OrderReported { result: RepairResult::Repaired, tell_caller: " ".into() };
    story.tell(110, Fact::OrderReported(silent));
    assert_eq!(missing(&story), [Missing::TellCaller]);
}

/// 3.3.3 REINSTATE, 3.3.4: an order with closed valves or an open surface is not at its end; all is named at once.
#[test]
fn closing_asks_for_water_and_surface() {
    let mut story = Story::dispatched(OrderKind::Main);
    story.tell(40, Fact::WaterStopped);
    story.tell(100, repaired(true));
    let why = may_close(story.state()).unwrap_err();
    assert_eq!(why, Why::Missing(vec![Missing::Result, Missing::WaterRestored, Missing::SurfaceRestored]));
    assert_eq!(
        why.to_string(),
        "the order cannot be closed yet: the hotline has no result; water is not back; the opened surface is not restored"
    );
    story.tell(110, Fact::WaterRestored);
    story.tell(120, reported(RepairResult::Repaired));
    assert_eq!(missing(&story), [Missing::SurfaceRestored]);
    story.tell(500, surface_restored());
    assert_eq!(may_close(story.state()), Ok(()));
}

#[test]
fn every_name_is_the_name_on_the_wire_and_has_words() {
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let mut keys: Vec<String> = Vec::new();
    for stage in OrderStage::ALL {
        assert_eq!(serde_json::to_value(stage).unwrap(), stage.name());
        keys.push(format!("stage.{}", stage.name()));
    }
    for why in Unexpected::ALL {
        assert_eq!(serde_json::to_value(why).unwrap(), why.name());
        keys.push(format!("unexpected.{}", why.name()));
    }
    for cause in PauseCause::ALL {
        assert_eq!(serde_json::to_value(cause).unwrap(), cause.name());
        keys.push(format!("pause_cause.{}", cause.name()));
    }
    keys.extend(PauseStanding::NAMES.map(|name| format!("pause.{name}")));
    for missing in Missing::ALL {
        assert_eq!(serde_json::to_value(missing).unwrap(), missing.name());
        keys.push(format!("close.{}", missing.name()));
    }
    for kind in [OrderKind::HouseholdMeter, OrderKind::Main] {
        keys.push(format!("order_kind.{}", name(serde_json::to_value(kind).unwrap())));
    }
    for clock in crate::rules::verdict::ClockKind::ALL {
        keys.push(format!("clock.{}", clock.name()));
    }
    for verdict in crate::rules::verdict::Verdict::ALL {
        keys.push(format!("verdict.{}", verdict.name()));
    }
    for step in [
        OrderStep::Acknowledge,
        OrderStep::Travel,
        OrderStep::Arrive,
        OrderStep::StopWater,
        OrderStep::AnnounceOutage,
        OrderStep::PostNotice,
        OrderStep::Repair,
        OrderStep::RestoreWater,
        OrderStep::RestoreSurface,
        OrderStep::ReportBack,
        OrderStep::Pause,
        OrderStep::Resume,
    ] {
        keys.push(format!("step.{}", name(serde_json::to_value(step).unwrap())));
    }
    keys.extend([Why::AlreadyClosed.code().to_owned(), Why::Missing(Vec::new()).code().to_owned()]);
    for key in keys {
        assert!(Lang::ALL.into_iter().all(|lang| has(lang, &key)), "{key} has no words");
    }
}
