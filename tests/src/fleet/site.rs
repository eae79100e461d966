//! A server of its own, with its administrator and its first files.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use curbstop_server::{Config, Running, Server, StartError};

use super::{Account, FleetError, Imported, Office, OfficeError, World};
use crate::town::TownFiles;

/// A server in the simulated world, and somebody in its office.
pub struct Site {
    /// The world whose time it keeps.
    pub world: World,
    /// Where phones and server keep their data.
    pub folder: PathBuf,
    /// The administrator.
    pub office: Office,
    url: String,
    running: Option<Running>,
}

/// Why a site does not start.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The server does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Its office does not open.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// The folder cannot be made.
    #[error("folder {} cannot be used: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// There is a database already, and its administrator is not known here.
    #[error("folder {} holds a database that is in use already; choose an empty folder", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
}

impl Site {
    /// Starts a server on this port of the loopback address (0: a free one) with an empty database in `folder`, makes the
    /// administrator by the one-time link, and signs in.
    pub async fn start(folder: &Path, world: &World, port: u16, account: Account) -> Result<Self, SiteError> {
        std::fs::create_dir_all(folder).map_err(|source| SiteError::Folder { folder: folder.to_owned(), source })?;
        let mut config = Config::new(folder.join("curbstop.db")).with_clock(Arc::new(world.clone()));
        config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let running = Server::start(config).await?;
        let Some(link) = running.setup_link.clone() else {
            running.shutdown().await;
            return Err(SiteError::InUse { folder: folder.to_owned() });
        };
        let url = running.url();
        let office = Office::set_up(&url, &link, account).await?;
        Ok(Self { world: world.clone(), folder: folder.to_owned(), office, url, running: Some(running) })
    }

    /// A server that runs in another process and keeps the time of this world; `folder` holds the phones.
    pub async fn elsewhere(
        folder: &Path,
        world: &World,
        url: &str,
        setup_link: &str,
        account: Account,
    ) -> Result<Self, SiteError> {
        let office = Office::set_up(url, setup_link, account).await?;
        Ok(Self { world: world.clone(), folder: folder.to_owned(), office, url: url.to_owned(), running: None })
    }

    /// The address of the page and of the API.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Imports a town as a utility would on its first day; `each` hears of each file.
    pub async fn import(&self, town: &TownFiles, mut each: impl FnMut(&str, &Imported)) -> Result<(), FleetError> {
        let files = [
            ("workers", &town.workers),
            ("routes", &town.routes),
            ("points", &town.points),
            ("readings", &town.readings),
        ];
        for (kind, csv) in files {
            each(kind, &self.office.import(kind, csv).await?);
        }
        for (area, geojson) in &town.covers {
            each("covers", &self.office.import_covers(area, geojson).await?);
        }
        Ok(())
    }

    /// Ends the server, if it runs here.
    pub async fn stop(self) {
        if let Some(running) = self.running {
            running.shutdown().await;
        }
    }
}
