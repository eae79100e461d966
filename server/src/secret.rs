//! Secrets: made here, shown once, kept only as a hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// Random bytes of a token: beyond guessing, so that a fast hash is enough.
pub const TOKEN_BYTES: usize = 32;
/// Characters of a one-time code, of 5 random bits each: 60 bits, and the attempts are limited.
pub const CODE_CHARS: usize = 12;
/// Characters between the dashes of a code as people read it.
const CODE_GROUP: usize = 4;
/// Crockford's alphabet: no I, L, O or U, which people confuse.
const CODE_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The machine gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the machine gives no random bytes: {0}")]
pub struct NoRandom(String);

/// The SHA-256 of a secret: what the store keeps of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// Of a token or a normalised code.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// From its stored bytes; `None` where there are not 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// As bytes for the store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Compares in constant time.
    pub fn matches(&self, secret: &str) -> bool {
        self.0.ct_eq(&Self::of(secret).0).into()
    }
}

impl std::fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretHash(..)")
    }
}

/// Random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    #[allow(clippy::disallowed_methods, reason = "this is the server's random source: the one place that reads it")]
    getrandom::fill(&mut bytes).map_err(|error| NoRandom(error.to_string()))?;
    Ok(bytes)
}

/// A new token: [`TOKEN_BYTES`] random bytes as URL-safe text.
pub fn token() -> Result<String, NoRandom> {
    Ok(URL_SAFE_NO_PAD.encode(random::<TOKEN_BYTES>()?))
}

/// A new one-time code that a person can type, for example `7K3M-0QXV-9ATB`.
pub fn code() -> Result<String, NoRandom> {
    let bytes = random::<CODE_CHARS>()?;
    let mut code = String::with_capacity(CODE_CHARS + CODE_CHARS / CODE_GROUP);
    for (i, byte) in bytes.iter().enumerate() {
        if i > 0 && i % CODE_GROUP == 0 {
            code.push('-');
        }
        code.push(char::from(CODE_ALPHABET[usize::from(byte % 32)]));
    }
    Ok(code)
}

/// A code as somebody typed it, in the one form that is hashed: no dashes or blanks, capitals, and 0 and 1 for their look-alikes.
pub fn normalised_code(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let code = code().unwrap();
        assert_eq!(code.len(), CODE_CHARS + 2);
        assert_eq!(normalised_code(&code.to_lowercase()), code.replace('-', ""));
        assert_eq!(normalised_code("o1-l i"), "0111");
    }

    #[test]
    fn tokens_differ_and_only_their_own_hash_matches() {
        let (a, b) = (token().unwrap(), token().unwrap());
        assert_ne!(a, b);
        assert!(SecretHash::of(&a).matches(&a));
        assert!(!SecretHash::of(&a).matches(&b));
    }
}
