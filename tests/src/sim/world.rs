//! What happens next: one agenda in virtual time, one thing after the other.

use std::collections::BTreeMap;
use std::path::Path;

use curbstop_core::device::{PhoneError, SyncReport, SyncState};
use curbstop_core::model::{Span, Timestamp};

use super::books::{self, Mark};
use super::delivery::Carried;
use super::disk::{Cut, Disk};
use super::handheld::Handheld;
use super::host::Host;
use super::kind::{Counts, Kind};
use super::model::Model;
use super::mount::Mount;
use super::plan::Plan;
use super::post::{Heard, Post};
use super::start::{self, Start};
use super::trace::Trace;
use super::{SimError, Violation, vfs};
use crate::fleet::World;
use crate::seeded::Seeded;

/// A phone that has something to hand in, runs and has a signal tries at least so often: the longest wait of its engine, and
/// what its host's scheduler leaves in between.
const TRIES_WITHIN: Span = Span::minutes(45);
/// How often a worker deals with a refused entry rather than record something new, in percent.
const DEALS_WITH_REFUSED: u64 = 25;
/// The server's code for a phone whose rights were taken away, and that has handed in everything.
pub(super) const REVOKED: &str = "auth.device_revoked";
/// How often a host's scheduler lets a phone sync that has nothing to hand in, in percent.
const LOOKS_WITHOUT_NEED: u64 = 25;

/// What came of a world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What does not hold.
    pub violations: Vec<Violation>,
    /// What went wrong on purpose.
    pub counts: Counts,
    /// How much happened.
    pub events: u64,
    /// All of it as one number.
    pub hash: u64,
    /// All of it in words, where that was asked for.
    pub lines: Vec<String>,
}

/// Something on the agenda.
pub(super) enum Next {
    /// Somebody with this phone records something; so many more follow.
    Acts(usize, u32),
    /// The phone's host looks whether it is time to sync.
    Ticks(usize),
    /// A request arrives at the server.
    Arrives(Carried),
    /// A phone hears what came of a request.
    Hears(u64, Heard),
    /// An app starts.
    PhoneStarts(usize),
    /// The server starts.
    HostStarts,
    /// There is room on a disk again: a phone's, or the server's.
    RoomAgain(Option<usize>),
    /// A fault.
    Trouble(Kind),
    /// The server's disk is put back: to a copy of this moment.
    HostPutBack(Kind, Disk, Timestamp),
    /// A phone's disk is put back.
    PhonePutBack(usize, Disk),
}

/// A world while it runs.
pub(super) struct Sim<'a> {
    pub(super) plan: &'a Plan,
    pub(super) folder: &'a Path,
    pub(super) clock: World,
    agenda: BTreeMap<(Timestamp, u64), Next>,
    planned: u64,
    chances: BTreeMap<Kind, Seeded>,
    /// What people do, and the network's usual pace.
    pub(super) day: Seeded,
    pub(super) trace: Trace,
    pub(super) counts: Counts,
    pub(super) post: Post,
    pub(super) phones: Vec<Handheld>,
    pub(super) host: Host,
    /// The server's next start is told that its file is from a backup.
    pub(super) host_restored: bool,
    /// When the server's disk was put back last.
    pub(super) host_put_back_at: Timestamp,
    pub(super) model: Model,
    pub(super) violations: Vec<Violation>,
    /// Nothing goes wrong any more.
    pub(super) calm: bool,
    /// Everything must succeed.
    pub(super) strict: bool,
    /// Nothing repeats itself after this.
    pub(super) until: Timestamp,
    pub(super) orders: usize,
    pub(super) rulebooks: u32,
    marks: Mark,
    /// The newest letter of each phone that has arrived.
    pub(super) arrived: BTreeMap<usize, u64>,
}

/// Simulates one world. `words`: keep what happened in words.
pub fn world(start: &Start, plan: &Plan, words: bool) -> Result<Outcome, SimError> {
    let mut sim = Sim::begin(start, plan, words)?;
    sim.day()?;
    sim.heal()?;
    sim.judge()?;
    sim.count_disks();
    let Sim { violations, counts, trace, .. } = sim;
    let (events, hash) = (trace.events, trace.hash);
    Ok(Outcome { violations, counts, events, hash, lines: trace.lines() })
}

