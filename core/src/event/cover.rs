//! Facts about covers (3.2.4).

use serde::{Deserialize, Serialize};

use crate::model::{CoverCondition, CoverOwner, PhotoId};

/// A cover was looked at, on a patrol or on a reading walk: it counts either way (PATROL).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverInspected {
    /// What it looks like.
    pub condition: CoverCondition,
    /// Whose it is, if the worker could tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<CoverOwner>,
    /// Photos.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What stands around an open pit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarrierKind {
    /// 护栏 and 警示标志.
    BarrierAndSign,
    /// A board or plate over it, with a sign.
    PlateAndSign,
    /// Somebody stands guard.
    Guarded,
}

/// 围护警示.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverMadeSafe {
    /// With what.
    pub barrier: BarrierKind,
    /// Photos.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
}

/// A cover was replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverReplaced {
    /// Photos before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<PhotoId>,
    /// Photos after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<PhotoId>,
}

/// Reported to the supervisor with one tap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportedUp {
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
