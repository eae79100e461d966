//! A worker's PIN: how it is kept, and how long after wrong ones the next may be tried.
//!
//! Four digits withstand nobody who holds the file: what protects them is that the file is encrypted, and that the phone
//! itself lets nobody try often.

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::model::{BootId, Moment, Span, WorkerId};

/// The fewest digits of a PIN.
pub(super) const PIN_DIGITS_MIN: usize = 4;
/// The most digits of a PIN.
pub(super) const PIN_DIGITS_MAX: usize = 8;
/// So many wrong ones in a row are free of waiting, but for the last.
pub(super) const TRIES_FREE: u32 = 5;
/// How long one waits after the last free try, and after each wrong one that follows; the last goes for all further ones.
pub(super) const WAITS: [Span; 4] = [Span::minutes(1), Span::minutes(5), Span::minutes(15), Span::minutes(60)];

/// The memory that one try takes, in KiB: 7 MiB, which a cheap phone can spare.
const MEMORY_KIB: u32 = 7 * 1024;
/// How often that memory is gone through: the least that OWASP names beside 7 MiB.
const PASSES: u32 = 5;
/// One thread: a try is over before a second one has started.
const LANES: u32 = 1;
/// The length of a hash in bytes.
const HASH_BYTES: usize = 32;
/// Keeps a salt from being a hash of something else.
const PURPOSE: &[u8] = b"curbstop pin salt 1";

/// A PIN that has the digits it should have.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Pin(String);

impl Pin {
    /// `None`: it has too few or too many, or something else than digits.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let fits = (PIN_DIGITS_MIN..=PIN_DIGITS_MAX).contains(&typed.len());
        (fits && typed.bytes().all(|byte| byte.is_ascii_digit())).then(|| Self(typed.to_owned()))
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(secret)")
    }
}

/// What is kept of a PIN.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PinHash {
    pub(crate) salt: Vec<u8>,
    pub(crate) hash: Vec<u8>,
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
}

impl std::fmt::Debug for PinHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PinHash(secret)")
    }
}

impl PinHash {
    /// Takes a tenth of a second on a cheap phone. The salt comes from the phone's token, which is random, and the worker: no
    /// two are alike, and none asks for a random source.
    pub(crate) fn make(pin: &Pin, worker: &WorkerId, token: &str) -> Result<Self, argon2::Error> {
        let salt = Sha256::new()
            .chain_update(PURPOSE)
            .chain_update(Sha256::digest(token))
            .chain_update(worker.as_str())
            .finalize()
            .to_vec();
        let hash = hash(pin, &salt, MEMORY_KIB, PASSES)?.to_vec();
        Ok(Self { salt, hash, memory_kib: MEMORY_KIB, passes: PASSES })
    }

    /// Takes as long as making it.
    pub(crate) fn is_of(&self, pin: &Pin) -> Result<bool, argon2::Error> {
        let typed = hash(pin, &self.salt, self.memory_kib, self.passes)?;
        Ok(typed.as_slice().ct_eq(&self.hash).into())
    }
}

fn hash(pin: &Pin, salt: &[u8], memory_kib: u32, passes: u32) -> Result<[u8; HASH_BYTES], argon2::Error> {
    let params = Params::new(memory_kib, passes, LANES, Some(HASH_BYTES))?;
    let mut hash = [0; HASH_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(pin.0.as_bytes(), salt, &mut hash)?;
    Ok(hash)
}

/// The wrong tries since the last right one, and when the last of them was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tries {
    pub(crate) wrong: u32,
    pub(crate) boot: BootId,
    pub(crate) uptime: Span,
}

impl Tries {
    /// How many are left before one waits.
    pub(crate) fn left(self) -> u32 {
        TRIES_FREE.saturating_sub(self.wrong)
    }

    /// How long the next one has to wait yet. Uptime alone counts: the wall clock can be turned. After a reboot nobody knows how
    /// long the phone was off; that it has been up since is certain, so the wait is never shorter than it should be.
    pub(crate) fn wait(self, now: Moment) -> Span {
        let Some(over) = self.wrong.checked_sub(TRIES_FREE) else { return Span::ZERO };
        let last = WAITS.len() - 1;
        let wait = WAITS[usize::try_from(over).unwrap_or(last).min(last)];
        let since = if now.boot == self.boot { self.uptime } else { Span::ZERO };
        let passed = (now.uptime - since).max(Span::ZERO);
        (wait - passed).max(Span::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

    fn at(boot: u32, uptime: Span) -> Moment {
        Moment::new(BootId(boot), uptime, Timestamp::from_millis(0))
    }

    #[test]
    fn a_pin_has_four_to_eight_digits() {
        for good in ["0000", "12345678"] {
            assert!(Pin::parse(good).is_some());
        }
        for bad in ["", "123", "123456789", "12a4", "１２３４", "12 4", "-123"] {
            assert!(Pin::parse(bad).is_none(), "{bad}");
        }
        assert!(!format!("{:?}", Pin::parse("7391")).contains("7391"));
    }

    #[test]
    fn a_pin_is_known_again_and_no_two_hashes_are_alike() {
        let worker = |id| WorkerId::new(id).unwrap();
        let pin = Pin::parse("7391").unwrap();
        let kept = PinHash::make(&pin, &worker("w1"), "token").unwrap();
        assert!(kept.is_of(&pin).unwrap());
        assert!(!kept.is_of(&Pin::parse("7392").unwrap()).unwrap());
        for (id, token) in [("w2", "token"), ("w1", "token2")] {
            let other = PinHash::make(&pin, &worker(id), token).unwrap();
            assert!(other.hash != kept.hash && other.salt != kept.salt);
        }
    }

    #[test]
    fn waits_grow_and_end_with_uptime_alone() {
        let wait = |wrong, uptime| Tries { wrong, boot: BootId(3), uptime: Span::hours(1) }.wait(at(3, uptime));
        let now = Span::hours(1);
        let waits: Vec<i64> = (4..10).map(|wrong| wait(wrong, now).as_millis() / 60_000).collect();
        assert_eq!(waits, [0, 1, 5, 15, 60, 60]);
        assert_eq!(wait(5, now + Span::seconds(20)), Span::seconds(40));
        assert_eq!(wait(5, now + Span::minutes(1)), Span::ZERO);
        // A clock that runs backwards shortens nothing.
        assert_eq!(wait(5, Span::ZERO), Span::minutes(1));
    }

    #[test]
    fn a_reboot_makes_no_wait_shorter() {
        let tries = Tries { wrong: 6, boot: BootId(3), uptime: Span::hours(9) };
        assert_eq!(tries.wait(at(4, Span::ZERO)), Span::minutes(5));
        assert_eq!(tries.wait(at(4, Span::minutes(2))), Span::minutes(3));
        assert_eq!(tries.wait(at(5, Span::minutes(1))), Span::minutes(4));
    }
}
