//! Can a worker rely on this phone today? Everything is looked at as it is now; nothing is a guess from yesterday.
//!
//! Words: `self_test.part.<part>` names what was looked at, `self_test.<finding>` says what was found, and, where something is to
//! be done, `self_test.<finding>.remedy` says what.

mod checks;
mod finding;
#[cfg(test)]
mod tests;

pub use finding::{Finding, FindingValue, Part, Verdict};

use super::{Phone, PhoneError};
use crate::device::sync;
use crate::model::Span;

/// What only the platform knows. `None`: it does not tell, and that is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HostFacts {
    /// Room that is left for the app, in bytes.
    pub free_bytes: Option<u64>,
    /// The platform lets the app work in the background whatever the battery says.
    pub battery_exempt: Option<bool>,
    /// The app may show notifications.
    pub notifications_allowed: Option<bool>,
    /// Where the phone last knew its position.
    pub last_fix: Option<LastFix>,
}

/// The phone's last position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastFix {
    /// There has been none since the app began.
    Never,
    /// So long ago.
    Ago(Span),
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfTestLine {
    /// What.
    pub part: Part,
    /// Whether a worker can rely on it.
    pub verdict: Verdict,
    /// How it is.
    pub finding: Finding,
}

impl From<Finding> for SelfTestLine {
    fn from(finding: Finding) -> Self {
        Self { part: finding.part(), verdict: finding.verdict(), finding }
    }
}

impl Phone {
    /// Looks at everything but the way to the server, for which see [`Phone::test_message`]. Writes to the disk and reads it back.
    pub fn self_test(&self, host: &HostFacts) -> Vec<SelfTestLine> {
        let own = [
            checks::clock(&self.engine),
            checks::storage(&self.engine),
            checks::encryption(&self.engine),
            checks::rulebook(&self.engine),
            checks::queue(&self.engine),
            checks::refused(&self.engine),
        ];
        let own = own.into_iter().map(|found| found.unwrap_or_else(|error| unreadable(&error.into())));
        own.chain(checks::host(host)).map(SelfTestLine::from).collect()
    }

    /// Asks the server once, without handing anything over, and says whether it answered and lets this phone in.
    pub async fn test_message(&self) -> SelfTestLine {
        let answered: Result<Span, PhoneError> = self.unless_stopped(sync::hello(&self.engine)).await;
        match answered {
            Ok(after) => Finding::ServerAnswers { after },
            Err(PhoneError::Offline { .. }) => Finding::ServerSilent,
            Err(error) => Finding::ServerRefuses { code: error.code().to_owned() },
        }
        .into()
    }
}

fn unreadable(error: &PhoneError) -> Finding {
    Finding::StorageFails { code: error.code().to_owned() }
}