impl<'a> Sim<'a> {
    fn begin(from: &'a Start, plan: &'a Plan, words: bool) -> Result<Self, SimError> {
        vfs::seed(plan.seed);
        let clock = start::morning();
        let (post, folder) = (Post::default(), from.folder.as_path());
        let host = Host::new(&clock, Mount::new(&start::host_folder(folder), from.host.backup()))?;
        let seeded = Seeded::new(plan.seed);
        let phone = |(n, disk): (usize, &Disk)| {
            let disk = disk.backup();
            disk.lock().faults.lying_sync = plan.lie == Some(super::Lie::SyncsNothing);
            let mount = Mount::new(&start::phone_folder(folder, n), disk);
            Handheld::new(n, n, mount, start::phone_clock(&clock, n), &post)
        };
        let phones = from.phones.iter().enumerate().take(plan.phones).map(phone).collect();
        Ok(Self {
            plan,
            folder,
            agenda: BTreeMap::new(),
            planned: 0,
            chances: Kind::ALL.into_iter().map(|kind| (kind, seeded.part(kind.name()))).collect(),
            day: seeded.part("day"),
            trace: Trace::new(clock.clone(), words),
            counts: Counts::default(),
            post,
            phones,
            host,
            host_restored: false,
            host_put_back_at: Timestamp::MIN,
            model: Model::default(),
            violations: Vec::new(),
            calm: false,
            strict: false,
            until: clock.now(),
            clock,
            orders: 1,
            rulebooks: 1,
            marks: 0,
            arrived: BTreeMap::new(),
        })
    }

    /// Puts something on the agenda.
    pub(super) fn plan(&mut self, after: Span, next: Next) {
        self.planned += 1;
        self.agenda.insert((self.clock.now() + after, self.planned), next);
    }

    /// The chance of one kind of fault; each has its own, so that one that is left out leaves the others as they were.
    pub(super) fn chance(&mut self, kind: Kind) -> &mut Seeded {
        self.chances.entry(kind).or_insert_with(|| Seeded::new(0))
    }

    pub(super) fn minutes(&mut self, from: i64, to: i64) -> Span {
        Span::seconds(self.day.between(from * 60, to * 60))
    }

    /// The day on which things go wrong.
    fn day(&mut self) -> Result<(), SimError> {
        let length = Span::minutes(i64::from(self.plan.facts) * 7 + 60);
        self.until = self.clock.now() + length;
        self.plan(Span::ZERO, Next::HostStarts);
        for phone in 0..self.phones.len() {
            self.plan(Span::ZERO, Next::PhoneStarts(phone));
            let (first, tick) = (self.minutes(0, 10), self.minutes(0, 5));
            self.plan(first, Next::Acts(phone, self.plan.facts));
            self.plan(tick, Next::Ticks(phone));
        }
        for kind in self.plan.faults.clone() {
            for _ in 0..self.chance(kind).between(1, 3) {
                let at = self.chance(kind).between(0, length.as_millis());
                self.plan(Span::millis(at), Next::Trouble(kind));
            }
        }
        self.run_until(self.until)
    }

    /// Lives until a moment.
    pub(super) fn run_until(&mut self, until: Timestamp) -> Result<(), SimError> {
        while let Some(entry) = self.agenda.first_entry().filter(|entry| entry.key().0 <= until) {
            let ((at, _), next) = entry.remove_entry();
            self.clock.go_to(at);
            self.happens(next)?;
            self.settle()?;
        }
        self.clock.go_to(until);
        Ok(())
    }

