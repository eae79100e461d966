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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::testing::{Bench, MORNING, Town};
    use crate::event::OutagePlan;
    use crate::model::Span;

    /// 3.3.4 OUTAGE: a notice says why, where and until when, in local time.
    #[test]
    fn a_notice_says_why_where_and_until_when() {
        let bench = Bench::new(Town::default());
        bench.sync().unwrap();
        let order = OrderId::new("o1").unwrap();
        assert!(
            matches!(bench.phone.notice(&order, Lang::Zh), Err(PhoneError::NotHere { .. })),
            "nothing is announced"
        );
        let (stop_at, restore_at) = (MORNING + Span::hours(1), MORNING + Span::hours(5));
        let (scope, cause) = ("朝阳路 1—9 号".to_owned(), "水管爆裂".to_owned());
        let plan = OutagePlan { scope, cause, stop_at, restore_at, places: Vec::new() };
        bench.phone.announce_outage(&order, plan, None).unwrap();
        for (lang, stop) in [(Lang::Zh, "11 月 23 日 09:00"), (Lang::En, "23/11 09:00")] {
            let notice = bench.phone.notice(&order, lang).unwrap();
            for said in ["朝阳路 1—9 号", "水管爆裂", stop, "13:00"] {
                assert!(notice.contains(said), "{said} is missing in\n{notice}");
            }
        }
    }
}
