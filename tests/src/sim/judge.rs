//! What must be true in the end: of each fact (`model`), and of what both sides hold.

use std::collections::{BTreeMap, BTreeSet};

use curbstop_core::model::{BucketId, DeviceId};

use super::look::{self, HostLook, PhoneLook};
use super::world::Sim;
use super::{SimError, Violation};

impl Sim<'_> {
    pub(super) fn judge(&mut self) -> Result<(), SimError> {
        let mut given = Vec::new();
        for handheld in &self.phones {
            let device = handheld.phone().and_then(|open| open.status().ok()?.device).unwrap_or(DeviceId::OFFICE);
            let buckets = self.host.office(|state| async move { state.store.device_buckets(device).await });
            given.push((device, buckets.and_then(Result::ok).unwrap_or_default()));
        }
        let host = look::host(&self.host.mount.disk, self.folder)?;
        let phones = self.phones.iter().map(|handheld| look::phone(&handheld.mount.disk, self.folder));
        let phones = phones.collect::<Result<Vec<_>, _>>()?;
        self.violations.extend(self.model.judge(&host, &phones));
        for (phone, (look, (device, buckets))) in phones.iter().zip(given).enumerate() {
            let revoked = self.phones[phone].revoked;
            let buckets = if revoked { BTreeSet::new() } else { buckets };
            self.violations.extend(cursors(phone, look, device, &buckets, &host, revoked));
            self.violations.extend(replica(phone, look, &buckets, &host));
        }
        Ok(())
    }
}

/// Cursors and receipt stand where the server stands.
fn cursors(
    phone: usize,
    look: &PhoneLook,
    device: DeviceId,
    buckets: &BTreeSet<BucketId>,
    host: &HostLook,
    revoked: bool,
) -> Option<Violation> {
    let number = |bucket: &BucketId| (bucket.to_string(), host.buckets.get(&bucket.to_string()).copied().unwrap_or(0));
    let due: BTreeMap<String, u64> = buckets.iter().map(number).collect();
    let have = host.have_through.get(&device.number()).copied().unwrap_or(0);
    // A revoked phone that has handed in everything is not told what a clone of it handed in.
    let told_all = if revoked { look.have_through <= have } else { look.have_through == have };
    if look.cursors == due && told_all && look.last_seq == look.have_through {
        return None;
    }
    let PhoneLook { cursors, have_through, last_seq, .. } = look;
    let what = format!("phone {phone}: {cursors:?}, {have_through} of {last_seq} had; server: {due:?}, {have}");
    Some(Violation::Cursor { what })
}

/// The phone holds what lies in its buckets, as the server has it, and nothing else of the server's.
fn replica(phone: usize, look: &PhoneLook, buckets: &BTreeSet<BucketId>, host: &HostLook) -> Vec<Violation> {
    let buckets: BTreeSet<String> = buckets.iter().map(ToString::to_string).collect();
    let due = host.subjects.iter().filter(|(_, held)| buckets.contains(&held.bucket));
    let due: BTreeMap<_, _> = due.collect();
    let held = look.subjects.iter().filter(|(_, held)| !held.bucket.is_empty());
    let held: BTreeMap<_, _> = held.collect();
    let ids: BTreeSet<_> = due.keys().chain(held.keys()).collect();
    let apart = |id: &&&String| due.get(**id) != held.get(**id);
    let told = |id: &&String| match (held.get(*id), due.get(*id)) {
        (Some(_), None) => format!("phone {phone} holds {id}, and should not"),
        (None, _) => format!("phone {phone} does not hold {id}"),
        (held, due) => format!("phone {phone}, {id}: {held:?}; server: {due:?}"),
    };
    ids.iter().filter(|id| apart(id)).map(|id| Violation::Apart { what: told(id) }).collect()
}
