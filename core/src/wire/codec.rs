//! Compression of bodies, both ways: zstd by choice, gzip and identity understood.

use std::io::{Read, Write};

/// How a body is compressed, as HTTP names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// `zstd`.
    Zstd,
    /// `gzip`.
    Gzip,
    /// `identity`.
    Identity,
}

/// Why a body could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// The name in `Content-Encoding` is not one of ours.
    #[error("content-encoding `{name}` is not known; use zstd, gzip or identity")]
    Unknown {
        /// As given.
        name: String,
    },
    /// It grows beyond the limit, by mistake or as a bomb.
    #[error("the body is larger than {limit} bytes after decompression; send fewer events at once")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes are not what the encoding says.
    #[error("the body is not valid {encoding}: {source}")]
    Broken {
        /// The encoding.
        encoding: &'static str,
        /// What the library says.
        source: std::io::Error,
    },
}

/// zstd's level: 3 is its own default, and the knee of size against CPU for these bodies.
const ZSTD_LEVEL: i32 = 3;

impl Codec {
    /// From a `Content-Encoding` header; none means identity.
    pub fn from_header(name: Option<&str>) -> Result<Self, CodecError> {
        match name.map(str::trim) {
            None | Some("" | "identity") => Ok(Self::Identity),
            Some("zstd") => Ok(Self::Zstd),
            Some("gzip") => Ok(Self::Gzip),
            Some(other) => Err(CodecError::Unknown { name: other.to_owned() }),
        }
    }

    /// The best of what an `Accept-Encoding` header allows.
    pub fn best_of(accepted: Option<&str>) -> Self {
        let accepted = accepted.unwrap_or_default();
        let allows = |name: &str| {
            accepted.split(',').any(|part| {
                let mut words = part.split(';').map(str::trim);
                words.next() == Some(name) && !words.any(|word| matches!(word, "q=0" | "q=0.0"))
            })
        };
        if allows("zstd") {
            Self::Zstd
        } else if allows("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// The name for `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// Compresses a body.
    pub fn encode(self, body: &[u8]) -> Result<Vec<u8>, CodecError> {
        let broken = |source| CodecError::Broken { encoding: self.name(), source };
        match self {
            Self::Zstd => zstd::bulk::compress(body, ZSTD_LEVEL).map_err(broken),
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(body).map_err(broken)?;
                encoder.finish().map_err(broken)
            }
            Self::Identity => Ok(body.to_vec()),
        }
    }

    /// Decompresses a body, and stops at `limit` bytes: a bomb costs no more than that.
    pub fn decode(self, body: &[u8], limit: u64) -> Result<Vec<u8>, CodecError> {
        let broken = |source| CodecError::Broken { encoding: self.name(), source };
        match self {
            Self::Zstd => {
                // The body is in memory: a reader's buffer of 128 KiB beside it would cost more than a small body does.
                let mut decoder = zstd::stream::read::Decoder::with_buffer(body).map_err(broken)?;
                // A frame may ask for a window of gigabytes; 2^23 bytes is what our own encoder ever uses.
                decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(broken)?;
                read_within(decoder, limit, broken)
            }
            Self::Gzip => read_within(flate2::read::MultiGzDecoder::new(body), limit, broken),
            Self::Identity => read_within(body, limit, broken),
        }
    }
}

/// The largest window that a frame may ask for, as a power of two.
const ZSTD_WINDOW_LOG_MAX: u32 = 23;

fn read_within(
    reader: impl Read,
    limit: u64,
    broken: impl Fn(std::io::Error) -> CodecError,
) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    reader.take(limit + 1).read_to_end(&mut out).map_err(broken)?;
    if out.len() as u64 > limit { Err(CodecError::TooLarge { limit }) } else { Ok(out) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_codec_gives_back_what_it_got() {
        let body = "抄表".repeat(1000).into_bytes();
        for codec in [Codec::Zstd, Codec::Gzip, Codec::Identity] {
            let packed = codec.encode(&body).unwrap();
            assert_eq!(codec.decode(&packed, body.len() as u64).unwrap(), body);
            assert!(matches!(codec.decode(&packed, body.len() as u64 - 1), Err(CodecError::TooLarge { .. })));
            assert_eq!(Codec::from_header(Some(codec.name())).unwrap(), codec);
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = Codec::Zstd.encode(&vec![0; 64 << 20]).unwrap();
        assert!(bomb.len() < 10_000);
        assert!(matches!(Codec::Zstd.decode(&bomb, 1 << 20), Err(CodecError::TooLarge { .. })));
    }

    #[test]
    fn the_best_codec_that_the_other_side_reads() {
        assert_eq!(Codec::best_of(Some("gzip, zstd;q=0.9")), Codec::Zstd);
        assert_eq!(Codec::best_of(Some("gzip, zstd;q=0")), Codec::Gzip);
        assert_eq!(Codec::best_of(None), Codec::Identity);
        assert!(matches!(Codec::from_header(Some("br")), Err(CodecError::Unknown { .. })));
    }
}
