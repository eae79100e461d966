//! A phone of a simulated world: the product's engine on a simulated disk, with clocks and a way to the server of its own.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use curbstop_core::device::{ClockReading, DeviceClock, Enrolment, Opened, Phone, PhoneConfig, PhoneError, SyncReport};
use curbstop_core::model::Timestamp;

use super::disk::{Cut, Disk};
use super::mount::Mount;
use super::post::{Line, Post};
use crate::fleet::{PhoneClock, World};
use crate::seeded::Seeded;

/// A phone's clocks, with names of boots that no other phone has.
#[derive(Debug, Clone)]
pub(super) struct OwnClock {
    pub(super) clock: PhoneClock,
    name: String,
}

impl OwnClock {
    pub(super) fn new(world: &World, name: String) -> Self {
        Self { clock: world.phone_clock(), name }
    }
}

impl DeviceClock for OwnClock {
    fn read(&self) -> ClockReading {
        let reading = self.clock.read();
        ClockReading { boot_token: format!("{}-{}", self.name, reading.boot_token), ..reading }
    }
}

/// What a phone is doing with the network.
type Doing = Pin<Box<dyn Future<Output = Result<Option<SyncReport>, PhoneError>>>>;

/// See the module.
pub(super) struct Handheld {
    /// Whose work it carries; a clone carries the same.
    pub(super) who: usize,
    pub(super) mount: Mount,
    pub(super) clock: OwnClock,
    line: Line,
    phone: Option<Arc<Phone>>,
    doing: Option<Doing>,
    /// No signal before this moment.
    pub(super) offline_until: Timestamp,
    /// It goes on from a copy, or a copy goes on from it.
    pub(super) two_lives: bool,
    /// The office took its rights away.
    pub(super) revoked: bool,
    /// A planted bug: its host does not try again.
    pub(super) given_up: bool,
    /// Since when it has had something to hand in, and could.
    pub(super) could_try_since: Option<Timestamp>,
}

impl Handheld {
    /// A phone that is switched off.
    pub(super) fn new(number: usize, who: usize, mount: Mount, clock: OwnClock, post: &Post) -> Self {
        let line = Line { phone: number, post: post.clone() };
        let offline_until = Timestamp::MIN;
        Self {
            who,
            mount,
            clock,
            line,
            phone: None,
            doing: None,
            offline_until,
            two_lives: false,
            revoked: false,
            given_up: false,
            could_try_since: None,
        }
    }

    /// Starts the app.
    pub(super) fn start(&mut self) -> Result<(), PhoneError> {
        let phone = Phone::open(PhoneConfig {
            folder: self.mount.folder().to_owned(),
            keys: None,
            clock: Arc::new(self.clock.clone()),
            transport: Arc::new(self.line.clone()),
            photos: Arc::new(self.line.clone()),
        })?;
        if let Opened::SetAside { why, .. } = phone.opened() {
            return Err(PhoneError::Storage { reason: format!("damage was found: {why}") });
        }
        self.phone = Some(Arc::new(phone));
        Ok(())
    }

    /// The app, while it runs.
    pub(super) fn phone(&self) -> Option<Arc<Phone>> {
        self.phone.clone()
    }

    /// It stops at whatever it was doing; the next start finds what the cut left.
    pub(super) fn stop(&mut self, cut: Cut, seeded: &mut Seeded) {
        let disk = self.mount.disk.cut(cut, seeded);
        self.go_on_with(disk);
    }

    /// It stops, and another disk is put in.
    pub(super) fn go_on_with(&mut self, disk: Disk) {
        self.mount.disk.lock().dead = true;
        self.doing = None;
        self.phone = None;
        self.could_try_since = None;
        self.mount.change(disk);
    }

    /// What the host's scheduler does now and then.
    pub(super) fn sync_if_due(&mut self) {
        if let Some(phone) = self.phone() {
            self.doing = Some(Box::pin(async move { phone.sync_if_due().await }));
        }
    }

    /// Somebody taps "sync".
    pub(super) fn sync(&mut self) {
        if let Some(phone) = self.phone() {
            self.doing = Some(Box::pin(async move { phone.sync().await.map(Some) }));
        }
    }

    /// Somebody scans a code of the office.
    pub(super) fn enrol(&mut self, enrolment: Enrolment) {
        if let Some(phone) = self.phone() {
            self.doing = Some(Box::pin(async move {
                phone.enrol(&enrolment, "simulated").await?;
                phone.sync().await.map(Some)
            }));
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.doing.is_some()
    }

    /// Goes on with what it is doing, and says how it ended, once it has.
    pub(super) fn poll(&mut self) -> Option<Result<Option<SyncReport>, PhoneError>> {
        let doing = self.doing.as_mut()?;
        match doing.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => None,
            Poll::Ready(ended) => {
                self.doing = None;
                Some(ended)
            }
        }
    }
}
