//! The phones' side of the store, on SQLite.

use std::collections::BTreeSet;
use std::sync::Arc;

use curbstop_core::model::{BucketId, DeviceId, SubjectId, Timestamp, WorkerId};
use curbstop_core::state::Subject;
use rusqlite::params;

use super::{SqliteStore, at, device, pull, quarantine, subject, take};
use crate::intake::{Books, SetAside};
use crate::secret::SecretHash;
use crate::store::{
    AcceptedFacts, Batch, BatchTaken, DeviceRow, FieldStore, NewDevice, OfficeBatch, Pending, PullAsk, Pulled,
};

impl FieldStore for SqliteStore {
    fn device_by_token(&self, token: SecretHash) -> Pending<'_, Option<DeviceRow>> {
        self.read(move |connection| device::by_token(connection, token))
    }

    fn enrol(&self, new: NewDevice) -> Pending<'_, Option<DeviceId>> {
        self.write(move |connection| device::enrol(connection, &new))
    }

    fn add_enrol_code(&self, hash: SecretHash, workers: Vec<WorkerId>, expires_at: Timestamp) -> Pending<'_, ()> {
        self.write(move |connection| device::add_code(connection, hash, &workers, expires_at))
    }

    fn revoke_device(&self, device: DeviceId, now: Timestamp) -> Pending<'_, ()> {
        self.write(move |connection| device::revoke(connection, device, now))
    }

    fn push(&self, batch: Batch, books: Arc<Books>) -> Pending<'_, BatchTaken> {
        self.write(move |connection| take::push(connection, batch, &books))
    }

    fn accept_office(&self, batch: OfficeBatch, books: Arc<Books>) -> Pending<'_, AcceptedFacts> {
        self.write(move |connection| take::accept(connection, batch, &books))
    }

    fn pull(&self, ask: PullAsk) -> Pending<'_, Pulled> {
        self.read(move |connection| pull::pull(connection, ask))
    }

    fn device_buckets(&self, device: DeviceId) -> Pending<'_, BTreeSet<BucketId>> {
        self.read(move |connection| {
            let (sender, workers) = device::load(connection, device)?;
            if sender.revoked { Ok(BTreeSet::new()) } else { device::buckets_of(connection, &workers) }
        })
    }

    fn subject(&self, id: SubjectId) -> Pending<'_, Option<Subject>> {
        self.read(move |connection| Ok(subject::find(connection, &id)?.map(|known| known.subject)))
    }

    fn set_aside_of(&self, device: DeviceId) -> Pending<'_, Vec<SetAside>> {
        self.read(move |connection| quarantine::of(connection, device))
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
