//! Checking what people typed: each error names its field and the way out.

use std::str::FromStr;

use curbstop_core::model::{IdError, Position};

use super::common::Place;
use crate::error::ApiError;

/// The longest summary, address, reason or note, in characters.
pub(super) const TEXT_CHARS_MAX: usize = 500;

/// A text that must be there, without blanks around it, of at most [`TEXT_CHARS_MAX`] characters.
pub(super) fn text(field: &'static str, text: &str) -> Result<String, ApiError> {
    let text = text_or_empty(field, text)?;
    if text.is_empty() {
        return Err(ApiError::unprocessable("field.empty", format!("{field} is empty; it must be there")).field(field));
    }
    Ok(text)
}

/// A text that may be empty.
pub(super) fn text_or_empty(field: &'static str, text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    let chars = text.chars().count();
    if chars > TEXT_CHARS_MAX {
        let reason = format!("{field} has {chars} characters; at most {TEXT_CHARS_MAX} are allowed");
        return Err(ApiError::unprocessable("field.too_long", reason).field(field));
    }
    Ok(text.to_owned())
}

/// An id.
pub(super) fn id<T: FromStr<Err = IdError>>(field: &'static str, text: &str) -> Result<T, ApiError> {
    text.trim().parse().map_err(|error: IdError| ApiError::unprocessable("field.id", error.to_string()).field(field))
}

/// A place on the earth.
pub(super) fn position(place: Option<Place>) -> Result<Option<Position>, ApiError> {
    let position = place.map(|place| Position::new(place.lat, place.lon)).transpose();
    position.map_err(|error| ApiError::unprocessable("field.position", error.to_string()).field("position"))
}
