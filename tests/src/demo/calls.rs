//! What callers say, and how an order begins. The words stand in `calls.json`.

use curbstop_core::model::{CrewId, IdError, OrderId};
use serde::Deserialize;
use serde_json::json;

use super::DemoError;
use crate::fleet::{FleetError, Site, percent};
use crate::seeded::Seeded;
use crate::town::Household;

/// Everything that `calls.json` holds.
#[derive(Debug, Deserialize)]
pub(super) struct Calls {
    household_meter: Vec<String>,
    main: Vec<String>,
    caller: String,
    pub(super) outage_scope: String,
    pub(super) outage_cause: String,
    pub(super) outage_places: Vec<String>,
    pub(super) repaired_note: String,
    pub(super) tell_caller: String,
    pub(super) told_note: String,
    pub(super) cover_note: String,
    pub(super) clear_reason: String,
    pub(super) allow_reason: String,
}

/// Which repair a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    HouseholdMeter,
    Main,
}

impl Calls {
    pub(super) fn load() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("calls.json"))
    }

    /// A caller rings about this household; the office opens an order.
    pub(super) async fn order(
        &self,
        site: &Site,
        seeded: &mut Seeded,
        call: Call,
        at: &Household,
        area: &str,
    ) -> Result<OrderId, DemoError> {
        let (kind, summaries) = match call {
            Call::HouseholdMeter => ("household_meter", &self.household_meter),
            Call::Main => ("main", &self.main),
        };
        let body = json!({
            "kind": kind,
            "summary": seeded.pick(summaries).map_or("", String::as_str),
            "address": at.address,
            "position": { "lat": at.position.lat(), "lon": at.position.lon() },
            "area": area,
            "caller": self.caller.replace("{number}", &format!("{:05}", seeded.below(100_000))),
        });
        let answer = site.office.post("/v1/office/orders", &body).await?;
        let id = answer.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
        Ok(OrderId::new(id).map_err(|error: IdError| FleetError::from(error))?)
    }
}

/// Takes one of the office's steps on an order, for example `dispatch`.
pub(super) async fn step(site: &Site, order: &OrderId, step: &str, body: serde_json::Value) -> Result<(), DemoError> {
    site.office.post(&format!("/v1/office/orders/{}/{step}", percent(order.as_str())), &body).await?;
    Ok(())
}

/// Sends an order to a crew.
pub(super) async fn dispatch(site: &Site, order: &OrderId, crew: &CrewId) -> Result<(), DemoError> {
    step(site, order, "dispatch", json!({ "crew": crew })).await
}