    fn happens(&mut self, next: Next) -> Result<(), SimError> {
        match next {
            Next::Trouble(_) | Next::HostPutBack(..) | Next::PhonePutBack(..) if self.calm => {}
            Next::Acts(phone, left) => self.acts(phone, left)?,
            Next::Ticks(phone) => self.ticks(phone),
            Next::Arrives(carried) => self.arrives(carried)?,
            Next::Hears(letter, heard) => self.hears(letter, heard),
            Next::PhoneStarts(phone) => self.phone_starts(phone),
            Next::HostStarts => self.host_starts(),
            Next::RoomAgain(phone) => {
                let disk = phone.map_or(&self.host.mount.disk, |phone| &self.phones[phone].mount.disk);
                disk.lock().faults.room = None;
            }
            Next::Trouble(kind) => self.trouble(kind)?,
            Next::HostPutBack(kind, disk, of) => self.host_put_back(kind, disk, of)?,
            Next::PhonePutBack(phone, disk) => self.phone_put_back(phone, disk)?,
        }
        Ok(())
    }

    fn hears(&mut self, letter: u64, heard: Heard) {
        let told = heard.as_ref().map_or_else(ToString::to_string, |reply| reply.status.to_string());
        if self.post.give(letter, heard) {
            self.trace.note(|| format!("letter {letter} is answered: {told}"));
        }
    }

    /// Whoever can go on does, until all wait for something on the agenda.
    fn settle(&mut self) -> Result<(), SimError> {
        loop {
            self.bury();
            for phone in 0..self.phones.len() {
                if let Some(ended) = self.phones[phone].poll() {
                    self.ended(phone, ended);
                }
            }
            self.bury();
            let letters = self.post.collect();
            if letters.is_empty() {
                return Ok(());
            }
            for letter in letters {
                self.send(letter)?;
            }
        }
    }

    /// Machines that died in the middle of something.
    fn bury(&mut self) {
        for phone in 0..self.phones.len() {
            if self.phones[phone].mount.disk.is_dead() {
                let changes = self.phones[phone].mount.disk.changes();
                self.trace.note(|| format!("phone {phone} dies at change {changes}"));
                self.counts.add(Kind::PhonePowerCut, 1);
                let cut = self.power_cut(Kind::PhonePowerCut);
                let handheld = &mut self.phones[phone];
                handheld.stop(cut, self.chances.entry(Kind::PhonePowerCut).or_insert_with(|| Seeded::new(0)));
                handheld.clock.clock.reboot();
                let away = self.minutes(1, 30);
                self.plan(away, Next::PhoneStarts(phone));
            }
        }
        if self.host.mount.disk.is_dead() {
            let changes = self.host.mount.disk.changes();
            self.trace.note(|| format!("the server dies at change {changes}"));
            self.counts.add(Kind::ServerPowerCut, 1);
            let cut = self.power_cut(Kind::ServerPowerCut);
            self.host.stop(cut, self.chances.entry(Kind::ServerPowerCut).or_insert_with(|| Seeded::new(0)));
            let away = self.minutes(1, 10);
            self.plan(away, Next::HostStarts);
        }
    }

    fn power_cut(&mut self, kind: Kind) -> Cut {
        match self.chance(kind).below(3) {
            0 => Cut::DropAll,
            1 => Cut::Any,
            _ => Cut::Prefix,
        }
    }

    fn ended(&mut self, phone: usize, ended: Result<Option<SyncReport>, PhoneError>) {
        let told = match &ended {
            Ok(Some(r)) => {
                format!("{} requests, {} had, {} refused, {} rows", r.requests, r.delivered, r.refused, r.rows)
            }
            Ok(None) => "not due".to_owned(),
            Err(error) => error.code().to_owned(),
        };
        self.trace.note(|| format!("phone {phone} synced: {told}"));
        let handheld = &mut self.phones[phone];
        handheld.given_up |= self.plan.lie == Some(super::Lie::GivesUp) && ended.is_err();
        if !self.strict {
            return;
        }
        match ended {
            Ok(_) => handheld.revoked = false,
            Err(PhoneError::Rejected { code, .. }) if code == REVOKED => handheld.revoked = true,
            Err(error) => self.violations.push(Violation::Broken { what: format!("phone {phone}'s sync: {error}") }),
        }
    }

