//! What an app can ask of the phone. Nothing waits for the network except `enrol` and `sync`; what says "saved" is durable.

use std::path::PathBuf;
use std::sync::Arc;

use curbstop_core::device::phone::{CheckedEntry, Saved, Status};
use curbstop_core::device::sync::{PlainHttp, SyncReport};
use curbstop_core::device::{HttpTransport, Phone as Engine, PhoneConfig, SystemClock};
use curbstop_core::event::ReadingTaken;
use curbstop_core::model::{DeviceId, MeterId, PointId, WorkerId};

use crate::{Fix, MeterCard, Person, PhoneError, Route};

/// How a phone is set up.
#[derive(Debug, Clone, uniffi::Record)]
pub struct PhoneSettings {
    /// The app's own folder for data.
    pub folder: String,
    /// The server's address, for example `https://curbstop.example`.
    pub server: String,
    /// The platform's name of this boot (Android: `BOOT_COUNT`); without it the engine finds out by itself.
    #[uniffi(default = None)]
    pub boot: Option<String>,
    /// Allow plain http to another machine: only behind a tunnel of the utility's own.
    #[uniffi(default = false)]
    pub plain_http: bool,
}

impl TryFrom<PhoneSettings> for PhoneConfig {
    type Error = PhoneError;
    fn try_from(settings: PhoneSettings) -> Result<Self, PhoneError> {
        let plain = if settings.plain_http { PlainHttp::Anywhere } else { PlainHttp::LoopbackOnly };
        let transport = Arc::new(HttpTransport::new(&settings.server, plain)?);
        let clock = Arc::new(settings.boot.map_or_else(SystemClock::new, SystemClock::with_boot_token));
        Ok(Self { folder: PathBuf::from(settings.folder), keys: None, clock, photos: transport.clone(), transport })
    }
}

/// A phone. Share it freely among threads: reads do not wait for writes.
#[derive(uniffi::Object)]
pub struct Phone(Engine);

#[uniffi::export]
impl Phone {
    /// Opens the phone's data, or starts anew in an empty folder.
    #[uniffi::constructor]
    pub fn open(settings: PhoneSettings) -> Result<Arc<Self>, PhoneError> {
        Ok(Arc::new(Self(Engine::open(settings.try_into()?)?)))
    }

    /// What is saved here, what is delivered, and when the server is asked again.
    pub fn status(&self) -> Result<Status, PhoneError> {
        Ok(self.0.status()?)
    }

    /// The people whose work this phone carries.
    pub fn people(&self) -> Result<Vec<Person>, PhoneError> {
        Ok(self.0.people()?.into_iter().map(Person::from).collect())
    }

    /// A worker's first PIN on this phone: 4 to 8 digits.
    pub fn choose_pin(&self, worker: WorkerId, pin: String) -> Result<(), PhoneError> {
        Ok(self.0.choose_pin(&worker, &pin)?)
    }

    /// Whose facts follow from now on.
    pub fn sign_in(&self, worker: WorkerId, pin: String) -> Result<(), PhoneError> {
        Ok(self.0.sign_in(&worker, &pin)?)
    }

    /// Nobody is at work.
    pub fn sign_out(&self) -> Result<(), PhoneError> {
        Ok(self.0.sign_out().map(drop)?)
    }

    /// The routes that this phone holds, each with the meter to begin with.
    pub fn routes(&self) -> Result<Vec<Route>, PhoneError> {
        Ok(self.0.today()?.routes.into_iter().map(Route::from).collect())
    }

    /// The meter that opens by itself after this one; `None`: its route is done.
    pub fn next_meter(&self, after: PointId) -> Result<Option<PointId>, PhoneError> {
        Ok(self.0.next_meter(&after)?)
    }

    /// What is known of a meter, and what an estimate would mean.
    pub fn meter(&self, point: PointId) -> Result<MeterCard, PhoneError> {
        Ok(self.0.meter(&point)?.into())
    }

    /// What a typed stand would meet, before it is saved (READ-CHECK, 3.2.3).
    #[uniffi::method(default(scanned = None, rolled_over = false))]
    pub fn check_reading(
        &self,
        point: PointId,
        typed: String,
        scanned: Option<MeterId>,
        rolled_over: bool,
    ) -> Result<CheckedEntry, PhoneError> {
        Ok(self.0.check_reading(&point, &typed, scanned.as_ref(), rolled_over)?)
    }

    /// Saves a reading: when it returns, the reading is durable.
    #[uniffi::method(default(fix = None))]
    pub fn record_reading(&self, point: PointId, reading: ReadingTaken, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        Ok(self.0.record_reading(&point, reading, fix.map(TryInto::try_into).transpose()?)?)
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Gives the phone its identity, for a one-time code from the office.
    pub async fn enrol(&self, code: String, model: String) -> Result<DeviceId, PhoneError> {
        Ok(self.0.enrol(&code, &model).await?)
    }

    /// Brings phone and server to the same. May be given up at any moment, and called again.
    pub async fn sync(&self) -> Result<SyncReport, PhoneError> {
        Ok(self.0.sync().await?)
    }
}
