//! Reads run on connections of their own, beside the writer, off the reactor. Each sees one state of the database.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::{WorksOn, at, connection};
use crate::store::{Pending, StoreError};

/// Reads at once. More wait: a machine has few cores, and each connection has a cache.
const READERS_MAX: usize = 4;

/// Connections that are open and idle.
pub(super) struct Readers {
    path: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
    slots: Semaphore,
    works_on: WorksOn,
}

impl Readers {
    /// None is open yet.
    pub(super) fn new(path: &Path, works_on: WorksOn) -> Self {
        Self { path: path.to_owned(), idle: Arc::default(), slots: Semaphore::new(READERS_MAX), works_on }
    }

    /// Runs work inside one read transaction.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'_, T> {
        Box::pin(async move {
            let _slot = self.slots.acquire().await.map_err(|_| StoreError::Closed)?;
            let (path, idle) = (self.path.clone(), Arc::clone(&self.idle));
            let read = move || {
                let connection = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let connection = connection.map_or_else(|| connection::open_reader(&path), Ok)?;
                let result = in_read_transaction(&connection, work);
                idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
                result
            };
            match self.works_on {
                WorksOn::Threads => tokio::task::spawn_blocking(read).await.unwrap_or(Err(StoreError::Panicked)),
                WorksOn::Caller => read(),
            }
        })
    }

    /// Closes what is idle, and lets nobody in again.
    pub(super) fn close(&self) {
        self.slots.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn in_read_transaction<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.unchecked_transaction().map_err(at("beginning to read"))?;
    let result = work(connection);
    transaction.finish().map_err(at("ending to read"))?;
    result
}
