//! Plain data with typed ids: the nouns of the trade, without any behaviour that needs a rule.

mod cover;
mod id;
mod order;
mod org;
mod photo;
mod place;
mod point;
mod time;
mod volume;

pub use cover::{CoverCondition, CoverKind, CoverOwner, CoverRecord, PitRecord};
pub use id::{
    AreaId, BucketId, CoverId, CrewId, DepartmentId, DeviceId, ID_CHARS_MAX, IdError, MeterId, OrderId, PersonId,
    PitId, PointId, RouteId, SubjectId, WorkerId,
};
pub use order::{OrderKind, OrderRecord};
pub use org::{ReadingWindow, RouteRecord, WorkerRecord, WorkerRole};
pub use photo::{MAGIC_BYTES, PhotoId, PhotoKind};
pub use place::{Fix, FixProvider, Position, PositionError};
pub use point::{
    AccountStatus, CustomerClass, Meter, PointRecord, REGISTER_DECIMALS_MAX, REGISTER_DIGITS_MAX, Register,
    RegisterError,
};
pub use time::{BootId, Moment, Period, Span, TimeInterval, TimeQuality, Timestamp, UtcOffset};
pub use volume::{Flow, Volume};
