//! Where the bytes lie: one file a photo, named by its hash. A file under its name is whole and durable; anything else is not one.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest as _, Sha256};

use crate::device::store::StoreError;
use crate::model::{MAGIC_BYTES, PhotoId, PhotoKind};
use crate::wire::photo::PHOTO_BYTES_MAX;

/// The folder beside the database.
const NAME: &str = "photos";
/// The end of the name of a file that is not whole yet.
const UNFINISHED: &str = "unfinished";
/// So many bytes are copied at once.
const COPY_BYTES: usize = 64 * 1024;

/// Why a file was not taken over. It is where it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TakeError {
    #[error("is empty or has more than {PHOTO_BYTES_MAX} bytes; take it with a smaller size")]
    Size,
    #[error("is not a picture of a kind that is taken; save it as JPEG, PNG, WebP or HEIC")]
    Kind,
    #[error("names no file that can be read: {0}")]
    Source(io::Error),
    #[error(transparent)]
    Own(#[from] StoreError),
}

/// A photo that was taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) id: PhotoId,
    pub(crate) kind: PhotoKind,
    pub(crate) bytes: u64,
}

/// The folder of the photos.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Names unfinished copies apart.
    copies: AtomicU64,
}

impl Folder {
    /// Opens the folder in the phone's, which is made if need be, and clears away what never became a photo.
    pub(crate) fn open(phone: &Path) -> Result<Self, StoreError> {
        let path = phone.join(NAME);
        fs::create_dir_all(&path).map_err(own(&path))?;
        let folder = Self { path, copies: AtomicU64::new(0) };
        for file in folder.files()? {
            if file.extension() == Some(OsStr::new(UNFINISHED)) {
                fs::remove_file(&file).map_err(own(&file))?;
            }
        }
        Ok(folder)
    }

    /// Copies a file, whole and durable. The source stays: it goes once the photo is kept.
    pub(crate) fn take(&self, source: &Path) -> Result<Taken, TakeError> {
        let mut from = File::open(source).map_err(TakeError::Source)?;
        let length = from.metadata().map_err(TakeError::Source)?.len();
        if !(1..=PHOTO_BYTES_MAX).contains(&length) {
            return Err(TakeError::Size);
        }
        let copy = self.path.join(format!("{}.{UNFINISHED}", self.copies.fetch_add(1, Ordering::Relaxed)));
        let taken = copy_whole(&mut from, &copy).and_then(|taken| {
            let path = self.file(taken.id, taken.kind);
            fs::rename(&copy, &path).map_err(own(&path))?;
            self.make_names_durable().map_err(own(&self.path))?;
            Ok(taken)
        });
        if taken.is_err() {
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(&copy);
        }
        taken
    }

    /// Where a photo's file lies, if it does.
    pub(crate) fn find(&self, id: PhotoId, kind: PhotoKind) -> Option<PathBuf> {
        Some(self.file(id, kind)).filter(|path| path.is_file())
    }

    /// A piece of a photo; shorter at its end.
    pub(crate) fn piece(&self, id: PhotoId, kind: PhotoKind, offset: u64, bytes: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.file(id, kind))?;
        file.seek(SeekFrom::Start(offset))?;
        let mut piece = Vec::new();
        file.take(bytes).read_to_end(&mut piece)?;
        Ok(piece)
    }

    /// Whether the file still is what its name says.
    pub(crate) fn is_sound(&self, id: PhotoId, kind: PhotoKind) -> io::Result<bool> {
        let mut hash = Sha256::new();
        let mut file = File::open(self.file(id, kind))?;
        let mut piece = vec![0; COPY_BYTES];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(PhotoId::from_hash(hash.finalize().into()) == id),
                n => hash.update(&piece[..n]),
            }
        }
    }

    /// Lets a photo's file go. One that is not there is gone.
    pub(crate) fn remove(&self, id: PhotoId, kind: PhotoKind) -> io::Result<()> {
        match fs::remove_file(self.file(id, kind)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Every photo whose file lies here.
    pub(crate) fn photos(&self) -> Result<Vec<Taken>, StoreError> {
        let mut found = Vec::new();
        for path in self.files()? {
            let Some((id, kind)) = named(&path) else { continue };
            let bytes = fs::metadata(&path).map_err(own(&path))?.len();
            found.push(Taken { id, kind, bytes });
        }
        Ok(found)
    }

    fn file(&self, id: PhotoId, kind: PhotoKind) -> PathBuf {
        self.path.join(format!("{id}.{}", kind.extension()))
    }

    fn files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let entries = fs::read_dir(&self.path).map_err(own(&self.path))?;
        entries.map(|entry| entry.map(|entry| entry.path()).map_err(own(&self.path))).collect()
    }

    /// A new name in a folder is durable only once the folder is.
    fn make_names_durable(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.path)?.sync_all() } else { Ok(()) }
    }
}

fn own(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File { path, source }
}

/// What a file's name says.
fn named(path: &Path) -> Option<(PhotoId, PhotoKind)> {
    let id = PhotoId::new(path.file_stem()?.to_str()?).ok()?;
    let kind = PhotoKind::from_extension(path.extension()?.to_str()?)?;
    Some((id, kind))
}

/// Copies to the end, and says what it was: what was copied counts, not what somebody may write into the source meanwhile.
fn copy_whole(from: &mut File, to: &Path) -> Result<Taken, TakeError> {
    let mut out = File::create(to).map_err(own(to))?;
    let (mut hash, mut bytes, mut kind) = (Sha256::new(), 0, None);
    let mut piece = vec![0; COPY_BYTES];
    loop {
        let n = from.read(&mut piece).map_err(TakeError::Source)?;
        if n == 0 {
            break;
        }
        if bytes == 0 {
            kind = Some(PhotoKind::of(&piece[..n.min(MAGIC_BYTES)]).ok_or(TakeError::Kind)?);
        }
        bytes += n as u64;
        if bytes > PHOTO_BYTES_MAX {
            return Err(TakeError::Size);
        }
        hash.update(&piece[..n]);
        out.write_all(&piece[..n]).map_err(own(to))?;
    }
    out.sync_all().map_err(own(to))?;
    let kind = kind.ok_or(TakeError::Size)?;
    Ok(Taken { id: PhotoId::from_hash(hash.finalize().into()), kind, bytes })
}
