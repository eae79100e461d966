//! What was reached against what the design asks for, and what missed it.

use std::time::Duration;

use super::Measured;
use super::cpu::Took;
use super::crowd::Crowd;
use super::drain::Drain;
use crate::say::{both, line, say};

/// One line of the table: what, how much, and the bound it is held against.
struct Row {
    key: &'static str,
    value: f64,
    unit: &'static str,
    bound: Option<Bound>,
}

/// What the design asks for.
#[derive(Debug, Clone, Copy)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Bound {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtMost(most) => format!("≤ {most}"),
            Self::AtLeast(least) => format!("≥ {least}"),
        }
    }
}

/// Targets of the design's page "Numbers to reach".
mod target {
    /// CPU per event at the longest queue over that at the shortest.
    pub(super) const LINEAR: f64 = 1.1;
    /// Wall rate in percent of the bare database's.
    pub(super) const OF_BARE_PERCENT: f64 = 40.0;
    /// Server CPU per pushed event, in µs.
    pub(super) const SERVER_MICROS: f64 = 15.0;
    /// Bytes per reading, each way.
    pub(super) const BYTES: f64 = 45.0;
    /// CPU of saving one reading, in µs.
    pub(super) const SAVE_MICROS: f64 = 1_000.0;
    /// First sync, CPU per subject in µs.
    pub(super) const FIRST_SERVER_MICROS: f64 = 5.0;
    /// First sync, CPU per subject in µs.
    pub(super) const FIRST_PHONE_MICROS: f64 = 20.0;
    /// Events a second from the crowd.
    pub(super) const CROWD_RATE: f64 = 25_000.0;
    /// The slowest hundredth of the crowd's requests, in ms.
    pub(super) const CROWD_P99_MS: f64 = 60.0;
    /// Memory of the server, in MiB.
    pub(super) const SERVER_MIB: f64 = 96.0;
}

pub(super) fn print(measured: &Measured) {
    say("demo.bench.title", &[]);
    let mut missed = Vec::new();
    for (events, drains) in &measured.drains {
        say("demo.bench.size", &[("events", events), ("rounds", &drains.len())]);
        show(&of_size(*events, drains), &mut missed);
    }
    say("demo.bench.overall", &[]);
    show(&linear(&measured.drains), &mut missed);
    if let Some(crowd) = measured.crowd {
        show(&of_crowd(crowd), &mut missed);
    }
    if missed.is_empty() {
        say("demo.bench.all_met", &[]);
    } else {
        say("demo.bench.missed", &[("count", &missed.len())]);
        for row in &missed {
            line(row);
        }
    }
    say("demo.bench.caveat", &[]);
}

fn show(rows: &[Row], missed: &mut Vec<String>) {
    for row in rows {
        let (zh, en) = both(row.key, &[]);
        let value = if row.value >= 100.0 { format!("{:.0}", row.value) } else { format!("{:.2}", row.value) };
        let (bound, mark) = match row.bound {
            None => (String::new(), " "),
            Some(bound) => (bound.text(), if bound.holds(row.value) { "✓" } else { "✗" }),
        };
        let text = format!("  {mark} {value:>10} {:<9} {bound:<10} {zh}  ·  {en}", row.unit);
        line(&text);
        if mark == "✗" {
            missed.push(text);
        }
    }
}

