//! The server of a simulated world: the product's own, without a socket, on a simulated disk.

use std::future::Future;
use std::sync::Arc;

use curbstop_core::device::{Reply, Request};
use curbstop_server::direct::{Asked, Direct};
use curbstop_server::http::AppState;
use curbstop_server::store::sqlite::WorksOn;
use curbstop_server::{Config, StartError};
use tokio::runtime::{Builder, Runtime};

use super::SimError;
use super::disk::{Cut, Disk};
use super::mount::Mount;
use crate::fleet::World;
use crate::seeded::Seeded;

/// See the module.
pub(super) struct Host {
    runtime: Runtime,
    clock: World,
    pub(super) mount: Mount,
    direct: Option<Direct>,
}

impl Host {
    /// A server that does not run.
    pub(super) fn new(clock: &World, mount: Mount) -> Result<Self, SimError> {
        let runtime = Builder::new_current_thread().enable_time().build().map_err(SimError::Runtime)?;
        Ok(Self { runtime, clock: clock.clone(), mount, direct: None })
    }

    /// Starts it. `restored`: somebody says that its file is from a backup.
    pub(super) fn start(&mut self, restored: bool) -> Result<(), StartError> {
        let config = Config {
            works_on: WorksOn::Caller,
            restored_from_backup: restored,
            ..Config::new(self.mount.folder().join("curbstop.db")).with_clock(Arc::new(self.clock.clone()))
        };
        self.direct = Some(self.runtime.block_on(Direct::open(config))?);
        Ok(())
    }

    pub(super) fn runs(&self) -> bool {
        self.direct.is_some()
    }

    /// Answers a phone. `None`: it does not run, or died over it.
    pub(super) fn answer(&mut self, request: Request) -> Result<Option<Reply>, SimError> {
        let Some(direct) = &self.direct else { return Ok(None) };
        let Request { path, token, encoding, body, .. } = request;
        let asked = Asked { path: path.to_owned(), token, encoding, body };
        let answered =
            self.runtime.block_on(direct.answer(asked)).map_err(|error| SimError::Server(error.to_string()))?;
        if self.mount.disk.is_dead() {
            return Ok(None);
        }
        Ok(Some(Reply { status: answered.status, retry_after: None, encoding: answered.encoding, body: answered.body }))
    }

    /// Somebody in the office does something; `None`: the server does not run.
    pub(super) fn office<T, F: Future<Output = T>>(&self, does: impl FnOnce(AppState) -> F) -> Option<T> {
        let state = self.direct.as_ref()?.state.clone();
        Some(self.runtime.block_on(does(state)))
    }

    /// It stops at whatever it was doing; the next start finds what the cut left.
    pub(super) fn stop(&mut self, cut: Cut, seeded: &mut Seeded) {
        let disk = self.mount.disk.cut(cut, seeded);
        self.go_on_with(disk);
    }

    /// It stops, and another disk is put in.
    pub(super) fn go_on_with(&mut self, disk: Disk) {
        self.mount.disk.lock().dead = true;
        self.direct = None;
        self.mount.change(disk);
    }
}
