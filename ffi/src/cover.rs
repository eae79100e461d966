//! Which covers are near, and what became of them (3.2.4).

use curbstop_core::device::phone;
use curbstop_core::event;
use curbstop_core::model::{self, CoverId, PhotoId, PitId};
use curbstop_core::rules::patrol;
use curbstop_core::state;

use crate::custom::Day;
use crate::place::fix;
use crate::{Clock, Fix, Phone, PhoneError, Position, Saved, When};

/// A cover as the worker sees it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CoverCard {
    /// Which.
    pub id: CoverId,
    /// What lies under it.
    pub kind: CoverKind,
    /// Whose it is: as somebody saw on the spot, else as the books say.
    pub owner: CoverOwner,
    /// Where it is, in words.
    pub place: String,
    /// Where it is on a map.
    pub position: Position,
    /// The pit that it covers.
    pub pit: Option<PitId>,
    /// When somebody last looked at it.
    pub seen_at: Option<When>,
    /// What they saw.
    pub condition: Option<CoverCondition>,
    /// What is wrong with it, if something is.
    pub defect: Option<Defect>,
    /// When it was last replaced.
    pub replaced_at: Option<When>,
    /// When it was last reported to the supervisor: the worker's receipt.
    pub reported_up_at: Option<When>,
    /// The limits of an unsafe one.
    pub clocks: Vec<Clock>,
    /// When it is to be seen again.
    pub patrol: Patrol,
}

impl From<phone::CoverCard> for CoverCard {
    fn from(phone::CoverCard { record, state, clocks, patrol }: phone::CoverCard) -> Self {
        Self {
            id: record.id,
            kind: record.kind,
            owner: state.owner_seen.unwrap_or(record.owner),
            place: record.place,
            position: record.position.into(),
            pit: record.pit,
            seen_at: state.seen_at.map(When::from),
            condition: state.condition,
            defect: state.defect.map(Defect::from),
            replaced_at: state.replaced_at.map(When::from),
            reported_up_at: state.reported_up_at.map(When::from),
            clocks: clocks.into_iter().map(Clock::from).collect(),
            patrol,
        }
    }
}

/// A cover that is not sound.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Defect {
    /// What is wrong with it.
    pub condition: CoverCondition,
    /// When it was first seen so.
    pub since: When,
    /// When somebody last saw it wrong.
    pub last_seen: When,
    /// When it was made safe, if it was.
    pub safe_at: Option<When>,
    /// With what.
    pub barrier: Option<BarrierKind>,
    /// When it was reported to the supervisor, if it was.
    pub reported_up_at: Option<When>,
}

impl From<state::Defect> for Defect {
    fn from(defect: state::Defect) -> Self {
        let state::Defect { condition, since, last_seen, safe_at, barrier, reported_up_at, .. } = defect;
        let (safe_at, reported_up_at) = (safe_at.map(When::from), reported_up_at.map(When::from));
        Self { condition, since: since.into(), last_seen: last_seen.into(), safe_at, barrier, reported_up_at }
    }
}

/// A cover in a pick list.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct NearCover {
    /// How far it lies from the position that was given, in metres over ground.
    pub distance_m: f64,
    /// The cover.
    pub cover: CoverCard,
}

impl From<phone::NearCover> for NearCover {
    fn from(phone::NearCover { distance_m, cover }: phone::NearCover) -> Self {
        Self { distance_m, cover: cover.into() }
    }
}

type CoverKind = model::CoverKind;

/// What lies under a cover. Its words stand under `cover_kind.<name>`.
#[uniffi::remote(Enum)]
pub enum CoverKind {
    /// 表井.
    MeterPit,
    /// 闸井.
    ValvePit,
    /// 窨井.
    Manhole,
    /// 雨水口.
    CatchBasin,
}

type CoverOwner = model::CoverOwner;

