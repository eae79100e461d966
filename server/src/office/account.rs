//! Accounts of the office: plain data between the routes and the store.

use curbstop_core::model::{PersonId, Timestamp};

use super::Role;
use crate::secret::SecretHash;

/// The longest name of an account, in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// An account, without its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// The name that they sign in with; no two accounts have the same.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was locked for good; its facts stand.
    pub disabled_at: Option<Timestamp>,
}

/// An account that is about to be made.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// The name that they sign in with.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// The argon2 hash of the password.
    pub password_hash: String,
    /// Now.
    pub now: Timestamp,
}

/// A session that is about to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The hash of its token.
    pub token: SecretHash,
    /// Whose it is.
    pub person: PersonId,
    /// Now.
    pub now: Timestamp,
    /// When it ends if nobody uses it.
    pub expires_at: Timestamp,
}

/// A session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Whose it is.
    pub person: Person,
    /// When it ends if nobody uses it.
    pub expires_at: Timestamp,
}

/// A name as accounts are told apart by it: without blanks around it; capitals do not count.
pub fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}
