//! The phone's two clocks. The wall clock can be turned by anybody; uptime cannot, but starts again with each boot.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Span, Timestamp};

/// What the clocks say at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockReading {
    /// The wall clock.
    pub wall: Timestamp,
    /// Names the boot: the same text means that uptimes can be compared.
    pub boot_token: String,
    /// Time since the boot; runs on in deep sleep.
    pub uptime: Span,
}

/// Where the engine gets its time from.
pub trait DeviceClock: Send + Sync {
    /// Reads both clocks.
    fn read(&self) -> ClockReading;
}

/// The clocks of the machine that this runs on.
#[derive(Debug, Clone)]
pub struct SystemClock {
    boot_token: String,
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    started: std::time::Instant,
}

impl SystemClock {
    /// Finds out by itself which boot this is. Where the system does not tell, each start of the app counts as a boot: its
    /// clock samples are then good for that start only, and never wrong.
    pub fn new() -> Self {
        Self::with_boot_token(boot_token())
    }

    /// With the platform's own name of the boot, for example Android's `Settings.Global.BOOT_COUNT`.
    #[cfg_attr(
        not(any(target_os = "linux", target_os = "android")),
        allow(clippy::disallowed_methods, reason = "this is the clock")
    )]
    pub fn with_boot_token(boot_token: impl Into<String>) -> Self {
        Self {
            boot_token: boot_token.into(),
            #[cfg(not(any(target_os = "linux", target_os = "android")))]
            started: std::time::Instant::now(),
        }
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    #[allow(clippy::unused_self, reason = "elsewhere it is the time since this object was made")]
    fn uptime(&self) -> Span {
        // Not CLOCK_MONOTONIC: that one stands still in deep sleep, and a phone sleeps most of the day.
        let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        Span::millis(now.tv_sec.saturating_mul(1000).saturating_add(now.tv_nsec / 1_000_000))
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn uptime(&self) -> Span {
        Span::millis(i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX))
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl DeviceClock for SystemClock {
    fn read(&self) -> ClockReading {
        ClockReading { wall: wall(), boot_token: self.boot_token.clone(), uptime: self.uptime() }
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the clock")]
fn wall() -> Timestamp {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}

fn boot_token() -> String {
    match std::fs::read_to_string("/proc/sys/kernel/random/boot_id") {
        Ok(id) if !id.trim().is_empty() => id.trim().to_owned(),
        _ => format!("process-{}-{}", std::process::id(), wall().as_millis()),
    }
}

/// A clock that moves only when it is told to: for tests, demos and simulated fleets. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct SimClock(Arc<Mutex<SimTime>>);

#[derive(Debug)]
struct SimTime {
    /// What a right clock says.
    truth: Timestamp,
    wall: Timestamp,
    boot: u32,
    uptime: Span,
}

impl SimTime {
    fn pass(&mut self, by: Span) {
        self.truth = self.truth + by;
        self.wall = self.wall + by;
        self.uptime = self.uptime + by;
    }
}

impl SimClock {
    /// A phone that was started one hour before `wall`.
    pub fn new(wall: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(SimTime { truth: wall, wall, boot: 1, uptime: Span::hours(1) })))
    }

    /// Time passes.
    pub fn advance(&self, by: Span) {
        self.with(|time| time.pass(by));
    }

    /// Somebody turns the wall clock; no time passes.
    pub fn turn_wall(&self, by: Span) {
        self.with(|time| time.wall = time.wall + by);
    }

    /// The phone is switched off for a while and started again.
    pub fn reboot(&self, off_for: Span) {
        self.with(|time| {
            time.pass(off_for);
            time.boot += 1;
            time.uptime = Span::ZERO;
        });
    }

    /// What a right clock says, whatever was done to the wall clock.
    pub fn truth(&self) -> Timestamp {
        self.with(|time| time.truth)
    }

    fn with<T>(&self, f: impl FnOnce(&mut SimTime) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl DeviceClock for SimClock {
    fn read(&self) -> ClockReading {
        self.with(|time| ClockReading {
            wall: time.wall,
            boot_token: format!("sim-{}", time.boot),
            uptime: time.uptime,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_keeps_its_boot_and_never_runs_backwards() {
        let clock = SystemClock::new();
        let (a, b) = (clock.read(), clock.read());
        assert_eq!(a.boot_token, SystemClock::new().read().boot_token);
        assert!(a.uptime <= b.uptime && a.uptime > Span::ZERO);
    }

    #[test]
    fn a_turned_wall_clock_leaves_uptime_alone_and_a_boot_starts_it_again() {
        let clock = SimClock::new(Timestamp::from_millis(1_000));
        let before = clock.read();
        clock.turn_wall(Span::hours(-5));
        assert_eq!(clock.read().uptime, before.uptime);
        clock.reboot(Span::minutes(1));
        assert_eq!(clock.read().uptime, Span::ZERO);
        assert_ne!(clock.read().boot_token, before.boot_token);
    }
}
