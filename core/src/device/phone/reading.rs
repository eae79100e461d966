//! A meter was read, estimated, not seen, told by the customer, exchanged; a pit was tidied (3.2.2, 3.2.3).

use super::{Phone, PhoneError, Saved};
use crate::event::{CustomerReported, Fact, MeterExchanged, ReadingEstimated, ReadingMissed, ReadingTaken};
use crate::model::{Fix, PhotoId, PitId, PointId, SubjectId};

impl Phone {
    /// 实抄: saves a reading. Ask [`Phone::check_reading`] first; what it asked and the worker confirmed goes with the reading.
    pub fn record_reading(
        &self,
        point: &PointId,
        reading: ReadingTaken,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Point(point.clone()), Fact::ReadingTaken(reading), fix)
    }

    /// 估抄: saves an estimate. [`super::MeterCard`] says what it would mean, and proposes one.
    pub fn record_estimate(
        &self,
        point: &PointId,
        estimate: ReadingEstimated,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Point(point.clone()), Fact::ReadingEstimated(estimate), fix)
    }

    /// 未见表: saves that the register was not seen, and why.
    pub fn record_no_read(
        &self,
        point: &PointId,
        missed: ReadingMissed,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Point(point.clone()), Fact::ReadingMissed(missed), fix)
    }

    /// 用户自报: saves what the customer told.
    pub fn record_customer_reading(
        &self,
        point: &PointId,
        told: CustomerReported,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Point(point.clone()), Fact::CustomerReported(told), fix)
    }

    /// 换表: saves an exchange.
    pub fn record_exchange(
        &self,
        point: &PointId,
        exchange: MeterExchanged,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Point(point.clone()), Fact::MeterExchanged(Box::new(exchange)), fix)
    }

    /// EST-TIDY: saves that a pit was tidied, with photos after the work.
    pub fn tidy_pit(
        &self,
        pit: &PitId,
        photos: Vec<PhotoId>,
        note: String,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Pit(pit.clone()), Fact::PitTidied { photos, note }, fix)
    }
}
