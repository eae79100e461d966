//! The office's browser, as the server sees it: a cookie, a CSRF token, JSON and files.

use std::sync::Arc;

use curbstop_core::model::{AreaId, WorkerId};
use curbstop_core::wire::ErrorBody;
use reqwest::{Method, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Why the office did not get what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The server said no.
    #[error("{what}: {} {}: {}", status.as_u16(), body.code, body.reason)]
    Refused {
        /// What was asked.
        what: String,
        /// The HTTP status.
        status: StatusCode,
        /// The server's words.
        body: ErrorBody,
    },
    /// No answer, or one that is not what was agreed.
    #[error("the server's answer did not come: {0}")]
    Http(#[from] reqwest::Error),
    /// The answer is not the agreed JSON.
    #[error("{what} answered something else than agreed: {reason}")]
    Unexpected {
        /// What was asked.
        what: String,
        /// What is wrong with the answer.
        reason: String,
    },
}

impl OfficeError {
    /// The stable code of a refusal.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { body, .. } => Some(&body.code),
            _ => None,
        }
    }
}

/// Who signs in.
#[derive(Debug, Clone)]
pub struct Account {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

/// What became of an imported file; the part of the server's report that fleets look at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Imported {
    /// Rows of the file.
    pub rows: usize,
    /// Rows that were new.
    pub imported: usize,
    /// Rows that changed the books.
    pub changed: usize,
    /// Rows that the books had.
    pub unchanged: usize,
    /// Rows that repeat another one.
    pub duplicate_rows: usize,
    /// Rows that are wrong.
    pub rejected_rows: usize,
    /// What is wrong, field by field.
    pub rejected: Vec<Rejected>,
    /// The rows that repeat another one.
    pub duplicates: Vec<Repeated>,
}

/// A row that repeats another one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Repeated {
    /// The row.
    pub row: u64,
    /// The earlier row of the same file.
    #[serde(default)]
    pub of_row: Option<u64>,
    /// The id that it gives.
    pub id: String,
}

/// One thing that is wrong in one row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rejected {
    /// The row.
    pub row: u64,
    /// The column or property.
    pub field: String,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub reason: String,
}

#[derive(Debug, Deserialize)]
struct SignedIn {
    csrf: String,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

/// A signed-in person of the office.
#[derive(Debug)]
pub struct Office {
    http: reqwest::Client,
    base: String,
    account: Account,
    session: tokio::sync::Mutex<Option<Session>>,
}

#[derive(Debug, Clone)]
struct Session {
    cookie: String,
    csrf: String,
}

impl Office {
    /// Makes the first administrator by the one-time link that the server gave at its first start, and signs in.
    pub async fn set_up(base: &str, setup_link: &str, account: Account) -> Result<Self, OfficeError> {
        let office = Self::at(base, account)?;
        let token = setup_link.rsplit('/').next().unwrap_or_default();
        let body = json!({ "token": token, "name": office.account.name, "password": office.account.password });
        let request = office.http.post(format!("{base}/v1/setup")).json(&body);
        checked("setup", request.send().await?).await?;
        office.sign_in().await?;
        Ok(office)
    }

    /// Somebody who has an account; signs in with the first request.
    pub fn at(base: &str, account: Account) -> Result<Self, OfficeError> {
        let http = client()?;
        Ok(Self { http, base: base.to_owned(), account, session: tokio::sync::Mutex::new(None) })
    }

    async fn sign_in(&self) -> Result<Session, OfficeError> {
        let body = json!({ "name": self.account.name, "password": self.account.password });
        let answer =
            checked("session", self.http.post(format!("{}/v1/session", self.base)).json(&body).send().await?).await?;
        let cookie = answer.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).map(str::to_owned);
        let cookie = cookie.ok_or_else(|| unexpected("session", "no cookie"))?;
        let SignedIn { csrf } = answer.json().await?;
        let session = Session { cookie, csrf };
        *self.session.lock().await = Some(session.clone());
        Ok(session)
    }

