//! Whose work the phone carries.

use curbstop_core::device::phone;
use curbstop_core::model::WorkerId;

/// Somebody whose work this phone carries.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Person {
    /// Their id.
    pub id: WorkerId,
    /// Their name; `None` before it has come.
    pub name: Option<String>,
}

impl From<phone::Person> for Person {
    fn from(person: phone::Person) -> Self {
        Self { id: person.id, name: person.record.map(|record| record.name) }
    }
}
