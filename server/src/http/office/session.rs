//! Signing in and out, and the first administrator.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::Refused;
use super::extract::Body;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::account::{Person, name_key};
use crate::office::{self, Role, password, session, sign_in};
use crate::secret::SecretHash;

/// The first administrator, with the token of the one-time link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Setup {
    /// The last part of the link.
    token: String,
    /// The name to sign in with; 1 to 60 characters.
    name: String,
    /// 10 to 128 characters.
    password: String,
}

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// The name.
    name: String,
    /// The password.
    password: String,
}

/// Another password for oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// The password as it is.
    old: String,
    /// The password as it is to be; 10 to 128 characters.
    new: String,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
struct Session {
    /// The account's id.
    person: String,
    /// Its name.
    name: String,
    /// What it is for.
    role: Role,
    /// To be sent as `x-csrf-token` with every request that is not a GET.
    csrf: String,
    /// When the session ends if nobody uses it, in milliseconds since 1970.
    expires_at: i64,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(set_up))
        .routes(routes!(sign_in, show, sign_out))
        .routes(routes!(change_password))
}

/// Makes the first administrator and signs them in. The link is used up by it.
#[utoipa::path(post, path = "/v1/setup", operation_id = "set_up", tag = "session", request_body = Setup,
    responses((status = 200, body = Session), Refused))]
async fn set_up(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Body(setup): Body<Setup>,
) -> Result<Response, ApiError> {
    let person = office::set_up(&state, &setup.token, &setup.name, setup.password).await?;
    begin(&state, &person, is_secure(peer, &headers)).await
}

/// Signs in: the answer sets the cookie and brings the CSRF token.
#[utoipa::path(post, path = "/v1/session", operation_id = "sign_in", tag = "session", request_body = SignIn,
    responses((status = 200, body = Session), Refused))]
async fn sign_in(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Body(given): Body<SignIn>,
) -> Result<Response, ApiError> {
    let person = sign_in::who(&state, &given.name, given.password).await?;
    begin(&state, &person, is_secure(peer, &headers)).await
}

/// Who is signed in.
#[utoipa::path(get, path = "/v1/session", operation_id = "get_session", tag = "session",
    responses((status = 200, body = Session), Refused))]
async fn show(signed_in: SignedIn) -> Json<Session> {
    let expires_at = signed_in.expires_at.as_millis();
    Json(view(&signed_in.person, &signed_in.token, expires_at))
}

/// Signs out.
#[utoipa::path(delete, path = "/v1/session", operation_id = "sign_out", tag = "session",
    responses((status = 204), Refused))]
async fn sign_out(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    signed_in: SignedIn,
) -> Result<Response, ApiError> {
    state.store.close_session(SecretHash::of(&signed_in.token)).await?;
    let cookie = session::clear_cookie(is_secure(peer, &headers));
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Changes one's own password; other sessions of the account end.
#[utoipa::path(post, path = "/v1/session/password", operation_id = "change_password", tag = "session",
    request_body = NewPassword, responses((status = 204), Refused))]
async fn change_password(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Body(given): Body<NewPassword>,
) -> Result<StatusCode, ApiError> {
    password::check_new(&given.new)?;
    let person = sign_in::who(&state, &name_key(&signed_in.person.name), given.old).await?;
    let hash = password::hash(given.new).await?;
    state.store.set_password(person.id, hash, Some(SecretHash::of(&signed_in.token))).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn begin(state: &AppState, person: &Person, secure: bool) -> Result<Response, ApiError> {
    let (token, expires_at) = sign_in::begin(state, person).await?;
    let body = Json(view(person, &token, expires_at.as_millis()));
    Ok(([(header::SET_COOKIE, session::set_cookie(&token, secure))], body).into_response())
}

fn view(person: &Person, token: &str, expires_at: i64) -> Session {
    Session {
        person: person.id.to_string(),
        name: person.name.clone(),
        role: person.role,
        csrf: session::csrf_of(token),
        expires_at,
    }
}

/// Whether the cookie may travel over TLS only: everywhere but from this machine itself, and there too behind a proxy that
/// speaks TLS.
fn is_secure(peer: SocketAddr, headers: &HeaderMap) -> bool {
    let proxied = headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes() == b"https");
    proxied || !peer.ip().is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_leaves_this_machine_over_tls_only() {
        let plain = HeaderMap::new();
        let mut tls = HeaderMap::new();
        tls.insert("x-forwarded-proto", "https".parse().unwrap());
        assert!(!is_secure("127.0.0.1:1".parse().unwrap(), &plain));
        assert!(is_secure("127.0.0.1:1".parse().unwrap(), &tls));
        assert!(is_secure("192.168.1.7:1".parse().unwrap(), &plain));
    }
}
