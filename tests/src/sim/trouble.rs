//! What each kind of fault does, and what the office does meanwhile. The network's own faults are in `delivery`.

use std::collections::BTreeSet;

use curbstop_core::event::{Author, Fact};
use curbstop_core::model::{Span, SubjectId, Timestamp};
use curbstop_core::rulebook::DEFAULT_TOML;

use super::books::{self, Mark, ROUTES};
use super::disk::{Cut, Disk};
use super::handheld::{Handheld, OwnClock};
use super::kind::Kind;
use super::mount::Mount;
use super::plan::PHONES_MAX;
use super::world::{Next, Sim};
use super::{SimError, look, start};
use crate::seeded::Seeded;

/// A fault of a disk strikes within so many changes of it.
const STRIKES_WITHIN: u64 = 60;
/// How fast or slow a crystal runs at most, in millionths: less than the rules allow for.
const DRIFT_PPM_MAX: i64 = 150;
/// A disk that is about to be full has at most so many bytes left.
const ROOM_LEFT_MAX: u64 = 48 * 1024;

impl Sim<'_> {
    /// Something goes wrong.
    pub(super) fn trouble(&mut self, kind: Kind) -> Result<(), SimError> {
        let phones = self.phones.len() as u64;
        let phone = usize::try_from(self.chance(kind).below(phones)).unwrap_or(0);
        self.trace.note(|| format!("trouble: {} (phone {phone})", kind.name()));
        match kind {
            Kind::Partition => {
                let until = self.clock.now() + Span::minutes(self.chance(kind).between(10, 150));
                self.phones[phone].offline_until = until;
                self.counts.add(kind, 1);
            }
            Kind::PhoneKilled | Kind::Reboot | Kind::Drift => self.phone_stops(kind, phone),
            Kind::PhonePowerCut | Kind::ServerPowerCut | Kind::PhoneIoError | Kind::ServerIoError => {
                self.disk_will_fail(kind, phone);
            }
            Kind::PhoneDiskFull | Kind::ServerDiskFull => self.disk_fills_up(kind, phone),
            Kind::ServerKilled if self.host.runs() => {
                self.host.stop(Cut::Process, &mut Seeded::new(0));
                self.counts.add(kind, 1);
                let away = self.minutes(0, 10);
                self.plan(away, Next::HostStarts);
            }
            Kind::WallTurned => self.wall_is_turned(phone),
            Kind::RouteMoved | Kind::PointMoved | Kind::OrderDispatched => self.office_enters(kind)?,
            Kind::RulebookPublished => self.rulebook_is_published(),
            Kind::Revoked => self.revoked(phone),
            Kind::EnrolledAgain => self.enrolled_again(phone)?,
            Kind::ServerRestored | Kind::ServerPutBack => {
                let (after, disk) = (self.minutes(10, 120), self.host.mount.disk.backup());
                let now = self.clock.now();
                self.plan(after, Next::HostPutBack(kind, disk, now));
            }
            Kind::PhoneRestored => {
                let (after, disk) = (self.minutes(10, 120), self.phones[phone].mount.disk.backup());
                self.plan(after, Next::PhonePutBack(phone, disk));
            }
            Kind::PhoneCloned => self.cloned(phone)?,
            // What happens to exchanges is decided for each.
            _ => {}
        }
        Ok(())
    }

    fn phone_stops(&mut self, kind: Kind, phone: usize) {
        let ppm = self.chance(Kind::Drift).between(-DRIFT_PPM_MAX, DRIFT_PPM_MAX);
        let handheld = &mut self.phones[phone];
        if handheld.phone().is_none() {
            return;
        }
        handheld.stop(Cut::Process, &mut Seeded::new(0));
        if kind != Kind::PhoneKilled {
            handheld.clock.clock.reboot();
        }
        if kind == Kind::Drift {
            // From a boot on: a crystal does not jump.
            handheld.clock.clock.drift(ppm);
        }
        self.counts.add(kind, 1);
        let away = self.minutes(0, 20);
        self.plan(away, Next::PhoneStarts(phone));
    }

    fn disk_will_fail(&mut self, kind: Kind, phone: usize) {
        let within = 1 + self.chance(kind).below(STRIKES_WITHIN);
        let of_phone = matches!(kind, Kind::PhonePowerCut | Kind::PhoneIoError);
        let disk = if of_phone { &self.phones[phone].mount.disk } else { &self.host.mount.disk };
        let mut disk = disk.lock();
        let at = Some(disk.changes + within);
        if matches!(kind, Kind::PhonePowerCut | Kind::ServerPowerCut) {
            disk.faults.crash_at = at;
        } else {
            disk.faults.io_error_at = at;
        }
    }

    fn disk_fills_up(&mut self, kind: Kind, phone: usize) {
        let left = self.chance(kind).below(ROOM_LEFT_MAX);
        let phone = (kind == Kind::PhoneDiskFull).then_some(phone);
        let disk = phone.map_or(&self.host.mount.disk, |phone| &self.phones[phone].mount.disk);
        let room = disk.bytes() + left;
        disk.lock().faults.room = Some(room);
        let after = self.minutes(10, 90);
        self.plan(after, Next::RoomAgain(phone));
    }

    fn wall_is_turned(&mut self, phone: usize) {
        let seeded = self.chance(Kind::WallTurned);
        let minutes = [5, 60, 26 * 60][usize::try_from(seeded.below(3)).unwrap_or(0)];
        let turn = seeded.between(-minutes, minutes);
        self.phones[phone].clock.clock.turn_wall(Span::minutes(turn));
        self.counts.add(Kind::WallTurned, 1);
    }

    fn office_enters(&mut self, kind: Kind) -> Result<(), SimError> {
        let mut one_of = |end: usize| usize::try_from(self.chance(kind).below(end as u64)).unwrap_or(0);
        let facts: Vec<(SubjectId, Fact)> = match kind {
            Kind::RouteMoved => vec![books::route(one_of(ROUTES), one_of(ROUTES))?],
            Kind::PointMoved => vec![books::point(one_of(books::points()), one_of(ROUTES))?],
            _ => books::order(self.orders)?,
        };
        let entered = self.host.office(|state| async move { state.accept_office(Author::System, facts).await });
        let well = matches!(entered, Some(Ok(_)));
        self.counts.add(kind, u64::from(well));
        self.orders += usize::from(well && kind == Kind::OrderDispatched);
        Ok(())
    }

    fn rulebook_is_published(&mut self) {
        let version = self.rulebooks + 1;
        let text = DEFAULT_TOML.replacen("version = 1", &format!("version = {version}"), 1);
        let added = self.host.office(|state| async move { state.store.add_rulebook(version, text).await });
        if matches!(added, Some(Ok(()))) {
            self.rulebooks = version;
            self.counts.add(Kind::RulebookPublished, 1);
        }
    }

    fn revoked(&mut self, phone: usize) {
        let device = self.phones[phone].phone().and_then(|open| open.status().ok()?.device);
        let (Some(device), now) = (device, self.clock.now()) else { return };
        let revoked = self.host.office(|state| async move { state.store.revoke_device(device, now).await });
        if matches!(revoked, Some(Ok(()))) {
            self.counts.add(Kind::Revoked, 1);
        }
    }

    /// A phone gets a new code, and scans it.
    pub(super) fn enrolled_again(&mut self, phone: usize) -> Result<(), SimError> {
        if !self.host.runs() || self.phones[phone].phone().is_none() || self.phones[phone].is_busy() {
            return Ok(());
        }
        let Ok(enrolment) = start::enrolment(&self.host, self.phones[phone].who) else { return Ok(()) };
        let kept = look::phone(&self.phones[phone].mount.disk, self.folder)?.kept;
        for mark in kept.into_keys() {
            self.model.goes_again(mark);
        }
        self.phones[phone].enrol(enrolment);
        self.counts.add(Kind::EnrolledAgain, 1);
        Ok(())
    }

    /// The server's file is an older one from now on.
    pub(super) fn host_put_back(&mut self, kind: Kind, disk: Disk, of: Timestamp) -> Result<(), SimError> {
        // Known and open: a copy of a time that was itself put back holds facts that phones were told otherwise of since.
        if of < self.host_put_back_at {
            return Ok(());
        }
        self.host_put_back_at = self.clock.now();
        disk.lock().changes = self.host.mount.disk.changes();
        self.host.go_on_with(disk);
        self.host_restored = kind == Kind::ServerRestored;
        self.counts.add(kind, 1);
        self.trace.note(|| kind.name().to_owned());
        let away = self.minutes(1, 10);
        self.plan(away, Next::HostStarts);
        self.note_what_is_held()
    }

    /// A phone's disk is an older one from now on.
    pub(super) fn phone_put_back(&mut self, phone: usize, disk: Disk) -> Result<(), SimError> {
        disk.lock().changes = self.phones[phone].mount.disk.changes();
        let before = look::phone(&self.phones[phone].mount.disk, self.folder)?.kept;
        let handheld = &mut self.phones[phone];
        handheld.go_on_with(disk);
        handheld.clock.clock.reboot();
        handheld.two_lives = true;
        self.model.lives_twice(before.into_keys());
        self.counts.add(Kind::PhoneRestored, 1);
        self.trace.note(|| format!("phone {phone} is put back"));
        let away = self.minutes(1, 30);
        self.plan(away, Next::PhoneStarts(phone));
        self.note_what_is_held()
    }

    fn cloned(&mut self, phone: usize) -> Result<(), SimError> {
        let (clone, who) = (self.phones.len(), self.phones[phone].who);
        if clone > PHONES_MAX || self.phones[phone].mount.disk.is_dead() {
            return Ok(());
        }
        let disk = self.phones[phone].mount.disk.backup();
        self.model.lives_twice(look::phone(&disk, self.folder)?.kept.into_keys());
        let mount = Mount::new(&start::phone_folder(self.folder, clone), disk);
        let mut handheld =
            Handheld::new(clone, who, mount, OwnClock::new(&self.clock, format!("phone-{clone}")), &self.post);
        (handheld.two_lives, self.phones[phone].two_lives) = (true, true);
        self.phones.push(handheld);
        self.counts.add(Kind::PhoneCloned, 1);
        let (away, first, tick) = (self.minutes(1, 30), self.minutes(30, 40), self.minutes(30, 40));
        self.plan(away, Next::PhoneStarts(clone));
        self.plan(first, Next::Acts(clone, self.plan.facts / 2 + 1));
        self.plan(tick, Next::Ticks(clone));
        Ok(())
    }

    /// A disk was put back: what no disk holds any more is nobody's to keep.
    fn note_what_is_held(&mut self) -> Result<(), SimError> {
        let host = look::host(&self.host.mount.disk, self.folder)?;
        let mut held: BTreeSet<Mark> = host.applied.into_keys().chain(host.aside.into_keys()).collect();
        for handheld in &self.phones {
            held.extend(look::phone(&handheld.mount.disk, self.folder)?.kept.into_keys());
        }
        self.model.disks_hold(&held);
        Ok(())
    }

    /// What disks did wrong is counted by them.
    pub(super) fn count_disks(&mut self) {
        for handheld in &self.phones {
            let disk = handheld.mount.disk.lock();
            self.counts.add(Kind::PhoneIoError, disk.io_errors);
            self.counts.add(Kind::PhoneDiskFull, disk.was_full);
        }
        let disk = self.host.mount.disk.lock();
        self.counts.add(Kind::ServerIoError, disk.io_errors);
        self.counts.add(Kind::ServerDiskFull, disk.was_full);
    }
}
