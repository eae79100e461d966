//! Types that become the platform's own: see `uniffi.toml` for what they are there.

use chrono::NaiveDate;
use curbstop_core::model::{
    DeviceId, MeterId, Period, PhotoId, PitId, PointId, RouteId, Span, Timestamp, Volume, WorkerId,
};
use uniffi::deps::anyhow;

use crate::PhoneError;

/// A local day.
pub(crate) type Day = NaiveDate;

uniffi::custom_type!(Timestamp, i64, { remote, lower: |at| at.as_millis(), try_lift: |ms| Ok(Timestamp::from_millis(ms)) });
uniffi::custom_type!(Span, i64, { remote, lower: |span| span.as_millis(), try_lift: |ms| Ok(Span::millis(ms)) });
uniffi::custom_type!(Volume, i64, { remote, lower: |volume| volume.as_litres(), try_lift: |l| Ok(Volume::litres(l)) });
uniffi::custom_type!(DeviceId, u32, { remote, lower: |id| id.number(), try_lift: |number| Ok(DeviceId::new(number)) });
uniffi::custom_type!(Day, String, {
    remote,
    lower: |day| day.to_string(),
    try_lift: |text| text.parse().map_err(|e| anyhow::Error::from(PhoneError::invalid("day", &e))),
});

uniffi::custom_type!(Period, String, {
    remote,
    lower: |period| period.to_string(),
    try_lift: |text| Period::try_from(text).map_err(|e| anyhow::Error::from(PhoneError::invalid("period", &e))),
});

macro_rules! ids {
    ($($id:ident),*) => {$(
        // A text that is no id comes back as the call's own typed error.
        uniffi::custom_type!($id, String, {
            remote,
            lower: |id| id.to_string(),
            try_lift: |text| $id::new(&text).map_err(|e| anyhow::Error::from(PhoneError::from(e))),
        });
    )*};
}

ids!(PointId, MeterId, RouteId, WorkerId, PitId, PhotoId);
