//! Accounts, for administrators.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use curbstop_core::model::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::Refused;
use super::extract::{Body, Path};
use super::fields;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::account::NewPerson;
use crate::office::{Action, Role, account, password, sign_in};

/// An account.
#[derive(Debug, Serialize, ToSchema)]
struct Person {
    /// Its id.
    id: String,
    /// The name that they sign in with.
    name: String,
    /// What it is for.
    role: Role,
    /// When it was made, in milliseconds since 1970.
    created_at: i64,
    /// When it was locked, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    disabled_at: Option<i64>,
}

impl From<account::Person> for Person {
    fn from(person: account::Person) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name,
            role: person.role,
            created_at: person.created_at.as_millis(),
            disabled_at: person.disabled_at.map(curbstop_core::model::Timestamp::as_millis),
        }
    }
}

/// Every account.
#[derive(Debug, Serialize, ToSchema)]
struct People {
    /// Accounts, by name.
    people: Vec<Person>,
    /// There are more than 5,000.
    more: bool,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    /// The name to sign in with; 1 to 60 characters.
    name: String,
    /// What it is for.
    role: Role,
    /// The first password; 10 to 128 characters.
    password: String,
}

/// Another password for somebody who forgot theirs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResetPassword {
    /// 10 to 128 characters.
    password: String,
}

/// Whether an account is locked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Locked {
    /// Locked: nobody signs in with it, and its sessions end.
    locked: bool,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(reset_password)).routes(routes!(lock))
}

/// Every account.
#[utoipa::path(get, path = "/v1/office/people", operation_id = "list_people", tag = "people",
    responses((status = 200, body = People), Refused))]
async fn list(State(state): State<AppState>, signed_in: SignedIn) -> Result<Json<People>, ApiError> {
    signed_in.allowed(Action::ManagePeople)?;
    let listed = state.store.people().await?;
    Ok(Json(People { people: listed.rows.into_iter().map(Person::from).collect(), more: listed.more }))
}

/// Makes an account.
#[utoipa::path(post, path = "/v1/office/people", operation_id = "create_person", tag = "people",
    request_body = NewAccount, responses((status = 201, body = Person), Refused))]
async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Body(account): Body<NewAccount>,
) -> Result<(StatusCode, Json<Person>), ApiError> {
    signed_in.allowed(Action::ManagePeople)?;
    let name = sign_in::check_name(&account.name)?;
    password::check_new(&account.password)?;
    let password_hash = password::hash(account.password).await?;
    let new = NewPerson { name, role: account.role, password_hash, now: state.now() };
    let made = state.store.add_person(new).await?;
    let made = made.ok_or_else(|| ApiError::conflict("people.name_taken", "this name is taken").field("name"))?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Gives an account another password; its sessions end.
#[utoipa::path(post, path = "/v1/office/people/{id}/password", operation_id = "reset_password", tag = "people",
    params(("id" = String, Path, description = "The account's id")),
    request_body = ResetPassword, responses((status = 204), Refused))]
async fn reset_password(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<ResetPassword>,
) -> Result<StatusCode, ApiError> {
    signed_in.allowed(Action::ManagePeople)?;
    let id: PersonId = fields::id("id", &id)?;
    password::check_new(&given.password)?;
    let hash = password::hash(given.password).await?;
    if state.store.set_password(id, hash, None).await? { Ok(StatusCode::NO_CONTENT) } else { Err(unknown()) }
}

/// Locks an account, or opens it again.
#[utoipa::path(post, path = "/v1/office/people/{id}/locked", operation_id = "lock_person", tag = "people",
    params(("id" = String, Path, description = "The account's id")),
    request_body = Locked, responses((status = 200, body = Person), Refused))]
async fn lock(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Locked>,
) -> Result<Json<Person>, ApiError> {
    signed_in.allowed(Action::ManagePeople)?;
    let id: PersonId = fields::id("id", &id)?;
    if id == signed_in.person.id {
        // The last administrator must not lock themselves out, and nobody needs to.
        return Err(ApiError::conflict("people.own_account", "nobody locks their own account"));
    }
    let person = state.store.set_disabled(id, given.locked.then(|| state.now())).await?;
    person.map(|person| Json(person.into())).ok_or_else(unknown)
}

fn unknown() -> ApiError {
    ApiError::not_found("people.unknown", "no such account")
}
