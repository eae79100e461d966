//! One time for the whole simulated world: the server's clock and every phone's clocks are views of it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use curbstop_core::device::{ClockReading, DeviceClock};
use curbstop_core::model::{Span, Timestamp};
use curbstop_server::clock::{ServerClock, SystemClock};

/// True time. Stands until it is moved, or runs with the machine's clock from [`World::run`] on. Clones are the same world.
#[derive(Debug, Clone)]
pub struct World(Arc<WorldTime>);

#[derive(Debug)]
struct WorldTime {
    /// While the world stands: the time. While it runs: the time minus the machine's.
    value: AtomicI64,
    running: std::sync::atomic::AtomicBool,
}

impl World {
    /// A world that stands at this time.
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(WorldTime { value: AtomicI64::new(now.as_millis()), running: false.into() }))
    }

    /// What the machine's clock says; the only real time in a simulation.
    pub fn machine_now() -> Timestamp {
        SystemClock.now()
    }

    /// True time.
    pub fn now(&self) -> Timestamp {
        let value = self.0.value.load(Ordering::SeqCst);
        if self.0.running.load(Ordering::SeqCst) {
            Self::machine_now() + Span::millis(value)
        } else {
            Timestamp::from_millis(value)
        }
    }

    /// Goes to a time, if it has not come yet. A running world does not wait for it.
    pub fn go_to(&self, at: Timestamp) {
        if !self.0.running.load(Ordering::SeqCst) {
            self.0.value.fetch_max(at.as_millis(), Ordering::SeqCst);
        }
    }

    /// Goes on by so much, if the world stands.
    pub fn advance(&self, by: Span) {
        self.go_to(self.now() + by);
    }

    /// Runs with the machine's clock from now on.
    pub fn run(&self) {
        let ahead = self.now() - Self::machine_now();
        self.0.value.store(ahead.as_millis(), Ordering::SeqCst);
        self.0.running.store(true, Ordering::SeqCst);
    }

    /// A phone's clocks in this world: right, and booted an hour ago.
    pub fn phone_clock(&self) -> PhoneClock {
        let boot = Boot { number: 1, since: self.now() - Span::hours(1) };
        PhoneClock { world: self.clone(), own: Arc::new(Mutex::new(Own { boot, wall_ahead: Span::ZERO, fast_ppm: 0 })) }
    }
}

impl ServerClock for World {
    fn now(&self) -> Timestamp {
        Self::now(self)
    }
}

/// The two clocks of one phone. Clones are the same phone's.
#[derive(Debug, Clone)]
pub struct PhoneClock {
    world: World,
    own: Arc<Mutex<Own>>,
}

#[derive(Debug)]
struct Own {
    boot: Boot,
    wall_ahead: Span,
    fast_ppm: i64,
}

#[derive(Debug, Clone, Copy)]
struct Boot {
    number: u32,
    since: Timestamp,
}

impl PhoneClock {
    /// Somebody turns the wall clock by so much; no time passes.
    pub fn turn_wall(&self, by: Span) {
        self.with(|own| own.wall_ahead = own.wall_ahead + by);
    }

    /// The phone's crystal runs fast by so many millionths (negative: slow), within the drift that the rules allow for.
    pub fn drift(&self, ppm: i64) {
        self.with(|own| own.fast_ppm = ppm);
    }

    /// The phone starts again.
    pub fn reboot(&self) {
        let since = self.world.now();
        self.with(|own| own.boot = Boot { number: own.boot.number + 1, since });
    }

    fn with<T>(&self, f: impl FnOnce(&mut Own) -> T) -> T {
        f(&mut self.own.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl DeviceClock for PhoneClock {
    fn read(&self) -> ClockReading {
        let now = self.world.now();
        self.with(|own| {
            let awake = now - own.boot.since;
            let drifted = awake + Span::millis(awake.as_millis() / 1000 * own.fast_ppm / 1000);
            ClockReading {
                wall: now + own.wall_ahead,
                boot_token: format!("boot-{}", own.boot.number),
                uptime: drifted,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_see_the_worlds_time_through_clocks_of_their_own() {
        let world = World::at(Timestamp::from_millis(1_000_000_000));
        let (right, wrong) = (world.phone_clock(), world.phone_clock());
        wrong.turn_wall(Span::hours(-5));
        wrong.drift(100);
        world.advance(Span::hours(3));
        assert_eq!(right.read().uptime, Span::hours(4));
        assert_eq!(wrong.read().uptime, Span::hours(4) + Span::millis(1_440));
        assert_eq!(right.read().wall - wrong.read().wall, Span::hours(5));
        wrong.reboot();
        assert_eq!(wrong.read().uptime, Span::ZERO);
        assert_ne!(wrong.read().boot_token, right.read().boot_token);
    }

    #[test]
    fn time_never_goes_back() {
        let world = World::at(Timestamp::from_millis(1_000));
        world.go_to(Timestamp::from_millis(500));
        assert_eq!(world.now(), Timestamp::from_millis(1_000));
    }
}
