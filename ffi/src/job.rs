//! How far a connection or conversion is, and its steps (3.4, 3.5.3).

use curbstop_core::device::phone;
use curbstop_core::event;
use curbstop_core::model::{self, CrewId, Fen, HouseholdId, JobId, PhotoId};
use curbstop_core::rules::household;
use curbstop_core::rules::job::Missing;
use curbstop_core::rules::working_days::Certainty;
use curbstop_core::state;

use crate::custom::Day;
use crate::place::fix;
use crate::{Clock, Fix, Phone, PhoneError, Position, Saved, When};

/// A job as the crew sees it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct JobCard {
    /// Which.
    pub id: JobId,
    /// What was applied for.
    pub kind: JobKind,
    /// Who applied.
    pub applicant: String,
    /// How to reach them.
    pub phone: String,
    /// Where it is, in words.
    pub address: String,
    /// Where it is on a map, where the office knows.
    pub position: Option<Position>,
    /// How far it is.
    pub stage: JobStage,
    /// The crew that has it.
    pub crew: Option<CrewId>,
    /// When each milestone was.
    pub milestones: Vec<JobReached>,
    /// Its working-day limit.
    pub clock: Option<Clock>,
    /// The last day that is in time.
    pub due_day: Option<Day>,
    /// Years whose notice of holidays is not known: where there are any, the day can still move.
    pub missing_notices: Vec<i32>,
    /// The budget, once there is one.
    pub budget: Option<Fen>,
    /// The customer disputes it, and nobody has reviewed it.
    pub is_disputed: bool,
    /// The steps that fit now, the likeliest first.
    pub next_steps: Vec<JobStep>,
    /// Everything that the office would miss if it closed the job now; words under `job_missing.<name>`.
    pub missing: Vec<String>,
    /// Its households in the order of the record.
    pub households: Vec<HouseholdLine>,
    /// Facts that did not fit: kept, and for a person to look at.
    pub unexpected: u32,
}

impl From<phone::JobCard> for JobCard {
    fn from(card: phone::JobCard) -> Self {
        let phone::JobCard { record, state, clock, next_steps, missing, households } = card;
        let reached = |(milestone, at): (&JobMilestone, &model::TimeInterval)| JobReached {
            milestone: *milestone,
            at: (*at).into(),
        };
        let due = clock.as_ref().map(|limit| &limit.due);
        let disputed = |budget: &state::Budget| matches!(budget.standing, state::BudgetStanding::Disputed { .. });
        Self {
            id: record.id,
            kind: record.kind,
            applicant: record.applicant,
            phone: record.phone,
            address: record.address,
            position: record.position.map(Position::from),
            stage: state.stage,
            milestones: state.milestones.iter().map(reached).collect(),
            due_day: due.map(|due| due.day),
            missing_notices: due.map(|due| missing_notices(&due.certainty)).unwrap_or_default(),
            clock: clock.map(|limit| limit.clock.into()),
            budget: state.budget.as_ref().map(|budget| budget.original),
            is_disputed: state.budget.as_ref().is_some_and(disputed),
            next_steps,
            missing: missing.iter().map(Missing::name).map(str::to_owned).collect(),
            households: households.into_iter().map(HouseholdLine::from).collect(),
            unexpected: u32::try_from(state.unexpected.len()).unwrap_or(u32::MAX),
            crew: state.crew,
        }
    }
}

fn missing_notices(certainty: &Certainty) -> Vec<i32> {
    match certainty {
        Certainty::Final => Vec::new(),
        Certainty::Provisional { missing } => missing.clone(),
    }
}

type JobKind = model::JobKind;

/// What was applied for. Its words stand under `job_kind.<name>`.
#[uniffi::remote(Enum)]
pub enum JobKind {
    /// 接水报装.
    Connection,
    /// 户改.
    Conversion,
}

type JobStage = state::JobStage;

/// How far a job is. Its words stand under `job_stage.<name>`.
#[uniffi::remote(Enum)]
pub enum JobStage {
    /// 已受理.
    Accepted,
    /// 已勘查.
    Surveyed,
    /// 已出图.
    Drawn,
    /// 已编预算.
    Budgeted,
    /// 已施工.
    WorkDone,
    /// 已收尾.
    HouseClosed,
    /// 结案.
    Closed,
}

/// A milestone of a job and when it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct JobReached {
    /// Which.
    pub milestone: JobMilestone,
    /// When.
    pub at: When,
}

type JobMilestone = state::JobMilestone;

/// A moment in a job's life. Its words are those of the stage, under `job_stage.<name>`.
#[uniffi::remote(Enum)]
pub enum JobMilestone {
    /// 受理.
    Accepted,
    /// 现场勘查.
    Surveyed,
    /// 施工图设计.
    Drawn,
    /// 预算编制.
    Budgeted,
    /// 施工完成.
    WorkDone,
    /// 入户收尾.
    HouseClosed,
    /// 结案.
    Closed,
}

type JobStep = event::JobStep;

