//! Who may do what. One table, asked by every route of the office.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the system: accounts, imports, devices; may do everything.
    Admin,
    /// 主管领导: decides what the rules leave to a person.
    Supervisor,
    /// 热线调度: orders and what the caller is told.
    Dispatcher,
}

/// Something that an account may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Look at lists.
    Look,
    /// Open, dispatch, tell, check and close orders.
    RunOrders,
    /// Accept, assign and close connections and conversions, and log what a customer disputes.
    RunJobs,
    /// Enter the review of a disputed budget (5.5).
    ReviewBudget,
    /// Decide an escalated estimate (EST-ESCALATE).
    DecideEscalation,
    /// Decide whether a pause of a repair counts (REPAIR-WINDOW).
    DecidePause,
    /// Settle a reading in review.
    SettleReview,
    /// Enter complaints and praise as they come in.
    EnterCase,
    /// See findings, cases, people's files and the ledger.
    SeeConduct,
    /// Take findings up, investigate, confirm, and set or waive amounts (section 5).
    DecideConduct,
    /// Look at what could not be applied.
    SeeQuarantine,
    /// Give a phone a one-time code.
    EnrolDevice,
    /// Take a phone's rights away.
    RevokeDevice,
    /// Take in other systems' files.
    Import,
    /// Make and change accounts.
    ManagePeople,
}

impl Role {
    /// Every role, for tables.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Supervisor, Self::Dispatcher];

    /// Whether this role may do it.
    pub fn may(self, action: Action) -> bool {
        match action {
            Action::Look | Action::RunOrders | Action::RunJobs | Action::EnrolDevice | Action::EnterCase => true,
            Action::ReviewBudget
            | Action::DecideEscalation
            | Action::DecidePause
            | Action::SettleReview
            | Action::SeeConduct
            | Action::DecideConduct
            | Action::SeeQuarantine
            | Action::RevokeDevice => self != Self::Dispatcher,
            Action::Import | Action::ManagePeople => self == Self::Admin,
        }
    }

    /// The role as its column says it: the name that it has in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Supervisor => "supervisor",
            Self::Dispatcher => "dispatcher",
        }
    }

    /// From its column.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl Action {
    /// Every action, for tables.
    pub const ALL: [Self; 15] = [
        Self::Look,
        Self::RunOrders,
        Self::RunJobs,
        Self::ReviewBudget,
        Self::DecideEscalation,
        Self::DecidePause,
        Self::SettleReview,
        Self::EnterCase,
        Self::SeeConduct,
        Self::DecideConduct,
        Self::SeeQuarantine,
        Self::EnrolDevice,
        Self::RevokeDevice,
        Self::Import,
        Self::ManagePeople,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3.2.2 EST-ESCALATE, 3.3.3 REPAIR-WINDOW: the supervisor decides, the hotline does not.
    #[test]
    fn a_dispatcher_runs_orders_and_decides_nothing() {
        let may = |role: Role| Action::ALL.into_iter().filter(move |action| role.may(*action)).collect::<Vec<_>>();
        // Complaints come in by the hotline; people's files are not its business.
        let dispatcher = [Action::Look, Action::RunOrders, Action::RunJobs, Action::EnterCase, Action::EnrolDevice];
        assert_eq!(may(Role::Dispatcher), dispatcher);
        assert_eq!(may(Role::Admin), Action::ALL);
        assert!(Role::Supervisor.may(Action::DecideEscalation) && Role::Supervisor.may(Action::DecidePause));
        assert!(!Role::Supervisor.may(Action::ManagePeople));
    }

    #[test]
    fn a_role_has_one_name() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{}\"", role.name()));
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
    }
}
