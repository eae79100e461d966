//! Covers and pits.

use serde::{Deserialize, Serialize};

use super::{AreaId, CoverId, PitId, Position, RouteId};

/// What lies under a cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverKind {
    /// 表井.
    MeterPit,
    /// 闸井.
    ValvePit,
    /// 检查井: a manhole of a sewer.
    #[default]
    Manhole,
    /// 雨水口: a catch basin.
    CatchBasin,
}

/// Whose cover it is (权属单位). Making it safe does not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverOwner {
    /// The utility's own.
    Ours,
    /// Somebody else's.
    Other,
    /// 权属不明.
    #[default]
    Unknown,
}

/// What a cover looks like (COVER-STATE, 3.2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverCondition {
    /// 完好.
    Sound,
    /// 破损.
    Damaged,
    /// 缺失.
    Missing,
    /// 松动/跳响.
    Loose,
    /// 下沉/凸起.
    Uneven,
    /// 错盖: a cover of the wrong type.
    WrongType,
    /// Buried under the surface: could not be looked at.
    Buried,
}

impl CoverCondition {
    /// Every condition, for tables and pick lists.
    pub const ALL: [Self; 7] =
        [Self::Sound, Self::Damaged, Self::Missing, Self::Loose, Self::Uneven, Self::WrongType, Self::Buried];
}

/// A cover as the office knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverRecord {
    /// Its id: the code on it, or the feature's id in the map.
    pub id: CoverId,
    /// The area of duty whose patrol sees it.
    pub area: AreaId,
    /// Where it is.
    pub position: Position,
    /// What lies under it.
    #[serde(default)]
    pub kind: CoverKind,
    /// Whose it is.
    #[serde(default)]
    pub owner: CoverOwner,
    /// The pit under it, if it is one that meters lie in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pit: Option<PitId>,
    /// Where it is, as people say it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// A pit with meters in it, as the office knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PitRecord {
    /// Its id.
    pub id: PitId,
    /// The route that passes it.
    pub route: RouteId,
    /// Where it is, as people say it.
    pub place: String,
    /// Where it is on the earth, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}
