//! What can go wrong, kind by kind, and how often it did.

use std::collections::BTreeMap;
use std::fmt;

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A request never arrives.
    RequestLost,
    /// The server has done its work, and the answer never arrives.
    AnswerLost,
    /// A request arrives twice, the second time maybe much later.
    Duplicated,
    /// A request or its answer takes up to twenty minutes: longer than the phone waits.
    Delayed,
    /// A request arrives after one that was sent later: what delays and repetitions come to.
    Reordered,
    /// A request breaks off.
    RequestCut,
    /// An answer breaks off.
    AnswerCut,
    /// A phone has no signal for a while.
    Partition,
    /// A phone's app is killed at an await, a request in the air.
    PhoneKilled,
    /// A phone dies between two operations of its disk; any part of what was not synced is there.
    PhonePowerCut,
    /// The server's process is killed.
    ServerKilled,
    /// The server dies between two operations of its disk.
    ServerPowerCut,
    /// One operation of a phone's disk fails.
    PhoneIoError,
    /// One operation of the server's disk fails.
    ServerIoError,
    /// A phone's disk is full for a while.
    PhoneDiskFull,
    /// The server's disk is full for a while.
    ServerDiskFull,
    /// Somebody turns a phone's wall clock, by minutes, hours or days.
    WallTurned,
    /// A phone's crystal runs fast or slow.
    Drift,
    /// A phone starts again, its uptime from zero.
    Reboot,
    /// A route is given to somebody else while phones are out.
    RouteMoved,
    /// A service point is given to another route.
    PointMoved,
    /// An order is created and dispatched.
    OrderDispatched,
    /// Another rulebook is published, in force from the server's next start.
    RulebookPublished,
    /// The office takes a phone's rights away.
    Revoked,
    /// A phone gets another identity, with whatever it has not handed in.
    EnrolledAgain,
    /// The server is put back from a backup, and says so: a new epoch.
    ServerRestored,
    /// The server's file is put back from a copy, and nobody says so.
    ServerPutBack,
    /// A phone is put back from an older backup.
    PhoneRestored,
    /// A phone is cloned: two go on as one.
    PhoneCloned,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 29] = [
        Self::RequestLost,
        Self::AnswerLost,
        Self::Duplicated,
        Self::Delayed,
        Self::Reordered,
        Self::RequestCut,
        Self::AnswerCut,
        Self::Partition,
        Self::PhoneKilled,
        Self::PhonePowerCut,
        Self::ServerKilled,
        Self::ServerPowerCut,
        Self::PhoneIoError,
        Self::ServerIoError,
        Self::PhoneDiskFull,
        Self::ServerDiskFull,
        Self::WallTurned,
        Self::Drift,
        Self::Reboot,
        Self::RouteMoved,
        Self::PointMoved,
        Self::OrderDispatched,
        Self::RulebookPublished,
        Self::Revoked,
        Self::EnrolledAgain,
        Self::ServerRestored,
        Self::ServerPutBack,
        Self::PhoneRestored,
        Self::PhoneCloned,
    ];

    /// The name in the closing line.
    pub fn name(self) -> &'static str {
        match self {
            Self::RequestLost => "request lost",
            Self::AnswerLost => "answer lost",
            Self::Duplicated => "duplicated",
            Self::Delayed => "delayed",
            Self::Reordered => "reordered",
            Self::RequestCut => "request cut",
            Self::AnswerCut => "answer cut",
            Self::Partition => "partition",
            Self::PhoneKilled => "phone killed",
            Self::PhonePowerCut => "phone power cut",
            Self::ServerKilled => "server killed",
            Self::ServerPowerCut => "server power cut",
            Self::PhoneIoError => "phone I/O error",
            Self::ServerIoError => "server I/O error",
            Self::PhoneDiskFull => "phone disk full",
            Self::ServerDiskFull => "server disk full",
            Self::WallTurned => "wall clock turned",
            Self::Drift => "drift",
            Self::Reboot => "reboot",
            Self::RouteMoved => "route moved",
            Self::PointMoved => "point moved",
            Self::OrderDispatched => "order dispatched",
            Self::RulebookPublished => "rulebook published",
            Self::Revoked => "revoked",
            Self::EnrolledAgain => "enrolled again",
            Self::ServerRestored => "server restored",
            Self::ServerPutBack => "server put back",
            Self::PhoneRestored => "phone restored",
            Self::PhoneCloned => "phone cloned",
        }
    }
}

/// How often each kind happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts(BTreeMap<Kind, u64>);

impl Counts {
    /// It happened once more.
    pub(super) fn add(&mut self, kind: Kind, times: u64) {
        if times > 0 {
            *self.0.entry(kind).or_default() += times;
        }
    }

    /// What else happened.
    pub(super) fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(kind, times)| self.add(*kind, *times));
    }

    /// How often it happened.
    pub fn of(&self, kind: Kind) -> u64 {
        self.0.get(&kind).copied().unwrap_or(0)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<String> = self.0.iter().map(|(kind, times)| format!("{} {times}", kind.name())).collect();
        f.write_str(&told.join(", "))
    }
}
