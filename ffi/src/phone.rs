//! The phone itself: how it is opened, and how a call leaves the caller's thread.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use curbstop_core::device::sync::PlainHttp;
use curbstop_core::device::{
    self, HttpTransport, Opened as CoreOpened, Phone as Engine, PhoneConfig, PhoneError as EngineError, SystemClock,
};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::{JoinError, spawn_blocking};

use crate::keys::AppKeys;
use crate::{DatabaseKeys, PhoneError};

/// How a phone is set up.
#[derive(Debug, Clone, uniffi::Record)]
pub struct PhoneSettings {
    /// The app's own folder for data. It is made if need be.
    pub folder: String,
    /// The platform's name of this boot (Android: `BOOT_COUNT`); without it the engine finds out by itself.
    #[uniffi(default = None)]
    pub boot: Option<String>,
    /// Allow plain http to another machine: only behind a tunnel of the utility's own.
    #[uniffi(default = false)]
    pub plain_http: bool,
}

impl PhoneSettings {
    fn config(self, keys: Option<Arc<dyn DatabaseKeys>>) -> PhoneConfig {
        let Self { folder, boot, plain_http } = self;
        let plain = if plain_http { PlainHttp::Anywhere } else { PlainHttp::LoopbackOnly };
        let clock = Arc::new(boot.map_or_else(SystemClock::new, SystemClock::with_boot_token));
        let transport = Arc::new(HttpTransport::new(plain));
        let keys = keys.map(|keys| Arc::new(AppKeys(keys)) as Arc<dyn device::DatabaseKeys>);
        PhoneConfig { folder: PathBuf::from(folder), keys, clock, photos: transport.clone(), transport }
    }
}

/// How the phone's data was found when it was opened.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Opened {
    /// There was none: the phone is to be enrolled.
    New,
    /// As it was left.
    Kept,
    /// It was damaged and set aside: tell the worker.
    SetAside {
        /// Where the damaged file lies.
        file: String,
        /// What was found wrong with it, for engineers.
        why: String,
        /// Identity and unsent work are in the new one; otherwise the phone is to be enrolled again.
        carried_over: bool,
    },
}

impl From<CoreOpened> for Opened {
    fn from(opened: CoreOpened) -> Self {
        match opened {
            CoreOpened::New => Self::New,
            CoreOpened::Kept => Self::Kept,
            CoreOpened::SetAside { file, why, carried_over } => {
                Self::SetAside { file: file.to_string_lossy().into_owned(), why, carried_over }
            }
        }
    }
}

/// A phone: everything that a worker can do with it. Share it freely among threads. No call blocks the thread that it is called
/// on; a call that is given up has saved all or nothing; what says "saved" is durable.
#[derive(uniffi::Object)]
pub struct Phone(pub(crate) Arc<Engine>);

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Opens the phone's data, or starts anew in an empty folder. `opened` says which it was. With `keys` the data is encrypted;
    /// data of an app that gave none is encrypted now.
    #[uniffi::constructor(default(keys = None))]
    pub async fn open(settings: PhoneSettings, keys: Option<Arc<dyn DatabaseKeys>>) -> Result<Arc<Self>, PhoneError> {
        let config = settings.config(keys);
        let opened = spawn_blocking(move || Engine::open(config)).await.unwrap_or_else(stopped);
        Ok(Arc::new(Self(Arc::new(opened?))))
    }
}

#[uniffi::export]
impl Phone {
    /// How the phone's data was found.
    pub fn opened(&self) -> Opened {
        self.0.opened().clone().into()
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Encrypts the phone's data with the next key. For when a key may be known to somebody.
    pub async fn rotate_key(&self) -> Result<(), PhoneError> {
        self.ask(Engine::rotate_key).await
    }
}

impl Phone {
    /// A call that needs the phone's store, away from the caller's thread. Once begun it runs to its end, whether or not anybody
    /// still waits for it.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, PhoneError> {
        let engine = self.0.clone();
        let answer = spawn_blocking(move || call(&engine)).await.unwrap_or_else(stopped);
        Ok(answer?)
    }

    /// A call that waits for the network, away from the caller's thread. It is given up where it waits when nobody waits for it.
    pub(crate) async fn wait<T: Send + 'static, F: Future<Output = Result<T, EngineError>>>(
        &self,
        call: impl FnOnce(Arc<Engine>) -> F + Send + 'static,
    ) -> Result<T, PhoneError> {
        let (engine, runtime) = (self.0.clone(), Handle::current());
        let (_waiting, given_up) = oneshot::channel::<()>();
        let call = move || runtime.block_on(until(given_up, call(engine)));
        let answer = spawn_blocking(call).await.unwrap_or_else(stopped);
        Ok(answer?)
    }
}

/// The call's answer, unless its caller goes away before.
async fn until<T>(
    given_up: oneshot::Receiver<()>,
    call: impl Future<Output = Result<T, EngineError>>,
) -> Result<T, EngineError> {
    tokio::select! {
        biased;
        answer = call => answer,
        _ = given_up => Err(EngineError::Offline { reason: "the call was given up".to_owned() }),
    }
}

/// A panic goes on to the caller; nothing else stops a call.
fn stopped<T>(error: JoinError) -> Result<T, EngineError> {
    match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(error) => Err(EngineError::Storage { reason: error.to_string() }),
    }
}
