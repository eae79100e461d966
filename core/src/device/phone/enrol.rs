//! How a phone gets its identity: from what the office shows, as a QR code or as text to be typed.

use super::{Phone, PhoneError};
use crate::device::sync::{self, AddressError, ServerAddress};
use crate::model::DeviceId;
use crate::wire::EnrolRequest;

/// What a QR code of the office begins with: `curbstop://enrol?server=…&code=…[&pin=…]`.
const SCHEME: &str = "curbstop";
const HOST: &str = "enrol";
/// The longest enrolment code, in characters.
const CODE_CHARS_MAX: usize = 64;
/// The longest name of a phone's model, in characters.
const MODEL_CHARS_MAX: usize = 100;

/// Why a text enrols no phone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentError {
    /// It is neither the office's QR code nor an address and a code.
    #[error("this is no enrolment; scan the office's QR code, or write its address and its code with a space between")]
    NotOurs,
    /// The address is missing.
    #[error("the enrolment names no server; ask the office for a new code")]
    NoServer,
    /// The code is missing, or no code is so long.
    #[error("the enrolment's code has {chars} characters; the office's have 1 to {CODE_CHARS_MAX}")]
    Code {
        /// How many characters it has.
        chars: usize,
    },
    /// The address or the certificate's pin is none.
    #[error(transparent)]
    Address(#[from] AddressError),
}

impl EnrolmentError {
    /// A stable code, the key of the text that people read.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotOurs => "enrol.not_ours",
            Self::NoServer => "enrol.no_server",
            Self::Code { .. } => "enrol.code_length",
            Self::Address(AddressError::NoUrl { .. }) => "enrol.address",
            Self::Address(AddressError::Pin { .. }) => "enrol.pin",
        }
    }

    /// The part that is wrong.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NotOurs => "payload",
            Self::NoServer | Self::Address(AddressError::NoUrl { .. }) => "server",
            Self::Code { .. } => "code",
            Self::Address(AddressError::Pin { .. }) => "pin",
        }
    }
}

/// What the office gave: where the server is, and a one-time code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The server.
    pub server: ServerAddress,
    /// The one-time code.
    pub code: String,
}

impl Enrolment {
    /// Checks the code's length.
    pub fn new(server: ServerAddress, code: &str) -> Result<Self, EnrolmentError> {
        let code = code.trim();
        let chars = code.chars().count();
        if !(1..=CODE_CHARS_MAX).contains(&chars) {
            return Err(EnrolmentError::Code { chars });
        }
        Ok(Self { server, code: code.to_owned() })
    }

    /// Reads a scanned QR code, or a typed address and code with blank space between them.
    pub fn parse(payload: &str) -> Result<Self, EnrolmentError> {
        let payload = payload.trim();
        if payload.contains(char::is_whitespace) {
            let words: Vec<&str> = payload.split_whitespace().collect();
            let [server, code] = words[..] else { return Err(EnrolmentError::NotOurs) };
            return Self::new(ServerAddress::new(server, None)?, code);
        }
        let url = reqwest::Url::parse(payload).map_err(|_| EnrolmentError::NotOurs)?;
        if url.scheme() != SCHEME || url.host_str() != Some(HOST) {
            return Err(EnrolmentError::NotOurs);
        }
        let part = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let pin = part("pin").map(|pin| pin.parse()).transpose()?;
        let server = part("server").ok_or(EnrolmentError::NoServer)?;
        Self::new(ServerAddress::new(&server, pin)?, &part("code").unwrap_or_default())
    }
}

impl Phone {
    /// Gives the phone its identity, for a one-time code from the office. A phone that had one gets a new one; its unsent
    /// work goes with it. Sync afterwards to get people and work.
    pub async fn enrol(&self, enrolment: &Enrolment, model: &str) -> Result<DeviceId, PhoneError> {
        let model = model.chars().take(MODEL_CHARS_MAX).collect();
        let request = EnrolRequest { code: enrolment.code.clone(), model };
        Ok(sync::enrol(&self.engine, &enrolment.server, &request).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(payload: &str) -> (String, String, Option<String>) {
        let Enrolment { server, code } = Enrolment::parse(payload).unwrap();
        (server.url().to_owned(), code, server.pin().map(|pin| pin.to_string()))
    }

    #[test]
    fn a_qr_code_says_server_code_and_pin() {
        let pin = "0f".repeat(32);
        let payload =
            format!("curbstop://enrol?server=https%3A%2F%2Fcurbstop.example%3A8443&code=K7-%E6%B0%B4&pin={pin}");
        assert_eq!(parsed(&payload), ("https://curbstop.example:8443".into(), "K7-水".into(), Some(pin)));
        let plain = parsed("curbstop://enrol?code=K7&server=http://127.0.0.1:8080");
        assert_eq!(plain, ("http://127.0.0.1:8080".into(), "K7".into(), None));
    }

    #[test]
    fn an_address_and_a_code_can_be_typed() {
        let typed = parsed("  https://curbstop.example \n K7PX ");
        assert_eq!(typed, ("https://curbstop.example".into(), "K7PX".into(), None));
    }

    #[test]
    fn what_is_wrong_is_said_by_part() {
        let long = format!("curbstop://enrol?server=https://a.example&code={}", "k".repeat(CODE_CHARS_MAX + 1));
        for (payload, code) in [
            ("", "enrol.not_ours"),
            ("K7PX", "enrol.not_ours"),
            ("https://curbstop.example/?code=K7", "enrol.not_ours"),
            ("curbstop://other?server=https://a.example&code=K7", "enrol.not_ours"),
            ("a b c", "enrol.not_ours"),
            ("curbstop://enrol?code=K7", "enrol.no_server"),
            ("curbstop://enrol?server=https://a.example", "enrol.code_length"),
            (&long, "enrol.code_length"),
            ("curbstop.example K7", "enrol.address"),
            ("curbstop://enrol?server=nowhere&code=K7", "enrol.address"),
            ("curbstop://enrol?server=https://a.example&code=K7&pin=12", "enrol.pin"),
        ] {
            assert_eq!(Enrolment::parse(payload).unwrap_err().code(), code, "{payload}");
        }
    }
}
