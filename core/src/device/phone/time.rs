//! What time it is, and how good that is.

use super::{Phone, PhoneError};
use crate::model::{TimeQuality, Timestamp};

/// The phone's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhoneTime {
    /// As well as the phone can say.
    pub now: Timestamp,
    /// How good that is: what the server's answers say of it, not what the wall clock says of itself.
    pub quality: TimeQuality,
}

impl Phone {
    /// What time it is, with its quality.
    pub fn time(&self) -> Result<PhoneTime, PhoneError> {
        let present = self.engine.present()?;
        let interval = present.folding().at(present.moment);
        Ok(PhoneTime { now: present.now(), quality: interval.quality() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::testing::{Bench, Town};
    use crate::model::Span;

    #[test]
    fn the_time_is_as_good_as_the_last_answer_and_the_boot_make_it() {
        let bench = Bench::new(Town::default());
        bench.sync().unwrap();
        assert_eq!(bench.phone.time().unwrap().quality, TimeQuality::Verified);
        // Somebody turns the wall clock: the uptime still says what time it is.
        let now = bench.phone.time().unwrap().now;
        bench.clock.turn_wall(Span::hours(5));
        let turned = bench.phone.time().unwrap();
        assert_eq!(turned.quality, TimeQuality::Verified);
        assert!((turned.now - now).abs() < Span::seconds(60));
        // After a start of the phone without a network only the order is known.
        bench.clock.reboot(Span::minutes(1));
        assert_ne!(bench.phone.time().unwrap().quality, TimeQuality::Verified);
        bench.sync().unwrap();
        assert_eq!(bench.phone.time().unwrap().quality, TimeQuality::Verified);
    }
}