    /// Somebody records something, or deals with what was refused.
    fn acts(&mut self, phone: usize, left: u32) -> Result<(), SimError> {
        let handheld = &self.phones[phone];
        let (who, two_lives) = (handheld.who, handheld.two_lives);
        if let Some(open) = handheld.phone() {
            let refused = if self.day.percent(DEALS_WITH_REFUSED) { open.refused().ok() } else { None };
            if let Some(entry) = refused.and_then(|entries| entries.into_iter().next()) {
                let again = self.day.percent(70);
                let dealt = if again { open.send_again(entry.seq).map(drop) } else { open.settle_refused(entry.seq) };
                self.trace.note(|| format!("phone {phone} deals with {}: {}", entry.seq, told(&dealt)));
                if let Some(mark) = books::marked(&entry.body).filter(|_| again) {
                    self.model.goes_again(mark);
                }
            } else {
                self.marks += 1;
                let (mark, (subject, fact)) = (self.marks, books::entry(who, self.orders, &mut self.day)?);
                let saved = open.record(subject.clone(), fact, Some(books::fix(mark)?));
                let told = saved.as_ref().map_or_else(|error| error.code().to_owned(), |saved| saved.event.to_string());
                self.trace.note(|| format!("phone {phone} records {mark} about {subject}: {told}"));
                self.model.recorded(mark, self.clock.now(), saved.is_ok(), two_lives);
            }
        }
        if left > 1 && !self.calm {
            let pause = self.minutes(1, 12);
            self.plan(pause, Next::Acts(phone, left - 1));
        }
        Ok(())
    }

    /// The host's scheduler: asks the engine whether it is time. A phone that should try and does not is noticed here.
    fn ticks(&mut self, phone: usize) {
        if self.strict {
            return;
        }
        let now = self.clock.now();
        let handheld = &mut self.phones[phone];
        if let (false, Some(open)) = (handheld.is_busy(), handheld.phone()) {
            let status = open.status().ok();
            let waits = status.as_ref().is_some_and(|status| status.waiting > 0);
            let could = status.is_some_and(|s| s.waiting > 0 && !matches!(s.sync, SyncState::Paused { .. }));
            let could = could && handheld.offline_until <= now && handheld.mount.disk.lock().faults.room.is_none();
            handheld.could_try_since = could.then(|| handheld.could_try_since.unwrap_or(now));
            if handheld.could_try_since.is_some_and(|since| now - since > TRIES_WITHIN) {
                self.violations.push(Violation::Stalled { phone });
                handheld.could_try_since = Some(now);
            }
            let looks = waits || self.day.percent(LOOKS_WITHOUT_NEED);
            if looks && !handheld.given_up {
                handheld.sync_if_due();
            }
        }
        if now < self.until {
            let pause = self.minutes(2, 6);
            self.plan(pause, Next::Ticks(phone));
        }
    }

    fn phone_starts(&mut self, phone: usize) {
        let handheld = &mut self.phones[phone];
        if handheld.phone().is_some() {
            return;
        }
        let started = handheld.start();
        let changes = handheld.mount.disk.changes();
        self.trace.note(|| format!("phone {phone} starts at change {changes}: {}", told(&started)));
        self.after_start(started, Next::PhoneStarts(phone));
    }

    fn host_starts(&mut self) {
        if self.host.runs() {
            return;
        }
        let started = self.host.start(self.host_restored);
        self.host_restored &= started.is_err();
        let (changes, well) = (self.host.mount.disk.changes(), started.is_ok());
        self.trace.note(|| format!("the server starts at change {changes}: {well}"));
        self.after_start(started, Next::HostStarts);
    }

    /// What did not start is tried again. What finds damage, or does not start though nothing goes wrong, is broken.
    fn after_start<E: std::fmt::Display>(&mut self, started: Result<(), E>, again: Next) {
        if let Err(error) = started {
            let what = error.to_string();
            if self.calm || ["damage", "malformed", "not a database"].iter().any(|word| what.contains(word)) {
                self.violations.push(Violation::Broken { what });
            }
            let pause = self.minutes(1, 5);
            if self.clock.now() < self.until {
                self.plan(pause, again);
            }
        }
    }
}

fn told(done: &Result<(), PhoneError>) -> &str {
    done.as_ref().map_or_else(PhoneError::code, |()| "well")
}
