//! Where things are, and how well a phone knows where it is.

use geo::{Distance, Haversine, Point};
use serde::{Deserialize, Serialize};

/// Why two numbers are not a position.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("position {lat}, {lon} is outside the earth; latitude is -90 to 90, longitude -180 to 180")]
pub struct PositionError {
    /// Latitude as given.
    pub lat: f64,
    /// Longitude as given.
    pub lon: f64,
}

/// A place on the earth in WGS-84, held in millionths of a degree (0.1 m). Travels as `[lat, lon]` integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i32, i32)", into = "(i32, i32)")]
pub struct Position {
    lat_e6: i32,
    lon_e6: i32,
}

impl Position {
    /// From degrees.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PositionError> {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(PositionError { lat, lon });
        }
        #[allow(clippy::cast_possible_truncation, reason = "checked above: at most 180e6, within i32")]
        Ok(Self { lat_e6: (lat * 1e6).round() as i32, lon_e6: (lon * 1e6).round() as i32 })
    }

    /// Latitude in degrees.
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e6) / 1e6
    }

    /// Longitude in degrees.
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e6) / 1e6
    }

    /// The distance over ground in metres.
    pub fn distance_m(self, other: Self) -> f64 {
        Haversine.distance(Point::new(self.lon(), self.lat()), Point::new(other.lon(), other.lat()))
    }
}

impl TryFrom<(i32, i32)> for Position {
    type Error = PositionError;
    fn try_from((lat, lon): (i32, i32)) -> Result<Self, PositionError> {
        Self::new(f64::from(lat) / 1e6, f64::from(lon) / 1e6)
    }
}

impl From<Position> for (i32, i32) {
    fn from(position: Position) -> Self {
        (position.lat_e6, position.lon_e6)
    }
}

/// What found the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixProvider {
    /// Satellites.
    #[default]
    Gnss,
    /// Cells and Wi-Fi.
    Network,
    /// The platform's mixture.
    Fused,
}

/// A phone's own position when a fact was recorded. Taken at job events only.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Where.
    #[serde(rename = "p")]
    pub position: Position,
    /// Radius in metres within which the phone is with 68 % likelihood, as the platform says.
    #[serde(rename = "a")]
    pub accuracy_m: u16,
    /// What found it.
    #[serde(rename = "v", default, skip_serializing_if = "is_gnss")]
    pub provider: FixProvider,
    /// The platform says that an app sets this position (虚拟定位).
    #[serde(rename = "m", default, skip_serializing_if = "std::ops::Not::not")]
    pub mock: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_gnss(provider: &FixProvider) -> bool {
    *provider == FixProvider::Gnss
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_on_the_earth_and_distances_are_metres() {
        assert!(Position::new(91.0, 0.0).is_err());
        assert!(Position::new(f64::NAN, 0.0).is_err());
        let a = Position::new(35.747, 114.295).unwrap();
        let b = Position::new(35.748, 114.295).unwrap();
        assert!((a.distance_m(b) - 111.2).abs() < 0.2);
        assert_eq!(serde_json::to_string(&a).unwrap(), "[35747000,114295000]");
    }
}
