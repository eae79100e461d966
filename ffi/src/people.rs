//! Whose phone it is, and who is at work.

use curbstop_core::device::phone;
use curbstop_core::device::sync::CertificatePin;
use curbstop_core::model::{self, CrewId, DeviceId, Span, WorkerId};

use crate::{Phone, PhoneError};

/// What the office's QR code says.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Enrolment {
    /// The server's address, to be shown before the phone enrols there.
    pub server: String,
    /// The one-time code.
    pub code: String,
    /// The SHA-256 of the one certificate that the server may show, where it shows one of its own making.
    pub pin: Option<String>,
}

impl From<phone::Enrolment> for Enrolment {
    fn from(phone::Enrolment { server, code }: phone::Enrolment) -> Self {
        let pin = server.pin().as_ref().map(CertificatePin::to_string);
        Self { server: server.url().to_owned(), code, pin }
    }
}

/// Reads what was scanned (`curbstop://enrol?server=…&code=…[&pin=…]`) or typed (address and code with a space between), so that
/// it can be shown before the phone enrols.
#[uniffi::export]
pub fn parse_enrolment(payload: String) -> Result<Enrolment, PhoneError> {
    Ok(phone::Enrolment::parse(&payload)?.into())
}

/// Somebody whose work this phone carries.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Person {
    /// Who.
    pub worker: WorkerId,
    /// Their name; `None` before it has come.
    pub name: Option<String>,
    /// What they do; `None` before it has come.
    pub role: Option<WorkerRole>,
    /// Their crew, if they are in one.
    pub crew: Option<CrewId>,
    /// Whether they can sign in now.
    pub pin: PinState,
}

impl From<phone::Person> for Person {
    fn from(phone::Person { id, record, pin }: phone::Person) -> Self {
        let role = record.as_ref().map(|record| record.role);
        let crew = record.as_ref().and_then(|record| record.crew.clone());
        Self { worker: id, name: record.map(|record| record.name), role, crew, pin }
    }
}

type WorkerRole = model::WorkerRole;

/// What a worker does. Its words stand under `worker_role.<name>`.
#[uniffi::remote(Enum)]
pub enum WorkerRole {
    /// 抄表员.
    Reader,
    /// 抢修人员.
    Repair,
    /// 安装人员.
    Installation,
}

type PinState = phone::PinState;

/// Whether a worker can sign in on this phone.
#[uniffi::remote(Enum)]
pub enum PinState {
    /// They choose a PIN first.
    NotChosen,
    /// With their PIN.
    Chosen,
    /// It was typed wrong too often.
    Locked {
        /// Until then nobody need try.
        wait: Span,
    },
}

type SignedOut = phone::SignedOut;

/// What a worker leaves behind.
#[uniffi::remote(Record)]
pub struct SignedOut {
    /// Facts that wait to be delivered. They stay, and go with the next sync, whoever is at work then.
    pub unsent: u64,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Gives the phone its identity: `payload` is what `parse_enrolment` reads, `model` what the office's list calls this phone.
    /// A phone that had an identity gets a new one; its unsent work goes with it. Sync afterwards to get people and work.
    pub async fn enrol(&self, payload: String, model: String) -> Result<DeviceId, PhoneError> {
        let enrolment = phone::Enrolment::parse(&payload)?;
        self.wait(async move |phone| phone.enrol(&enrolment, &model).await).await
    }

    /// The people whose work this phone carries, as the server last told.
    pub async fn people(&self) -> Result<Vec<Person>, PhoneError> {
        self.ask(|phone| Ok(phone.people()?.into_iter().map(Person::from).collect())).await
    }

    /// A worker's first PIN on this phone: 4 to 8 digits. One that is forgotten goes with a new enrolment code.
    pub async fn choose_pin(&self, worker: WorkerId, pin: String) -> Result<(), PhoneError> {
        self.ask(move |phone| phone.choose_pin(&worker, &pin)).await
    }

    /// Another PIN, for a worker who knows the old one. A wrong old one counts as a wrong try.
    pub async fn change_pin(&self, worker: WorkerId, old: String, new: String) -> Result<(), PhoneError> {
        self.ask(move |phone| phone.change_pin(&worker, &old, &new)).await
    }

    /// Whose facts follow from now on. Needs no network.
    pub async fn sign_in(&self, worker: WorkerId, pin: String) -> Result<(), PhoneError> {
        self.ask(move |phone| phone.sign_in(&worker, &pin)).await
    }

    /// Nobody is at work.
    pub async fn sign_out(&self) -> Result<SignedOut, PhoneError> {
        self.ask(curbstop_core::device::Phone::sign_out).await
    }
}
