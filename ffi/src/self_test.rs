//! Can a worker rely on this phone today?

use std::collections::HashMap;

use curbstop_core::device::phone;
use curbstop_core::model::Span;

use crate::{Phone, PhoneError};

/// What only the platform knows. `None`: it does not tell, and that is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct HostFacts {
    /// Room that is left for the app, in bytes.
    #[uniffi(default = None)]
    pub free_bytes: Option<u64>,
    /// The platform lets the app work in the background whatever the battery says.
    #[uniffi(default = None)]
    pub battery_exempt: Option<bool>,
    /// The app may show notifications.
    #[uniffi(default = None)]
    pub notifications_allowed: Option<bool>,
    /// Where the phone last knew its position.
    #[uniffi(default = None)]
    pub last_fix: Option<LastFix>,
}

impl From<HostFacts> for phone::HostFacts {
    fn from(HostFacts { free_bytes, battery_exempt, notifications_allowed, last_fix }: HostFacts) -> Self {
        let last_fix = last_fix.map(|last| match last {
            LastFix::Never => phone::LastFix::Never,
            LastFix::Ago { span } => phone::LastFix::Ago(span),
        });
        Self { free_bytes, battery_exempt, notifications_allowed, last_fix }
    }
}

/// The phone's last position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum LastFix {
    /// There has been none since the app began.
    Never,
    /// So long ago.
    Ago {
        /// How long.
        span: Span,
    },
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SelfTestLine {
    /// What.
    pub part: SelfTestPart,
    /// Whether a worker can rely on it.
    pub verdict: SelfTestVerdict,
    /// How it is: its words stand under `self_test.<code>`, and, where something is to be done, `self_test.<code>.remedy` says what.
    pub code: String,
    /// The values in those words, by their names there.
    pub values: HashMap<String, FindingValue>,
}

impl From<phone::SelfTestLine> for SelfTestLine {
    fn from(phone::SelfTestLine { part, verdict, finding }: phone::SelfTestLine) -> Self {
        let values = finding.values().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        Self { part, verdict, code: finding.code().to_owned(), values }
    }
}

/// A value in a finding's words.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum FindingValue {
    /// A length of time.
    Length {
        /// How long.
        span: Span,
    },
    /// A number.
    Count {
        /// How many.
        count: u64,
    },
    /// An error; its words stand under `error.<code>`.
    Error {
        /// Its stable code.
        code: String,
    },
}

impl From<phone::FindingValue> for FindingValue {
    fn from(value: phone::FindingValue) -> Self {
        match value {
            phone::FindingValue::Span(span) => Self::Length { span },
            phone::FindingValue::Count(count) => Self::Count { count },
            phone::FindingValue::Code(code) => Self::Error { code },
        }
    }
}

type SelfTestVerdict = phone::Verdict;

/// Whether a worker can rely on something.
#[uniffi::remote(Enum)]
pub enum SelfTestVerdict {
    /// Yes.
    Good,
    /// For now; something should be done.
    Doubtful,
    /// No: something must be done.
    Bad,
}

type SelfTestPart = phone::Part;

/// What is looked at. Its words stand under `self_test.part.<name>`.
#[uniffi::remote(Enum)]
pub enum SelfTestPart {
    /// The phone's clock.
    Clock,
    /// What is saved here.
    Storage,
    /// Room for more.
    Room,
    /// Whether somebody who finds the phone can read it.
    Encryption,
    /// The rules that entries are judged by.
    Rulebook,
    /// What is not delivered.
    Queue,
    /// What the server could not apply.
    Refused,
    /// The phone's position.
    Position,
    /// Work in the background.
    Background,
    /// Notifications.
    Notifications,
    /// The way to the server.
    Server,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Looks at everything but the way to the server, for which see `test_message`.
    pub async fn self_test(&self, host: HostFacts) -> Result<Vec<SelfTestLine>, PhoneError> {
        self.ask(move |phone| Ok(phone.self_test(&host.into()).into_iter().map(SelfTestLine::from).collect())).await
    }

    /// Asks the server once, without handing anything over, and says whether it answered and lets this phone in.
    pub async fn test_message(&self) -> Result<SelfTestLine, PhoneError> {
        self.wait(async |phone| Ok(phone.test_message().await.into())).await
    }
}
