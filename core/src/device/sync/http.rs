//! HTTP with rustls. The roots travel with the app: Android's own verifier would need a Java context at the first handshake.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::address::{CertificatePin, ServerAddress};
use super::transport::{Exchange, Listening, LiveRequest, Reply, Request, Transport, TransportError};
use super::{live_http, pinned};
use crate::model::Span;
use crate::wire;

/// How long a connection may take to stand.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// How long the server may be silent before the exchange is given up. A large first page on a slow network still moves.
const READ_TIMEOUT: Duration = Duration::from_mins(1);
/// The largest answer as it travels, in bytes.
const ANSWER_COMPRESSED_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Whether the words between phone and server may go in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlainHttp {
    /// Only to this very machine: `127.0.0.1`, `[::1]`, `localhost`.
    #[default]
    LoopbackOnly,
    /// Anywhere: for a utility whose phones reach the server through a tunnel of their own.
    Anywhere,
}

/// Why no way to a server could be set up.
#[derive(Debug, thiserror::Error)]
pub enum HttpSetupError {
    /// The address would send the token in the clear.
    #[error("server address `{address}` is not encrypted; use https, or allow plain http in the settings")]
    Plain {
        /// As given.
        address: String,
    },
    /// The TLS library would not start.
    #[error("tls could not be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// The HTTP client would not start.
    #[error("the http client could not be set up: {0}")]
    Client(#[from] reqwest::Error),
}

/// The way to real servers. Which one, each request says.
#[derive(Debug)]
pub struct HttpTransport {
    plain: PlainHttp,
    /// The client of the server that was asked last, with the pin that it was made for.
    client: Mutex<Option<(Option<CertificatePin>, reqwest::Client)>>,
}

impl HttpTransport {
    /// `plain`: whether words may go in the clear.
    pub fn new(plain: PlainHttp) -> Self {
        Self { plain, client: Mutex::new(None) }
    }

    fn client_for(&self, server: &ServerAddress) -> Result<reqwest::Client, HttpSetupError> {
        let in_the_clear = server.url.scheme() != "https";
        if in_the_clear && !server.is_loopback() && self.plain != PlainHttp::Anywhere {
            return Err(HttpSetupError::Plain { address: server.url().to_owned() });
        }
        let mut kept = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((pin, client)) if *pin == server.pin => Ok(client.clone()),
            _ => Ok(kept.insert((server.pin, client(server.pin)?)).1.clone()),
        }
    }

    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let mut http = self
            .request(&request.server, reqwest::Method::POST, request.path)?
            .header("content-type", wire::CONTENT_TYPE)
            .header("content-encoding", request.encoding.name())
            .header("accept-encoding", "zstd, gzip")
            .body(request.body);
        if let Some(token) = request.token {
            http = http.bearer_auth(token);
        }
        reply(http.send().await.map_err(no_answer)?).await
    }
}

impl HttpTransport {
    /// A request to a server. A path that leads elsewhere would carry the token there.
    pub(crate) fn request(
        &self,
        server: &ServerAddress,
        method: reqwest::Method,
        path: &str,
    ) -> Result<reqwest::RequestBuilder, TransportError> {
        let address = |error: &dyn std::error::Error| TransportError::Address { detail: error.to_string() };
        let url = server.url.join(path).map_err(|e| address(&e))?;
        if url.origin() != server.url.origin() {
            return Err(TransportError::NoAnswer { detail: format!("the server sent the phone elsewhere: {path}") });
        }
        Ok(self.client_for(server).map_err(|e| address(&e))?.request(method, url))
    }

    /// An answer's body, as it travelled.
    pub(crate) async fn body_of(mut answer: reqwest::Response, limit: u64) -> Result<Vec<u8>, TransportError> {
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(no_answer)? {
            if (body.len() + chunk.len()) as u64 > limit {
                return Err(TransportError::AnswerTooLarge { limit });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

impl Transport for HttpTransport {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        Box::pin(self.send(request))
    }

    fn listen(&self, request: LiveRequest) -> Listening<'_> {
        Box::pin(live_http::open(self, request))
    }
}

/// An answer, whole.
pub(super) async fn reply(answer: reqwest::Response) -> Result<Reply, TransportError> {
    let header = |name: &str| answer.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let (encoding, retry_after) = (header("content-encoding"), header("retry-after"));
    let status = answer.status().as_u16();
    let body = HttpTransport::body_of(answer, ANSWER_COMPRESSED_BYTES_MAX).await?;
    Ok(Reply { status, retry_after: retry_after.and_then(|s| s.parse().ok()).map(Span::seconds), encoding, body })
}

#[allow(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
pub(crate) fn no_answer(error: reqwest::Error) -> TransportError {
    // Without the URL, but with the causes: "connection refused" stands at the end of the chain.
    let mut detail = String::new();
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = cause {
        if !detail.is_empty() {
            detail.push_str(": ");
        }
        detail.push_str(&error.to_string());
        cause = error.source();
    }
    TransportError::NoAnswer { detail }
}

fn client(pin: Option<CertificatePin>) -> Result<reqwest::Client, HttpSetupError> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls(pin)?)
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        // A redirect would carry the token to a place that nobody typed in.
        .redirect(reqwest::redirect::Policy::none())
        .build()?)
}

