//! Uploads that are not whole yet: one file each, in a folder of this machine.

use std::fmt::Display;
use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use curbstop_core::model::{DeviceId, PhotoId};
use futures_util::{Stream, StreamExt as _};
use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

use super::checksum::Checksum;
use crate::store::photo::UploadId;

/// A sender may be silent for so long before what came is kept and the connection given up.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// The end of a file's name.
const ENDING: &str = "part";

/// The folder.
#[derive(Debug)]
pub(super) struct Unfinished {
    folder: PathBuf,
}

/// What came of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// All of it.
    Whole { bytes: u64 },
    /// The connection broke, or fell silent.
    Part { bytes: u64 },
    /// More than there is room for; nothing of it counts.
    TooLong,
}

impl Unfinished {
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Writes a piece behind the `have` bytes that count, and makes it durable. What lay there beyond is cut off. `None`: the bytes
    /// that should be there are not; somebody removed the file.
    pub(super) async fn append<B: AsRef<[u8]>, E: Display>(
        &self,
        id: UploadId,
        have: u64,
        room: u64,
        body: impl Stream<Item = Result<B, E>>,
        checksum: Option<&mut Checksum>,
    ) -> io::Result<Option<Came>> {
        let path = self.path(id);
        let mut file = OpenOptions::new().create(true).write(true).truncate(false).open(&path).await?;
        if file.metadata().await?.len() < have {
            return Ok(None);
        }
        file.set_len(have).await?;
        file.seek(SeekFrom::Start(have)).await?;
        let came = write(&mut file, room, body, checksum).await?;
        file.flush().await?;
        file.sync_data().await?;
        if have == 0 {
            self.make_names_durable().await?;
        }
        Ok(Some(came))
    }

    /// Everything that came.
    pub(super) async fn bytes(&self, id: UploadId) -> io::Result<Vec<u8>> {
        tokio::fs::read(self.path(id)).await
    }

    pub(super) fn remove(&self, id: UploadId) {
        match std::fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(error.reason = %error, "an unfinished photo could not be removed");
            }
            _ => {}
        }
    }

    /// Every upload that has a file.
    pub(super) fn all(&self) -> Vec<UploadId> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| named(&entry.path())).collect()
    }

    fn path(&self, id: UploadId) -> PathBuf {
        self.folder.join(format!("{}-{}.{ENDING}", id.device, id.photo))
    }

    /// A new name in a folder is durable only once the folder is.
    async fn make_names_durable(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.folder).await?.sync_all().await } else { Ok(()) }
    }
}

fn named(path: &Path) -> Option<UploadId> {
    let (device, photo) = path.file_stem()?.to_str()?.split_once('-')?;
    Some(UploadId { device: DeviceId::new(device.parse().ok()?), photo: PhotoId::new(photo).ok()? })
}

async fn write<B: AsRef<[u8]>, E: Display>(
    file: &mut File,
    room: u64,
    body: impl Stream<Item = Result<B, E>>,
    mut checksum: Option<&mut Checksum>,
) -> io::Result<Came> {
    let mut body = std::pin::pin!(body);
    let mut bytes = 0;
    loop {
        let Ok(next) = tokio::time::timeout(SILENCE_MAX, body.next()).await else { return Ok(Came::Part { bytes }) };
        let Some(piece) = next else { return Ok(Came::Whole { bytes }) };
        let Ok(piece) =
            piece.inspect_err(|error| tracing::debug!(error.reason = %error, "a piece of a photo broke off"))
        else {
            return Ok(Came::Part { bytes });
        };
        let piece = piece.as_ref();
        bytes += piece.len() as u64;
        if bytes > room {
            return Ok(Came::TooLong);
        }
        if let Some(checksum) = checksum.as_deref_mut() {
            checksum.update(piece);
        }
        file.write_all(piece).await?;
    }
}
