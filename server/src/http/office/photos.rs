//! Photos: how many of those that facts name are here, and the pictures themselves.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use curbstop_core::event::EventId;
use curbstop_core::model::{PhotoId, SubjectId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::Refused;
use super::extract::Path;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::Action;
use crate::store::photo::NamedPhoto;

/// Photos of one record in an answer at most; the newest are shown.
const SHOWN_MAX: usize = 20;
/// A browser may keep a picture for its own user so long: its name says what it is, so that it cannot change.
const KEPT_BY_BROWSER: &str = "private, max-age=3600, immutable";

/// The photos that facts about a record name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Photos {
    /// How many of them are here.
    here: usize,
    /// How many there are.
    named: usize,
    /// The newest of them, in the order of the facts; at most 20.
    list: Vec<Photo>,
}

/// A photo that a fact names.
#[derive(Debug, Serialize, ToSchema)]
struct Photo {
    /// Its name, the SHA-256 of its bytes: `/v1/office/photos/{id}`.
    id: String,
    /// Its media type, once it is here; a browser may not show `image/heic`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    media_type: Option<String>,
}

/// The photos of the subjects of a list.
pub(super) struct PhotosOf(HashMap<SubjectId, Vec<NamedPhoto>>);

impl PhotosOf {
    pub(super) async fn load(state: &AppState, subjects: Vec<SubjectId>) -> Result<Self, ApiError> {
        Ok(Self(state.store.photos_of(subjects).await?))
    }

    /// All that facts about a subject name; `None`: none does.
    pub(super) fn of(&self, subject: &SubjectId) -> Option<Photos> {
        self.those(subject, |_| true)
    }

    /// Those that facts since then name.
    pub(super) fn since(&self, subject: &SubjectId, since: Timestamp) -> Option<Photos> {
        self.those(subject, |photo| photo.at >= since)
    }

    /// Those that one fact names.
    pub(super) fn of_event(&self, subject: &SubjectId, event: EventId) -> Option<Photos> {
        self.those(subject, |photo| photo.event == event)
    }

    fn those(&self, subject: &SubjectId, belongs: impl Fn(&NamedPhoto) -> bool) -> Option<Photos> {
        let mut photos: Vec<&NamedPhoto> = Vec::new();
        for photo in self.0.get(subject)?.iter().filter(|photo| belongs(photo)) {
            // Two facts may name the same photo.
            if !photos.iter().any(|other| other.photo == photo.photo) {
                photos.push(photo);
            }
        }
        let shown = photos.iter().skip(photos.len().saturating_sub(SHOWN_MAX));
        let photo = |photo: &&NamedPhoto| Photo {
            id: photo.photo.to_string(),
            media_type: photo.kind.map(|kind| kind.media_type().to_owned()),
        };
        (!photos.is_empty()).then(|| Photos {
            here: photos.iter().filter(|photo| photo.kind.is_some()).count(),
            named: photos.len(),
            list: shown.map(photo).collect(),
        })
    }
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(picture))
}

/// A photo, as the phone took it.
#[utoipa::path(get, path = "/v1/office/photos/{id}", operation_id = "get_photo", tag = "photos",
    params(("id" = String, Path, description = "The photo's name, 64 lower-case hexadecimal digits")),
    responses((status = 200, content_type = "image/*", body = Vec<u8>), Refused))]
async fn picture(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    signed_in.allowed(Action::Look)?;
    let id = PhotoId::new(&id).map_err(|error| ApiError::not_found("photo.not_here", error.to_string()))?;
    let stored = state.store.photo(id).await?.ok_or_else(not_here)?;
    let found = state.photos.shelf().get(id, stored.kind).await.map_err(|error| {
        tracing::error!(error.kind = "photo", error.reason = %error, "a photo could not be read");
        ApiError::internal()
    })?;
    let body = Body::from_stream(found.ok_or_else(not_here)?.into_stream());
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(stored.kind.media_type())),
        (CONTENT_LENGTH, HeaderValue::from(stored.bytes)),
        (CACHE_CONTROL, HeaderValue::from_static(KEPT_BY_BROWSER)),
    ];
    Ok((StatusCode::OK, headers, body).into_response())
}

fn not_here() -> ApiError {
    ApiError::not_found("photo.not_here", "this photo is not here; it may still be on the phone")
}
