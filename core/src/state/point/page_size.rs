//! What a point costs on the wire: the state of every meter of a route goes to its reader's phone.

use super::PointState;
use super::sample::{Story, m3, morning};
use crate::event::{EventId, Fact};
use crate::model::{Span, TimeInterval};

/// The design's target for a subject on its way down, in bytes.
const BYTES_A_POINT_MAX: usize = 45;
const POINTS: usize = 1000;

/// Numbers that look random and are the same in every run.
struct Scatter(u64);

impl Scatter {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Four readings a month apart, at every minute of a working day.
fn point(n: usize, scatter: &mut Scatter) -> PointState {
    let mut story = Story::new();
    let mut value = 50 + scatter.below(900);
    let usual = 4 + scatter.below(20);
    let walk = Span::seconds(90 * (i64::try_from(n).unwrap() % 300));
    for on in ["2026-08-05", "2026-09-05", "2026-10-05", "2026-11-05"] {
        let at = morning(on) + walk + Span::millis(scatter.below(60_000));
        let doubt = Span::millis(60_000 + scatter.below(5_000));
        let taken = story.taken(m3(value));
        story.fact_at(TimeInterval { earliest: at, latest: at + doubt }, Fact::ReadingTaken(taken));
        value += usual + scatter.below(6) - 3;
    }
    let mut state = story.of.state;
    if let Some(current) = &mut state.current {
        current.event = EventId::from((7, 100 + n as u64));
    }
    state
}

#[test]
fn a_point_with_its_history_travels_in_few_bytes() {
    let mut scatter = Scatter(7);
    let rows: Vec<String> = (0..POINTS)
        .map(|n| {
            let state = serde_json::to_string(&point(n, &mut scatter)).unwrap();
            format!("{{\"s\":\"point:P{n:05}\",\"n\":{},\"v\":{state}}}", 4000 + n)
        })
        .collect();
    let page = format!("[{}]", rows.join(","));
    let packed = zstd::bulk::compress(page.as_bytes(), 3).unwrap();
    let bytes = packed.len() / POINTS;
    assert!(bytes <= BYTES_A_POINT_MAX, "{bytes} bytes a point; at most {BYTES_A_POINT_MAX}");
}
