//! The dispatcher's console: the built single-page app from `server/console/dist`, embedded into the binary.
//!
//! `cargo build` works without Node: where the console was not built, one small page says how to build it.

use axum::Router;
use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::ApiError;

/// What Vite built. Read from the folder in a debug build, from the binary in a release build.
#[derive(RustEmbed)]
#[folder = "console/dist"]
#[allow_missing = true]
struct Dist;

/// The page that stands in where the console was not built.
const NOT_BUILT: &str = include_str!("console_not_built.html");
/// The page that the app starts from.
const INDEX: &str = "index.html";
/// Vite puts a hash of the content into the names in this folder: what has such a name never changes.
const HASHED: &str = "assets/";
/// One year, in the words of RFC 9111: the longest that caches honour.
const CACHE_FOREVER: &str = "public, max-age=31536000, immutable";
/// Ask each time whether it changed; the entity tag makes the answer short.
const CACHE_ASK: &str = "no-cache";
/// The page loads nothing from elsewhere, runs no inline script, and nobody frames it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The console as the fallback of a router: whatever is not the API.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().fallback(serve)
}

async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if is_api(path) {
        return not_found();
    }
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    match (Dist::get(path), Dist::get(INDEX)) {
        (Some(file), _) if !path.is_empty() => answer(&file, path, &headers),
        // A file that is gone (an old page asks for an old asset) must not be answered with a page.
        _ if names_a_file(path) => not_found(),
        // Every other address is a place inside the app.
        (_, Some(index)) => answer(&index, INDEX, &headers),
        (_, None) => not_built(),
    }
}

fn is_api(path: &str) -> bool {
    path == "v1" || path.starts_with("v1/")
}

fn names_a_file(path: &str) -> bool {
    path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|name| name.contains('.') && name != INDEX)
}

fn answer(file: &EmbeddedFile, path: &str, headers: &HeaderMap) -> Response {
    let tag = entity_tag(file);
    let caching = HeaderValue::from_static(if path.starts_with(HASHED) { CACHE_FOREVER } else { CACHE_ASK });
    let known = headers.get(IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes());
    if known {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag), (CACHE_CONTROL, caching)]).into_response();
    }
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let body = Body::from(file.data.clone().into_owned());
    (guards(), [(CONTENT_TYPE, kind), (ETAG, tag), (CACHE_CONTROL, caching)], body).into_response()
}

fn guards() -> [(axum::http::HeaderName, HeaderValue); 3] {
    [
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ]
}

/// The first half of the content's SHA-256: enough to tell two builds apart.
fn entity_tag(file: &EmbeddedFile) -> HeaderValue {
    use std::fmt::Write as _;
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in &file.metadata.sha256_hash()[..16] {
        // Writing to a string does not fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

fn not_built() -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (guards(), [(CONTENT_TYPE, kind), (CACHE_CONTROL, HeaderValue::from_static(CACHE_ASK))], NOT_BUILT).into_response()
}

fn not_found() -> Response {
    ApiError::not_found("http.no_such_route", "no such route; see /openapi.json").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(path: &str) -> Response {
        serve(Method::GET, path.parse().unwrap(), HeaderMap::new()).await
    }

    #[tokio::test]
    async fn every_place_in_the_app_answers_with_a_page() {
        for path in ["/", "/index.html", "/orders"] {
            let page = get(path).await;
            assert_eq!(page.status(), StatusCode::OK, "{path}");
            assert!(page.headers()[CONTENT_TYPE].to_str().unwrap().starts_with("text/html"), "{path}");
            assert_eq!(page.headers()[CACHE_CONTROL], CACHE_ASK, "{path}");
            assert!(page.headers().contains_key(CONTENT_SECURITY_POLICY), "{path}");
        }
    }

    #[tokio::test]
    async fn a_missing_asset_or_address_of_the_api_is_not_a_page() {
        for path in ["/assets/index-0000.js", "/robots.txt", "/v1/office/nothing", "/v1"] {
            let answer = get(path).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(answer.headers()[CONTENT_TYPE], "application/json", "{path}");
        }
    }

    #[tokio::test]
    async fn nothing_is_posted_to_a_page() {
        let answer = serve(Method::POST, "/".parse().unwrap(), HeaderMap::new()).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn the_page_is_made_for_this_api() {
        // Its types are made from this file, so that the console builds without the server.
        let kept: serde_json::Value = serde_json::from_str(include_str!("../console/openapi.json")).unwrap();
        let told = serde_json::to_value(crate::http::office::openapi()).unwrap();
        let way_out = "cargo run -p curbstop-server -- openapi > server/console/openapi.json";
        assert!(kept == told, "the office's API changed; write it down for the page: {way_out}");
    }

    #[tokio::test]
    async fn what_the_browser_has_is_not_sent_again() {
        let file = EmbeddedFile {
            data: b"let a = 1;".as_slice().into(),
            metadata: rust_embed::Metadata::__rust_embed_new([7; 32], None, None, "text/javascript"),
        };
        let first = answer(&file, "assets/a-1234.js", &HeaderMap::new());
        assert_eq!(first.headers()[CACHE_CONTROL], CACHE_FOREVER);
        let mut asks = HeaderMap::new();
        asks.insert(IF_NONE_MATCH, first.headers()[ETAG].clone());
        assert_eq!(answer(&file, "assets/a-1234.js", &asks).status(), StatusCode::NOT_MODIFIED);
    }
}
