//! tus' checksum extension: is a piece what its sender says? SHA-1 because tus asks for it, SHA-256 because phones use it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// The algorithms, as `OPTIONS` tells them.
pub(crate) const ALGORITHMS: &str = "sha1,sha256";

/// Why an `Upload-Checksum` is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("upload-checksum: not `sha1` or `sha256`, a space, and the digest in base64")]
pub struct ChecksumError;

/// A digest that grows with the bytes, and what it has to become.
#[derive(Clone)]
pub struct Checksum {
    digest: Algorithm,
    expected: Vec<u8>,
}

#[derive(Clone)]
enum Algorithm {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Checksum {
    /// Reads the header.
    pub fn parse(header: &str) -> Result<Self, ChecksumError> {
        let (name, expected) = header.trim().split_once(' ').ok_or(ChecksumError)?;
        let digest = match name {
            "sha1" => Algorithm::Sha1(Sha1::new()),
            "sha256" => Algorithm::Sha256(Sha256::new()),
            _ => return Err(ChecksumError),
        };
        let expected = BASE64.decode(expected.trim()).map_err(|_| ChecksumError)?;
        Ok(Self { digest, expected })
    }

    /// More bytes came.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match &mut self.digest {
            Algorithm::Sha1(digest) => digest.update(bytes),
            Algorithm::Sha256(digest) => digest.update(bytes),
        }
    }

    /// Whether they are what was said.
    pub(super) fn matches(&self) -> bool {
        match &self.digest {
            Algorithm::Sha1(digest) => digest.clone().finalize().as_slice() == self.expected,
            Algorithm::Sha256(digest) => digest.clone().finalize().as_slice() == self.expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_algorithms_know_their_bytes_and_no_others() {
        let headers = ["sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="];
        for header in headers {
            let feed = |pieces: &[&str]| {
                let mut checksum = Checksum::parse(header).unwrap();
                for piece in pieces {
                    checksum.update(piece.as_bytes());
                }
                checksum.matches()
            };
            assert!(feed(&["a", "bc"]), "{header}");
            assert!(!feed(&["abd"]) && !feed(&[]), "{header}");
        }
    }

    #[test]
    fn what_is_no_checksum_is_said_so() {
        for header in ["", "sha1", "md5 qZk=", "sha1 not base64!", "sha256"] {
            assert!(Checksum::parse(header).is_err(), "{header}");
        }
    }
}
