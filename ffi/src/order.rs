//! How far an order is, and its steps, one tap each (3.2.5, 3.3).

use curbstop_core::device::phone;
use curbstop_core::event;
use curbstop_core::model::{self, CrewId, OrderId, PhotoId, WorkerId};
use curbstop_core::state;

use crate::place::fix;
use crate::{Clock, Fix, Outage, Pause, Phone, PhoneError, Position, Saved, When};

/// An order as the crew sees it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct OrderCard {
    /// Which.
    pub id: OrderId,
    /// What is broken.
    pub kind: OrderKind,
    /// What the hotline wrote.
    pub summary: String,
    /// Where it is, in words.
    pub address: String,
    /// Where it is on a map, where the hotline knows.
    pub position: Option<Position>,
    /// Who called, as the hotline wrote it.
    pub caller: String,
    /// How far it is.
    pub stage: OrderStage,
    /// The crew that has it.
    pub crew: Option<CrewId>,
    /// The worker who was told by telephone.
    pub told: Option<WorkerId>,
    /// When each milestone was.
    pub milestones: Vec<Reached>,
    /// Its limits, as far as they run or ran.
    pub clocks: Vec<Clock>,
    /// The steps that fit now, the likeliest first.
    pub next_steps: Vec<OrderStep>,
    /// The arrival is proven by position, code or photo.
    pub arrival_proven: bool,
    /// Valves are closed, and water is not back.
    pub water_is_off: bool,
    /// The surface was opened, and is not restored.
    pub surface_is_open: bool,
    /// The outage as it was last announced.
    pub outage: Option<Outage>,
    /// Places of the announced outage where no notice hangs yet.
    pub missing_notices: Vec<String>,
    /// Its pauses, in the order in which they began.
    pub pauses: Vec<Pause>,
    /// The outside causes for which its repair may pause.
    pub pause_causes: Vec<event::PauseCause>,
    /// How it ended, as the hotline was told.
    pub result: Option<RepairResult>,
    /// What the caller can be told.
    pub tell_caller: String,
    /// Facts that did not fit the stage: kept, and for a person to look at.
    pub unexpected: u32,
}

impl From<phone::OrderCard> for OrderCard {
    fn from(card: phone::OrderCard) -> Self {
        let phone::OrderCard { record, state, clocks, next_steps, missing_notices, pause_causes } = card;
        let reached =
            |(milestone, at): (&Milestone, &model::TimeInterval)| Reached { milestone: *milestone, at: (*at).into() };
        Self {
            id: record.id,
            kind: record.kind,
            summary: record.summary,
            address: record.address,
            position: record.position.map(Position::from),
            caller: record.caller,
            stage: state.stage,
            milestones: state.milestones.iter().map(reached).collect(),
            clocks: clocks.into_iter().map(Clock::from).collect(),
            next_steps,
            arrival_proven: state.arrival_proven,
            water_is_off: state.water_is_off(),
            surface_is_open: state.surface_is_open(),
            unexpected: u32::try_from(state.unexpected.len()).unwrap_or(u32::MAX),
            crew: state.crew,
            told: state.told,
            outage: state.outage.map(Outage::from),
            missing_notices,
            pauses: state.pauses.into_iter().map(Pause::from).collect(),
            pause_causes,
            result: state.result,
            tell_caller: state.tell_caller,
        }
    }
}

type OrderKind = model::OrderKind;

/// What is broken. Its words stand under `order_kind.<name>`.
#[uniffi::remote(Enum)]
pub enum OrderKind {
    /// A household meter.
    HouseholdMeter,
    /// A main.
    Main,
}

type OrderStage = state::OrderStage;

/// How far an order is. Its words stand under `stage.<name>`.
#[uniffi::remote(Enum)]
pub enum OrderStage {
    /// 待派.
    New,
    /// 已派, or 电话告知.
    Dispatched,
    /// 已接.
    Acknowledged,
    /// 出发.
    Travelling,
    /// 到场.
    OnSite,
    /// 已止水.
    WaterStopped,
    /// 已修复.
    Repaired,
    /// 已送水.
    WaterRestored,
    /// 已恢复.
    SurfaceRestored,
    /// 已反馈.
    Reported,
    /// 已回访.
    Checked,
    /// 结案.
    Closed,
}

/// A milestone and when it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Reached {
    /// Which.
    pub milestone: Milestone,
    /// When.
    pub at: When,
}

type Milestone = state::Milestone;

/// A moment in an order's life. Its words stand under `milestone.<name>`.
#[uniffi::remote(Enum)]
pub enum Milestone {
    /// The hotline opened it.
    Created,
    /// Dispatched in the app or told by telephone. Starts the clocks.
    Instructed,
    /// 接单.
    Acknowledged,
    /// 出发.
    Travelling,
    /// 到场.
    Arrived,
    /// 止水.
    WaterStopped,
    /// 修复.
    Repaired,
    /// 送水.
    WaterRestored,
    /// 路面恢复.
    SurfaceRestored,
    /// 回单.
    Reported,
    /// 回访.
    Checked,
    /// 结案.
    Closed,
}

