//! A real TLS handshake against a real rustls server: which certificate a phone takes.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;

use rustls::crypto::ring::{default_provider, sign::any_supported_type};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::ResolvesServerCert;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::version::{TLS12, TLS13};
use rustls::{ServerConfig, ServerConnection, Stream, SupportedProtocolVersion};
use sha2::{Digest as _, Sha256};

use crate::device::sync::{
    CertificatePin, HttpTransport, PlainHttp, Reply, Request, ServerAddress, Transport as _, TransportError,
};
use crate::wire::codec::Codec;

const BODY: &[u8] = b"the body";

/// A certificate of the utility's own making, and its key. Made once, for a day and for a name that is not the server's, by
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=waterworks.internal`:
/// with a pin, dates and names mean nothing.
struct OwnMade {
    certificate: &'static [u8],
    key: &'static [u8],
}

const OWN: OwnMade = OwnMade {
    certificate: include_bytes!("own_made/one.certificate.der"),
    key: include_bytes!("own_made/one.key.der"),
};
const OTHER: OwnMade = OwnMade {
    certificate: include_bytes!("own_made/other.certificate.der"),
    key: include_bytes!("own_made/other.key.der"),
};

impl OwnMade {
    /// As it stands in the office's QR code.
    fn pin(&self) -> CertificatePin {
        let hex: Vec<String> = Sha256::digest(self.certificate).iter().map(|byte| format!("{byte:02x}")).collect();
        hex.concat().parse().unwrap()
    }
}

/// Answers one connection, and gives back what it read of the request.
fn serve_once(
    shown: &OwnMade,
    key: &OwnMade,
    version: &'static SupportedProtocolVersion,
) -> (u16, JoinHandle<Vec<u8>>) {
    // Not asked whether the key is the certificate's: whoever copied a certificate would not ask, either.
    let key = any_supported_type(&PrivatePkcs8KeyDer::from(key.key).into()).unwrap();
    let shown = CertifiedKey::new(vec![CertificateDer::from(shown.certificate)], key);
    let resolver: Arc<dyn ResolvesServerCert> = Arc::new(SingleCertAndKey::from(shown));
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(resolver);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let mut connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut stream = Stream::new(&mut connection, &mut socket);
        let (mut read, mut piece) = (Vec::new(), [0; 1024]);
        while !read.ends_with(BODY) {
            // A phone that does not like the certificate goes away.
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => return read,
                Ok(n) => read.extend_from_slice(&piece[..n]),
            }
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}").unwrap();
        read
    });
    (port, serving)
}

/// What a phone with this pin gets from a server, and what that server read.
fn exchange(
    pin: Option<CertificatePin>,
    (port, serving): (u16, JoinHandle<Vec<u8>>),
) -> (Result<Reply, TransportError>, Vec<u8>) {
    let request = Request {
        server: ServerAddress::new(&format!("https://127.0.0.1:{port}"), pin).unwrap(),
        path: "/v1/sync",
        token: Some("secret".to_owned()),
        encoding: Codec::Zstd,
        body: BODY.to_vec(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let reply = runtime.block_on(HttpTransport::new(PlainHttp::LoopbackOnly).exchange(request));
    (reply, serving.join().unwrap())
}

/// Refused, and before anything of the request was said.
fn assert_refused((reply, read): (Result<Reply, TransportError>, Vec<u8>)) {
    assert!(matches!(reply, Err(TransportError::NoAnswer { .. })), "{reply:?}");
    assert_eq!(String::from_utf8_lossy(&read), "");
}

#[test]
fn the_pinned_certificate_is_taken_whatever_its_name_and_its_date() {
    for version in [&TLS12, &TLS13] {
        let (reply, read) = exchange(Some(OWN.pin()), serve_once(&OWN, &OWN, version));
        assert_eq!(reply.unwrap().status, 200, "{version:?}");
        assert!(read.ends_with(BODY));
    }
}

#[test]
fn another_certificate_than_the_pinned_one_is_refused_before_the_token_is_said() {
    assert_refused(exchange(Some(OWN.pin()), serve_once(&OTHER, &OTHER, &TLS13)));
}

#[test]
fn a_copied_certificate_without_its_key_is_refused() {
    for version in [&TLS12, &TLS13] {
        assert_refused(exchange(Some(OWN.pin()), serve_once(&OWN, &OTHER, version)));
    }
}

#[test]
fn without_a_pin_no_root_vouches_for_a_certificate_of_ones_own_making() {
    assert_refused(exchange(None, serve_once(&OWN, &OWN, &TLS13)));
}
