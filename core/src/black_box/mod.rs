//! The black box: everything of a phone that an engineer or the office needs when it misbehaves, in one file.
//!
//! The file is zstd around lines of JSON, one object a line, each with its kind in `line`; `zstdcat box.jsonl.zst | less` reads
//! it. The first line says which format it is, the last how many lines there were, so that a cut-off file is known for one. No
//! token, PIN or key is in it. Whoever reads it passes over lines of a kind that they do not know.
//!
//! | file | question |
//! |---|---|
//! | `line` | what stands on a line? |
//! | `write` | how does a file come to be? |
//! | `read` | what does a file say? |

mod line;
mod read;
mod write;

pub use line::{Begin, Body, Boot, Bucket, Clock, Entry, Line, PastError, Photo, Queues, SetAside, Standing, Who};
pub use read::{BlackBox, ReadError, read};
pub use write::Writer;

/// The format that this build writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// The longest line that is read, in bytes: an entry of the largest size, in hexadecimal, with room around it.
pub const LINE_BYTES_MAX: usize = 1024 * 1024;

#[cfg(test)]
mod tests;
