//! ARRIVE (3.2.5, 3.3.2): what proves that a crew was there, and when it was.

use crate::event::ArrivalProof;
use crate::model::{Fix, Position, TimeInterval};
use crate::state::{Milestone, OrderState};

/// Whether a fix proves that the phone was at the site: its whole circle of doubt lies within the radius. A mock location
/// proves nothing.
pub fn at_site(fix: &Fix, site: Position, radius_m: u32) -> bool {
    !fix.mock && fix.position.distance_m(site) + f64::from(fix.accuracy_m) <= f64::from(radius_m)
}

/// Whether an arrival is proven: by the fact's own fix, whatever the worker named as proof, by a scanned code or by a photo.
pub fn proves_arrival(proof: &ArrivalProof, fix: Option<&Fix>, site: Option<Position>, radius_m: u32) -> bool {
    match proof {
        ArrivalProof::ScannedCode { code } => !code.trim().is_empty() || by_position(fix, site, radius_m),
        ArrivalProof::Photo { .. } => true,
        ArrivalProof::Position | ArrivalProof::Word => by_position(fix, site, radius_m),
    }
}

/// Whether a fact's own fix proves that its worker was at the site.
pub(crate) fn by_position(fix: Option<&Fix>, site: Option<Position>, radius_m: u32) -> bool {
    fix.zip(site).is_some_and(|(fix, site)| at_site(fix, site, radius_m))
}

/// When somebody was on site. Without a tap, the first work that was done there says that it was not later; how much
/// earlier, nobody knows.
pub fn when_arrived(state: &OrderState) -> Option<TimeInterval> {
    if let Some(at) = state.milestones.get(&Milestone::Arrived) {
        return Some(*at);
    }
    let work = [Milestone::WaterStopped, Milestone::Repaired, Milestone::WaterRestored, Milestone::SurfaceRestored];
    let first = work.iter().filter_map(|m| state.milestones.get(m)).min_by_key(|at| at.latest)?;
    let from = state.milestones.get(&Milestone::Instructed).map_or(first.earliest, |start| start.earliest);
    Some(TimeInterval::between(from.min(first.latest), first.latest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FixProvider, PhotoId};

    const RADIUS_M: u32 = 100;

    fn site() -> Position {
        Position::new(35.747, 114.295).unwrap()
    }

    /// A fix north of the site.
    fn fix(metres: f64, accuracy_m: u16, mock: bool) -> Fix {
        let position = Position::new(35.747 + metres / 111_195.0, 114.295).unwrap();
        Fix { position, accuracy_m, provider: FixProvider::Gnss, mock }
    }

    /// 3.2.5 ARRIVE: inside the radius with the fix's accuracy, and never by a mock location.
    #[test]
    fn position_proves_arrival_with_its_whole_doubt_inside_the_radius() {
        for (metres, accuracy_m, mock, proven) in [
            (0.0, 5, false, true),
            (89.0, 10, false, true),
            (91.0, 10, false, false),
            (10.0, 95, false, false),
            (0.0, 3_000, false, false),
            (0.0, 5, true, false),
        ] {
            assert_eq!(at_site(&fix(metres, accuracy_m, mock), site(), RADIUS_M), proven, "{metres} ± {accuracy_m} m");
        }
    }

    /// 3.3.2 ARRIVE: code or photo prove without a position; a word alone does not, but the fix that came with it may.
    #[test]
    fn each_kind_of_proof() {
        let (near, far) = (fix(10.0, 5, false), fix(900.0, 5, false));
        let proven = |proof: &ArrivalProof, fix: Option<&Fix>, site| proves_arrival(proof, fix, site, RADIUS_M);
        let code = |code: &str| ArrivalProof::ScannedCode { code: code.into() };
        let photo = ArrivalProof::Photo { photo: PhotoId::of(b"ab") };
        assert!(proven(&ArrivalProof::Position, Some(&near), Some(site())));
        assert!(proven(&ArrivalProof::Word, Some(&near), Some(site())));
        assert!(!proven(&ArrivalProof::Position, Some(&far), Some(site())));
        assert!(!proven(&ArrivalProof::Position, Some(&near), None), "the books do not say where the site is");
        assert!(!proven(&ArrivalProof::Position, None, Some(site())));
        assert!(!proven(&ArrivalProof::Word, None, Some(site())));
        assert!(proven(&code("P-17"), None, None));
        assert!(!proven(&code(" "), None, None));
        assert!(proven(&photo, Some(&far), Some(site())));
    }
}
