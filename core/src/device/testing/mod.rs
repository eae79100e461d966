//! What the engine's tests stand on: a folder that goes away, a small town, and a server that does as it is told.

mod folder;
mod photos;
mod server;
mod town;

pub(crate) use folder::Folder;
pub(crate) use photos::{FakePhotoServer, PhotoFault};
pub(crate) use server::{FakeServer, Fault};
pub(crate) use town::{Town, cover_position, point, reading};

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::clock::SimClock;
use super::phone::{Enrolment, Phone, PhoneConfig};
use super::photo::PhotoTransport;
use super::sync::{ServerAddress, Transport};
use super::watch::{Kinds, Watcher};
use crate::model::{Timestamp, WorkerId};

/// 2026-11-23 08:00 at the utility's place.
pub(crate) const MORNING: Timestamp = Timestamp::from_millis(1_795_392_000_000);

/// The reader of the town.
pub(crate) fn reader() -> WorkerId {
    WorkerId::new("w1").unwrap()
}

/// Whoever works in the town signs in with it.
pub(crate) const PIN: &str = "2468";

/// What the office shows for a code; the fake server does not look at its address.
pub(crate) fn enrolment(code: &str) -> Enrolment {
    let server = ServerAddress::new("https://curbstop.example", None).unwrap();
    Enrolment::new(server, code).unwrap()
}

/// Runs a future that waits for nothing but what is ready: the fake server answers at once.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits for something"),
    }
}

/// A phone with its folder, its clock and its server.
pub(crate) struct Bench {
    pub(crate) folder: Folder,
    pub(crate) clock: SimClock,
    pub(crate) server: Arc<FakeServer>,
    pub(crate) photos: Arc<FakePhotoServer>,
    pub(crate) phone: Phone,
}

impl Bench {
    /// Enrolled and signed in; nothing synced yet.
    pub(crate) fn new(town: Town) -> Self {
        let (folder, clock) = (Folder::new(), SimClock::new(MORNING));
        let server = Arc::new(FakeServer::new(town, clock.clone()));
        let photos = Arc::new(FakePhotoServer::default());
        let phone = open_with(&folder, &clock, server.clone(), photos.clone());
        now(phone.enrol(&enrolment("code"), "test phone")).unwrap();
        phone.choose_pin(&reader(), PIN).unwrap();
        phone.sign_in(&reader(), PIN).unwrap();
        Self { folder, clock, server, photos, phone }
    }

    /// The app is killed and started again.
    pub(crate) fn restart(self) -> Self {
        let Self { folder, clock, server, photos, phone } = self;
        drop(phone);
        let phone = open_with(&folder, &clock, server.clone(), photos.clone());
        Self { folder, clock, server, photos, phone }
    }

    pub(crate) fn watch(&self, watcher: Arc<dyn Watcher>) {
        self.phone.watch(watcher);
    }

    pub(crate) fn sync(&self) -> Result<super::sync::SyncReport, super::phone::PhoneError> {
        now(self.phone.sync())
    }

    /// Reads points `1..=n` at stands that are unlike each other.
    pub(crate) fn read_points(&self, n: u32) {
        for i in 1..=n {
            self.clock.advance(crate::model::Span::seconds(60));
            self.phone.record_reading(&point(i), reading(i, 1_000 + i64::from(i)), None).unwrap();
        }
    }
}

/// A watcher that remembers what it was told: the kinds that changed, and how often the sync did.
#[derive(Default)]
pub(crate) struct Heard(std::sync::Mutex<(Vec<Vec<&'static str>>, u32)>);

impl Heard {
    /// Since the last time.
    pub(crate) fn take(&self) -> (Vec<Vec<&'static str>>, u32) {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Watcher for Heard {
    fn work_changed(&self, kinds: &Kinds) {
        self.0.lock().unwrap().0.push(kinds.iter().copied().collect());
    }

    fn sync_changed(&self) {
        self.0.lock().unwrap().1 += 1;
    }
}

/// Where no photos go.
pub(crate) fn open(folder: &Folder, clock: &SimClock, transport: Arc<dyn Transport>) -> Phone {
    open_with(folder, clock, transport, Arc::new(FakePhotoServer::default()))
}

pub(crate) fn open_with(
    folder: &Folder,
    clock: &SimClock,
    transport: Arc<dyn Transport>,
    photos: Arc<dyn PhotoTransport>,
) -> Phone {
    let config =
        PhoneConfig { folder: folder.path().to_owned(), keys: None, clock: Arc::new(clock.clone()), transport, photos };
    Phone::open(config).unwrap()
}
