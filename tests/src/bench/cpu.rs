//! Stopwatches: time that passed, and CPU that was spent, by this process and by another.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// What a span of work took.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Took {
    /// Time that passed.
    pub(super) wall: Duration,
    /// CPU of this process: the phones.
    pub(super) phone: Duration,
    /// CPU of the server's process.
    pub(super) server: Duration,
}

/// A stopwatch over both processes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopwatch {
    server: u32,
    from: Took,
}

impl Stopwatch {
    /// Starts; `server` is the server's process.
    pub(super) fn start(server: u32) -> Self {
        Self { server, from: now(server) }
    }

    /// What passed since the start.
    pub(super) fn took(&self) -> Took {
        let now = now(self.server);
        Took {
            wall: now.wall.saturating_sub(self.from.wall),
            phone: now.phone.saturating_sub(self.from.phone),
            server: now.server.saturating_sub(self.from.server),
        }
    }
}

fn now(server: u32) -> Took {
    Took { wall: clock(ClockId::Monotonic), phone: clock(ClockId::ProcessCPUTime), server: cpu_of(server) }
}

fn clock(id: ClockId) -> Duration {
    let time = clock_gettime(id);
    let (seconds, nanos) = (u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0));
    Duration::new(seconds, nanos)
}

/// CPU of another process, in nanoseconds where the kernel tells of every thread, else in its ticks.
fn cpu_of(pid: u32) -> Duration {
    let fine: u64 = std::fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok())
        .filter_map(|stat| stat.split(' ').next()?.parse::<u64>().ok())
        .sum();
    // Threads that ended are in the ticks only.
    let ticks = ticks_of(pid).unwrap_or_default();
    Duration::from_nanos(fine).max(ticks.saturating_sub(TICK))
}

/// A tick of `/proc/<pid>/stat`: 100 a second on every Linux that Rust runs on.
const TICK: Duration = Duration::from_millis(10);

fn ticks_of(pid: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name may hold blanks; it ends with the last bracket. User and system time are fields 14 and 15.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks = fields.next()?.parse::<u32>().ok()? + fields.next()?.parse::<u32>().ok()?;
    Some(TICK * ticks)
}

/// Memory that a process holds, in MiB; 0 where the kernel does not say.
pub(super) fn resident_mib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_costs_cpu_here_and_none_elsewhere() {
        let watch = Stopwatch::start(u32::MAX);
        let sum = (0..3_000_000_u64).fold(0, |sum: u64, n| sum.wrapping_mul(31).wrapping_add(n));
        assert_ne!(sum, 0);
        let took = watch.took();
        assert!(took.phone > Duration::ZERO && took.server == Duration::ZERO);
        assert!(resident_mib(std::process::id()) > 0);
        assert!(cpu_of(std::process::id()) > Duration::ZERO);
    }
}
