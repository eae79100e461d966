//! What can be set when the server starts.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::{ServerClock, SystemClock};
use crate::store::sqlite::WorksOn;

/// The port where nothing else is said.
pub const DEFAULT_PORT: u16 = 7420;

/// Where the server listens, what it keeps its data in, and what tells it the time.
#[derive(Clone)]
pub struct Config {
    /// The address to listen on; port 0 takes a free one. The loopback address unless told otherwise.
    pub listen: SocketAddr,
    /// The database file; it is made where there is none.
    pub store: PathBuf,
    /// The folder of photos; it is made where there is none. Beside the database unless told otherwise.
    pub photos: PathBuf,
    /// The clock.
    pub clock: Arc<dyn ServerClock>,
    /// The database was put back from a backup: start a new epoch, so that phones offer again what the backup lacks, and read
    /// everything anew.
    pub restored_from_backup: bool,
    /// Where the store does its work.
    pub works_on: WorksOn,
}

impl Config {
    /// The machine's clock and the loopback address on [`DEFAULT_PORT`].
    pub fn new(store: impl Into<PathBuf>) -> Self {
        let store = store.into();
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, DEFAULT_PORT)),
            photos: store.with_extension("photos"),
            store,
            clock: Arc::new(SystemClock),
            restored_from_backup: false,
            works_on: WorksOn::default(),
        }
    }

    /// On a free port of the loopback address: for tests, simulations and the demo.
    #[must_use]
    pub fn on_free_port(mut self) -> Self {
        self.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        self
    }

    /// With another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn ServerClock>) -> Self {
        self.clock = clock;
        self
    }
}