/// Roots travel with the app; with a pin, no root is asked.
fn tls(pin: Option<CertificatePin>) -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let start = rustls::ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    if let Some(pin) = pin {
        return Ok(pinned::trusting(start, pin, provider));
    }
    let mut roots = rustls::RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    Ok(start.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    fn at(address: &str) -> ServerAddress {
        ServerAddress::new(address, None).unwrap()
    }

    #[test]
    fn a_token_never_leaves_the_machine_in_the_clear_unless_told_so() {
        let client = |address, plain| HttpTransport::new(plain).client_for(&at(address));
        assert!(client("https://curbstop.example", PlainHttp::LoopbackOnly).is_ok());
        assert!(client("http://127.0.0.1:8080", PlainHttp::LoopbackOnly).is_ok());
        let refused = client("http://10.0.0.5", PlainHttp::LoopbackOnly);
        assert!(matches!(refused, Err(HttpSetupError::Plain { .. })));
        assert!(client("http://10.0.0.5", PlainHttp::Anywhere).is_ok());
    }

    #[test]
    fn an_address_that_will_not_do_is_told_apart_from_no_network() {
        let refused = exchange("http://192.0.2.1");
        assert!(matches!(refused, Err(TransportError::Address { .. })), "{refused:?}");
    }

    /// One connection: reads a request to its end, answers with `answer`, and gives back what it read.
    fn serve_once(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut read = Vec::new();
            let mut piece = [0; 1024];
            while !read.ends_with(b"the body") {
                let n = stream.read(&mut piece).unwrap();
                read.extend_from_slice(&piece[..n]);
            }
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(read).unwrap().to_lowercase()
        });
        (address, serving)
    }

    fn exchange(address: &str) -> Result<Reply, TransportError> {
        let transport = HttpTransport::new(PlainHttp::LoopbackOnly);
        let request = Request {
            server: at(address),
            path: "/v1/sync",
            token: Some("secret".to_owned()),
            encoding: crate::wire::codec::Codec::Zstd,
            body: b"the body".to_vec(),
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(transport.exchange(request))
    }

    #[test]
    fn a_request_travels_as_the_protocol_says_and_its_answer_comes_as_it_is() {
        let (address, serving) = serve_once(
            "HTTP/1.1 503 Busy\r\ncontent-encoding: gzip\r\nretry-after: 7\r\ncontent-length: 5\r\n\r\n\x1f\x08raw",
        );
        let reply = exchange(&address).unwrap();
        let sent = serving.join().unwrap();
        for line in [
            "post /v1/sync http/1.1",
            "authorization: bearer secret",
            "content-encoding: zstd",
            "content-type: application/json",
            "accept-encoding: zstd, gzip",
        ] {
            assert!(sent.lines().any(|l| l == line), "{line} is missing in\n{sent}");
        }
        assert_eq!((reply.status, reply.retry_after), (503, Some(Span::seconds(7))));
        assert_eq!((reply.encoding.as_deref(), &reply.body[..]), (Some("gzip"), &b"\x1f\x08raw"[..]));
    }

    #[test]
    fn a_redirect_is_not_followed_with_the_token() {
        let (address, serving) =
            serve_once("HTTP/1.1 307 Go\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n");
        assert_eq!(exchange(&address).unwrap().status, 307);
        serving.join().unwrap();
    }

    #[test]
    fn a_server_that_is_not_there_is_no_answer() {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let nobody = exchange(&format!("http://127.0.0.1:{port}"));
        assert!(matches!(nobody, Err(TransportError::NoAnswer { .. })), "{nobody:?}");
    }
}
