//! Photos as a phone lives with them: handed over, interrupted, refused, let go.

mod keeping;
mod sending;

use std::path::PathBuf;

use crate::device::testing::{Bench, Town};
use crate::model::PhotoId;

pub(super) fn bench() -> Bench {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench
}

/// A picture of so many bytes, unlike any of another seed.
pub(super) fn picture(seed: u8, bytes: usize) -> Vec<u8> {
    let body = (0..).map(|i: usize| u8::try_from(i * 31 % 251).unwrap() ^ seed);
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(body).take(bytes).collect()
}

/// Puts bytes where a camera would.
pub(super) fn shot(bench: &Bench, name: &str, bytes: &[u8]) -> PathBuf {
    let path = bench.folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

pub(super) fn add(bench: &Bench, seed: u8, bytes: usize) -> PhotoId {
    let path = shot(bench, &format!("shot-{seed}.jpg"), &picture(seed, bytes));
    bench.phone.add_photo(&path).unwrap()
}
