//! One field that finds everything.

use curbstop_core::device::phone;

use crate::{Phone, PhoneError};

/// Something that a search found. Title and detail are the books' own words.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Found {
    /// What, for example `point:A-17`, `order:O-3` or `cover:C-12`.
    pub subject: String,
    /// What tells it from others at a glance.
    pub title: String,
    /// The rest that people know it by.
    pub detail: String,
}

impl From<phone::Found> for Found {
    fn from(phone::Found { subject, title, detail }: phone::Found) -> Self {
        Self { subject: subject.to_string(), title, detail }
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Meters by customer number, name, address or serial, orders by number or address, covers by code or place: the best fit first,
    /// at most 50.
    pub async fn search(&self, text: String) -> Result<Vec<Found>, PhoneError> {
        self.ask(move |phone| Ok(phone.search(&text)?.into_iter().map(Found::from).collect())).await
    }
}
