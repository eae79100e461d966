//! The store's life between opening and closing: reads are broken off, connections are let go and taken again.
//!
//! Writes always finish: they are one fact or one answer, and somebody may have been told "saved" already.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::connections::{self, Connections};
use super::error::StoreError;
use super::{Opened, Store, rotation};

/// A connection, or why there is none.
#[derive(Debug)]
pub(super) enum Access {
    /// In use.
    Open(Connection),
    /// Let go until the store is resumed.
    Suspended,
    /// Let go for good.
    Closed,
}

impl Access {
    pub(super) fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        match self {
            Self::Open(connection) => Ok(connection),
            Self::Suspended => Err(StoreError::Suspended),
            Self::Closed => Err(StoreError::Closed),
        }
    }

    /// Takes the connection out, and leaves something else.
    fn leave(&mut self, left: Self) -> Result<Connection, StoreError> {
        self.connection()?;
        match std::mem::replace(self, left) {
            Self::Open(connection) => Ok(connection),
            Self::Suspended | Self::Closed => Err(StoreError::Closed),
        }
    }
}

/// A panic under the lock leaves nothing half done, as SQLite rolls back: the lock's poison says nothing here.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// Breaks off the read that is under way and those that wait for it. Writes finish.
    pub(crate) fn interrupt(&self) {
        self.interrupts.asked.fetch_add(1, Ordering::AcqRel);
    }

    /// Lets go of every file, with the log folded back, until [`Store::resume`]. Waits for a write that is under way.
    pub(crate) fn suspend(&self) -> Result<(), StoreError> {
        self.let_go(|| Access::Suspended)
    }

    /// Lets go of every file for good. Waits for a write that is under way.
    pub(crate) fn close(&self) -> Result<(), StoreError> {
        match self.let_go(|| Access::Closed) {
            // Nothing is held any more: only the word changes.
            Err(StoreError::Suspended) => {
                (*lock(&self.writer), *lock(&self.reader)) = (Access::Closed, Access::Closed);
                Ok(())
            }
            Err(StoreError::Closed) => Ok(()),
            other => other,
        }
    }

    fn let_go(&self, left: impl Fn() -> Access) -> Result<(), StoreError> {
        self.interrupt();
        let (mut writer, mut reader) = (lock(&self.writer), lock(&self.reader));
        let connection = writer.leave(left())?;
        drop(reader.leave(left()));
        // Closing the last connection folds the log back too; that it can fail is said only here.
        let folded = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        drop(connection);
        Ok(folded?)
    }

    /// Takes up again what [`Store::suspend`] let go. One that is open stays so.
    pub(crate) fn resume(&self) -> Result<Opened, StoreError> {
        let (mut writer, mut reader) = (lock(&self.writer), lock(&self.reader));
        match &*writer {
            Access::Open(_) => return Ok(Opened::Kept),
            Access::Closed => return Err(StoreError::Closed),
            Access::Suspended => {}
        }
        let (connections, opened) = connections::open(&self.folder, self.keys.as_deref())?;
        self.take_up(connections, &mut writer, &mut reader)?;
        Ok(opened)
    }

    /// Gives the database the key that follows. Waits for what is running; a power cut at any point costs nothing.
    pub(crate) fn rotate_key(&self) -> Result<(), StoreError> {
        let keys = self.keys.as_deref().ok_or(StoreError::Plain)?;
        let (mut writer, mut reader) = (lock(&self.writer), lock(&self.reader));
        let connection = writer.leave(Access::Suspended)?;
        drop(reader.leave(Access::Suspended));
        let rotated = rotation::rotate(&self.folder, connection, keys);
        // Whatever came of it, one of the two keys opens the database.
        let (connections, _) = connections::open(&self.folder, Some(keys))?;
        self.take_up(connections, &mut writer, &mut reader)?;
        rotated
    }

    fn take_up(&self, connections: Connections, writer: &mut Access, reader: &mut Access) -> Result<(), StoreError> {
        self.interrupts.watch_over(&connections.reader)?;
        (*writer, *reader) = (Access::Open(connections.writer), Access::Open(connections.reader));
        Ok(())
    }
}

/// Which reads were broken off. SQLite's own handle breaks off only what is running at that very moment: a read that was about to
/// begin would run on, and whoever closes the store would wait for it.
#[derive(Debug, Default)]
pub(super) struct Interrupts {
    /// How often somebody asked for it.
    asked: AtomicU64,
    /// How often they had when the read began that is running.
    at_begin: AtomicU64,
}

impl Interrupts {
    /// A connection looks every so many of SQLite's instructions whether its read was broken off: some 10 µs.
    const LOOK_EVERY: i32 = 1_000;

    pub(super) fn watch_over(self: &Arc<Self>, reader: &Connection) -> Result<(), StoreError> {
        let interrupts = self.clone();
        Ok(reader.progress_handler(Self::LOOK_EVERY, Some(move || interrupts.since(interrupts.at_begin())))?)
    }

    /// What a read remembers before it waits for its turn.
    pub(super) fn now(&self) -> u64 {
        self.asked.load(Ordering::Acquire)
    }

    fn at_begin(&self) -> u64 {
        self.at_begin.load(Ordering::Acquire)
    }

    fn since(&self, then: u64) -> bool {
        self.now() != then
    }

    /// It is the read's turn, if it was not broken off while it waited.
    pub(super) fn begin(&self, then: u64) -> Result<(), StoreError> {
        self.at_begin.store(then, Ordering::Release);
        if self.since(then) { Err(StoreError::Interrupted) } else { Ok(()) }
    }
}
