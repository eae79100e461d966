//! A connection or a household conversion as the office accepted it (3.4).

use serde::{Deserialize, Serialize};

use super::{AreaId, DepartmentId, HouseholdId, JobId, Position};

/// The most households of one conversion: a larger estate is accepted building by building.
pub const JOB_HOUSEHOLDS_MAX: usize = 200;

/// What was applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// 接水报装: a new connection.
    Connection,
    /// 户改: one meter for each household instead of one for all.
    Conversion,
}

impl JobKind {
    /// Both kinds, for tables and pick lists.
    pub const ALL: [Self; 2] = [Self::Connection, Self::Conversion];

    /// The stable name, as in `job_kind.connection`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Conversion => "conversion",
        }
    }
}

/// A household that a conversion gives a meter of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Its id within the job: the flat, or the customer's number.
    pub id: HouseholdId,
    /// Where it is, as people say it.
    pub address: String,
    /// Who lives there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub customer: String,
}

/// A connection or conversion as the office accepted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRecord {
    /// Its id.
    pub id: JobId,
    /// What was applied for.
    pub kind: JobKind,
    /// Who applied.
    pub applicant: String,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Where, as people say it.
    pub address: String,
    /// Where on the earth, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The area of duty.
    pub area: AreaId,
    /// The department that answers for it.
    pub department: DepartmentId,
    /// The households of a conversion; at most [`JOB_HOUSEHOLDS_MAX`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub households: Vec<Household>,
}
