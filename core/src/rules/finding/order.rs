//! What an order's facts show: late on site, late repaired (5.4), no feedback (5.3), outage not told, notice not posted (5.6).
//! Each breach is its own.

use std::collections::BTreeSet;

use super::{Proposal, evidence};
use crate::event::{Dated, Fact};
use crate::model::{Basis, OrderRecord, SubjectId, TimeQuality, Timestamp, WorkerId};
use crate::rulebook::Rulebook;
use crate::rules::order::{clocks, when_repaired};
use crate::rules::verdict::{ClockKind, Verdict};
use crate::state::{Announced, Milestone, OrderStage, OrderState};

/// Everything that an order's facts show.
pub(super) fn propose(record: &OrderRecord, state: &OrderState, log: &[Dated], book: &Rulebook) -> Vec<Proposal> {
    let closed = state.stage == OrderStage::Closed;
    // What is not beyond doubt is asked only once the office holds the order to be done: until then facts still come.
    let asked = |verdict: Verdict| match verdict {
        Verdict::Missed => true,
        Verdict::Indeterminate | Verdict::Open => closed,
        Verdict::Met => false,
    };
    let told = state.told.clone();
    let judged = limits(record, state, book).into_iter().filter(|(_, verdict, _)| asked(*verdict));
    let proposal = |(basis, verdict, at)| of(record, state, log, book, (basis, verdict, at), told.clone());
    judged.map(proposal).filter(|proposal| asked(proposal.verdict)).collect()
}

/// Each limit that section 5 names: what can be said of it, and when it ran out.
fn limits(record: &OrderRecord, state: &OrderState, book: &Rulebook) -> Vec<(Basis, Verdict, Timestamp)> {
    // The verdicts do not depend on what time it is.
    let clocks = clocks(record, state, book, Timestamp::MIN);
    let basis = |kind| match kind {
        ClockKind::Arrive => Some(Basis::LateArrival),
        ClockKind::Repair => Some(Basis::LateRepair),
        ClockKind::TellOutage => Some(Basis::OutageNotTold),
        _ => None,
    };
    let mut limits: Vec<_> =
        clocks.iter().filter_map(|clock| Some((basis(clock.kind)?, clock.verdict, clock.due))).collect();
    limits.extend(feedback(state, book));
    limits.extend(notices(state));
    limits
}

/// 5.3: handled, and the hotline not told.
fn feedback(state: &OrderState, book: &Rulebook) -> Option<(Basis, Verdict, Timestamp)> {
    let repaired = when_repaired(state)?;
    let within = book.conduct.feedback_within;
    let verdict = Verdict::of(repaired, within, state.milestones.get(&Milestone::Reported).copied());
    Some((Basis::NoFeedback, verdict, repaired.middle() + within))
}

/// 5.6: a notice that hangs only after the water is back has told nobody anything.
fn notices(state: &OrderState) -> Option<(Basis, Verdict, Timestamp)> {
    let outage = state.outage.as_ref()?;
    let back = *state.milestones.get(&Milestone::WaterRestored)?;
    let hung = |place: &str| outage.posted.iter().find(|posted| posted.place == place && posted.with_photo);
    let one = |place: &String| match hung(place).map(|posted| posted.at) {
        Some(at) if at.latest <= back.earliest => Verdict::Met,
        Some(at) if at.earliest > back.latest => Verdict::Missed,
        Some(_) => Verdict::Indeterminate,
        // The photo may still sit on a phone.
        None => Verdict::Open,
    };
    Some((Basis::NoticeNotPosted, worst(outage, one), back.middle()))
}

fn worst(outage: &Announced, one: impl Fn(&String) -> Verdict) -> Verdict {
    let all: Vec<Verdict> = outage.plan.places.iter().map(one).collect();
    let worse = [Verdict::Missed, Verdict::Indeterminate, Verdict::Open];
    worse.into_iter().find(|verdict| all.contains(verdict)).unwrap_or(Verdict::Met)
}

fn of(
    record: &OrderRecord,
    state: &OrderState,
    log: &[Dated],
    book: &Rulebook,
    (basis, verdict, at): (Basis, Verdict, Timestamp),
    told: Option<WorkerId>,
) -> Proposal {
    let evidence = evidence(log, |fact| shows(basis, fact));
    let stated: BTreeSet<WorkerId> = evidence.iter().filter_map(|evidence| evidence.by.clone()).chain(told).collect();
    let about = SubjectId::Order(record.id.clone());
    let proposal = Proposal {
        breach: format!("{about}/{}", basis.name()),
        basis,
        about,
        verdict,
        at,
        crew: state.crew.clone(),
        persons: stated.into_iter().collect(),
        evidence,
        rulebook: book.version,
    };
    // Principle 3: unverified time never makes a finding by itself.
    let doubtful = verdict == Verdict::Missed && proposal.quality() == TimeQuality::Unverified;
    Proposal { verdict: if doubtful { Verdict::Indeterminate } else { verdict }, ..proposal }
}

/// The facts that speak for or against a breach.
fn shows(basis: Basis, fact: &Fact) -> bool {
    let instructed = matches!(fact, Fact::OrderDispatched(_) | Fact::OrderToldByPhone(_));
    match basis {
        Basis::LateArrival => {
            instructed || matches!(fact, Fact::OrderArrived { .. } | Fact::WaterStopped | Fact::OrderRepaired(_))
        }
        Basis::LateRepair => {
            instructed || matches!(fact, Fact::OrderRepaired(_) | Fact::WaterRestored | Fact::OrderReported(_))
        }
        Basis::NoFeedback => matches!(fact, Fact::OrderRepaired(_) | Fact::WaterRestored | Fact::OrderReported(_)),
        Basis::OutageNotTold => matches!(fact, Fact::WaterStopped | Fact::OutageAnnounced(_)),
        Basis::NoticeNotPosted => {
            matches!(fact, Fact::OutageAnnounced(_) | Fact::NoticePosted(_) | Fact::WaterRestored)
        }
        _ => false,
    }
}
