//! Where things are, and where the phone was when a fact was recorded.

use curbstop_core::model;

use crate::PhoneError;

/// A place on earth, WGS-84.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct Position {
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
}

impl From<model::Position> for Position {
    fn from(position: model::Position) -> Self {
        Self { lat: position.lat(), lon: position.lon() }
    }
}

impl TryFrom<Position> for model::Position {
    type Error = PhoneError;
    fn try_from(Position { lat, lon }: Position) -> Result<Self, PhoneError> {
        Self::new(lat, lon).map_err(|e| PhoneError::invalid("position", &e))
    }
}

/// The phone's own position, as the platform gave it.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct Fix {
    /// Where it was.
    pub position: Position,
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
    fn try_from(Fix { position, accuracy_m, provider, mock }: Fix) -> Result<Self, PhoneError> {
        Ok(Self { position: position.try_into()?, accuracy_m, provider, mock })
    }
}

impl From<model::Fix> for Fix {
    fn from(model::Fix { position, accuracy_m, provider, mock }: model::Fix) -> Self {
        Self { position: position.into(), accuracy_m, provider, mock }
    }
}

/// A fix that may be missing.
pub(crate) fn fix(fix: Option<Fix>) -> Result<Option<model::Fix>, PhoneError> {
    fix.map(TryInto::try_into).transpose()
}

type FixProvider = model::FixProvider;

/// What found a position.
#[uniffi::remote(Enum)]
pub enum FixProvider {
    /// Satellites.
    Gnss,
    /// The mobile or Wi-Fi network.
    Network,
    /// The platform's mixture of both.
    Fused,
}
