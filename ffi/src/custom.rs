//! Types that become the platform's own: see `uniffi.toml` for what they are there.

use chrono::NaiveDate;
use curbstop_core::model::{
    CaseId, CoverId, CrewId, DeviceId, Fen, Flow, HouseholdId, JobId, MeterId, OrderId, Period, PhotoId, PitId,
    PointId, RouteId, Span, Timestamp, Volume, WorkerId,
};
use uniffi::deps::anyhow;

use crate::PhoneError;

/// A local day.
pub(crate) type Day = NaiveDate;

uniffi::custom_type!(
    /// An instant, to the millisecond.
    Timestamp, i64, { remote, lower: |at| at.as_millis(), try_lift: |ms| Ok(Timestamp::from_millis(ms)) }
);
uniffi::custom_type!(
    /// A length of time, to the millisecond; below zero where it lies in the past.
    Span, i64, { remote, lower: |span| span.as_millis(), try_lift: |ms| Ok(Span::millis(ms)) }
);
uniffi::custom_type!(
    /// Cubic metres, to the litre.
    Volume, i64, { remote, lower: |volume| volume.as_litres(), try_lift: |l| Ok(Volume::litres(l)) }
);
uniffi::custom_type!(
    /// Cubic metres an hour, to the litre.
    Flow, i64, {
        remote,
        lower: |flow| flow.as_litres_per_hour(),
        try_lift: |litres| Ok(Flow::litres_per_hour(litres)),
    }
);
uniffi::custom_type!(
    /// Money, to the fen.
    Fen, i64, { remote, lower: |fen| fen.as_fen(), try_lift: |fen| Ok(Fen::new(fen)) }
);
uniffi::custom_type!(
    /// A phone, by the number that the server gave it.
    DeviceId, u32, { remote, lower: |id| id.number(), try_lift: |number| Ok(DeviceId::new(number)) }
);
uniffi::custom_type!(
    /// A day at the utility's place.
    Day, String, {
        remote,
        lower: |day| day.to_string(),
        try_lift: |text| text.parse().map_err(|e| anyhow::Error::from(PhoneError::invalid("day", &e))),
    }
);
uniffi::custom_type!(
    /// The month that a reading stands for, for example `2026-11`.
    Period, String, {
        remote,
        lower: |period| period.to_string(),
        try_lift: |text| Period::try_from(text).map_err(|e| anyhow::Error::from(PhoneError::invalid("period", &e))),
    }
);

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $id:ident;)*) => {$(
        // A text that is no id comes back as the call's own typed error.
        uniffi::custom_type!($(#[doc = $doc])* $id, String, {
            remote,
            lower: |id| id.to_string(),
            try_lift: |text| $id::new(&text).map_err(|e| anyhow::Error::from(PhoneError::from(e))),
        });
    )*};
}

ids! {
    /// A service point 用水点: the place where water is delivered, whatever meter hangs there.
    PointId;
    /// A meter: the thing that is exchanged.
    MeterId;
    /// A reading route 抄表册.
    RouteId;
    /// A front-line worker.
    WorkerId;
    /// A repair crew.
    CrewId;
    /// A pit 表井 that may hold several meters.
    PitId;
    /// A manhole cover 井盖.
    CoverId;
    /// A work order 工单.
    OrderId;
    /// A connection or conversion 接水报装、户改.
    JobId;
    /// A household of a conversion, within its job.
    HouseholdId;
    /// A case of conduct.
    CaseId;
    /// A photo, by the SHA-256 of its bytes.
    PhotoId;
}