type OrderStep = event::OrderStep;

/// A step of an order, taken with one tap. Its words stand under `step.<name>`.
#[uniffi::remote(Enum)]
pub enum OrderStep {
    /// 接单.
    Acknowledge,
    /// 出发.
    Travel,
    /// 到场.
    Arrive,
    /// 止水.
    StopWater,
    /// 停水公告.
    AnnounceOutage,
    /// 张贴停水公告.
    PostNotice,
    /// 修复.
    Repair,
    /// 送水.
    RestoreWater,
    /// 路面恢复.
    RestoreSurface,
    /// 回单.
    ReportBack,
    /// 暂停.
    Pause,
    /// 复工.
    Resume,
}

type ArrivalProof = event::ArrivalProof;

/// What proves an arrival. Offered by position, confirmed by a person (ARRIVE).
#[uniffi::remote(Enum)]
pub enum ArrivalProof {
    /// The fix of this fact lies inside the site's radius.
    Position,
    /// A code at the place was scanned.
    ScannedCode {
        /// What it says.
        code: String,
    },
    /// A photo of the place.
    Photo {
        /// Which.
        photo: PhotoId,
    },
    /// The worker says so; proves nothing by itself.
    Word,
}

type OrderRepaired = event::OrderRepaired;

/// 修复.
#[uniffi::remote(Record)]
pub struct OrderRepaired {
    /// The surface was opened: backfill and surface follow as a stage of their own.
    pub surface_opened: bool,
    /// What was done.
    #[uniffi(default = "")]
    pub note: String,
    /// Photos.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
}

type RepairResult = event::RepairResult;

/// How an order ended. Its words stand under `result.<name>`.
#[uniffi::remote(Enum)]
pub enum RepairResult {
    /// 修复.
    Repaired,
    /// Made safe; the repair follows.
    MadeSafe,
    /// 重复.
    DuplicateOf {
        /// The other order.
        order: OrderId,
    },
    /// 未发现.
    NothingFound,
    /// 非我方.
    NotOurs,
    /// Something else; needs words.
    Other,
}

type OrderReported = event::OrderReported;

/// 回单: how it ended, and what the caller can be told.
#[uniffi::remote(Record)]
pub struct OrderReported {
    /// How it ended.
    pub result: RepairResult,
    /// What the caller can be told.
    pub tell_caller: String,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// One order.
    pub async fn order(&self, order: OrderId) -> Result<OrderCard, PhoneError> {
        self.ask(move |phone| Ok(phone.order(&order)?.into())).await
    }

    /// Whether the phone stands at the order's site, so that arrival can be offered; a person confirms it.
    pub async fn is_at_site(&self, order: OrderId, fix: Fix) -> Result<bool, PhoneError> {
        let at = fix.try_into()?;
        self.ask(move |phone| phone.is_at_site(&order, &at)).await
    }

    /// Saves 接单.
    #[uniffi::method(default(fix = None))]
    pub async fn acknowledge(&self, order: OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.acknowledge(&order, at)).await
    }

    /// Saves 出发.
    #[uniffi::method(default(fix = None))]
    pub async fn travel(&self, order: OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.travel(&order, at)).await
    }

    /// Saves 到场, with what proves it.
    #[uniffi::method(default(fix = None))]
    pub async fn arrive(&self, order: OrderId, proof: ArrivalProof, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.arrive(&order, proof, at)).await
    }

    /// Saves 止水.
    #[uniffi::method(default(fix = None))]
    pub async fn stop_water(&self, order: OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.stop_water(&order, at)).await
    }

    /// Saves 修复.
    #[uniffi::method(default(fix = None))]
    pub async fn repaired(
        &self,
        order: OrderId,
        repaired: OrderRepaired,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.repaired(&order, repaired, at)).await
    }

    /// Saves 送水.
    #[uniffi::method(default(fix = None))]
    pub async fn restore_water(&self, order: OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.water_restored(&order, at)).await
    }

    /// Saves 路面恢复, with photos after the work.
    #[uniffi::method(default(fix = None))]
    pub async fn restore_surface(
        &self,
        order: OrderId,
        photos: Vec<PhotoId>,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.surface_restored(&order, photos, at)).await
    }

    /// Saves 回单: how it ended, and what the caller can be told.
    #[uniffi::method(default(fix = None))]
    pub async fn report_back(
        &self,
        order: OrderId,
        reported: OrderReported,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.report(&order, reported, at)).await
    }
}
