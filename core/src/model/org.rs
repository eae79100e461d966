//! Routes and people.

use serde::{Deserialize, Serialize};

use super::{AreaId, CrewId, DepartmentId, RouteId, WorkerId};

/// The local days of a month between which a route is read, both included; days beyond the month's end mean its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub struct ReadingWindow {
    from_day: u8,
    to_day: u8,
}

impl ReadingWindow {
    /// The whole month.
    pub const MONTH: Self = Self { from_day: 1, to_day: 31 };

    /// From one day of the month to another: 1 ≤ from ≤ to ≤ 31.
    pub fn new(from_day: u8, to_day: u8) -> Result<Self, String> {
        if 1 <= from_day && from_day <= to_day && to_day <= 31 {
            Ok(Self { from_day, to_day })
        } else {
            Err(format!("reading window {from_day} to {to_day} is not in a month; give 1 to 31, first day first"))
        }
    }

    /// The first day.
    pub fn from_day(self) -> u8 {
        self.from_day
    }

    /// The last day.
    pub fn to_day(self) -> u8 {
        self.to_day
    }
}

impl TryFrom<(u8, u8)> for ReadingWindow {
    type Error = String;
    fn try_from((from, to): (u8, u8)) -> Result<Self, String> {
        Self::new(from, to)
    }
}

impl From<ReadingWindow> for (u8, u8) {
    fn from(window: ReadingWindow) -> Self {
        (window.from_day, window.to_day)
    }
}

/// A reading route as the office knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteRecord {
    /// Its id.
    pub id: RouteId,
    /// What people call it.
    pub name: String,
    /// The area of duty that it runs through.
    pub area: AreaId,
    /// The department that answers for it.
    pub department: DepartmentId,
    /// Who reads it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<WorkerId>,
    /// When in the month it is read.
    pub window: ReadingWindow,
}

/// What a worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkerRole {
    /// 抄表员.
    Reader,
    /// 维抢修.
    Repair,
    /// 户改及接水报装、工程施工.
    Installation,
}

/// A front-line worker as the office knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerRecord {
    /// Their id.
    pub id: WorkerId,
    /// Their name.
    pub name: String,
    /// Their department.
    pub department: DepartmentId,
    /// What they do.
    pub role: WorkerRole,
    /// The area of duty whose covers they see.
    pub area: AreaId,
    /// The crew, for a repair or installation worker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewId>,
}
