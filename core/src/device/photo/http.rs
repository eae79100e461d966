//! tus over HTTP, on the connection pool that the sync uses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use reqwest::RequestBuilder;
use sha2::{Digest as _, Sha256};

use super::transport::{PhotoExchange, PhotoReply, PhotoRequest, PhotoStep, PhotoTransport};
use crate::device::sync::http::no_answer;
use crate::device::sync::{HttpTransport, TransportError};
use crate::model::{PhotoId, Span};
use crate::wire::photo::{PATH, PIECE_TYPE, TUS_VERSION, header, metadata};

/// The largest answer that is read, in bytes: an error explains itself in less.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

impl PhotoTransport for HttpTransport {
    fn photo(&self, request: PhotoRequest) -> PhotoExchange<'_> {
        Box::pin(send(self, request))
    }
}

async fn send(http: &HttpTransport, request: PhotoRequest) -> Result<PhotoReply, TransportError> {
    let way = |method, path: &str| http.request(&request.server, method, path);
    let asked = match request.step {
        PhotoStep::Create { photo, kind, length } => {
            let said = [(metadata::SHA256, photo.to_string()), (metadata::FILE_TYPE, kind.media_type().to_owned())];
            let said = said.map(|(name, value)| format!("{name} {}", BASE64.encode(value)));
            let asked = way(reqwest::Method::POST, PATH)?.header(header::UPLOAD_LENGTH, length);
            asked.header(header::UPLOAD_METADATA, said.join(",")).header("content-length", 0)
        }
        PhotoStep::Offset { upload } => way(reqwest::Method::HEAD, &upload)?,
        PhotoStep::Append { upload, offset, piece } => append(way(reqwest::Method::PATCH, &upload)?, offset, piece),
    };
    let asked = asked.header(header::TUS_RESUMABLE, TUS_VERSION).bearer_auth(request.token);
    let answer = asked.send().await.map_err(no_answer)?;
    let said = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut reply = PhotoReply {
        status: answer.status().as_u16(),
        upload: said("location"),
        offset: said(header::UPLOAD_OFFSET).and_then(|offset| offset.parse().ok()),
        stored: said(header::PHOTO_STORED).and_then(|photo| PhotoId::new(&photo).ok()),
        retry_after: said("retry-after").and_then(|seconds| seconds.parse().ok()).map(Span::seconds),
        body: Vec::new(),
    };
    reply.body = HttpTransport::body_of(answer, ANSWER_BYTES_MAX).await?;
    Ok(reply)
}

fn append(asked: RequestBuilder, offset: u64, piece: Vec<u8>) -> RequestBuilder {
    let checksum = format!("sha256 {}", BASE64.encode(Sha256::digest(&piece)));
    let asked = asked.header(header::UPLOAD_OFFSET, offset).header(header::UPLOAD_CHECKSUM, checksum);
    asked.header("content-type", PIECE_TYPE).body(piece)
}
