//! One writer thread. It takes whatever requests wait, runs each in a savepoint of one transaction, and commits once: many
//! requests share one fsync, and one that fails takes nothing of the others with it. Or none: see [`WorksOn::Caller`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{WorksOn, at};
use crate::store::{Pending, StoreError};

/// Requests that may wait for the writer before further ones wait outside: memory stays bounded.
const QUEUE_JOBS_MAX: usize = 256;
/// Requests in one transaction at most: the first one's answer should not wait for ever.
const COMMIT_JOBS_MAX: usize = 64;
/// A statement that never ends is not expected: how long closing waits for the thread.
const CLOSE_WAIT: Duration = Duration::from_secs(30);

/// Work on the writer's connection; gives back who is told once the commit is known.
pub(super) type Job = Box<dyn FnOnce(&Connection) -> Reply + Send>;
/// Tells the caller, with `None` after a commit, with the reason after a failed one.
pub(super) type Reply = Box<dyn FnOnce(Option<&str>) + Send>;

/// The one way to the writing connection.
pub(super) enum Writer {
    /// A thread of its own has it.
    Thread {
        /// Takes what is to be done.
        jobs: Mutex<Option<mpsc::Sender<Job>>>,
        /// Ends when nobody can send it jobs any more.
        thread: Mutex<Option<JoinHandle<()>>>,
    },
    /// Whoever calls uses it.
    Caller(Mutex<Option<Connection>>),
}

impl Writer {
    /// Gives the connection its place.
    pub(super) fn start(connection: Connection, works_on: WorksOn) -> Result<Self, StoreError> {
        match works_on {
            WorksOn::Threads => Self::start_thread(connection),
            WorksOn::Caller => Ok(Self::Caller(Mutex::new(Some(connection)))),
        }
    }

    fn start_thread(connection: Connection) -> Result<Self, StoreError> {
        let (sender, receiver) = mpsc::channel(QUEUE_JOBS_MAX);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || write_until_closed(connection, receiver))
            .map_err(|error| StoreError::Database { what: "starting the writer", reason: error.to_string() })?;
        Ok(Self::Thread { jobs: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) })
    }

    /// Runs work in a savepoint; done when its transaction is durable.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'_, T> {
        Box::pin(async move {
            let (tell, told) = oneshot::channel();
            let job: Job = Box::new(move |connection| {
                let result = in_savepoint(connection, work);
                Box::new(move |failed| {
                    let result = match failed {
                        None => result,
                        Some(reason) => Err(StoreError::Database { what: "committing", reason: reason.to_owned() }),
                    };
                    // A caller that went away hung up; what it asked for is done all the same.
                    let _ = tell.send(result);
                })
            });
            match self {
                Self::Thread { jobs, .. } => {
                    let jobs = lock(jobs).clone();
                    jobs.ok_or(StoreError::Closed)?.send(job).await.map_err(|_| StoreError::Closed)?;
                }
                Self::Caller(connection) => {
                    commit_together(lock(connection).as_ref().ok_or(StoreError::Closed)?, job, || None);
                }
            }
            told.await.map_err(|_| StoreError::Closed)?
        })
    }

    /// Takes no more work, does what waits, and ends the thread.
    pub(super) async fn close(&self) {
        let (jobs, thread) = match self {
            Self::Thread { jobs, thread } => (jobs, thread),
            Self::Caller(connection) => return lock(connection).take().map_or((), close),
        };
        lock(jobs).take();
        let thread = lock(thread).take();
        if let Some(thread) = thread {
            let joined = tokio::task::spawn_blocking(move || thread.join().is_ok());
            if !matches!(tokio::time::timeout(CLOSE_WAIT, joined).await, Ok(Ok(true))) {
                tracing::error!("the store's writer did not end in time");
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn close(connection: Connection) {
    if let Err((_, error)) = connection.close() {
        tracing::error!(error.reason = %error, "the database did not close cleanly");
    }
}

fn write_until_closed(connection: Connection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        commit_together(&connection, first, || jobs.try_recv().ok());
    }
    close(connection);
}

/// One transaction over the first job and whatever else waits.
fn commit_together(connection: &Connection, first: Job, mut waiting: impl FnMut() -> Option<Job>) {
    let begun = connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| error.to_string());
    let mut replies = vec![first(connection)];
    while replies.len() < COMMIT_JOBS_MAX {
        let Some(job) = waiting() else { break };
        replies.push(job(connection));
    }
    let failed = begun.and_then(|()| connection.execute_batch("COMMIT").map_err(|error| error.to_string())).err();
    if let Some(reason) = &failed {
        tracing::error!(error.reason = %reason, store.jobs = replies.len(), "a transaction was not committed");
        if !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
    }
    for reply in replies {
        reply(failed.as_deref());
    }
}

fn in_savepoint<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    if connection.is_autocommit() {
        // The transaction did not begin; nothing may slip out of it one statement at a time.
        return Err(StoreError::Database { what: "beginning", reason: "no transaction".to_owned() });
    }
    run_cached(connection, "SAVEPOINT job")?;
    // The connection is put back to the savepoint below, so that a panic leaves nothing half-written behind.
    let result = catch_unwind(AssertUnwindSafe(|| work(connection))).unwrap_or(Err(StoreError::Panicked));
    if result.is_err() {
        run_cached(connection, "ROLLBACK TO job")?;
    }
    run_cached(connection, "RELEASE job")?;
    result
}

fn run_cached(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute([])).map(drop).map_err(at("a savepoint"))
}
