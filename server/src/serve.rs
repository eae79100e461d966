//! Starting and stopping.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::http::enrol::Attempts;
use crate::http::live::Hub;
use crate::http::{self, AppState};
use crate::intake::{Books, BooksError};
use crate::photo::{Photos, ShelfError};
use crate::secret::{self, NoRandom};
use crate::store::sqlite::{Opening, WorksOn};
use crate::store::{FieldStore as _, SqliteStore, StoreError};

/// How long requests that are under way may take to end when the server stops.
const STOP_WAIT: Duration = Duration::from_secs(5);
/// Random bytes of an epoch: two databases never have the same.
const EPOCH_BYTES: usize = 12;

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("cannot listen on {addr}: {source}; choose another port with --listen, or stop what holds it")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rulebooks cannot be used.
    #[error(transparent)]
    Books(#[from] BooksError),
    /// The photo folder cannot be used.
    #[error(transparent)]
    Photos(#[from] ShelfError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] NoRandom),
    /// A task of the start itself failed.
    #[error("starting failed: {0}")]
    Task(String),
}

/// The server.
pub struct Server;

impl Server {
    /// Opens the store, listens, and serves until [`Running::shutdown`].
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let listen = config.listen;
        let (stop, stopping) = watch::channel(false);
        let (state, store) = open(config, stopping.clone()).await?;
        let listener = TcpListener::bind(listen).await.map_err(|source| StartError::Listen { addr: listen, source })?;
        let addr = listener.local_addr().map_err(|source| StartError::Listen { addr: listen, source })?;
        let setup_token = crate::office::setup_token(&state).await?;
        let setup_link = setup_token.map(|token| format!("http://{addr}/#/setup/{token}"));
        let app = http::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let served =
            tokio::spawn(async move { axum::serve(listener, app).with_graceful_shutdown(stopped(stopping)).await });
        tracing::info!(server.addr = %addr, "listening");
        Ok(Running { addr, setup_link, state, stop, served, store })
    }
}

/// A server that runs.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// The one-time link of the first administrator, at the first start only.
    pub setup_link: Option<String>,
    /// What the handlers reach, for tests and tools in the same process.
    pub state: AppState,
    stop: watch::Sender<bool>,
    served: JoinHandle<std::io::Result<()>>,
    store: Arc<SqliteStore>,
}

impl Running {
    /// The address as a URL, for example `http://127.0.0.1:7420`.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Ends what is under way, and closes the store.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        if tokio::time::timeout(STOP_WAIT, &mut self.served).await.is_err() {
            tracing::warn!("requests were still under way when the server stopped");
            self.served.abort();
        }
        self.store.close().await;
    }
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // A dropped sender is a stop too.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Everything of a server but its socket.
pub(crate) async fn open(
    config: Config,
    stopping: watch::Receiver<bool>,
) -> Result<(AppState, Arc<SqliteStore>), StartError> {
    let store = Arc::new(open_store(&config).await?);
    let books = Arc::new(load_books(&store).await?);
    let photos = Arc::new(Photos::open(&config.photos)?);
    photos.tidy_up(&*store).await?;
    let state = AppState {
        store: Arc::<SqliteStore>::clone(&store),
        clock: config.clock,
        books,
        hub: Hub::default(),
        photos,
        attempts: Attempts::default(),
        stopping,
    };
    Ok((state, store))
}

async fn open_store(config: &Config) -> Result<SqliteStore, StartError> {
    use std::fmt::Write as _;
    let mut new_epoch = String::new();
    for byte in secret::random::<EPOCH_BYTES>()? {
        let _ = write!(new_epoch, "{byte:02x}");
    }
    let Config { store: path, restored_from_backup, works_on, .. } = config.clone();
    let opening = Opening { path, new_epoch, restored_from_backup, works_on };
    match works_on {
        WorksOn::Caller => Ok(SqliteStore::open(&opening)?),
        WorksOn::Threads => {
            let opened = tokio::task::spawn_blocking(move || SqliteStore::open(&opening)).await;
            Ok(opened.map_err(|error| StartError::Task(error.to_string()))??)
        }
    }
}

/// The rulebooks of the store; a new store gets the one that the product carries.
async fn load_books(store: &SqliteStore) -> Result<Books, StartError> {
    let (version, text) = Books::default_text()?;
    let mut texts = store.rulebooks().await?;
    if !texts.iter().any(|(known, _)| *known == version) {
        store.add_rulebook(version, text.clone()).await?;
        texts.push((version, text));
    }
    Ok(Books::read(texts)?)
}
