//! Passwords: kept as argon2id hashes, made and checked off the reactor, few at a time.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use curbstop_core::model::Span;
use tokio::sync::Semaphore;

use crate::error::ApiError;
use crate::secret;

/// The shortest password, in characters.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The longest password, in characters.
pub const PASSWORD_CHARS_MAX: usize = 128;
/// Random bytes of a salt.
const SALT_BYTES: usize = 16;
/// Hashes at once: each takes 19 MiB and a core for tens of milliseconds, whoever asks.
const HASHES_AT_ONCE_MAX: usize = 2;

/// Hashes that may wait for their turn, those at work included; whoever comes then is told so at once.
const HASHES_WAITING_MAX: usize = 64;
/// How long whoever finds the queue full is to wait.
const BUSY_FOR: Span = Span::seconds(10);

/// Where hashes wait for their turn.
struct Queue {
    waiting: Semaphore,
    at_work: Semaphore,
}

static QUEUE: Queue =
    Queue { waiting: Semaphore::const_new(HASHES_WAITING_MAX), at_work: Semaphore::const_new(HASHES_AT_ONCE_MAX) };

/// The salt of nobody: a password for an unknown name is hashed all the same, so that both answers take the same time.
const NOBODYS_SALT: &[u8; SALT_BYTES] = b"curbstop: nobody";

/// A new password that may be used.
pub fn check_new(password: &str) -> Result<(), ApiError> {
    let chars = password.chars().count();
    if (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) {
        return Ok(());
    }
    let reason =
        format!("a password has {PASSWORD_CHARS_MIN} to {PASSWORD_CHARS_MAX} characters; this one has {chars}");
    Err(ApiError::unprocessable("auth.password_length", reason).field("password"))
}

/// The hash of a new password, with a salt of its own.
pub async fn hash(password: String) -> Result<String, ApiError> {
    let salt = secret::random::<SALT_BYTES>()?;
    in_turn(&QUEUE, move || {
        let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hashed.map(|hash| hash.to_string()).map_err(|error| {
            tracing::error!(error.kind = "argon2", error.reason = %error, "a password could not be hashed");
            ApiError::internal()
        })
    })
    .await?
}

/// Whether a password is the one of a hash. Without a hash it never is, and that takes as long to say.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, ApiError> {
    if password.chars().count() > PASSWORD_CHARS_MAX {
        return Ok(false);
    }
    in_turn(&QUEUE, move || {
        let Some(hash) = hash else {
            let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), NOBODYS_SALT);
            return Ok(false);
        };
        let parsed = PasswordHash::new(&hash).map_err(|error| {
            tracing::error!(error.kind = "argon2", error.reason = %error, "a stored password hash is unreadable");
            ApiError::internal()
        })?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await?
}

async fn in_turn<T: Send + 'static>(queue: &Queue, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    let _place = queue.waiting.try_acquire().map_err(|_| {
        ApiError::too_many("auth.busy", "many people are signing in; try again in a few seconds", BUSY_FOR)
    })?;
    let _turn = queue.at_work.acquire().await.map_err(|_| ApiError::internal())?;
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_its_hash_is_never_the_same() {
        let password = "一二三四五六七八九十";
        let (a, b) = (hash(password.to_owned()).await.unwrap(), hash(password.to_owned()).await.unwrap());
        assert_ne!(a, b);
        assert!(a.starts_with("$argon2id$") && !a.contains(password));
        assert!(verify(password.to_owned(), Some(a.clone())).await.unwrap());
        assert!(!verify("一二三四五六七八九".to_owned(), Some(a)).await.unwrap());
    }

    #[tokio::test]
    async fn an_unknown_name_costs_a_hash_too_and_is_never_right() {
        assert!(Argon2::default().hash_password_with_salt(b"x", NOBODYS_SALT).is_ok(), "the answer would be quick");
        assert!(!verify("anything at all".to_owned(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_flood_of_sign_ins_is_turned_away_and_not_queued_without_end() {
        let queue = Queue { waiting: Semaphore::new(1), at_work: Semaphore::new(1) };
        let first = queue.waiting.acquire().await.unwrap();
        assert_eq!(in_turn(&queue, || ()).await.unwrap_err().code, "auth.busy");
        drop(first);
        assert!(in_turn(&queue, || ()).await.is_ok());
    }

    #[test]
    fn a_password_is_neither_short_nor_endless() {
        assert_eq!(check_new("123456789").unwrap_err().code, "auth.password_length");
        assert!(check_new("1234567890").is_ok());
        assert!(check_new(&"x".repeat(129)).is_err());
    }
}
