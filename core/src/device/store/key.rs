//! The key that the database is encrypted with. It never stands in a message, an error or a log.

use std::fmt::Write as _;

use rusqlite::Connection;

use super::error::StoreError;

/// The length of a key in bytes.
pub const KEY_BYTES: usize = 32;

/// A database's raw key: 32 random bytes from the platform's keystore.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseKey([u8; KEY_BYTES]);

impl DatabaseKey {
    /// From the keystore's bytes.
    pub const fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// From [`DatabaseKey::spec`].
    pub(super) fn from_spec(spec: &str) -> Option<Self> {
        let digits = spec.strip_prefix("x'")?.strip_suffix('\'')?;
        let mut bytes = [0; KEY_BYTES];
        if digits.len() != 2 * KEY_BYTES || !digits.is_ascii() {
            return None;
        }
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * i..2 * i + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// As SQLCipher takes a raw key, with nothing derived: `x'0123…'`.
    pub(super) fn spec(&self) -> String {
        format!("x'{}'", hex(&self.0))
    }
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(secret)")
    }
}

/// The platform's keystore could not give a key.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the platform's keystore gave no key: {reason}; unlock the phone and try again")]
pub struct KeyError {
    /// For logs and engineers. No key in it.
    pub reason: String,
}

/// Where the database's keys are kept: the platform's keystore. Every answer must be durable before it is given.
///
/// A key is changed in an order that a power cut cannot harm: `next` is made and kept **beside** `current`, the database is
/// written anew under it, then `next_is_current` is called. Whatever lies in between is finished when the store is opened.
pub trait DatabaseKeys: Send + Sync {
    /// The key in use. Made at the first call of a new phone, and the same ever after.
    fn current(&self) -> Result<DatabaseKey, KeyError>;
    /// The key that follows. Made at the first call, kept beside the current one, and the same until
    /// [`DatabaseKeys::next_is_current`].
    fn next(&self) -> Result<DatabaseKey, KeyError>;
    /// The next key is the current one from now on. Told twice, the second time changes nothing.
    fn next_is_current(&self) -> Result<(), KeyError>;
}

/// Unlocks a connection that was just opened. Without a key the file is plain.
pub(super) fn unlock(connection: &Connection, key: Option<&DatabaseKey>) -> Result<(), StoreError> {
    let Some(key) = key else { return Ok(()) };
    assert_cipher(connection)?;
    // What it meets comes back as an error; it need not stand on the standard error output too.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    // An error of SQLite's would quote the statement, and with it the key.
    connection.pragma_update(None, "key", key.spec()).map_err(|_| StoreError::CipherMissing)
}

/// A library without SQLCipher ignores a key without a word, and writes plain text.
pub(super) fn assert_cipher(connection: &Connection) -> Result<(), StoreError> {
    let version: Result<String, _> = connection.pragma_query_value(None, "cipher_version", |row| row.get(0));
    match version {
        Ok(version) if !version.is_empty() => Ok(()),
        _ => Err(StoreError::CipherMissing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_nothing_of_itself() {
        let key = DatabaseKey::new([0xC7; KEY_BYTES]);
        assert!(!format!("{key:?}").to_lowercase().contains("c7"));
        assert_eq!(key.spec(), format!("x'{}'", "c7".repeat(KEY_BYTES)));
        assert_eq!(DatabaseKey::from_spec(&key.spec()), Some(key));
        assert_eq!(DatabaseKey::from_spec("x'ab'"), None);
    }
}
