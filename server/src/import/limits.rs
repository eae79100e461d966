//! What an imported file may hold. A file beyond a limit is refused whole, with the limit in the message.

/// The largest file, in bytes: 100,000 service points are about 15 MB.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// The most rows of one file, the header not counted. A whole file is one transaction, and phones wait for it: at 40 to 100 µs a
/// row this is 20 s at most, where a phone waits for a minute. A larger town comes in several files.
pub const ROWS_MAX: usize = 200_000;
/// The longest name of a person or a route, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The longest address or place, in characters.
pub const ADDRESS_CHARS_MAX: usize = 200;
/// The longest customer number or serial number, in characters.
pub const NUMBER_CHARS_MAX: usize = 64;
/// The longest note, in characters.
pub const NOTE_CHARS_MAX: usize = 500;
/// The longest bit of a wrong cell that a report repeats, in characters.
pub const QUOTED_CHARS_MAX: usize = 40;
/// The most duplicates, and the most rejections, that a report lists one by one; beyond it the counts still tell all.
pub const PROBLEMS_LISTED_MAX: usize = 10_000;
/// The highest place in a route.
pub const SEQ_MAX: u32 = 1_000_000;
/// The highest overload flow of a meter, in litres per hour (a DN500 bulk meter passes about 2,000 m³/h).
pub const Q4_LITRES_PER_HOUR_MAX: i64 = 10_000_000;
