//! What the façade and the sync share: the store, the clock, the way to the server, and what is worth keeping in memory.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::clock::DeviceClock;
use super::local::{Books, Folding};
use super::photo::{PhotoTransport, Photos};
use super::store::{DatabaseKeys, Opened, Store, StoreError, clocks, rulebook};
use super::sync::Transport;
use super::watch::Watchers;
use crate::model::{BootId, Moment, Timestamp};
use crate::rules::trusted_time::{self, Anchors};

/// See the module.
pub(crate) struct Engine {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn DeviceClock>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) photos: Photos,
    kept: RwLock<Kept>,
    /// Counts changes of the covers' records, so that an index of their places knows when it is old.
    covers_changed: AtomicU64,
    /// Who is told of changes.
    pub(crate) watchers: Watchers,
    /// Ends a listener's wait: there is a network again.
    pub(crate) network_back: tokio::sync::Notify,
    /// One sync at a time; a second one waits for the first.
    pub(crate) syncing: tokio::sync::Mutex<()>,
    /// Ends whatever waits for the network: the app has something better to do, or goes to sleep.
    pub(crate) stopped: tokio::sync::Notify,
}

/// Small things that every call needs and that hardly ever change. The store holds them too.
#[derive(Debug, Clone)]
struct Kept {
    boot: Option<(String, BootId)>,
    anchors: Arc<Anchors>,
    books: Arc<Books>,
}

/// One moment of the phone, with what it takes to judge facts at it.
#[derive(Debug, Clone)]
pub(crate) struct Present {
    pub(crate) moment: Moment,
    anchors: Arc<Anchors>,
    pub(crate) books: Arc<Books>,
}

impl Present {
    pub(crate) fn folding(&self) -> Folding<'_> {
        Folding { books: &self.books, anchors: &self.anchors, now: self.moment }
    }

    /// What time it is, as well as the phone can say.
    pub(crate) fn now(&self) -> Timestamp {
        trusted_time::phone_now(self.moment, &self.anchors)
    }
}

impl Engine {
    pub(crate) fn open(
        folder: &Path,
        keys: Option<Arc<dyn DatabaseKeys>>,
        clock: Arc<dyn DeviceClock>,
        transport: Arc<dyn Transport>,
        photos: Arc<dyn PhotoTransport>,
    ) -> Result<(Self, Opened), StoreError> {
        let (store, opened) = Store::open(folder, keys)?;
        let photos = Photos::open(&store, folder, photos)?;
        let anchors = Arc::new(store.read(clocks::anchors)?);
        let books = Arc::new(read_books(&store)?);
        let kept = RwLock::new(Kept { boot: None, anchors, books });
        let (covers_changed, syncing) = (AtomicU64::new(0), tokio::sync::Mutex::new(()));
        let (watchers, network_back) = (Watchers::default(), tokio::sync::Notify::new());
        let stopped = tokio::sync::Notify::new();
        let engine =
            Self { store, clock, transport, photos, kept, covers_changed, watchers, network_back, syncing, stopped };
        Ok((engine, opened))
    }

    /// The phone's clocks now. The first call of a boot gives the boot its number.
    pub(crate) fn present(&self) -> Result<Present, StoreError> {
        let reading = self.clock.read();
        let kept = self.kept();
        let boot = match &kept.boot {
            Some((token, boot)) if *token == reading.boot_token => *boot,
            _ => self.boot(&reading.boot_token)?,
        };
        let moment = Moment::new(boot, reading.uptime, reading.wall);
        Ok(Present { moment, anchors: kept.anchors, books: kept.books })
    }

    fn boot(&self, token: &str) -> Result<BootId, StoreError> {
        let known = self.store.read(|db| clocks::boot(db, token))?;
        let boot = match known {
            Some(boot) => boot,
            None => self.store.write(|tx| match clocks::boot(tx, token)? {
                Some(boot) => Ok(boot),
                None => clocks::new_boot(tx, token),
            })?,
        };
        self.keep(|kept| kept.boot = Some((token.to_owned(), boot)));
        Ok(boot)
    }

    /// After a commit that changed them.
    pub(crate) fn keep_anchors(&self, anchors: Anchors) {
        self.keep(|kept| kept.anchors = Arc::new(anchors));
    }

    /// After the store was taken up again, maybe as a new one.
    pub(crate) fn reload(&self) -> Result<(), StoreError> {
        self.keep_anchors(self.store.read(clocks::anchors)?);
        self.keep(|kept| kept.boot = None);
        self.note_covers_changed();
        self.reload_books()
    }

    /// After a commit that added a rulebook.
    pub(crate) fn reload_books(&self) -> Result<(), StoreError> {
        let books = Arc::new(read_books(&self.store)?);
        self.keep(|kept| kept.books = books);
        Ok(())
    }

    pub(crate) fn note_covers_changed(&self) {
        self.covers_changed.fetch_add(1, Ordering::Release);
    }

    pub(crate) fn covers_changed(&self) -> u64 {
        self.covers_changed.load(Ordering::Acquire)
    }

    fn kept(&self) -> Kept {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, change: impl FnOnce(&mut Kept)) {
        change(&mut self.kept.write().unwrap_or_else(PoisonError::into_inner));
    }
}

fn read_books(store: &Store) -> Result<Books, StoreError> {
    let texts = store.read(rulebook::all)?;
    Books::new(&texts).map_err(StoreError::Rulebook)
}
