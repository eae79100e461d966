//! The phone's side of the protocol against a server that breaks down where it is told to.

mod background;
mod bodies;
mod cost;
mod delivery;
mod dying;
mod live;
mod pull;
mod tls;

use crate::device::phone::Phone;
use crate::device::testing::FakeServer;

/// What the phone shows is what the office sees, subject by subject, and nothing is on top any more.
pub(super) fn same(phone: &Phone, server: &FakeServer) {
    let office = server.lock().subjects();
    for (id, subject) in &office {
        assert_eq!(phone.subject(id).unwrap().as_ref(), Some(subject), "{id}");
    }
    assert_eq!(phone.count_subjects(), office.len());
}
