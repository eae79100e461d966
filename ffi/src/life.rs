//! The phone sleeps, wakes up, breaks off what is under way, and is shut down.

use crate::{Opened, Phone, PhoneError};

#[uniffi::export]
impl Phone {
    /// Breaks off what is under way: long reads, sync, listening and photos end with `Stopped`; what is being saved is saved. Later
    /// calls go on as before.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Before the platform freezes the app: breaks off what is under way and lets go of every file and lock. Calls end with `Stopped`
    /// until `resume`. Told twice, the second time changes nothing.
    pub async fn prepare_for_suspend(&self) -> Result<(), PhoneError> {
        self.ask(curbstop_core::device::Phone::prepare_for_suspend).await
    }

    /// The app is awake again. Looks at the files as opening does, and says how they were found.
    pub async fn resume(&self) -> Result<Opened, PhoneError> {
        self.ask(|phone| Ok(phone.resume()?.into())).await
    }

    /// For good: calls that are under way end, later ones fail with `Stopped`. The folder can be opened again.
    pub async fn shut_down(&self) -> Result<(), PhoneError> {
        self.ask(curbstop_core::device::Phone::close).await
    }
}