/// Whose a cover is. Its words stand under `cover_owner.<name>`.
#[uniffi::remote(Enum)]
pub enum CoverOwner {
    /// The utility's.
    Ours,
    /// Somebody else's.
    Other,
    /// 权属不明.
    Unknown,
}

type CoverCondition = model::CoverCondition;

/// What a cover looks like. Its words stand under `cover_condition.<name>`.
#[uniffi::remote(Enum)]
pub enum CoverCondition {
    /// 完好.
    Sound,
    /// 破损.
    Damaged,
    /// 缺失.
    Missing,
    /// 松动, 跳响.
    Loose,
    /// 下沉, 凸起.
    Uneven,
    /// 错盖.
    WrongType,
    /// Buried: nobody could look at it.
    Buried,
}

type BarrierKind = event::BarrierKind;

/// What stands around an open pit. Its words stand under `barrier.<name>`.
#[uniffi::remote(Enum)]
pub enum BarrierKind {
    /// 护栏 and 警示标志.
    BarrierAndSign,
    /// A board or plate over it, with a sign.
    PlateAndSign,
    /// Somebody stands guard.
    Guarded,
}

type Patrol = patrol::Patrol;

/// When a cover is to be seen again. Its words stand under `patrol.<name>`.
#[uniffi::remote(Enum)]
pub enum Patrol {
    /// Nobody has seen it yet: due now.
    NeverSeen,
    /// Seen, and due by the end of this day.
    Due {
        /// The last day in time.
        by: Day,
    },
    /// The last day in time is over.
    Overdue {
        /// The last day in time.
        by: Day,
    },
}

type CoverInspected = event::CoverInspected;

/// What a look at a cover found.
#[uniffi::remote(Record)]
pub struct CoverInspected {
    /// What it looks like.
    pub condition: CoverCondition,
    /// Whose it is, if the worker could tell.
    #[uniffi(default = None)]
    pub owner: Option<CoverOwner>,
    /// Photos.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[uniffi(default = "")]
    pub note: String,
}

type CoverMadeSafe = event::CoverMadeSafe;

/// 围护警示.
#[uniffi::remote(Record)]
pub struct CoverMadeSafe {
    /// With what.
    pub barrier: BarrierKind,
    /// Photos.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// The covers within a circle, nearest first: a list to pick from, at most 50.
    pub async fn covers_near(&self, position: Position, radius_m: f64) -> Result<Vec<NearCover>, PhoneError> {
        let at = position.try_into()?;
        self.ask(move |phone| Ok(phone.covers_near(at, radius_m)?.into_iter().map(NearCover::from).collect())).await
    }

    /// One cover, for example by the code on it.
    pub async fn cover(&self, cover: CoverId) -> Result<CoverCard, PhoneError> {
        self.ask(move |phone| Ok(phone.cover(&cover)?.into())).await
    }

    /// Saves what a cover looks like. It counts as seen, on a patrol and on a reading walk alike.
    #[uniffi::method(default(fix = None))]
    pub async fn inspect_cover(
        &self,
        cover: CoverId,
        inspected: CoverInspected,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.inspect_cover(&cover, inspected, at)).await
    }

    /// Saves that barrier and sign stand.
    #[uniffi::method(default(fix = None))]
    pub async fn make_safe(&self, cover: CoverId, safe: CoverMadeSafe, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.make_safe(&cover, safe, at)).await
    }

    /// Saves that a cover was replaced, with photos before and after.
    #[uniffi::method(default(fix = None))]
    pub async fn replace_cover(
        &self,
        cover: CoverId,
        before: Vec<PhotoId>,
        after: Vec<PhotoId>,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.replace_cover(&cover, before, after, at)).await
    }

    /// Saves that the supervisor was told, with one tap; the receipt with its time protects the worker (REPORT-UP).
    #[uniffi::method(default(note = "", fix = None))]
    pub async fn report_up(&self, cover: CoverId, note: String, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.report_up(&cover, note, at)).await
    }
}
