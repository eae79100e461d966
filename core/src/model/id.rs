//! Typed ids. Each has one constructor, which checks; nothing else makes one.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// The longest id, in characters. Ids come from other systems, so they are bounded and not restyled.
pub const ID_CHARS_MAX: usize = 64;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing was given.
    #[error("{kind} is empty; give 1 to {ID_CHARS_MAX} characters")]
    Empty {
        /// Which id.
        kind: &'static str,
    },
    /// More than [`ID_CHARS_MAX`] characters.
    #[error("{kind} has {chars} characters; at most {ID_CHARS_MAX} are allowed")]
    TooLong {
        /// Which id.
        kind: &'static str,
        /// How many characters were given.
        chars: usize,
    },
    /// A character that would make the id ambiguous in a key, a file or on a screen.
    #[error("{kind} `{text}` holds {found:?}; use letters, digits and - _ . / only")]
    Character {
        /// Which id.
        kind: &'static str,
        /// The text as given.
        text: String,
        /// The first character that does not fit.
        found: char,
    },
    /// A photo's name that is no SHA-256.
    #[error("photo `{text}` is not the sha-256 of a photo; give 64 lower-case hexadecimal digits")]
    Hash {
        /// The text as given, cut where it is longer than a hash.
        text: String,
    },
    /// A subject or bucket of a kind that does not exist.
    #[error("`{text}` does not name a known kind; write for example `point:A-17`")]
    Kind {
        /// The text as given.
        text: String,
    },
}

fn check(kind: &'static str, text: &str) -> Result<(), IdError> {
    let chars = text.chars().count();
    if chars == 0 {
        return Err(IdError::Empty { kind });
    }
    if chars > ID_CHARS_MAX {
        return Err(IdError::TooLong { kind, chars });
    }
    match text.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))) {
        Some(found) => Err(IdError::Character { kind, text: text.to_owned(), found }),
        None => Ok(()),
    }
}

/// Reads an id from text that is lent: a hundred thousand of them travel at once, and each is copied only once.
pub(super) struct Lent<T>(PhantomData<T>);

