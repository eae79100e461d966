//! How photos travel: tus 1.0 (<https://tus.io/protocols/resumable-upload>), core with creation, termination, checksum and
//! expiration. The hash is said at creation, so that the server knows what must come out, and a photo that it has already need
//! not travel again.

/// Where an upload is created.
pub const PATH: &str = "/v1/photos";
/// The version of tus.
pub const TUS_VERSION: &str = "1.0.0";
/// The media type of a piece.
pub const PIECE_TYPE: &str = "application/offset+octet-stream";
/// The largest photo, in bytes: what a good phone camera makes at its best setting, twice.
pub const PHOTO_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// tus' status for a piece whose checksum is not that of its bytes.
pub const CHECKSUM_MISMATCH: u16 = 460;

/// Names in `Upload-Metadata`.
pub mod metadata {
    /// The photo's name, 64 lower-case hexadecimal digits. Required.
    pub const SHA256: &str = "sha256";
    /// Its media type. The server looks at the bytes all the same.
    pub const FILE_TYPE: &str = "filetype";
}

/// Headers beyond those of HTTP itself.
pub mod header {
    /// The version of tus, on every request and answer.
    pub const TUS_RESUMABLE: &str = "tus-resumable";
    /// How much of the photo the server has.
    pub const UPLOAD_OFFSET: &str = "upload-offset";
    /// How many bytes the photo has.
    pub const UPLOAD_LENGTH: &str = "upload-length";
    /// What is said of the photo at creation.
    pub const UPLOAD_METADATA: &str = "upload-metadata";
    /// The algorithm, a space, and the digest in base64.
    pub const UPLOAD_CHECKSUM: &str = "upload-checksum";
    /// When an unfinished upload is forgotten.
    pub const UPLOAD_EXPIRES: &str = "upload-expires";
    /// Ours: the server durably holds the whole photo, and its hash is this. The only word after which a phone may let go of it.
    pub const PHOTO_STORED: &str = "photo-stored";
}

/// Codes of answers that are errors.
pub mod code {
    /// The whole photo came, and its hash is another: the upload is gone, begin again.
    pub const HASH_MISMATCH: &str = "photo.hash_mismatch";
    /// A piece was damaged on its way: send it again.
    pub const CHECKSUM_MISMATCH: &str = "photo.checksum_mismatch";
    /// More bytes than [`super::PHOTO_BYTES_MAX`].
    pub const TOO_LARGE: &str = "photo.too_large";
    /// Not a picture of a kind that is taken.
    pub const KIND: &str = "photo.kind";
}