fn of_size(events: usize, drains: &[Drain]) -> Vec<Row> {
    let n = number(events * drains.len());
    let total =
        |part: fn(&Drain) -> Took, of: fn(Took) -> Duration| -> Duration { drains.iter().map(|d| of(part(d))).sum() };
    let micros = |part: fn(&Drain) -> Took, of: fn(Took) -> Duration| total(part, of).as_secs_f64() * 1e6 / n;
    let rate = n / total(|d| d.emptying, |t| t.wall).as_secs_f64();
    let bare: Duration = drains.iter().flat_map(|d| d.bare).map(|took| took.wall).sum();
    let bare_cpu: Duration = drains.iter().flat_map(|d| d.bare).map(|took| took.phone).sum();
    let bare_rate = 2.0 * n / bare.as_secs_f64();
    let bytes = |of: fn(&Drain) -> u64| number(usize::try_from(drains.iter().map(of).sum::<u64>()).unwrap_or(0)) / n;
    let most = |value| Some(Bound::AtMost(value));
    let row = |key, value, unit, bound| Row { key, value, unit, bound };
    vec![
        row("demo.bench.row.rate", rate, "/s", None),
        row("demo.bench.row.bare_rate", bare_rate, "/s", None),
        row("demo.bench.row.of_bare", 100.0 * rate / bare_rate, "%", Some(Bound::AtLeast(target::OF_BARE_PERCENT))),
        row("demo.bench.row.server", micros(|d| d.emptying, |t| t.server), "µs", most(target::SERVER_MICROS)),
        row("demo.bench.row.phone", micros(|d| d.emptying, |t| t.phone), "µs", None),
        row("demo.bench.row.bare_cpu", bare_cpu.as_secs_f64() * 1e6 / n / 2.0, "µs", None),
        row("demo.bench.row.up", bytes(|d| d.traffic.up), "B", most(target::BYTES)),
        row("demo.bench.row.down", bytes(|d| d.traffic.down), "B", most(target::BYTES)),
        row("demo.bench.row.save", micros(|d| d.save, |t| t.phone), "µs", most(target::SAVE_MICROS)),
        row("demo.bench.row.save_wall", micros(|d| d.save, |t| t.wall), "µs", None),
        row(
            "demo.bench.row.first_server",
            micros(|d| d.first_sync, |t| t.server),
            "µs",
            most(target::FIRST_SERVER_MICROS),
        ),
        row(
            "demo.bench.row.first_phone",
            micros(|d| d.first_sync, |t| t.phone),
            "µs",
            most(target::FIRST_PHONE_MICROS),
        ),
    ]
}

/// CPU per event of each longer queue over that of the shortest, both sides together.
fn linear(drains: &[(usize, Vec<Drain>)]) -> Vec<Row> {
    let cpu = |(events, drains): &(usize, Vec<Drain>)| {
        let spent: Duration = drains.iter().map(|d| d.emptying.server + d.emptying.phone).sum();
        spent.as_secs_f64() / number(events * drains.len())
    };
    let Some(shortest) = drains.first().map(cpu) else { return Vec::new() };
    let longer = drains.iter().skip(1);
    let keys = ["demo.bench.row.linear_10k", "demo.bench.row.linear_100k"];
    longer
        .zip(keys)
        .map(|(size, key)| Row {
            key,
            value: cpu(size) / shortest,
            unit: "×",
            bound: Some(Bound::AtMost(target::LINEAR)),
        })
        .collect()
}

fn of_crowd(crowd: Crowd) -> Vec<Row> {
    let n = number(crowd.events);
    let row = |key, value, unit, bound| Row { key, value, unit, bound };
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    let mib = number(usize::try_from(crowd.server_mib).unwrap_or(0));
    vec![
        row(
            "demo.bench.row.crowd_rate",
            n / crowd.took.wall.as_secs_f64(),
            "/s",
            Some(Bound::AtLeast(target::CROWD_RATE)),
        ),
        row("demo.bench.row.crowd_server", crowd.took.server.as_secs_f64() * 1e6 / n, "µs", None),
        row("demo.bench.row.crowd_client", crowd.took.phone.as_secs_f64() * 1e6 / n, "µs", None),
        row("demo.bench.row.crowd_p50", millis(crowd.p50), "ms", None),
        row("demo.bench.row.crowd_p99", millis(crowd.p99), "ms", Some(Bound::AtMost(target::CROWD_P99_MS))),
        row("demo.bench.row.memory", mib, "MiB", Some(Bound::AtMost(target::SERVER_MIB))),
    ]
}

#[allow(clippy::cast_precision_loss, reason = "counts of a bench are far below 2^53")]
fn number(count: usize) -> f64 {
    count as f64
}
