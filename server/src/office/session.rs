//! Sessions: a random token in a cookie that scripts cannot read, and a CSRF token that follows from it.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use curbstop_core::model::{Span, Timestamp};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The cookie that carries a session's token.
pub const COOKIE: &str = "curbstop_session";
/// The header that carries the CSRF token of every request that changes something.
pub const CSRF_HEADER: &str = "x-csrf-token";
/// A session ends so long after it was last used.
pub const SESSION_LASTS: Span = Span::hours(12);
/// A session's end is moved on in the store at most this often: looking at a page writes nothing.
pub const EXTENDED_EVERY: Span = Span::minutes(5);
/// The longest token that is looked up, in bytes; ours have 43.
const TOKEN_BYTES_MAX: usize = 64;

/// The session's token among the cookies of a request.
pub fn token_of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, token) = pairs.find(|(name, _)| *name == COOKIE)?;
    (!token.is_empty() && token.len() <= TOKEN_BYTES_MAX).then(|| token.to_owned())
}

/// The CSRF token of a session. It follows from the session's token, so that nothing more has to be kept; who knows it
/// cannot compute the session's token from it.
pub fn csrf_of(token: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"curbstop csrf\0");
    hash.update(token.as_bytes());
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// Whether a request brought its session's CSRF token.
pub fn csrf_matches(headers: &HeaderMap, token: &str) -> bool {
    let given = headers.get(CSRF_HEADER).map(HeaderValue::as_bytes).unwrap_or_default();
    csrf_of(token).as_bytes().ct_eq(given).into()
}

/// The cookie of a new session. It names no end: the server knows it, and use moves it on.
pub fn set_cookie(token: &str, secure: bool) -> String {
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{}", secure_word(secure))
}

/// The cookie that takes a session's cookie away.
pub fn clear_cookie(secure: bool) -> String {
    format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{}", secure_word(secure))
}

fn secure_word(secure: bool) -> &'static str {
    if secure { "; Secure" } else { "" }
}

/// The new end of a session that is used now, if it is worth writing down.
pub fn extended(expires_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let until = now + SESSION_LASTS;
    (until - expires_at >= EXTENDED_EVERY).then_some(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let found = token_of(&headers(&[("cookie", "a=b; curbstop_sessionx=no"), ("cookie", "curbstop_session=yes")]));
        assert_eq!(found.as_deref(), Some("yes"));
        assert_eq!(token_of(&headers(&[("cookie", "curbstop_session=")])), None);
        assert_eq!(token_of(&headers(&[("cookie", &format!("{COOKIE}={}", "x".repeat(65)))])), None);
    }

    #[test]
    fn only_the_sessions_own_csrf_token_matches() {
        let right = csrf_of("token");
        assert!(csrf_matches(&headers(&[(CSRF_HEADER, &right)]), "token"));
        assert!(!csrf_matches(&headers(&[(CSRF_HEADER, &right)]), "another"));
        assert!(!csrf_matches(&headers(&[]), "token"));
    }

    #[test]
    fn a_cookie_is_for_this_site_and_not_for_scripts() {
        let cookie = set_cookie("t", true);
        for word in ["HttpOnly", "SameSite=Strict", "Path=/", "Secure"] {
            assert!(cookie.contains(word), "{word}");
        }
        assert!(!set_cookie("t", false).contains("Secure"));
    }

    #[test]
    fn a_session_in_use_is_written_down_every_few_minutes() {
        let start = Timestamp::from_millis(0);
        let end = start + SESSION_LASTS;
        assert_eq!(extended(end, start + Span::minutes(4)), None);
        assert_eq!(extended(end, start + Span::minutes(5)), Some(end + Span::minutes(5)));
    }
}
