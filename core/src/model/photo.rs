//! What a photo is: its name and its kind. Its name is the SHA-256 of its bytes: content is its own name, so that a photo and the facts that name it find each
//! other whichever travels first, the same photo twice is one, and a damaged one is found out.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::id::IdError;

/// Hexadecimal digits of a SHA-256.
const DIGITS: usize = 64;

/// A photo, by the SHA-256 of its bytes; as text 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhotoId([u8; 32]);

impl PhotoId {
    /// Reads the hash as text: exactly 64 digits, lower-case, so that one photo has one name.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let bytes = text.as_bytes();
        if bytes.len() != DIGITS {
            return Err(IdError::Hash { text: text.chars().take(DIGITS).collect() });
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(bytes.chunks_exact(2)) {
            let (high, low) =
                digit(pair[0]).zip(digit(pair[1])).ok_or_else(|| IdError::Hash { text: text.to_owned() })?;
            *byte = high << 4 | low;
        }
        Ok(Self(hash))
    }

    /// The photo with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The photo with this hash.
    pub const fn from_hash(hash: [u8; 32]) -> Self {
        Self(hash)
    }

    /// The hash.
    pub const fn hash(self) -> [u8; 32] {
        self.0
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for PhotoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PhotoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PhotoId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::new(text)
    }
}

impl TryFrom<String> for PhotoId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

impl From<PhotoId> for String {
    fn from(id: PhotoId) -> Self {
        id.to_string()
    }
}

impl Serialize for PhotoId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PhotoId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(super::id::Lent::default())
    }
}

/// Bytes from the start of a file that [`PhotoKind::of`] looks at.
pub const MAGIC_BYTES: usize = 12;
/// What stands in the head of a HEIC file after its length and `ftyp`.
const HEIC_BRANDS: [&[u8]; 7] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1"];

/// What kind of picture a file is: what phones' cameras make, and nothing that could carry a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhotoKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// HEIC, which browsers do not show.
    Heic,
}

impl PhotoKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Heic];

    /// By the first bytes of the file; its name and what somebody calls it count for nothing.
    pub fn of(start: &[u8]) -> Option<Self> {
        if start.starts_with(&[0xff, 0xd8, 0xff]) {
            return Some(Self::Jpeg);
        }
        if start.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP") {
            return Some(Self::Webp);
        }
        let heic =
            start.get(4..8) == Some(b"ftyp") && start.get(8..12).is_some_and(|brand| HEIC_BRANDS.contains(&brand));
        heic.then_some(Self::Heic)
    }

    /// As HTTP says it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
        }
    }

    /// The end of a file's name, and its word in the stores.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heic => "heic",
        }
    }

    /// By [`PhotoKind::extension`].
    pub fn from_extension(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.extension() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_shows_in_the_first_bytes() {
        let starts: [(&[u8], Option<PhotoKind>); 7] = [
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(PhotoKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\r", Some(PhotoKind::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(PhotoKind::Webp)),
            (b"\0\0\0\x18ftypheic\0\0", Some(PhotoKind::Heic)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"<svg onload=", None),
            (b"", None),
        ];
        for (start, kind) in starts {
            assert_eq!(PhotoKind::of(start), kind, "{start:?}");
            assert!(kind.is_none_or(|kind| PhotoKind::from_extension(kind.extension()) == Some(kind)));
        }
    }

    #[test]
    fn a_photo_is_named_by_its_bytes_in_one_way() {
        let id = PhotoId::of(b"abc");
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(id.to_string(), text);
        assert_eq!(PhotoId::new(text), Ok(id));
        let wrong =
            [text.to_uppercase(), text[1..].to_owned(), format!("{text}0"), text.replace('b', "g"), String::new()];
        for wrong in wrong {
            assert!(matches!(PhotoId::new(&wrong), Err(IdError::Hash { .. })), "{wrong}");
        }
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<PhotoId>(&json).unwrap(), id);
        assert!(serde_json::from_str::<PhotoId>("\"ab\"").is_err());
    }
}
