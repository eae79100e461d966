//! What happened, in order, as one number: two runs of a seed are the same if theirs are. The words are kept only for whoever
//! replays one seed.

use crate::fleet::World;

/// The trace of a world.
#[derive(Debug)]
pub(super) struct Trace {
    clock: World,
    pub(super) hash: u64,
    pub(super) events: u64,
    lines: Option<Vec<String>>,
}

impl Trace {
    pub(super) fn new(clock: World, words: bool) -> Self {
        Self { clock, hash: 0xcbf2_9ce4_8422_2325, events: 0, lines: words.then(Vec::new) }
    }

    /// Something happened. No secret goes in here, nor what is made of one: they are not made of the seed.
    pub(super) fn note(&mut self, what: impl FnOnce() -> String) {
        let line = format!("{} {}", self.clock.now().as_millis(), what());
        for byte in line.bytes() {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.events += 1;
        if let Some(lines) = &mut self.lines {
            lines.push(line);
        }
    }

    /// The words, where they were kept.
    pub(super) fn lines(self) -> Vec<String> {
        self.lines.unwrap_or_default()
    }
}
