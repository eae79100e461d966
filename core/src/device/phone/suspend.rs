//! The phone's life beside its work: what is under way is broken off, the files are let go while the app sleeps, and closed.
//!
//! A call that is broken off ends with [`PhoneError::Interrupted`]; one that comes while the phone sleeps or is closed with
//! [`PhoneError::Suspended`] or [`PhoneError::Closed`]. A write always finishes: "saved" is never taken back.

use std::future::Future;

use super::{Phone, PhoneError};
use crate::device::store::Opened;

#[cfg(test)]
mod tests;

impl Phone {
    /// Breaks off a long read, and whatever waits for the network: sync, listening, photos. Only an enrolment goes on, as its
    /// code is good once. Nothing is lost, and the next call is as usual.
    pub fn interrupt(&self) {
        self.engine.store.interrupt();
        self.engine.stopped.notify_waiters();
    }

    /// Before the platform puts the app to sleep: breaks off as [`Phone::interrupt`] does, folds the log back, and lets go of every
    /// file and lock. When it returns, nothing is under way. Told twice, the second time changes nothing.
    pub fn prepare_for_suspend(&self) -> Result<(), PhoneError> {
        let suspended = self.engine.store.suspend();
        // After the store: whoever wakes up finds it suspended, and begins nothing anew.
        self.engine.stopped.notify_waiters();
        match suspended.map_err(PhoneError::from) {
            Err(PhoneError::Suspended) => Ok(()),
            other => other,
        }
    }

    /// The app is awake again. Looks at the files as opening does, and says how they were found.
    pub fn resume(&self) -> Result<Opened, PhoneError> {
        let opened = self.engine.store.resume()?;
        self.engine.reload()?;
        Ok(opened)
    }

    /// Ends the phone's life, whatever is under way: reads are broken off, a write finishes first. Told twice, the second time
    /// changes nothing.
    pub fn close(&self) -> Result<(), PhoneError> {
        let closed = self.engine.store.close();
        self.engine.stopped.notify_waiters();
        Ok(closed?)
    }

    /// Gives the phone's data the key that follows. Waits for what is running; killed at any point it loses nothing.
    pub fn rotate_key(&self) -> Result<(), PhoneError> {
        Ok(self.engine.store.rotate_key()?)
    }

    /// Does something that waits for the network until it is done, or somebody breaks it off.
    pub(super) async fn unless_stopped<T, E: Into<PhoneError>>(
        &self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, PhoneError> {
        // Made before the work begins: what is broken off from now on is heard.
        let stopped = self.engine.stopped.notified();
        tokio::select! {
            biased;
            () = stopped => Err(PhoneError::Interrupted),
            done = work => done.map_err(Into::into),
        }
    }
}
