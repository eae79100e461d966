//! What can go wrong in a demo, each with a sentence that says what to do.

use std::path::PathBuf;

use curbstop_core::device::PhoneError;

use crate::bench::BenchError;
use crate::fleet::{FleetError, OfficeError, SiteError};
use crate::real::{MissingData, RunError};
use crate::say::complain;
use crate::town::TownError;

/// Why a demo, a report or a bench ends early.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Somebody else listens there.
    #[error("port {port} is taken; choose another one with PORT=")]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// The real data is not there.
    #[error(transparent)]
    MissingData(#[from] MissingData),
    /// A file or folder.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The town could not be made.
    #[error(transparent)]
    Town(#[from] TownError),
    /// The server did not start.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// A phone or the office failed.
    #[error(transparent)]
    Fleet(#[from] FleetError),
    /// Real data could not be used.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The bench failed.
    #[error(transparent)]
    Bench(#[from] BenchError),
    /// The words of the calls could not be read.
    #[error("calls.json cannot be read: {0}")]
    Calls(#[from] serde_json::Error),
}

impl DemoError {
    /// Says it on the error output, with what can be done.
    pub fn complain(&self) {
        match self {
            Self::PortTaken { port } => {
                complain("demo.error.port_taken", &[("port", port), ("other", &port.saturating_add(1))]);
            }
            Self::MissingData(missing) => complain("demo.error.data_missing", &[("file", &missing.file.display())]),
            Self::File { path, source } => {
                complain("demo.error.file", &[("path", &path.display()), ("reason", source)]);
            }
            other => complain("demo.error.failed", &[("reason", other)]),
        }
    }
}

impl From<PhoneError> for DemoError {
    fn from(error: PhoneError) -> Self {
        Self::Fleet(error.into())
    }
}

impl From<OfficeError> for DemoError {
    fn from(error: OfficeError) -> Self {
        Self::Fleet(error.into())
    }
}

impl From<curbstop_server::StartError> for DemoError {
    fn from(error: curbstop_server::StartError) -> Self {
        Self::Site(error.into())
    }
}
