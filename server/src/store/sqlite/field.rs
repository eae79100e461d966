//! The phones' side of the store, on SQLite.

use std::collections::BTreeSet;
use std::sync::Arc;

use curbstop_core::model::{BucketId, DeviceId, Timestamp, WorkerId};
use rusqlite::params;

use super::{SqliteStore, at};
use crate::intake::Books;
use crate::secret::SecretHash;
use crate::store::{
    AcceptedFacts, Batch, BatchTaken, DeviceRow, FieldStore, NewDevice, OfficeBatch, Pending, PullAsk, Pulled,
    StoreError,
};

impl FieldStore for SqliteStore {
    fn device_by_token(&self, _token: SecretHash) -> Pending<'_, Option<DeviceRow>> {
        Box::pin(async { Ok(None) })
    }

    fn enrol(&self, _device: NewDevice) -> Pending<'_, Option<DeviceId>> {
        Box::pin(async { Ok(None) })
    }

    fn add_enrol_code(&self, _hash: SecretHash, _workers: Vec<WorkerId>, _expires_at: Timestamp) -> Pending<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn revoke_device(&self, _device: DeviceId, _now: Timestamp) -> Pending<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn push(&self, _batch: Batch, _books: Arc<Books>) -> Pending<'_, BatchTaken> {
        Box::pin(async { Err(StoreError::Closed) })
    }

    fn accept_office(&self, _batch: OfficeBatch, _books: Arc<Books>) -> Pending<'_, AcceptedFacts> {
        Box::pin(async { Err(StoreError::Closed) })
    }

    fn pull(&self, _ask: PullAsk) -> Pending<'_, Pulled> {
        Box::pin(async { Err(StoreError::Closed) })
    }

    fn device_buckets(&self, _device: DeviceId) -> Pending<'_, BTreeSet<BucketId>> {
        Box::pin(async { Ok(BTreeSet::new()) })
    }

    fn rulebooks(&self) -> Pending<'_, Vec<(u32, String)>> {
        self.read(|connection| {
            let failed = at("reading the rulebooks");
            let mut statement =
                connection.prepare_cached("SELECT version, toml FROM rulebook ORDER BY version").map_err(&failed)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(&failed)?;
            rows.collect::<Result<_, _>>().map_err(&failed)
        })
    }

    fn add_rulebook(&self, version: u32, toml: String) -> Pending<'_, ()> {
        self.write(move |connection| {
            connection
                .execute("INSERT INTO rulebook (version, toml) VALUES (?1, ?2)", params![version, toml])
                .map(drop)
                .map_err(at("adding a rulebook"))
        })
    }
}
