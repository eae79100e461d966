//! Pictures that nobody took: what a simulated phone hands over as a photo. Stripes in two colours that follow from what it shows, so
//! that one photo is told from another on the dispatcher's page.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use crate::seeded::Seeded;

/// Width and height, in pixels.
const SIDE: u32 = 96;
/// Height of a stripe, in pixels.
const STRIPE: u32 = 12;

/// A PNG of what was photographed at a place.
pub(super) fn png(what: &str, place: &str) -> std::io::Result<Vec<u8>> {
    let mut seeded = Seeded::new(0).part(&format!("{what}@{place}"));
    let colours = [(); 2].map(|()| seeded.bits().to_be_bytes());
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::fast());
    for y in 0..SIDE {
        let [red, green, blue, ..] = colours[usize::from(y / STRIPE % 2 == 1)];
        rows.write_all(&[0])?;
        for _ in 0..SIDE {
            rows.write_all(&[red, green, blue])?;
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let [side_a, side_b, side_c, side_d] = SIDE.to_be_bytes();
    // Eight bits each of red, green and blue.
    let head = [side_a, side_b, side_c, side_d, side_a, side_b, side_c, side_d, 8, 2, 0, 0, 0];
    for (name, body) in [(*b"IHDR", &head[..]), (*b"IDAT", &rows.finish()?), (*b"IEND", &[])] {
        part(&mut png, name, body);
    }
    Ok(png)
}

fn part(png: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(body);
    png.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes());
    png.extend(name);
    png.extend(body);
    png.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_a_png_and_one_place_looks_unlike_another() {
        let (one, other) = (png("barrier", "K1").unwrap(), png("barrier", "K2").unwrap());
        assert_eq!(curbstop_core::model::PhotoKind::of(&one), Some(curbstop_core::model::PhotoKind::Png));
        assert_eq!(one, png("barrier", "K1").unwrap());
        assert_ne!(one, other);
    }
}
