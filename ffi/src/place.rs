//! Where the phone was when a fact was recorded.

use curbstop_core::model::{self, FixProvider, Position};

use crate::PhoneError;

/// The phone's own position, as the platform gave it.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct Fix {
    /// Latitude in degrees, WGS-84.
    pub lat: f64,
    /// Longitude in degrees, WGS-84.
    pub lon: f64,
    /// Radius in metres within which the phone is with 68 % likelihood.
    pub accuracy_m: u16,
    /// What found the position.
    pub provider: FixProvider,
    /// The platform says that an app sets this position (虚拟定位).
    #[uniffi(default = false)]
    pub mock: bool,
}

impl TryFrom<Fix> for model::Fix {
    type Error = PhoneError;
    fn try_from(Fix { lat, lon, accuracy_m, provider, mock }: Fix) -> Result<Self, PhoneError> {
        let position = Position::new(lat, lon).map_err(|e| PhoneError::invalid("fix", &e))?;
        Ok(Self { position, accuracy_m, provider, mock })
    }
}
