//! The reasons for which a fact is set aside. No rule is among them: a rule never refuses a fact.

use curbstop_core::event::{EVENT_BYTES_MAX, EventId, Fact, OutOfBounds};
use curbstop_core::model::SubjectId;
use curbstop_core::wire::{Refusal, RefusalAction, refusal};

fn refused(code: &str, fields: Vec<String>, reason: String, action: RefusalAction) -> Refusal {
    Refusal { code: code.to_owned(), fields, reason, action }
}

/// More bytes than an event may have.
pub(super) fn too_large(bytes: usize) -> Refusal {
    let reason = format!("the event has {bytes} bytes; at most {EVENT_BYTES_MAX} are applied");
    refused(refusal::TOO_LARGE, Vec::new(), reason, RefusalAction::RecordAgain)
}

/// Not an event of this protocol. Serde's own words for a name that this build does not know mean a newer app.
pub(super) fn unreadable(error: &serde_json::Error) -> Refusal {
    let reason = format!("the bytes are not an event of this protocol: {error}");
    let newer = reason.contains("unknown variant");
    let action = if newer { RefusalAction::UpdateServer } else { RefusalAction::RecordAgain };
    refused(refusal::UNREADABLE, Vec::new(), reason, action)
}

/// A stand-in for what the phone keeps no more. Nobody can do anything about it; it keeps the place of its number.
pub(super) fn gone() -> Refusal {
    let reason =
        "the phone keeps this event no more; it was had before this server was put back from a backup".to_owned();
    refused(refusal::GONE, Vec::new(), reason, RefusalAction::OfficeRepairs)
}

/// It says another id than the one it was sent under.
pub(super) fn wrong_id(says: EventId, sent_as: EventId) -> Refusal {
    let reason = format!("i: the event says {says} and was sent as {sent_as}");
    refused(refusal::WRONG_ID, vec!["i".to_owned()], reason, RefusalAction::OfficeRepairs)
}

/// Its author is not one of the device's people.
pub(super) fn worker_unknown() -> Refusal {
    let reason =
        "by: the author is not one of this device's workers; the office can enrol the device for them".to_owned();
    refused(refusal::WORKER_UNKNOWN, vec!["by".to_owned()], reason, RefusalAction::OfficeRepairs)
}

/// Only the office may state it.
pub(super) fn office_only(fact: &Fact) -> Refusal {
    let reason = format!("e: only the office may state {}", fact.name());
    refused(refusal::OFFICE_ONLY, vec!["e".to_owned()], reason, RefusalAction::OfficeRepairs)
}

/// The fact is of another kind of subject.
pub(super) fn subject_kind(fact: &Fact, subject: &SubjectId) -> Refusal {
    let reason = format!("s: {} cannot be stated of a {}", fact.name(), subject.kind());
    refused(refusal::SUBJECT_KIND, vec!["s".to_owned()], reason, RefusalAction::RecordAgain)
}

/// A field out of its range. A phone of this build saves no such fact.
pub(super) fn out_of_bounds(out: &OutOfBounds) -> Refusal {
    refused(refusal::FIELD, vec![out.field.to_owned()], out.to_string(), RefusalAction::RecordAgain)
}

/// The subject is not in the books.
pub(super) fn subject_unknown(subject: &SubjectId) -> Refusal {
    let reason = format!("s: {subject} is not in the books; the office can enter it");
    refused(refusal::SUBJECT_UNKNOWN, vec!["s".to_owned()], reason, RefusalAction::OfficeRepairs)
}

/// The device never held the subject.
pub(super) fn not_yours(subject: &SubjectId) -> Refusal {
    let reason = format!("s: {subject} lies in no bucket that this device holds or ever held");
    refused(refusal::NOT_YOURS, vec!["s".to_owned()], reason, RefusalAction::OfficeRepairs)
}

/// Another event with this number is had already.
pub(crate) fn cloned(id: EventId) -> Refusal {
    let reason = format!("i: another event {id} is already had: the phone was cloned or put back; enrol it anew");
    refused(refusal::DEVICE_CLONED, vec!["i".to_owned()], reason, RefusalAction::OfficeRepairs)
}

/// The device was revoked: the office judges what it hands in.
pub(crate) fn revoked() -> Refusal {
    let reason = "the office took this device's rights away; it judges what is handed in".to_owned();
    refused(refusal::DEVICE_REVOKED, Vec::new(), reason, RefusalAction::OfficeRepairs)
}
