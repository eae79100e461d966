//! Whose phone it is, and who is at work. Facts belong to a worker, the queue belongs to the phone.

use super::sign_in::{self, PinState};
use super::{Phone, PhoneError};
use crate::device::store::{StoreError, meta, pin, subject};
use crate::model::{SubjectId, WorkerId, WorkerRecord};
use crate::state::Subject;

/// Somebody whose work this phone carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: WorkerId,
    /// What the books say of them; `None` before it has come.
    pub record: Option<WorkerRecord>,
    /// Whether they can sign in now.
    pub pin: PinState,
}

impl Phone {
    /// The people whose work this phone carries, as the server last told.
    pub fn people(&self) -> Result<Vec<Person>, PhoneError> {
        let now = self.engine.present()?.moment;
        self.engine.store.read(|db| {
            let person = |id: WorkerId| {
                let key = SubjectId::Worker(id.clone());
                let record = match subject::get(db, &key.to_string())?.map(|stored| stored.shown(&key)).transpose()? {
                    Some(Subject::Worker(of)) => of.record,
                    _ => None,
                };
                let pin = sign_in::pin_state(pin::get(db, &id)?, now);
                Ok::<_, StoreError>(Person { id, record, pin })
            };
            meta::people(db)?.into_iter().map(|id| person(id).map_err(PhoneError::from)).collect()
        })
    }

    /// Who is signed in.
    pub fn worker(&self) -> Result<Option<WorkerId>, PhoneError> {
        Ok(self.engine.store.read(meta::worker)?)
    }
}
