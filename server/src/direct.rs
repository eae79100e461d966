//! A server without a socket: whoever is in the same process hands a phone's request over, and gets what would have gone over
//! the wire. The routes, and everything behind them, are those of [`crate::serve`].

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use curbstop_core::wire::{CONTENT_TYPE as JSON, codec::Codec};
use tokio::sync::watch;
use tower_service::Service as _;

use crate::config::Config;
use crate::http::{self, AppState};
use crate::serve::{self, StartError};
use crate::store::SqliteStore;

/// What a phone asks, as it travels: always a POST.
#[derive(Debug, Clone)]
pub struct Asked {
    /// For example `/v1/sync`.
    pub path: String,
    /// The bearer token, once the phone has one.
    pub token: Option<String>,
    /// How the body is compressed.
    pub encoding: Codec,
    /// The body.
    pub body: Vec<u8>,
}

/// What the phone gets, as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Encoding`.
    pub encoding: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why a request was not even looked at.
#[derive(Debug, thiserror::Error)]
pub enum DirectError {
    /// It cannot be a request of HTTP.
    #[error("no http request can say that: {0}")]
    Request(#[from] axum::http::Error),
    /// The answer's body broke off.
    #[error("the answer broke off: {0}")]
    Answer(#[from] axum::Error),
}

/// A server without a socket.
pub struct Direct {
    /// What its handlers reach.
    pub state: AppState,
    router: Router,
    store: Arc<SqliteStore>,
    /// Streams end when it goes.
    _stop: watch::Sender<bool>,
}

impl Direct {
    /// Opens the store; nobody listens.
    pub async fn open(config: Config) -> Result<Self, StartError> {
        let (stop, stopping) = watch::channel(false);
        let (state, store) = serve::open(config, stopping).await?;
        Ok(Self { router: http::phone_router(state.clone()), state, store, _stop: stop })
    }

    /// Answers one request of a phone.
    pub async fn answer(&self, asked: Asked) -> Result<Answered, DirectError> {
        let Ok(response) = self.router.clone().call(request(asked)?).await.map_err(|never: Infallible| never);
        let encoding = header(response.headers(), &CONTENT_ENCODING);
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await?.to_vec();
        Ok(Answered { status, encoding, body })
    }

    /// Ends what is under way, and closes the store.
    pub async fn close(self) {
        self.store.close().await;
    }
}

fn request(asked: Asked) -> Result<Request<Body>, axum::http::Error> {
    let from = ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let mut request = Request::post(asked.path)
        .header(CONTENT_TYPE, JSON)
        .header(ACCEPT_ENCODING, Codec::Zstd.name())
        .header(CONTENT_ENCODING, asked.encoding.name())
        .extension(from);
    if let Some(token) = asked.token {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    request.body(Body::from(asked.body))
}

fn header(headers: &HeaderMap<HeaderValue>, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}
