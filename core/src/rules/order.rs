//! The life of a work order: one transition table, the steps that a crew is offered, and what closing asks for.
//!
//! A fact is never refused. One that fits moves the stage or leaves it; one that does not fit is kept and noted, and a
//! person looks at it. Closing is different: it is a command of the office, and [`may_close`] can refuse it (REPORT-BACK).

mod arrival;
mod clocks;
mod close;
mod pause;
mod steps;

pub(crate) use arrival::by_position;
pub use arrival::{at_site, proves_arrival, when_arrived};
pub use clocks::{clocks, repair_limit, when_repaired};
pub use close::{Missing, Why, may_close};
pub(crate) use pause::paused_time;
pub use pause::{MayNotDecide, may_decide};
pub use steps::next_steps;

use serde::{Deserialize, Serialize};

use crate::event::{Fact, RepairResult};
use crate::state::{OrderStage, OrderState};

/// What a fact is to an order's stage: the columns of the transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderEventKind {
    /// The hotline opened it, or corrected its entry.
    Created,
    /// 派单 to its first crew, or again to the same one.
    Dispatched,
    /// 转派: dispatched to another crew. The clocks run on (NO-PASSING, 3.3.2).
    HandedOn,
    /// 电话告知.
    ToldByPhone,
    /// 接单.
    Acknowledged,
    /// 出发.
    Travelling,
    /// 到场.
    Arrived,
    /// 停水公告.
    OutageAnnounced,
    /// A notice hangs.
    NoticePosted,
    /// 止水.
    WaterStopped,
    /// 暂停.
    Paused,
    /// 复工.
    Resumed,
    /// A supervisor decided on a pause.
    PauseDecided,
    /// 修复.
    Repaired,
    /// 送水.
    WaterRestored,
    /// 路面恢复.
    SurfaceRestored,
    /// The hotline was told that it is made safe and that the repair follows: a word on the way, not the end.
    ReportedSafe,
    /// 回单 with a result that ends the work.
    Reported,
    /// 回访.
    Checked,
    /// 结案.
    Closed,
}

impl OrderEventKind {
    /// Every kind, in the order of the table's columns.
    pub const ALL: [Self; 20] = [
        Self::Created,
        Self::Dispatched,
        Self::HandedOn,
        Self::ToldByPhone,
        Self::Acknowledged,
        Self::Travelling,
        Self::Arrived,
        Self::OutageAnnounced,
        Self::NoticePosted,
        Self::WaterStopped,
        Self::Paused,
        Self::Resumed,
        Self::PauseDecided,
        Self::Repaired,
        Self::WaterRestored,
        Self::SurfaceRestored,
        Self::ReportedSafe,
        Self::Reported,
        Self::Checked,
        Self::Closed,
    ];

    /// A pause cannot outlast it: the repair, and what can only follow one.
    pub fn ends_a_pause(self) -> bool {
        matches!(self, Self::Repaired | Self::WaterRestored | Self::SurfaceRestored | Self::Reported | Self::Closed)
    }

    /// What this fact is to this order; `None`: it is no fact about orders.
    pub fn of(fact: &Fact, state: &OrderState) -> Option<Self> {
        Some(match fact {
            Fact::OrderCreated(_) => Self::Created,
            Fact::OrderDispatched(to) if state.crew.as_ref().is_some_and(|crew| *crew != to.crew) => Self::HandedOn,
            Fact::OrderDispatched(_) => Self::Dispatched,
            Fact::OrderToldByPhone(_) => Self::ToldByPhone,
            Fact::OrderAcknowledged => Self::Acknowledged,
            Fact::OrderTravelling => Self::Travelling,
            Fact::OrderArrived { .. } => Self::Arrived,
            Fact::OutageAnnounced(_) => Self::OutageAnnounced,
            Fact::NoticePosted(_) => Self::NoticePosted,
            Fact::WaterStopped => Self::WaterStopped,
            Fact::RepairPaused(_) => Self::Paused,
            Fact::RepairResumed => Self::Resumed,
            Fact::PauseDecided(_) => Self::PauseDecided,
            Fact::OrderRepaired(_) => Self::Repaired,
            Fact::WaterRestored => Self::WaterRestored,
            Fact::SurfaceRestored { .. } => Self::SurfaceRestored,
            Fact::OrderReported(report) if report.result == RepairResult::MadeSafe => Self::ReportedSafe,
            Fact::OrderReported(_) => Self::Reported,
            Fact::OrderChecked { .. } => Self::Checked,
            Fact::OrderClosed => Self::Closed,
            _ => return None,
        })
    }
}

/// What a fact does to an order's stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// The order is here now.
    To(OrderStage),
    /// It fits, and moves nothing.
    Stay,
    /// It does not fit: kept and noted, and a person looks at it.
    Unexpected(Unexpected),
}

