//! How every world begins: the books are entered and the phones enrolled once, by the product's own code; each world then goes
//! on from copies of the disks.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use curbstop_core::device::Enrolment;
use curbstop_core::event::Author;
use curbstop_core::model::Timestamp;
use curbstop_server::http::enrol::new_code;

use super::disk::{Cut, Disk};
use super::handheld::{Handheld, OwnClock};
use super::host::Host;
use super::mount::Mount;
use super::plan::PHONES_MAX;
use super::post::Post;
use super::{SimError, books, vfs};
use crate::fleet::World;
use crate::seeded::Seeded;

/// Nine in the morning of a day in November, local.
const MORNING: Timestamp = Timestamp::from_millis(1_795_395_600_000);
/// Everybody's.
const PIN: &str = "2468";
/// How often a phone speaks with the server before the day begins, at most.
const ROUNDS_MAX: usize = 8;

/// The disks of every world's morning.
pub struct Start {
    pub(super) folder: PathBuf,
    pub(super) host: Disk,
    pub(super) phones: Vec<Disk>,
}

/// Where a world's server lies.
pub(super) fn host_folder(folder: &Path) -> PathBuf {
    folder.join("server")
}

/// Where a world's phone lies.
pub(super) fn phone_folder(folder: &Path, phone: usize) -> PathBuf {
    folder.join(format!("phone-{phone}"))
}

/// The clocks of a phone in a world that has just begun.
pub(super) fn phone_clock(world: &World, phone: usize) -> OwnClock {
    OwnClock::new(world, format!("phone-{phone}"))
}

/// The world's time when it begins.
pub(super) fn morning() -> World {
    World::at(MORNING)
}

impl Start {
    /// Makes them. From here on SQLite lies on simulated disks in all of this process.
    pub fn make() -> Result<Self, SimError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        vfs::register();
        vfs::seed(0);
        let name = format!("curbstop-sim-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        for each in (0..=PHONES_MAX).map(|phone| phone_folder(&folder, phone)).chain([host_folder(&folder)]) {
            std::fs::create_dir_all(&each).map_err(SimError::Runtime)?;
        }
        // The day before's time: the enrolment is an answer that was heard in this boot.
        let world = morning();
        let mut host = Host::new(&world, Mount::new(&host_folder(&folder), Disk::default()))?;
        host.start(false)?;
        let books = books::first_day()?;
        host.office(|state| async move { state.accept_office(Author::System, books).await })
            .ok_or(SimError::NotRunning)??;
        let phones =
            (0..PHONES_MAX).map(|phone| enrolled(&folder, &world, phone, &mut host)).collect::<Result<_, _>>()?;
        host.stop(Cut::Process, &mut Seeded::new(0));
        Ok(Self { folder, host: host.mount.disk.clone(), phones })
    }
}

impl Drop for Start {
    fn drop(&mut self) {
        // What is left are empty folders.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn enrolled(folder: &Path, world: &World, phone: usize, host: &mut Host) -> Result<Disk, SimError> {
    let post = Post::default();
    let mount = Mount::new(&phone_folder(folder, phone), Disk::default());
    let mut handheld = Handheld::new(phone, phone, mount, phone_clock(world, phone), &post);
    handheld.start()?;
    let people = books::people(phone)?;
    handheld.enrol(enrolment(host, phone)?);
    settle(&mut handheld, &post, host)?;
    let (open, worker) = (handheld.phone().ok_or(SimError::NotRunning)?, people.first().ok_or(SimError::NotRunning)?);
    open.choose_pin(worker, PIN)?;
    open.sign_in(worker, PIN)?;
    drop(open);
    handheld.stop(Cut::Process, &mut Seeded::new(0));
    Ok(handheld.mount.disk.clone())
}

/// A code of the office for a phone, as its people scan it.
pub(super) fn enrolment(host: &Host, who: usize) -> Result<Enrolment, SimError> {
    let people = books::people(who)?;
    let (code, _) = host
        .office(|state| async move { new_code(&state, people).await })
        .ok_or(SimError::NotRunning)?
        .map_err(|error| SimError::Server(error.to_string()))?;
    Enrolment::parse(&format!("http://127.0.0.1:1 {code}")).map_err(|error| SimError::Books(error.to_string()))
}

/// Everything that a phone asks is answered at once, until it is done.
fn settle(handheld: &mut Handheld, post: &Post, host: &mut Host) -> Result<(), SimError> {
    for _ in 0..ROUNDS_MAX {
        if let Some(ended) = handheld.poll() {
            return Ok(ended.map(drop)?);
        }
        for letter in post.collect() {
            let reply = host.answer(letter.request)?.ok_or(SimError::NotRunning)?;
            post.give(letter.id, Ok(reply));
        }
    }
    Err(SimError::NotRunning)
}
