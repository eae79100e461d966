//! Where the server is, and how it proves that it is the one. The phone keeps both with its identity: an app opens the phone
//! without knowing any address.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Bytes of a SHA-256.
const SHA256_BYTES: usize = 32;

/// Why a text is no server's address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no http or https URL with a host.
    #[error("server address `{text}` is not a URL; write for example https://curbstop.example")]
    NoUrl {
        /// As given.
        text: String,
    },
    /// The fingerprint is none.
    #[error("certificate pin `{text}` is not a SHA-256; write 64 hexadecimal digits, with or without colons")]
    Pin {
        /// As given.
        text: String,
    },
}

/// A server's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct ServerAddress {
    /// `https://curbstop.example`, as a URL that paths are joined to.
    pub(crate) url: reqwest::Url,
    /// The one certificate that the server may show; `None`: one that the bundled roots vouch for.
    pub(crate) pin: Option<CertificatePin>,
}

impl ServerAddress {
    /// From the text that people write; `pin` where the server shows a certificate of its own making.
    pub fn new(text: &str, pin: Option<CertificatePin>) -> Result<Self, AddressError> {
        let no_url = || AddressError::NoUrl { text: text.to_owned() };
        let url = reqwest::Url::parse(text.trim()).map_err(|_| no_url())?;
        let speaks_http =
            matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
        if speaks_http { Ok(Self { url, pin }) } else { Err(no_url()) }
    }

    /// The address as people write it.
    pub fn url(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// The one certificate that the server may show.
    pub fn pin(&self) -> Option<CertificatePin> {
        self.pin
    }

    /// Whether it is this very machine: `127.0.0.1`, `[::1]`, `localhost`.
    pub(crate) fn is_loopback(&self) -> bool {
        match self.url.host_str() {
            Some("localhost") => true,
            Some(host) => host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback()),
            None => false,
        }
    }
}

/// An address as the phone's store keeps it.
#[derive(Serialize, Deserialize)]
struct Written {
    url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pin: Option<String>,
}

impl TryFrom<Written> for ServerAddress {
    type Error = AddressError;
    fn try_from(Written { url, pin }: Written) -> Result<Self, AddressError> {
        Self::new(&url, pin.map(|pin| pin.parse()).transpose()?)
    }
}

impl From<ServerAddress> for Written {
    fn from(address: ServerAddress) -> Self {
        Self { url: address.url().to_owned(), pin: address.pin.map(|pin| pin.to_string()) }
    }
}

/// The SHA-256 of a certificate, as `openssl x509 -fingerprint -sha256` prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificatePin([u8; SHA256_BYTES]);

impl CertificatePin {
    /// Whether this is the certificate's fingerprint; `der` is the certificate as it travels.
    pub(crate) fn is_of(self, der: &[u8]) -> bool {
        Sha256::digest(der)[..] == self.0
    }
}

impl FromStr for CertificatePin {
    type Err = AddressError;
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let no_pin = || AddressError::Pin { text: text.to_owned() };
        let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b':').collect();
        let mut pin = [0; SHA256_BYTES];
        if digits.len() != 2 * SHA256_BYTES {
            return Err(no_pin());
        }
        for (byte, pair) in pin.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| no_pin())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| no_pin())?;
        }
        Ok(Self(pin))
    }
}

impl fmt::Display for CertificatePin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_http_with_a_host() {
        let address = ServerAddress::new(" https://curbstop.example/ ", None).unwrap();
        assert_eq!(address.url(), "https://curbstop.example");
        for text in ["curbstop.example", "ftp://127.0.0.1", "", "mailto:a@b", "https://"] {
            assert!(matches!(ServerAddress::new(text, None), Err(AddressError::NoUrl { .. })), "{text}");
        }
    }

    #[test]
    fn an_address_is_kept_with_its_pin() {
        let pin = "0f".repeat(32).parse().unwrap();
        for address in [Some(pin), None].map(|pin| ServerAddress::new("https://a.example:8443", pin).unwrap()) {
            let kept = serde_json::to_string(&address).unwrap();
            assert_eq!(serde_json::from_str::<ServerAddress>(&kept).unwrap(), address);
        }
    }

    #[test]
    fn only_this_machine_is_loopback() {
        let is_loopback = |text: &str| ServerAddress::new(text, None).unwrap().is_loopback();
        for text in ["http://127.0.0.1:8080", "http://[::1]:1", "http://localhost:1"] {
            assert!(is_loopback(text), "{text}");
        }
        for text in ["http://10.0.0.5", "http://localhost.example", "http://127.0.0.1.example"] {
            assert!(!is_loopback(text), "{text}");
        }
    }

    #[test]
    fn a_pin_is_read_as_people_and_openssl_write_it() {
        let plain: CertificatePin = "ab".repeat(32).parse().unwrap();
        let colons: CertificatePin = ["AB"; 32].join(":").parse().unwrap();
        assert_eq!((plain, plain.to_string()), (colons, "ab".repeat(32)));
        for text in ["", "ab", &"xy".repeat(32), &"ab".repeat(33), &"é".repeat(32)] {
            assert!(matches!(text.parse::<CertificatePin>(), Err(AddressError::Pin { .. })), "{text}");
        }
    }
}
