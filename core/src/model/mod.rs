//! Plain data with typed ids: the nouns of the trade, without any behaviour that needs a rule.

mod calendar;
mod case;
mod cover;
mod id;
mod job;
mod money;
mod order;
mod org;
mod photo;
mod place;
mod point;
mod time;
mod volume;

pub use calendar::{CALENDAR_DAYS_MAX, CalendarRecord};
pub use case::{Basis, CaseRecord, CaseSource, Evidence, HallDocument, StandardItem};
pub use cover::{CoverCondition, CoverKind, CoverOwner, CoverRecord, PitRecord};
pub use id::{
    AreaId, BucketId, CalendarId, CaseId, CoverId, CrewId, DepartmentId, DeviceId, HouseholdId, ID_CHARS_MAX, IdError,
    JobId, MeterId, OrderId, PersonId, PitId, PointId, RouteId, SubjectId, WorkerId,
};
pub use job::{Household, JOB_HOUSEHOLDS_MAX, JobKind, JobRecord};
pub use money::Fen;
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
