//! A meter was read, estimated, not seen, told by the customer, exchanged; a pit was tidied (3.2.2, 3.2.3).

use curbstop_core::event;
use curbstop_core::model::{MeterId, PhotoId, PitId, PointId, Volume};
use curbstop_core::rules::reading_check::CheckCode;

use crate::place::fix;
use crate::{Fix, Meter, MethodUsed, Phone, PhoneError, Saved};

type ReadingTaken = event::ReadingTaken;

/// 实抄: a reading to be saved.
#[uniffi::remote(Record)]
pub struct ReadingTaken {
    /// The meter that was read; scanned or from the task.
    pub meter: MeterId,
    /// What the register shows.
    pub value: Volume,
    /// The first entry, where a check asked for a blind second one; `value` is then the second.
    #[uniffi(default = None)]
    pub first_entry: Option<Volume>,
    /// The worker says that the wheels went over zero.
    #[uniffi(default = false)]
    pub rolled_over: bool,
    /// The meter was scanned, not picked from the list.
    #[uniffi(default = false)]
    pub scanned: bool,
    /// What the checks said and the worker confirmed.
    #[uniffi(default = [])]
    pub confirmed: Vec<CheckCode>,
    /// Photos of the register.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[uniffi(default = "")]
    pub note: String,
}

type ReadingEstimated = event::ReadingEstimated;

/// 估抄: an estimate to be saved.
#[uniffi::remote(Record)]
pub struct ReadingEstimated {
    /// Use since the last reading, as estimated.
    pub consumption: Volume,
    /// How it came about.
    pub method: MethodUsed,
    /// Why the meter could not be read.
    pub reason: EstimateReason,
    /// The pit that the meter lies in: a tidy task opens on it.
    #[uniffi(default = None)]
    pub pit: Option<PitId>,
    /// Evidence.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
    /// What the worker adds; needed where the reason is another one, or the value was entered by hand.
    #[uniffi(default = "")]
    pub note: String,
}

type EstimateReason = event::EstimateReason;

/// Why a meter could not be read. Its words stand under `estimate_reason.<name>`.
#[uniffi::remote(Enum)]
pub enum EstimateReason {
    /// 井内有污水.
    SewageInPit,
    /// 井上有覆盖物.
    PitCovered,
    /// Something else: needs a note, and a person looks at it.
    Other,
}

type ReadingMissed = event::ReadingMissed;

/// 未见表: neither read nor estimated.
#[uniffi::remote(Record)]
pub struct ReadingMissed {
    /// Why.
    pub reason: NoReadReason,
    /// Evidence.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[uniffi(default = "")]
    pub note: String,
}

type NoReadReason = event::NoReadReason;

/// Why there is neither a reading nor an estimate. Its words stand under `no_read_reason.<name>`.
#[uniffi::remote(Enum)]
pub enum NoReadReason {
    /// 无法入户.
    NoAccess,
    /// 死表: the register does not move.
    MeterStopped,
    /// 表面起雾.
    DialFogged,
    /// The meter is not where the books say.
    NotFound,
    /// Something else: needs a note.
    Other,
}

type CustomerReported = event::CustomerReported;

/// 用户自报: what the customer told.
#[uniffi::remote(Record)]
pub struct CustomerReported {
    /// The stand.
    pub value: Volume,
    /// Verified, for example by a photo that the office looked at. Otherwise it counts as an estimate.
    #[uniffi(default = false)]
    pub verified: bool,
}

/// 换表: another meter hangs here now.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct MeterExchanged {
    /// The meter that was taken out.
    pub old_meter: MeterId,
    /// 拆表底数.
    pub old_final: Volume,
    /// The meter that hangs there now.
    pub new_meter: Meter,
    /// 新表起数.
    pub new_start: Volume,
    /// Photos of both.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[uniffi(default = "")]
    pub note: String,
}

impl From<event::MeterExchanged> for MeterExchanged {
    fn from(exchanged: event::MeterExchanged) -> Self {
        let event::MeterExchanged { old_meter, old_final, new_meter, new_start, photos, note } = exchanged;
        Self { old_meter, old_final, new_meter: new_meter.into(), new_start, photos, note }
    }
}

impl TryFrom<MeterExchanged> for event::MeterExchanged {
    type Error = PhoneError;
    fn try_from(exchanged: MeterExchanged) -> Result<Self, PhoneError> {
        let MeterExchanged { old_meter, old_final, new_meter, new_start, photos, note } = exchanged;
        Ok(Self { old_meter, old_final, new_meter: new_meter.try_into()?, new_start, photos, note })
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// 实抄: saves a reading. Ask `check_reading` first; what it asked and the worker confirmed goes with the reading.
    #[uniffi::method(default(fix = None))]
    pub async fn record_reading(
        &self,
        point: PointId,
        reading: ReadingTaken,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.record_reading(&point, reading, at)).await
    }

    /// 估抄: saves an estimate. The meter's card says what it would mean, and proposes one.
    #[uniffi::method(default(fix = None))]
    pub async fn record_estimate(
        &self,
        point: PointId,
        estimate: ReadingEstimated,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.record_estimate(&point, estimate, at)).await
    }

    /// 未见表: saves that the register was not seen, and why.
    #[uniffi::method(default(fix = None))]
    pub async fn record_no_read(
        &self,
        point: PointId,
        missed: ReadingMissed,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.record_no_read(&point, missed, at)).await
    }

    /// 用户自报: saves what the customer told.
    #[uniffi::method(default(fix = None))]
    pub async fn record_customer_reading(
        &self,
        point: PointId,
        told: CustomerReported,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.record_customer_reading(&point, told, at)).await
    }

    /// 换表: saves an exchange, as one record.
    #[uniffi::method(default(fix = None))]
    pub async fn record_exchange(
        &self,
        point: PointId,
        exchange: MeterExchanged,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let (at, exchange) = (self::fix(fix)?, exchange.try_into()?);
        self.ask(move |phone| phone.record_exchange(&point, exchange, at)).await
    }

    /// Saves that a pit was tidied (EST-TIDY): done means done with a photo after the work.
    #[uniffi::method(default(note = "", fix = None))]
    pub async fn tidy_pit(
        &self,
        pit: PitId,
        photos: Vec<PhotoId>,
        note: String,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.tidy_pit(&pit, photos, note, at)).await
    }
}
