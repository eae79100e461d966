//! Whole photos, under the hash of their content: a folder by default; an S3-compatible store is another `ObjectStore` here.

use std::path::Path;

use curbstop_core::model::{PhotoId, PhotoKind};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetResult, ObjectStore, ObjectStoreExt as _, PutPayload};

/// Why the photo folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The folder of the unfinished ones.
    #[error("the photo folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The store of the whole ones.
    #[error("the photo store failed: {0}")]
    Store(#[from] object_store::Error),
}

/// Whole photos.
#[derive(Debug)]
pub(crate) struct Shelf(Box<dyn ObjectStore>);

impl Shelf {
    /// In a folder; what is put there is durable.
    pub(super) fn folder(folder: &Path) -> Result<Self, ShelfError> {
        std::fs::create_dir_all(folder)?;
        Ok(Self(Box::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))))
    }

    /// Puts a photo there; durable when this returns. The same photo again is the same.
    pub(super) async fn put(&self, id: PhotoId, kind: PhotoKind, bytes: Vec<u8>) -> Result<(), ShelfError> {
        self.0.put(&key(id, kind), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// A photo, its bytes still to be read; `None`: it is not there.
    pub(crate) async fn get(&self, id: PhotoId, kind: PhotoKind) -> Result<Option<GetResult>, ShelfError> {
        match self.0.get(&key(id, kind)).await {
            Ok(found) => Ok(Some(found)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Two digits a folder: no folder holds a hundred thousand files.
fn key(id: PhotoId, kind: PhotoKind) -> Key {
    let name = id.to_string();
    Key::from(format!("{}/{name}.{}", &name[..2], kind.extension()))
}
