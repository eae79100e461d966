//! What a file says. A line at a time: a file may be larger than memory.

use std::io::{BufRead, BufReader, Read};

use super::line::{Begin, Line};
use super::{FORMAT, LINE_BYTES_MAX};

/// Why a file, or the rest of it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is something else.
    #[error("this is no black box of a phone: its first line is not its beginning")]
    NotOne,
    /// A newer app wrote it.
    #[error("the black box is of format {found}, this build reads up to {FORMAT}; use a newer one")]
    Newer {
        /// Its format.
        found: u32,
    },
    /// A line is not what it should be; the lines before it are good.
    #[error("line {line} of the black box cannot be read: {reason}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// It ends too early; the lines before that are good.
    #[error("the black box was cut off after {lines} lines")]
    CutOff {
        /// How many lines could be read.
        lines: u64,
    },
}

/// A file that is being read: gives its lines after the first, in order, without the last. An error is the end.
pub struct BlackBox<R: Read> {
    /// The first line.
    pub begin: Begin,
    lines: Lines<R>,
    ended: bool,
}

/// Begins to read a file.
pub fn read<R: Read>(file: R) -> Result<BlackBox<R>, ReadError> {
    let unpacked = zstd::stream::read::Decoder::new(file).map_err(|_| ReadError::NotOne)?;
    let mut lines = Lines { input: BufReader::new(unpacked), read: 0 };
    match lines.next() {
        Ok(Some(Line::Begin(begin))) if begin.format <= FORMAT => Ok(BlackBox { begin, lines, ended: false }),
        Ok(Some(Line::Begin(Begin { format: found, .. }))) => Err(ReadError::Newer { found }),
        _ => Err(ReadError::NotOne),
    }
}

impl<R: Read> Iterator for BlackBox<R> {
    type Item = Result<Line, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.lines.next();
        let lines = self.lines.read;
        self.ended = !matches!(next, Ok(Some(ref line)) if !matches!(line, Line::End { .. }));
        match next {
            Ok(Some(Line::End { lines: written })) if written == lines => None,
            Ok(Some(Line::End { .. }) | None) => Some(Err(ReadError::CutOff { lines })),
            Ok(Some(line)) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    }
}

struct Lines<R: Read> {
    input: BufReader<zstd::stream::read::Decoder<'static, BufReader<R>>>,
    read: u64,
}

impl<R: Read> Lines<R> {
    /// `None`: there are no more.
    fn next(&mut self) -> Result<Option<Line>, ReadError> {
        let number = self.read + 1;
        let mut bytes = Vec::new();
        let limit = LINE_BYTES_MAX as u64 + 1;
        let got = (&mut self.input).take(limit).read_until(b'\n', &mut bytes);
        match got {
            Ok(0) => return Ok(None),
            // zstd's frame ends in the middle: the file was cut off.
            Err(_) => return Err(ReadError::CutOff { lines: self.read }),
            Ok(_) => {}
        }
        let broken = |reason: String| ReadError::Line { line: number, reason };
        if bytes.len() > LINE_BYTES_MAX {
            return Err(broken(format!("it has more than {LINE_BYTES_MAX} bytes")));
        }
        let line = serde_json::from_slice(&bytes).map_err(|error| broken(error.to_string()))?;
        self.read = number;
        Ok(Some(line))
    }
}
