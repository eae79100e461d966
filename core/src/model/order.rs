//! A work order as the office wrote it.

use serde::{Deserialize, Serialize};

use super::{AreaId, OrderId, Position};

/// Which repair, and with it which time limit (3.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// 户表维修: 8 hours.
    HouseholdMeter,
    /// 管线抢修: 18 hours.
    Main,
}

/// A work order as the hotline wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRecord {
    /// Its id.
    pub id: OrderId,
    /// Which repair.
    pub kind: OrderKind,
    /// What the caller said.
    pub summary: String,
    /// Where, as people say it.
    pub address: String,
    /// Where on the earth, if known; arrival is offered by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The area of duty.
    pub area: AreaId,
    /// How to reach the caller.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caller: String,
}