/// A step of a job. Its words stand under `job_step.<name>`.
#[uniffi::remote(Enum)]
pub enum JobStep {
    /// 现场勘查.
    Survey,
    /// 施工图设计.
    Draw,
    /// 预算编制.
    Budget,
    /// 施工完成.
    FinishWork,
    /// 逐户核对.
    CheckHouseholds,
    /// 入户收尾.
    CloseHouse,
}

/// A household of a conversion, and how its proof stands.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct HouseholdLine {
    /// Which.
    pub id: HouseholdId,
    /// Where it is, in words.
    pub address: String,
    /// Who lives there; empty where the office does not know.
    pub customer: String,
    /// The newest check, if there was one.
    pub checked: Option<CheckedHousehold>,
    /// What it lacks; `None`: it is proven.
    pub gap: Option<HouseholdGap>,
}

impl From<phone::HouseholdLine> for HouseholdLine {
    fn from(phone::HouseholdLine { household, checked, gap }: phone::HouseholdLine) -> Self {
        let model::Household { id, address, customer } = household;
        Self { id, address, customer, checked: checked.map(CheckedHousehold::from), gap }
    }
}

/// What the newest check of a household said.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CheckedHousehold {
    /// What its tap turned.
    pub turns: TapTurns,
    /// The serial on its meter.
    pub serial: String,
    /// When.
    pub at: When,
}

impl From<state::CheckedHousehold> for CheckedHousehold {
    fn from(checked: state::CheckedHousehold) -> Self {
        Self { turns: checked.turns, serial: checked.serial, at: checked.at.into() }
    }
}

type HouseholdGap = household::HouseholdGap;

/// What a household lacks. Its words stand under `household_gap.<name>`.
#[uniffi::remote(Enum)]
pub enum HouseholdGap {
    /// Nobody has opened its tap.
    NotChecked,
    /// 错户: its tap turned another meter.
    Crossed,
    /// The serial was not written down.
    NoSerial,
    /// Another household has the same serial.
    SameSerial,
    /// No photo shows its meter.
    NoPhoto,
}

type TapTurns = event::TapTurns;

/// What the tap of a household turned.
#[uniffi::remote(Enum)]
pub enum TapTurns {
    /// Its own meter.
    OwnMeter,
    /// 错户: another meter.
    OtherMeter {
        /// Which: a serial or a household.
        which: String,
    },
}

type JobStepDone = event::JobStepDone;

/// A step with nothing to measure.
#[uniffi::remote(Record)]
pub struct JobStepDone {
    /// What was seen or done.
    #[uniffi(default = "")]
    pub note: String,
    /// Photos.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
}

type BudgetMade = event::BudgetMade;

/// 预算编制.
#[uniffi::remote(Record)]
pub struct BudgetMade {
    /// 预算金额.
    pub fen: Fen,
    /// What the worker adds.
    #[uniffi(default = "")]
    pub note: String,
}

type HouseholdChecked = event::HouseholdChecked;

/// 逐户核对 of one household.
#[uniffi::remote(Record)]
pub struct HouseholdChecked {
    /// Which.
    pub household: HouseholdId,
    /// What its tap turned.
    pub turns: TapTurns,
    /// The serial on its meter.
    pub serial: String,
    /// Photos of the meter at its address.
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[uniffi(default = "")]
    pub note: String,
}

type HouseClosed = event::HouseClosed;

/// 入户收尾.
#[uniffi::remote(Record)]
pub struct HouseClosed {
    /// 孔洞已填补.
    pub holes_filled: bool,
    /// 场地已清理.
    pub tidy: bool,
    /// 用户签字, as a photo.
    pub signature: Option<PhotoId>,
    /// What the worker adds.
    #[uniffi(default = "")]
    pub note: String,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// One job.
    pub async fn job(&self, job: JobId) -> Result<JobCard, PhoneError> {
        self.ask(move |phone| Ok(phone.job(&job)?.into())).await
    }

    /// Saves 现场勘查.
    #[uniffi::method(default(fix = None))]
    pub async fn survey(&self, job: JobId, done: JobStepDone, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.survey(&job, done, at)).await
    }

    /// Saves 施工图设计.
    #[uniffi::method(default(fix = None))]
    pub async fn draw(&self, job: JobId, done: JobStepDone, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.draw(&job, done, at)).await
    }

    /// Saves 预算编制.
    #[uniffi::method(default(fix = None))]
    pub async fn make_budget(&self, job: JobId, budget: BudgetMade, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.make_budget(&job, budget, at)).await
    }

    /// Saves 施工完成.
    #[uniffi::method(default(fix = None))]
    pub async fn finish_work(&self, job: JobId, done: JobStepDone, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.finish_work(&job, done, at)).await
    }

    /// Saves 逐户核对 of one household.
    #[uniffi::method(default(fix = None))]
    pub async fn check_household(
        &self,
        job: JobId,
        checked: HouseholdChecked,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.check_household(&job, checked, at)).await
    }

    /// Saves 入户收尾: holes filled, place tidy, customer signed.
    #[uniffi::method(default(fix = None))]
    pub async fn close_house(&self, job: JobId, closed: HouseClosed, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.close_house(&job, closed, at)).await
    }
}
