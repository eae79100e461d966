//! The words of an outage notice, to be hung up where people live (3.3.4 OUTAGE).

use chrono::{Datelike as _, Timelike as _};

use super::{Phone, PhoneError};
use crate::model::{OrderId, Timestamp, UtcOffset};
use crate::text::{self, Lang};

impl Phone {
    /// The notice of an order's announced outage, ready to be written or printed.
    pub fn notice(&self, order: &OrderId, lang: Lang) -> Result<String, PhoneError> {
        let offset = self.rulebook()?.utc_offset;
        let announced = self.order(order)?.state.outage;
        let plan =
            announced.ok_or_else(|| PhoneError::not_here(&format!("an announced outage of order:{order}")))?.plan;
        let (stop, restore) = (at(lang, plan.stop_at, offset), at(lang, plan.restore_at, offset));
        let parts = [
            text::text(lang, "notice.title", &[]),
            text::text(lang, "notice.body", &[("cause", &plan.cause), ("scope", &plan.scope)]),
            text::text(lang, "notice.times", &[("stop", &stop), ("restore", &restore)]),
            text::text(lang, "notice.advice", &[]),
        ];
        Ok(parts.join("\n"))
    }
}

/// A day and a time, as a notice says them.
fn at(lang: Lang, at: Timestamp, offset: UtcOffset) -> String {
    let local = at.local(offset);
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    text::text(lang, "notice.at", &[("month", &local.month()), ("day", &local.day()), ("time", &time)])
}
