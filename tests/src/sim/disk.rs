//! One machine's disk: each file is a durable image and what was done to it since its last sync. A power cut keeps any part of
//! that. No unsafe code here; `vfs` is how SQLite gets at it.
//!
//! A name's entry in its folder is kept apart from the file's contents: a file that was made and synced is there after a cut,
//! one that was deleted may come back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::lock::Locks;
use crate::seeded::Seeded;

/// What a disk writes as one piece, in bytes: a write over several can be torn between them.
const SECTOR: u64 = 512;

/// One thing that was done to a file and that no sync has covered.
#[derive(Clone, Debug)]
enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
    Create,
    Delete,
}

impl Change {
    fn is_entry(&self) -> bool {
        matches!(self, Self::Create | Self::Delete)
    }
}

/// What becomes of what no sync has covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The process died, the machine did not: all of it is there.
    Process,
    /// The power failed: none of it is there.
    DropAll,
    /// The power failed: any part of it is there, sector by sector.
    Any,
    /// The power failed: what was done up to some point is there, the last write torn.
    Prefix,
}

/// Why the disk does not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// An I/O error, or the machine is dead.
    Io,
    /// No room.
    Full,
    /// No such file.
    Missing,
}

pub(super) type Done<T> = Result<T, Trouble>;

/// `None`: no such file.
type Image = Option<Vec<u8>>;

#[derive(Clone, Default, Debug)]
struct File {
    durable: Image,
    live: Image,
    pending: Vec<Change>,
    /// The next sync is also one of the folder, as SQLite does for journals and logs.
    folder_too: bool,
}

impl File {
    fn of(image: Image) -> Self {
        Self { durable: image.clone(), live: image, ..Self::default() }
    }

    /// The folder is durable from here on: creations and deletions are, contents are not.
    fn fix_entry(&mut self) {
        if let Some(last) = self.pending.iter().rposition(Change::is_entry) {
            self.durable = matches!(self.pending[last], Change::Create).then(Vec::new);
            self.pending.drain(..=last);
        }
    }

    /// The file after a cut that kept the first `entries` creations and deletions: its base, and what was done to it then.
    fn at(&self, entries: usize) -> (Image, &[Change]) {
        let marks: Vec<usize> = (0..self.pending.len()).filter(|at| self.pending[*at].is_entry()).collect();
        let to = marks.get(entries).copied().unwrap_or(self.pending.len());
        match entries.checked_sub(1) {
            None => (self.durable.clone(), &self.pending[..to]),
            Some(last) => {
                let base = matches!(self.pending[marks[last]], Change::Create).then(Vec::new);
                (base, &self.pending[marks[last] + 1..to])
            }
        }
    }

    fn after(&self, cut: Cut, seeded: &mut Seeded) -> Image {
        match cut {
            Cut::Process => return self.live.clone(),
            Cut::DropAll => return self.durable.clone(),
            Cut::Any | Cut::Prefix => {}
        }
        let entries = self.pending.iter().filter(|change| change.is_entry()).count();
        let (mut image, changes) = self.at(place(seeded.below(entries as u64 + 1)));
        if cut == Cut::Any {
            keep_any(&mut image, changes, seeded);
        } else {
            keep_prefix(&mut image, changes, seeded);
        }
        image
    }
}

fn keep_any(image: &mut Image, changes: &[Change], seeded: &mut Seeded) {
    let kept = [5, 50, 95][place(seeded.below(3))];
    for change in changes {
        if let Change::Write(at, bytes) = change {
            for (from, to) in sectors(*at, bytes.len()) {
                if seeded.percent(kept) {
                    put(image, at + from as u64, &bytes[from..to]);
                }
            }
        } else if seeded.percent(kept) {
            apply(image, change);
        }
    }
}

fn keep_prefix(image: &mut Image, changes: &[Change], seeded: &mut Seeded) {
    let whole = place(seeded.below(changes.len() as u64 + 1));
    changes[..whole].iter().for_each(|change| apply(image, change));
    if let Some(Change::Write(at, bytes)) = changes.get(whole) {
        let pieces: Vec<_> = sectors(*at, bytes.len()).collect();
        for (from, to) in &pieces[..place(seeded.below(pieces.len() as u64 + 1))] {
            put(image, at + *from as u64, &bytes[*from..*to]);
        }
    }
}

