//! Instants, lengths, intervals of doubt, and the months in which meters are read.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// 0001-01-02T00:00Z: the first instant that has a local date at every offset.
const LOCAL_FIRST_MS: i64 = -62_135_510_400_000;
/// 9999-12-30T23:59:59.999Z: the last one.
const LOCAL_LAST_MS: i64 = 253_402_214_399_999;

/// A length of time in milliseconds; may be negative. Travels as a bare integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many milliseconds.
    pub const fn millis(ms: i64) -> Self {
        Self(ms)
    }

    /// So many seconds.
    pub const fn seconds(s: i64) -> Self {
        Self(s.saturating_mul(1000))
    }

    /// So many minutes.
    pub const fn minutes(m: i64) -> Self {
        Self(m.saturating_mul(60_000))
    }

    /// So many hours.
    pub const fn hours(h: i64) -> Self {
        Self(h.saturating_mul(3_600_000))
    }

    /// So many days of 24 hours.
    pub const fn days(d: i64) -> Self {
        Self(d.saturating_mul(86_400_000))
    }

    /// The length in milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The same length without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// An instant: milliseconds since 1970-01-01T00:00Z. Travels as a bare integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Before everything the system can know.
    pub const MIN: Self = Self(i64::MIN / 4);
    /// After everything the system can know.
    pub const MAX: Self = Self(i64::MAX / 4);

    /// From milliseconds since 1970.
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The start of a local day.
    pub fn start_of_day(day: NaiveDate, offset: UtcOffset) -> Self {
        let utc_midnight = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        Self(utc_midnight - offset.as_span().as_millis())
    }

    /// As a date and time of the utility's place; instants outside the years 1 to 9999 are clamped: a month beyond them has
    /// no text that can be read back.
    pub fn local(self, offset: UtcOffset) -> DateTime<FixedOffset> {
        let utc = Utc.timestamp_millis_opt(self.0.clamp(LOCAL_FIRST_MS, LOCAL_LAST_MS)).single().unwrap_or_default();
        utc.with_timezone(&offset.as_chrono())
    }

    /// The local calendar day.
    pub fn local_date(self, offset: UtcOffset) -> NaiveDate {
        self.local(offset).date_naive()
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, other: Self) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}

/// The utility's place on the clock, in minutes east of UTC (China: 480). A fixed offset: China has no summer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcOffset(i16);

impl UtcOffset {
    /// China Standard Time.
    pub const CHINA: Self = Self(480);

    /// From minutes east of UTC; more than 14 hours either way is clamped.
    pub fn minutes(minutes: i16) -> Self {
        Self(minutes.clamp(-840, 840))
    }

    /// The offset as a length.
    pub const fn as_span(self) -> Span {
        Span::minutes(self.0 as i64)
    }

    fn as_chrono(self) -> FixedOffset {
        FixedOffset::east_opt(i32::from(self.0) * 60).unwrap_or_else(|| chrono::Offset::fix(&Utc))
    }
}

/// One start of a phone, numbered from 1 by the phone's own store. Uptime is comparable only within one boot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BootId(pub u32);

/// What a phone's clocks said when a fact was recorded: evidence, not yet a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Which start of the phone.
    #[serde(rename = "b")]
    pub boot: BootId,
    /// Monotonic time since that start, in milliseconds; runs on in deep sleep.
    #[serde(rename = "u")]
    pub uptime: Span,
    /// Wall clock minus uptime. Constant as long as nobody turns the clock, so that it costs nothing on the wire.
    #[serde(rename = "o")]
    pub wall_offset: Timestamp,
}

impl Moment {
    /// From the phone's two clocks.
    pub fn new(boot: BootId, uptime: Span, wall: Timestamp) -> Self {
        Self { boot, uptime, wall_offset: wall - uptime }
    }

    /// What the wall clock said.
    pub fn wall(self) -> Timestamp {
        self.wall_offset + self.uptime
    }
}

/// When something truly happened: not before `earliest`, not after `latest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, i64)", into = "(i64, i64)")]
pub struct TimeInterval {
    /// Not before this instant.
    pub earliest: Timestamp,
    /// Not after this instant.
    pub latest: Timestamp,
}

// On the wire: [earliest, width], two short numbers.
impl From<(i64, i64)> for TimeInterval {
    fn from((earliest, width): (i64, i64)) -> Self {
        let earliest = Timestamp(earliest);
        Self { earliest, latest: earliest + Span(width.max(0)) }
    }
}

impl From<TimeInterval> for (i64, i64) {
    fn from(interval: TimeInterval) -> Self {
        (interval.earliest.0, interval.width().0)
    }
}

impl TimeInterval {
    /// An instant without doubt, such as the server's own.
    pub const fn exact(at: Timestamp) -> Self {
        Self { earliest: at, latest: at }
    }

