//! Who is at work. A worker signs in with a PIN that they chose on this phone; nothing of it leaves the phone, and nothing of it
//! needs the network.
//!
//! Before the server has told whose work the phone carries (enrolled, and no network since) it takes any worker: whoever is
//! not among those it then tells is signed out.

use super::{Phone, PhoneError};
use crate::device::pin::{self, Pin, PinHash, Tries};
use crate::device::store::pin::Kept;
use crate::device::store::{meta, pin as pins};
use crate::model::{Moment, Span, SubjectId, WorkerId};

#[cfg(test)]
mod tests;

/// Whether a worker can sign in on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinState {
    /// They choose a PIN first: [`Phone::choose_pin`].
    NotChosen,
    /// With their PIN.
    Chosen,
    /// It was typed wrong too often.
    Locked {
        /// Until then nobody need try.
        wait: Span,
    },
}

/// What a worker leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedOut {
    /// Facts that wait to be delivered. They stay, and go with the next sync, whoever is at work then.
    pub unsent: u64,
}

impl Phone {
    /// A worker's first PIN on this phone: 4 to 8 digits. One that is forgotten goes with a new enrolment code.
    /// Takes a tenth of a second.
    pub fn choose_pin(&self, worker: &WorkerId, pin: &str) -> Result<(), PhoneError> {
        let pin = parse(pin)?;
        let identity = self.engine.store.read(|db| {
            may_work_here(db, worker)?;
            unchosen(db, worker)?;
            meta::identity(db)?.ok_or(PhoneError::NotEnrolled)
        })?;
        let hash = PinHash::make(&pin, worker, &identity.token).map_err(unhashed)?;
        self.engine.store.write(|tx| {
            unchosen(tx, worker)?;
            Ok(pins::set(tx, worker, &hash)?)
        })
    }

    /// Another PIN, for a worker who knows the old one. A wrong old one counts as a wrong try.
    pub fn change_pin(&self, worker: &WorkerId, old: &str, new: &str) -> Result<(), PhoneError> {
        let new = parse(new)?;
        self.prove(worker, old)?;
        let identity = self.engine.store.read(meta::identity)?.ok_or(PhoneError::NotEnrolled)?;
        let hash = PinHash::make(&new, worker, &identity.token).map_err(unhashed)?;
        Ok(self.engine.store.write(|tx| pins::set(tx, worker, &hash))?)
    }

    /// Whose facts follow from now on. Takes a tenth of a second.
    pub fn sign_in(&self, worker: &WorkerId, pin: &str) -> Result<(), PhoneError> {
        self.prove(worker, pin)?;
        self.engine.store.write(|tx| {
            may_work_here(tx, worker)?;
            pins::forgive(tx, worker)?;
            Ok(meta::set_worker(tx, Some(worker))?)
        })
    }

    /// Nobody is at work.
    pub fn sign_out(&self) -> Result<SignedOut, PhoneError> {
        self.engine.store.write(|tx| {
            meta::set_worker(tx, None)?;
            Ok(SignedOut { unsent: meta::counters(tx)?.waiting() })
        })
    }

    /// Whether it is the worker's PIN. A try counts before it is judged: switching the phone off in between wins nothing.
    fn prove(&self, worker: &WorkerId, pin: &str) -> Result<(), PhoneError> {
        let pin = parse(pin)?;
        let now = self.engine.present()?.moment;
        let kept = self.engine.store.write(|tx| {
            may_work_here(tx, worker)?;
            let kept = pins::get(tx, worker)?.ok_or(PhoneError::PinNotChosen)?;
            match kept.tries.wait(now) {
                Span::ZERO => {
                    pins::count_try(tx, worker, now)?;
                    Ok(kept)
                }
                wait => Err(PhoneError::PinLocked { wait }),
            }
        })?;
        if kept.hash.is_of(&pin).map_err(unhashed)? {
            return Ok(());
        }
        let tries = Tries { wrong: kept.tries.wrong + 1, boot: now.boot, uptime: now.uptime };
        Err(match tries.left() {
            0 => PhoneError::PinLocked { wait: tries.wait(now) },
            tries_left => PhoneError::WrongPin { tries_left },
        })
    }
}

/// Whether a worker can sign in now.
pub(super) fn pin_state(kept: Option<Kept>, now: Moment) -> PinState {
    match kept.map(|kept| kept.tries.wait(now)) {
        None => PinState::NotChosen,
        Some(Span::ZERO) => PinState::Chosen,
        Some(wait) => PinState::Locked { wait },
    }
}

fn parse(pin: &str) -> Result<Pin, PhoneError> {
    Pin::parse(pin).ok_or_else(|| {
        let problem = format!("has {} to {} digits", pin::PIN_DIGITS_MIN, pin::PIN_DIGITS_MAX);
        PhoneError::Invalid { field: "pin", problem }
    })
}

fn unchosen(db: &rusqlite::Connection, worker: &WorkerId) -> Result<(), PhoneError> {
    match pins::get(db, worker)? {
        None => Ok(()),
        Some(_) => Err(PhoneError::PinChosen),
    }
}

fn may_work_here(db: &rusqlite::Connection, worker: &WorkerId) -> Result<(), PhoneError> {
    match meta::known_people(db)? {
        Some(people) if !people.contains(worker) => Err(PhoneError::not_here(&SubjectId::Worker(worker.clone()))),
        _ => Ok(()),
    }
}

/// No memory for it, or a stored hash that nobody made.
fn unhashed(error: argon2::Error) -> PhoneError {
    PhoneError::Storage { reason: format!("the pin could not be checked: {error}") }
}