    async fn session(&self) -> Result<Session, OfficeError> {
        let known = self.session.lock().await.clone();
        match known {
            Some(session) => Ok(session),
            None => self.sign_in().await,
        }
    }

    async fn send(&self, method: Method, path: &str, body: Option<Body>) -> Result<reqwest::Response, OfficeError> {
        let session = self.session().await?;
        let first = self.send_as(&session, method.clone(), path, body.clone()).await?;
        if first.status() != StatusCode::UNAUTHORIZED {
            return checked(path, first).await;
        }
        // The session ran out: in a simulated world, days pass between two clicks.
        let session = self.sign_in().await?;
        checked(path, self.send_as(&session, method, path, body).await?).await
    }

    async fn send_as(
        &self,
        session: &Session,
        method: Method,
        path: &str,
        body: Option<Body>,
    ) -> Result<reqwest::Response, OfficeError> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        request = request.header(header::COOKIE, &session.cookie).header("x-csrf-token", &session.csrf);
        if let Some(Body { content_type, bytes }) = body {
            request = request.header(header::CONTENT_TYPE, content_type).body(Arc::unwrap_or_clone(bytes));
        }
        Ok(request.send().await?)
    }

    /// Reads something as what it is agreed to be.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, OfficeError> {
        let answer = self.send(Method::GET, path, None).await?;
        answer.json().await.map_err(|error| unexpected(path, error))
    }

    /// Asks for something to be done.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, OfficeError> {
        let body = Body { content_type: "application/json", bytes: Arc::new(body.to_string().into_bytes()) };
        let answer = self.send(Method::POST, path, Some(body)).await?;
        let bytes = answer.bytes().await?;
        if bytes.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&bytes).map_err(|error| unexpected(path, error))
    }

    /// Imports a CSV file: `workers`, `routes`, `points` or `readings`.
    pub async fn import(&self, kind: &str, csv: &str) -> Result<Imported, OfficeError> {
        self.import_as(&format!("/v1/office/import/{kind}"), "text/csv; charset=utf-8", csv).await
    }

    /// Imports the covers of an area from GeoJSON.
    pub async fn import_covers(&self, area: &AreaId, geojson: &str) -> Result<Imported, OfficeError> {
        let path = format!("/v1/office/import/covers?area={}", percent(area.as_str()));
        self.import_as(&path, "application/geo+json", geojson).await
    }

    async fn import_as(&self, path: &str, content_type: &'static str, text: &str) -> Result<Imported, OfficeError> {
        let body = Body { content_type, bytes: Arc::new(text.as_bytes().to_vec()) };
        let answer = self.send(Method::POST, path, Some(body)).await?;
        answer.json().await.map_err(|error| unexpected(path, error))
    }

    /// A one-time code for a phone that carries these people's work.
    pub async fn device_code(&self, workers: &[WorkerId]) -> Result<String, OfficeError> {
        let answer = self.post("/v1/office/devices/codes", &json!({ "workers": workers })).await?;
        let Code { code } = serde_json::from_value(answer).map_err(|error| unexpected("devices/codes", error))?;
        Ok(code)
    }
}

#[derive(Debug, Clone)]
struct Body {
    content_type: &'static str,
    bytes: Arc<Vec<u8>>,
}

/// An HTTP client for this machine. It never speaks TLS here, but the library wants a provider before it starts.
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    // An error says that another one is installed already: as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()
}

async fn checked(what: &str, answer: reqwest::Response) -> Result<reqwest::Response, OfficeError> {
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let what = what.to_owned();
    let body = answer.bytes().await?;
    match serde_json::from_slice(&body) {
        Ok(body) => Err(OfficeError::Refused { what, status, body }),
        Err(_) => Err(unexpected(&what, format!("status {status}, {} bytes", body.len()))),
    }
}

fn unexpected(what: &str, reason: impl std::fmt::Display) -> OfficeError {
    OfficeError::Unexpected { what: what.to_owned(), reason: reason.to_string() }
}

/// Percent-encodes a part of an address.
pub fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