    /// Between two instants; the wrong order is put right.
    pub fn between(a: Timestamp, b: Timestamp) -> Self {
        Self { earliest: a.min(b), latest: a.max(b) }
    }

    /// The doubt.
    pub fn width(self) -> Span {
        self.latest - self.earliest
    }

    /// The middle: the time to show and to sort by.
    pub fn middle(self) -> Timestamp {
        self.earliest + Span(self.width().0 / 2)
    }

    /// How good the time is, in the words that people read.
    pub fn quality(self) -> TimeQuality {
        if self.width() <= TimeQuality::VERIFIED_WITHIN {
            TimeQuality::Verified
        } else if self.width() <= TimeQuality::DERIVED_WITHIN {
            TimeQuality::Derived { plus_minus: Span(self.width().0 / 2) }
        } else {
            TimeQuality::Unverified
        }
    }
}

/// How far a time can be trusted (已校时 / 推算 / 未校验).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "quality")]
pub enum TimeQuality {
    /// 已校时: known to the minute.
    Verified,
    /// 推算: known within a bound that people can judge.
    Derived {
        /// Half of the doubt.
        plus_minus: Span,
    },
    /// 未校验: never a finding by itself.
    Unverified,
}

impl TimeQuality {
    /// The widest doubt of a verified time.
    pub const VERIFIED_WITHIN: Span = Span::seconds(60);
    /// The widest doubt of a derived time; beyond it a time is unverified.
    pub const DERIVED_WITHIN: Span = Span::hours(12);
}

/// A reading cycle: one calendar month at the utility's place (3.2.2). Travels as `2026-11`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i32,
    month: u32,
}

impl Period {
    /// The month that holds a local day.
    pub fn of_date(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The month that holds an instant at the utility's place.
    pub fn of(at: Timestamp, offset: UtcOffset) -> Self {
        Self::of_date(at.local_date(offset))
    }

    /// The month before.
    pub fn previous(self) -> Self {
        if self.month == 1 { Self { year: self.year - 1, month: 12 } } else { Self { month: self.month - 1, ..self } }
    }

    /// The month after.
    pub fn next(self) -> Self {
        if self.month == 12 { Self { year: self.year + 1, month: 1 } } else { Self { month: self.month + 1, ..self } }
    }

    /// The same month a year earlier.
    pub fn last_year(self) -> Self {
        Self { year: self.year - 1, ..self }
    }

    /// The first local day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// The last local day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or(NaiveDate::MIN)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        // Read by hand: every state of a point holds one.
        let parts = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2);
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?;
        let number = parts.and_then(|(year, month)| Some((digits(year)?, digits(month)?)));
        match number {
            Some((year, month @ 1..=12)) => Ok(Self { year: i32::try_from(year).unwrap_or(0), month }),
            _ => Err(format!("period `{text}` is not a month; write for example 2026-11")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_local() {
        // 2026-10-31T17:00Z is already November in China.
        let at = Timestamp::from_millis(1_793_466_000_000);
        assert_eq!(Period::of(at, UtcOffset::CHINA).to_string(), "2026-11");
        assert_eq!(Period::of(at, UtcOffset::minutes(0)).to_string(), "2026-10");
        assert_eq!(Period::of(at, UtcOffset::CHINA).previous().last_day().to_string(), "2026-10-31");
    }

    #[test]
    fn a_month_is_read_as_it_is_written() {
        let read = |text: &str| Period::try_from(text.to_owned());
        assert_eq!(read("2026-11").map(String::from), Ok("2026-11".to_owned()));
        for wrong in ["2026-13", "2026-00", "2026-1", "26-11", "+026-01", "2026-11-01", "", "二〇-11"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_instant_beyond_the_calendar_has_a_month_that_can_be_read_back() {
        for at in [Timestamp(i64::MIN), Timestamp::MIN, Timestamp::MAX, Timestamp(i64::MAX)] {
            for offset in [UtcOffset::minutes(-840), UtcOffset::CHINA, UtcOffset::minutes(840)] {
                let month = Period::of(at, offset);
                assert_eq!(Period::try_from(month.to_string()), Ok(month));
            }
        }
    }

    #[test]
    fn an_interval_travels_as_start_and_width() {
        let interval = TimeInterval::between(Timestamp(5), Timestamp(2));
        assert_eq!(serde_json::to_string(&interval).unwrap(), "[2,3]");
        assert_eq!(serde_json::from_str::<TimeInterval>("[2,3]").unwrap(), interval);
    }

    #[test]
    fn quality_follows_the_doubt() {
        let wide = |s| TimeInterval { earliest: Timestamp(0), latest: Timestamp(0) + s };
        assert_eq!(wide(Span::seconds(60)).quality(), TimeQuality::Verified);
        assert_eq!(wide(Span::minutes(10)).quality(), TimeQuality::Derived { plus_minus: Span::minutes(5) });
        assert_eq!(wide(Span::hours(13)).quality(), TimeQuality::Unverified);
    }
}