fn place(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn put(image: &mut Image, at: u64, bytes: &[u8]) {
    let held = image.get_or_insert_with(Vec::new);
    let (from, to) = (place(at), place(at) + bytes.len());
    if held.len() < to {
        held.resize(to, 0);
    }
    held[from..to].copy_from_slice(bytes);
}

fn apply(image: &mut Image, change: &Change) {
    match change {
        Change::Write(at, bytes) => put(image, *at, bytes),
        Change::Truncate(to) => image.get_or_insert_with(Vec::new).resize(place(*to), 0),
        Change::Create => drop(image.get_or_insert_with(Vec::new)),
        Change::Delete => *image = None,
    }
}

/// The pieces of a write, split where sectors meet.
fn sectors(at: u64, len: usize) -> impl Iterator<Item = (usize, usize)> {
    let (mut from, end) = (at, at + len as u64);
    std::iter::from_fn(move || {
        (from < end).then(|| {
            let to = ((from / SECTOR + 1) * SECTOR).min(end);
            let piece = (place(from - at), place(to - at));
            from = to;
            piece
        })
    })
}

/// What the disk will do wrong.
#[derive(Clone, Default, Debug)]
pub(super) struct Faults {
    /// In the middle of this change (counted from 1) the machine dies.
    pub(super) crash_at: Option<u64>,
    /// This one change fails.
    pub(super) io_error_at: Option<u64>,
    /// How many bytes all files together may hold.
    pub(super) room: Option<u64>,
    /// A planted bug: a sync says "done" and does nothing.
    pub(super) lying_sync: bool,
}

#[derive(Default, Debug)]
pub(super) struct Inner {
    files: BTreeMap<String, File>,
    /// Who has locked what; gone with the machine.
    pub(super) locks: BTreeMap<String, Locks>,
    pub(super) faults: Faults,
    /// Changes so far.
    pub(super) changes: u64,
    /// I/O errors that were given.
    pub(super) io_errors: u64,
    /// Writes that found no room.
    pub(super) was_full: u64,
    pub(super) dead: bool,
}

impl Inner {
    fn alive(&self) -> Done<()> {
        if self.dead { Err(Trouble::Io) } else { Ok(()) }
    }

    /// Counts one change. `Ok(true)`: the machine dies in the middle of it.
    fn step(&mut self) -> Done<bool> {
        self.alive()?;
        self.changes += 1;
        if self.faults.io_error_at == Some(self.changes) {
            self.io_errors += 1;
            return Err(Trouble::Io);
        }
        self.dead = self.faults.crash_at == Some(self.changes);
        Ok(self.dead)
    }

    fn change(&mut self, name: &str, change: Change) -> Done<()> {
        let dies = self.step()?;
        if let (Change::Write(at, bytes), Some(room)) = (&change, self.faults.room)
            && self.grows_to(name, at + bytes.len() as u64) > room
        {
            self.was_full += 1;
            return Err(Trouble::Full);
        }
        let file = self.files.entry(name.to_owned()).or_default();
        apply(&mut file.live, &change);
        file.pending.push(change);
        if dies { Err(Trouble::Io) } else { Ok(()) }
    }

    /// What all files would hold if this one reached to `end`; 0 where it does already.
    fn grows_to(&self, name: &str, end: u64) -> u64 {
        let size = |file: &File| file.live.as_ref().map_or(0, |live| live.len() as u64);
        let own = self.files.get(name).map_or(0, size);
        if end <= own { 0 } else { self.files.values().map(size).sum::<u64>() + end - own }
    }

    pub(super) fn exists(&self, name: &str) -> Done<bool> {
        self.alive()?;
        Ok(self.files.get(name).is_some_and(|file| file.live.is_some()))
    }

    pub(super) fn open(&mut self, name: &str, create: bool) -> Done<()> {
        if !self.exists(name)? {
            if !create {
                return Err(Trouble::Missing);
            }
            self.change(name, Change::Create)?;
        }
        if let Some(file) = self.files.get_mut(name) {
            file.folder_too |= name.ends_with("-wal") || name.ends_with("-journal");
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, name: &str, folder_too: bool) -> Done<()> {
        if !self.exists(name)? {
            return Err(Trouble::Missing);
        }
        self.change(name, Change::Delete)?;
        if folder_too {
            if self.step()? {
                return Err(Trouble::Io);
            }
            self.sync_folder();
        }
        Ok(())
    }

    pub(super) fn write(&mut self, name: &str, at: u64, bytes: &[u8]) -> Done<()> {
        self.change(name, Change::Write(at, bytes.to_vec()))
    }

    pub(super) fn truncate(&mut self, name: &str, to: u64) -> Done<()> {
        self.change(name, Change::Truncate(to))
    }

    /// How many bytes there were; fewer than asked for at the end of the file.
    pub(super) fn read(&self, name: &str, at: u64, into: &mut [u8]) -> Done<usize> {
        self.alive()?;
        let live = self.files.get(name).and_then(|file| file.live.as_deref()).unwrap_or(&[]);
        let from = live.get(place(at)..).unwrap_or(&[]);
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        Ok(count)
    }

    pub(super) fn size(&self, name: &str) -> Done<u64> {
        self.alive()?;
        Ok(self.files.get(name).and_then(|file| file.live.as_ref()).map_or(0, |live| live.len() as u64))
    }

    pub(super) fn sync(&mut self, name: &str) -> Done<()> {
        if self.step()? {
            return Err(Trouble::Io);
        }
        if self.faults.lying_sync {
            return Ok(());
        }
        if self.files.get(name).is_some_and(|file| file.folder_too || file.pending.iter().any(Change::is_entry)) {
            self.sync_folder();
        }
        if let Some(file) = self.files.get_mut(name) {
            file.folder_too = false;
            for change in std::mem::take(&mut file.pending) {
                apply(&mut file.durable, &change);
            }
        }
        Ok(())
    }

    fn sync_folder(&mut self) {
        if !self.faults.lying_sync {
            self.files.values_mut().for_each(File::fix_entry);
        }
    }

    fn bytes(&self) -> u64 {
        self.files.values().filter_map(|file| file.live.as_ref()).map(|live| live.len() as u64).sum()
    }
}

/// A disk. Clones are the same one. A cut gives a new one, and leaves the old one dead for whoever still holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk(Arc<Mutex<Inner>>);

impl Disk {
    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_dead(&self) -> bool {
        self.lock().dead
    }

    /// Changes so far.
    pub(super) fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// Everything that lies on it, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.lock().bytes()
    }

    /// A copy of everything as programs see it, all of it durable: a backup.
    pub(super) fn backup(&self) -> Self {
        self.lock().after(Cut::Process, &mut Seeded::new(0))
    }

    /// The machine stops; what its next start finds. It goes on counting, and forgets the faults but lying.
    pub(super) fn cut(&self, cut: Cut, seeded: &mut Seeded) -> Self {
        let mut inner = self.lock();
        inner.dead = true;
        let next = inner.after(cut, seeded);
        let lying_sync = inner.faults.lying_sync;
        let mut after = next.lock();
        (after.changes, after.io_errors, after.was_full) = (inner.changes, inner.io_errors, inner.was_full);
        after.faults.lying_sync = lying_sync;
        drop(after);
        next
    }
}

impl Inner {
    fn after(&self, cut: Cut, seeded: &mut Seeded) -> Disk {
        let mut files = BTreeMap::new();
        for (name, file) in &self.files {
            let image = file.after(cut, seeded);
            if image.is_some() {
                files.insert(name.clone(), File::of(image));
            }
        }
        Disk(Arc::new(Mutex::new(Self { files, ..Self::default() })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(disk: &Disk) -> Vec<u8> {
        let mut read = vec![0; 4096];
        let count = disk.lock().read("a", 0, &mut read).unwrap();
        read.truncate(count);
        read
    }

    #[test]
    fn a_cut_keeps_what_was_synced_and_any_part_of_the_rest() {
        let disk = Disk::default();
        disk.lock().open("a", true).unwrap();
        disk.lock().write("a", 0, &[1; 1024]).unwrap();
        disk.lock().sync("a").unwrap();
        disk.lock().write("a", 0, &[2; 1024]).unwrap();
        assert_eq!(bytes(&disk.backup()), [2; 1024]);
        let mut found = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let after = disk.lock().after(Cut::Any, &mut Seeded::new(seed));
            found.insert(bytes(&after).chunks(512).map(|sector| sector[0]).collect::<Vec<_>>());
        }
        assert_eq!(found.len(), 4, "each sector old or new: {found:?}");
        assert_eq!(bytes(&disk.cut(Cut::DropAll, &mut Seeded::new(0))), [1; 1024]);
        assert_eq!(disk.lock().write("a", 0, &[3]), Err(Trouble::Io), "the machine is dead");
    }

    #[test]
    fn a_file_that_was_never_synced_may_be_gone() {
        let disk = Disk::default();
        disk.lock().open("a", true).unwrap();
        disk.lock().write("a", 0, &[1; 10]).unwrap();
        assert_eq!(disk.cut(Cut::DropAll, &mut Seeded::new(0)).lock().exists("a"), Ok(false));
    }

    #[test]
    fn a_full_disk_takes_no_more_and_still_overwrites() {
        let disk = Disk::default();
        disk.lock().open("a", true).unwrap();
        disk.lock().write("a", 0, &[1; 100]).unwrap();
        disk.lock().faults.room = Some(100);
        assert_eq!(disk.lock().write("a", 50, &[2; 51]), Err(Trouble::Full));
        assert_eq!(disk.lock().write("a", 50, &[2; 50]), Ok(()));
    }
}
