//! tus' headers, read and written.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::DateTime;
use curbstop_core::model::{PhotoId, Timestamp};
use curbstop_core::wire::photo::{self, PHOTO_BYTES_MAX, code, header, metadata};

use crate::error::ApiError;
use crate::photo::Checksum;

/// A client that cannot send PATCH or DELETE says here what it means.
const METHOD_OVERRIDE: &str = "x-http-method-override";
/// Our own spelling of tus' header names.
pub(super) const TUS_RESUMABLE: HeaderName = HeaderName::from_static(header::TUS_RESUMABLE);
/// Which versions of tus the server speaks.
pub(super) const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const UNREADABLE: &str = "photo.header";

/// The method that is meant.
pub(super) fn method(method: Method, headers: &HeaderMap) -> Method {
    let meant = text(headers, METHOD_OVERRIDE).and_then(|name| Method::from_bytes(name.as_bytes()).ok());
    meant.unwrap_or(method)
}

/// Refuses another version of tus than ours.
pub(super) fn check_version(headers: &HeaderMap) -> Result<(), ApiError> {
    if text(headers, header::TUS_RESUMABLE) == Some(photo::TUS_VERSION) {
        return Ok(());
    }
    let reason = format!("tus-resumable: this server speaks {}", photo::TUS_VERSION);
    Err(ApiError::new(axum::http::StatusCode::PRECONDITION_FAILED, "photo.tus_version", reason))
}

/// How long the announced photo is.
pub(super) fn length(headers: &HeaderMap) -> Result<u64, ApiError> {
    match number(headers, header::UPLOAD_LENGTH)? {
        0 => Err(ApiError::bad_request(UNREADABLE, "upload-length: an empty photo is none")),
        bytes if bytes > PHOTO_BYTES_MAX => {
            let reason = format!("upload-length: a photo has at most {PHOTO_BYTES_MAX} bytes");
            Err(ApiError::too_large(code::TOO_LARGE, reason))
        }
        bytes => Ok(bytes),
    }
}

/// Where a piece begins.
pub(super) fn offset(headers: &HeaderMap) -> Result<u64, ApiError> {
    number(headers, header::UPLOAD_OFFSET)
}

/// What a piece's bytes must come out as.
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, ApiError> {
    let parsed = text(headers, header::UPLOAD_CHECKSUM).map(Checksum::parse).transpose();
    parsed.map_err(|error| ApiError::bad_request(UNREADABLE, error.to_string()))
}

/// The photo that is announced, from `Upload-Metadata`.
pub(super) fn announced(headers: &HeaderMap) -> Result<PhotoId, ApiError> {
    let said = read_metadata(text(headers, header::UPLOAD_METADATA).unwrap_or_default());
    let photo = said.as_ref().and_then(|said| PhotoId::new(said.get(metadata::SHA256)?).ok());
    photo.ok_or_else(|| {
        let reason = "upload-metadata: needs `sha256`, the photo's hash as 64 lower-case hexadecimal digits, in base64";
        ApiError::bad_request(UNREADABLE, reason)
    })
}

/// `key base64,key base64,…`; `None`: it is not that.
pub(super) fn read_metadata(header: &str) -> Option<BTreeMap<String, String>> {
    let pairs = header.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    let read = |pair: &str| {
        let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = String::from_utf8(BASE64.decode(value.trim()).ok()?).ok()?;
        Some((name.to_owned(), value))
    };
    pairs.map(read).collect()
}

/// An instant as HTTP writes it.
pub(super) fn http_date(at: Timestamp) -> String {
    let at = DateTime::from_timestamp_millis(at.as_millis()).unwrap_or_default();
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// A header value from our own number, name or path.
pub(super) fn value(text: &impl ToString) -> HeaderValue {
    HeaderValue::from_str(&text.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn number(headers: &HeaderMap, name: &'static str) -> Result<u64, ApiError> {
    let found = text(headers, name).and_then(|text| text.parse().ok());
    found.ok_or_else(|| ApiError::bad_request(UNREADABLE, format!("{name}: needs a number of bytes")))
}

pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_read_pair_by_pair() {
        let read = read_metadata("sha256 YWI=,empty,filetype aW1hZ2UvanBlZw== ").unwrap();
        assert_eq!(read.get("sha256").map(String::as_str), Some("ab"));
        assert_eq!(read.get("empty").map(String::as_str), Some(""));
        assert_eq!(read.get("filetype").map(String::as_str), Some("image/jpeg"));
        assert_eq!(read_metadata(""), Some(BTreeMap::new()));
        for wrong in ["sha256 !", "sha256 /w==", "a b c"] {
            assert_eq!(read_metadata(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_instant_is_written_as_http_writes_it() {
        assert_eq!(http_date(Timestamp::from_millis(1_793_577_600_000)), "Mon, 02 Nov 2026 00:00:00 GMT");
    }
}