/// Why a fact does not fit. Texts: `unexpected.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unexpected {
    /// A later step has overtaken it.
    Overtaken,
    /// The order is closed.
    Closed,
    /// Something must come before it: a check comes after the report.
    TooEarly,
    /// A notice without an outage that it could announce.
    NoOutage,
    /// 暂停, and the repair stands still already: somebody of the crew said so before.
    PausedAlready,
    /// 复工, and the repair does not stand still.
    NotPaused,
    /// A decision on a pause that this order does not know.
    UnknownPause,
    /// More pauses than an order keeps.
    TooManyPauses,
}

impl Unexpected {
    /// Every reason, for tables.
    pub const ALL: [Self; 8] = [
        Self::Overtaken,
        Self::Closed,
        Self::TooEarly,
        Self::NoOutage,
        Self::PausedAlready,
        Self::NotPaused,
        Self::UnknownPause,
        Self::TooManyPauses,
    ];

    /// The stable name, as in `unexpected.overtaken`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overtaken => "overtaken",
            Self::Closed => "closed",
            Self::TooEarly => "too_early",
            Self::NoOutage => "no_outage",
            Self::PausedAlready => "paused_already",
            Self::NotPaused => "not_paused",
            Self::UnknownPause => "unknown_pause",
            Self::TooManyPauses => "too_many_pauses",
        }
    }
}

/// The one transition table. Forward jumps are allowed everywhere, because a crew forgets to tap.
#[allow(clippy::match_same_arms, reason = "a table: each line is a rule of its own, in the order of the work")]
pub fn transition(stage: OrderStage, kind: OrderEventKind) -> Transition {
    use OrderEventKind as E;
    use OrderStage as S;
    use Transition::{Stay, To, Unexpected as Odd};

    match (stage, kind) {
        // The office may correct its books at any time.
        (_, E::Created) => Stay,
        // What a pause was worth may be asked after the end as well.
        (_, E::PauseDecided) => Stay,
        (S::Closed, E::Closed) => Stay,
        (S::Closed, _) => Odd(Unexpected::Closed),

        // The instruction. A dispatch after the report opens the order again (重开).
        (S::New, E::Dispatched | E::ToldByPhone) => To(S::Dispatched),
        (S::Reported | S::Checked, E::Dispatched) => To(S::Dispatched),
        (_, E::Dispatched | E::ToldByPhone) => Stay,
        // Another crew begins with its own way there; what was done stays done, in the milestones.
        (_, E::HandedOn) => To(S::Dispatched),

        // On the way.
        (S::New | S::Dispatched, E::Acknowledged) => To(S::Acknowledged),
        (S::New | S::Dispatched | S::Acknowledged, E::Travelling) => To(S::Travelling),
        (S::New | S::Dispatched | S::Acknowledged | S::Travelling, E::Arrived) => To(S::OnSite),

        (S::Acknowledged, E::Acknowledged) | (S::Travelling, E::Travelling) | (S::OnSite, E::Arrived) => Stay,

        // The work.
        (S::New | S::Dispatched | S::Acknowledged | S::Travelling | S::OnSite, E::WaterStopped) => To(S::WaterStopped),
        (S::WaterStopped, E::WaterStopped) | (S::Repaired, E::Repaired) => Stay,
        (S::New | S::Dispatched | S::Acknowledged | S::Travelling | S::OnSite | S::WaterStopped, E::Repaired) => {
            To(S::Repaired)
        }
        // A repair stands still and goes on, until it is done. Time before the instruction counts for nothing anyway.
        (
            S::New | S::Dispatched | S::Acknowledged | S::Travelling | S::OnSite | S::WaterStopped,
            E::Paused | E::Resumed,
        ) => Stay,
        // Water and surface come back in either order, and often after the report.
        (S::WaterRestored | S::SurfaceRestored | S::Reported | S::Checked, E::WaterRestored) => Stay,
        (_, E::WaterRestored) => To(S::WaterRestored),
        (S::SurfaceRestored | S::Reported | S::Checked, E::SurfaceRestored) => Stay,
        (_, E::SurfaceRestored) => To(S::SurfaceRestored),
        // Times change as long as anything is open.
        (_, E::OutageAnnounced | E::NoticePosted) => Stay,

        // The end. The newest result is the one that counts.
        (_, E::ReportedSafe) | (S::Reported | S::Checked, E::Reported) => Stay,
        (_, E::Reported) => To(S::Reported),
        (S::Reported, E::Checked) => To(S::Checked),
        (S::Checked, E::Checked) => Stay,
        (_, E::Checked) => Odd(Unexpected::TooEarly),
        // `may_close` judged the command; the fact stands.
        (_, E::Closed) => To(S::Closed),

        // Every pair that is left is a step of the way or of the work which a later step has overtaken: somebody tapped
        // it afterwards, or a second phone of the crew did. When it truly was cannot be told from such a tap.
        (_, E::Acknowledged | E::Travelling | E::Arrived | E::WaterStopped | E::Paused | E::Resumed | E::Repaired) => {
            Odd(Unexpected::Overtaken)
        }
    }
}

#[cfg(test)]
mod tests;
