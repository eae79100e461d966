//! One file for whoever mends a phone that misbehaves.

use std::path::PathBuf;

use curbstop_core::device::phone;

use crate::{Phone, PhoneError};

type Exported = phone::Exported;

/// What was written.
#[uniffi::remote(Record)]
pub struct Exported {
    /// Lines in the file.
    pub lines: u64,
    /// Its size in bytes.
    pub bytes: u64,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Writes everything that an engineer or the office needs to a file, whole or not at all: every entry with every byte, the clocks,
    /// the queues. No token, PIN or key is in it. Saving goes on meanwhile; `interrupt` breaks it off.
    pub async fn export_black_box(&self, file: String) -> Result<Exported, PhoneError> {
        self.ask(move |phone| phone.export_black_box(&PathBuf::from(file))).await
    }
}
