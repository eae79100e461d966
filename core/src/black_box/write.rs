//! How a file comes to be: a line at a time, however many there are.

use std::io::{self, Write};

use super::line::Line;

/// zstd's level: its own default.
const ZSTD_LEVEL: i32 = 3;

/// Writes lines, compressed.
pub struct Writer<W: Write> {
    out: zstd::stream::write::Encoder<'static, W>,
    lines: u64,
}

impl<W: Write> Writer<W> {
    /// Into a file that is empty yet.
    pub fn new(out: W) -> io::Result<Self> {
        Ok(Self { out: zstd::stream::write::Encoder::new(out, ZSTD_LEVEL)?, lines: 0 })
    }

    /// Writes a line.
    pub fn line(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.lines += 1;
        self.out.write_all(b"\n")
    }

    /// Writes the last line, and gives the file back.
    pub fn end(mut self) -> io::Result<(W, u64)> {
        let lines = self.lines + 1;
        self.line(&Line::End { lines })?;
        Ok((self.out.finish()?, lines))
    }
}
