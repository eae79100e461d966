//! What is stored about the worker who is at work.

use curbstop_core::device::phone;
use curbstop_core::model::Timestamp;

use crate::{Fix, Phone, PhoneError};

/// A fact that the worker stated on this phone.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct OwnFact {
    /// Its number on this phone.
    pub seq: u64,
    /// What happened; its words stand under `fact.<name>`.
    pub fact: String,
    /// What it is about, for example `point:A-17`.
    pub subject: String,
    /// When it was recorded, as the phone's clocks tell now.
    pub at: Timestamp,
    /// Where the phone was, if that was taken.
    pub fix: Option<Fix>,
    /// The server durably has it.
    pub delivered: bool,
    /// The server keeps it in quarantine.
    pub refused: bool,
}

impl From<phone::OwnFact> for OwnFact {
    fn from(phone::OwnFact { seq, fact, subject, at, fix, delivered, refused }: phone::OwnFact) -> Self {
        let (fact, subject) = (fact.to_owned(), subject.to_string());
        Self { seq, fact, subject, at, fix: fix.map(Fix::from), delivered, refused }
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// The newest facts of the worker who is at work, newest first, as long as this phone keeps them; at most 1,000. Nobody sees
    /// another's.
    pub async fn own_facts(&self, limit: u32) -> Result<Vec<OwnFact>, PhoneError> {
        self.ask(move |phone| Ok(phone.own_facts(limit)?.into_iter().map(OwnFact::from).collect())).await
    }
}