impl<T> Default for Lent<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T: FromStr<Err = IdError>> Visitor<'_> for Lent<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// An id travels as its text.
macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Lent::default())
            }
        }
    };
}

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        as_text!($name);

        impl $name {
            /// Checks the text: 1 to [`ID_CHARS_MAX`] letters, digits (of any script) or `-` `_` `.` `/`.
            pub fn new(text: &str) -> Result<Self, IdError> {
                check($kind, text)?;
                Ok(Self(Arc::from(text)))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(&text)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.as_ref().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_id! {
    /// A department, which answers for its people (6.1).
    DepartmentId = "department";
    /// An area of duty 责任区.
    AreaId = "area";
    /// A reading route 抄表册.
    RouteId = "route";
    /// A repair crew.
    CrewId = "crew";
    /// A service point 用水点: the place where water is delivered, whatever meter hangs there.
    PointId = "point";
    /// A meter: the thing that is exchanged.
    MeterId = "meter";
    /// A pit 表井 that may hold several meters.
    PitId = "pit";
    /// A manhole cover 井盖.
    CoverId = "cover";
    /// A work order 工单.
    OrderId = "order";
    /// A connection or conversion 接水报装、户改.
    JobId = "job";
    /// A household of a conversion, within its job.
    HouseholdId = "household";
    /// A year of the working-day calendar, for example `2026`.
    CalendarId = "calendar";
    /// A case of conduct: a complaint, praise, a finding.
    CaseId = "case";
    /// A front-line worker, who records facts.
    WorkerId = "worker";
    /// An office account, which records the office's facts.
    PersonId = "person";
}

/// A device, by the number that the server gave it at enrolment. Number 0 is the office itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(u32);

impl DeviceId {
    /// The office: facts that are made on the server.
    pub const OFFICE: Self = Self(0);

    /// A device by its number.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! keyed_id {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident($inner:ident) = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant($inner),)* }

        as_text!($name);

        impl $name {
            /// The kind before the colon.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $key,)* }
            }

            /// The id after the colon.
            pub fn id(&self) -> &str {
                match self { $(Self::$variant(id) => id.as_str(),)* }
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let (kind, id) = text.split_once(':').ok_or_else(|| IdError::Kind { text: text.to_owned() })?;
                match kind {
                    $($key => Ok(Self::$variant($inner::new(id)?)),)*
                    _ => Err(IdError::Kind { text: text.to_owned() }),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}:{}", self.kind(), self.id())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

keyed_id! {
    /// Whom or what a fact is about. Written `kind:id`, for example `point:A-17`.
    SubjectId {
        /// A service point with its meter and readings.
        Point(PointId) = "point",
        /// A pit with its tidiness.
        Pit(PitId) = "pit",
        /// A cover with its condition.
        Cover(CoverId) = "cover",
        /// A work order.
        Order(OrderId) = "order",
        /// A connection or a household conversion.
        Job(JobId) = "job",
        /// A year of the working-day calendar.
        Calendar(CalendarId) = "calendar",
        /// A reading route: its name, window and reader.
        Route(RouteId) = "route",
        /// A worker: name, department, crew.
        Worker(WorkerId) = "worker",
        /// A case of conduct.
        Case(CaseId) = "case",
    }
}

/// The one part of the utility's data that a subject lies in, and that a phone holds or does not hold.
/// Written `route:R1`, `crew:C1`, `area:N`, `worker:w1`, `utility` or `office`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BucketId {
    /// What everybody holds: the workers' names, the working-day calendar, orders that nobody has yet.
    Utility,
    /// Service points and pits of one route.
    Route(RouteId),
    /// Orders and jobs of one crew.
    Crew(CrewId),
    /// Covers of one area of duty, and jobs there that no crew has yet.
    Area(AreaId),
    /// What only one person may hold: their own file (4.4).
    Worker(WorkerId),
    /// What no phone holds: cases that are about no person.
    Office,
}

as_text!(BucketId);

impl FromStr for BucketId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once(':') {
            None if text == "utility" => Ok(Self::Utility),
            None if text == "office" => Ok(Self::Office),
            Some(("route", id)) => Ok(Self::Route(RouteId::new(id)?)),
            Some(("crew", id)) => Ok(Self::Crew(CrewId::new(id)?)),
            Some(("area", id)) => Ok(Self::Area(AreaId::new(id)?)),
            Some(("worker", id)) => Ok(Self::Worker(WorkerId::new(id)?)),
            _ => Err(IdError::Kind { text: text.to_owned() }),
        }
    }
}

impl TryFrom<String> for BucketId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<BucketId> for String {
    fn from(id: BucketId) -> String {
        id.to_string()
    }
}

impl fmt::Display for BucketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utility => f.write_str("utility"),
            Self::Route(id) => write!(f, "route:{id}"),
            Self::Crew(id) => write!(f, "crew:{id}"),
            Self::Area(id) => write!(f, "area:{id}"),
            Self::Worker(id) => write!(f, "worker:{id}"),
            Self::Office => f.write_str("office"),
        }
    }
}

impl fmt::Debug for BucketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_checked_once_and_says_what_is_wrong() {
        assert_eq!(PointId::new(""), Err(IdError::Empty { kind: "point" }));
        assert_eq!(PointId::new(&"x".repeat(65)), Err(IdError::TooLong { kind: "point", chars: 65 }));
        assert!(matches!(PointId::new("a:b"), Err(IdError::Character { found: ':', .. })));
        assert_eq!(PointId::new("山城-17").unwrap().as_str(), "山城-17");
        assert!(serde_json::from_str::<PointId>("\"a b\"").is_err());
    }

    #[test]
    fn subjects_and_buckets_travel_as_one_text() {
        for text in ["point:A-17", "cover:7/2", "order:o1", "worker:w", "case:17"] {
            assert_eq!(text.parse::<SubjectId>().unwrap().to_string(), text);
        }
        for text in ["utility", "route:R1", "crew:C", "area:N", "worker:w", "office"] {
            assert_eq!(text.parse::<BucketId>().unwrap().to_string(), text);
        }
        assert!(matches!("planet:x".parse::<SubjectId>(), Err(IdError::Kind { .. })));
    }
}
