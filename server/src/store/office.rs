//! What the office's pages ask of the store.

use std::sync::Arc;

use curbstop_core::event::{Author, EventId, Fact};
use curbstop_core::model::{
    AreaId, CalendarRecord, CoverRecord, CrewId, DeviceId, JobId, JobRecord, OrderId, OrderRecord, Period, PersonId,
    PointId, PointRecord, RouteRecord, SubjectId, TimeInterval, Timestamp, WorkerId, WorkerRecord,
};
use curbstop_core::state::{CoverState, JobState, OrderState, PointState, ReadingStage, Subject};
use curbstop_core::wire::Refusal;

use super::{AcceptedFacts, Changed, Pending};
use crate::import::{ImportReport, ReadFile};
use crate::intake::Books;
use crate::office::account::{NewPerson, NewSession, OpenSession, Person};
use crate::office::attempts::Failures;
use crate::office::command::CommandRefused;
use crate::secret::SecretHash;

/// Accounts, sessions and who was wrong about a password.
pub trait PeopleStore: Send + Sync + 'static {
    /// Keeps the hash of the one-time link of the first administrator, instead of an earlier one; `false` where an
    /// account exists, which makes such a link void.
    fn offer_setup(&self, link: SecretHash) -> Pending<'_, bool>;

    /// Makes the first administrator and uses the link up; `None` where the link is not the one that was offered.
    fn set_up(&self, link: SecretHash, person: NewPerson) -> Pending<'_, Option<Person>>;

    /// Makes an account; `None` where one has that name.
    fn add_person(&self, person: NewPerson) -> Pending<'_, Option<Person>>;

    /// Accounts, by name; cut after [`LISTED_MAX`].
    fn people(&self) -> Pending<'_, Listed<Person>>;

    /// The account of a name, with its password's hash.
    fn person_by_name(&self, name: String) -> Pending<'_, Option<(Person, String)>>;

    /// Gives an account another password, and ends its sessions but the one that is to stay; `false` where it is not there.
    fn set_password(&self, person: PersonId, hash: String, stays: Option<SecretHash>) -> Pending<'_, bool>;

    /// Locks an account and ends its sessions, or opens it again; `None` where it is not there.
    fn set_disabled(&self, person: PersonId, disabled_at: Option<Timestamp>) -> Pending<'_, Option<Person>>;

    /// Begins a session.
    fn open_session(&self, session: NewSession) -> Pending<'_, ()>;

    /// The session of a token, if it has not ended and its account is not locked.
    fn session(&self, token: SecretHash, now: Timestamp) -> Pending<'_, Option<OpenSession>>;

    /// Moves a session's end on.
    fn extend_session(&self, token: SecretHash, expires_at: Timestamp) -> Pending<'_, ()>;

    /// Ends a session.
    fn close_session(&self, token: SecretHash) -> Pending<'_, ()>;

    /// Wrong passwords for a name, in a row.
    fn failures(&self, name_key: String) -> Pending<'_, Failures>;

    /// Notes one more wrong password for a name.
    fn note_failure(&self, name_key: String, now: Timestamp) -> Pending<'_, Failures>;

    /// Forgets a name's wrong passwords.
    fn clear_failures(&self, name_key: String) -> Pending<'_, ()>;
}

/// Which orders are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderFilter {
    /// Not closed.
    Open,
    /// Closed.
    Closed,
    /// All.
    All,
}

/// Which connections and conversions are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobFilter {
    /// Not closed.
    Open,
    /// Closed.
    Closed,
}

/// Phones, workers, routes, crews, areas or accounts in one list: more than a utility has. A list that is longer all the same (a
/// wrong file was imported) is cut, and says so.
pub const LISTED_MAX: u32 = 5_000;

/// A list that may have been cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed<T> {
    /// The rows, at most as many as were asked for.
    pub rows: Vec<T>,
    /// There are more.
    pub more: bool,
}

/// A record with the state that its facts made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Known<R, S> {
    /// What the books say.
    pub record: R,
    /// What followed from the facts.
    pub state: S,
}

/// A route and how far its month is.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteProgress {
    /// The route.
    pub route: RouteRecord,
    /// Its reader's name.
    pub reader_name: Option<String>,
    /// How many service points there are at each stage of the month.
    pub stages: Vec<(ReadingStage, u32)>,
}

/// A service point in a list, with what the list shows of its state.
pub type KnownPoint = Known<PointRecord, PointState>;

/// An event that could not be applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Quarantined {
    /// The device and the number that it was sent under.
    pub id: EventId,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Why it could not be applied.
    pub refusal: Refusal,
    /// Somebody settled it.
    pub settled: bool,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its first bytes.
    pub head: Vec<u8>,
}

/// A phone.
#[derive(Debug, Clone, PartialEq)]
pub struct Device {
    /// Its number.
    pub id: DeviceId,
    /// What it says it is.
    pub model: String,
    /// The people whose work it carries, with their names.
    pub workers: Vec<(WorkerId, String)>,
    /// When it got its token.
    pub enrolled_at: Timestamp,
    /// When its rights were taken away.
    pub revoked_at: Option<Timestamp>,
    /// When it was last heard.
    pub last_sync_at: Option<Timestamp>,
    /// Everything up to here is held.
    pub have_through: u64,
    /// The time of its last event: the width is how well its clock is known.
    pub last_event: Option<TimeInterval>,
}

/// A crew and its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crew {
    /// Its id.
    pub id: CrewId,
    /// Its people, by name.
    pub members: Vec<(WorkerId, String)>,
    /// Orders that it has and that are not closed.
    pub open_orders: u32,
}

/// A file on its way in.
#[derive(Debug, Clone)]
pub struct Import {
    /// What was read of it.
    pub file: ReadFile,
    /// Who imports it.
    pub author: Author,
    /// Now.
    pub now: Timestamp,
    /// Say what would happen, and change nothing.
    pub dry_run: bool,
}

/// What decides on a command: the subject as it is now, and what follows or why not.
pub type Decide = Box<dyn FnOnce(&Subject) -> Result<Fact, CommandRefused> + Send>;

/// A command of the office, decided and taken in without anything in between.
pub struct Command {
    /// Whom or what it is about.
    pub subject: SubjectId,
    /// Who gives it.
    pub author: Author,
    /// Now.
    pub now: Timestamp,
    /// The decision.
    pub decide: Decide,
}

/// What the office's pages ask of the store.
pub trait OfficeStore: PeopleStore {
    /// Holds a file against the books and takes its facts in, all or none, in one transaction.
    fn import(&self, import: Import, books: Arc<Books>) -> Pending<'_, (ImportReport, Changed)>;

    /// Decides a command on the subject as it is, and takes its fact in, in one transaction.
    fn command(&self, command: Command, books: Arc<Books>) -> Pending<'_, Result<AcceptedFacts, CommandRefused>>;

    /// A number for an order or a job that the caller gives none; each is given once.
    fn next_number(&self) -> Pending<'_, u64>;

    /// Orders, the newest first.
    fn orders(&self, filter: OrderFilter, limit: u32) -> Pending<'_, Listed<Known<OrderRecord, OrderState>>>;

    /// One order.
    fn order(&self, id: OrderId) -> Pending<'_, Option<Known<OrderRecord, OrderState>>>;

    /// Connections and conversions, the newest first.
    fn jobs(&self, filter: JobFilter, limit: u32) -> Pending<'_, Listed<Known<JobRecord, JobState>>>;

    /// One connection or conversion.
    fn job(&self, id: JobId) -> Pending<'_, Option<Known<JobRecord, JobState>>>;

    /// The notices of holidays that were imported, one a year.
    fn calendar(&self) -> Pending<'_, Vec<CalendarRecord>>;

    /// One service point.
    fn point(&self, id: PointId) -> Pending<'_, Option<KnownPoint>>;

    /// Routes with how far each is in a month; cut after [`LISTED_MAX`].
    fn route_progress(&self, period: Period, books: Arc<Books>) -> Pending<'_, Listed<RouteProgress>>;

    /// Covers with an open defect: dangerous ones first, the oldest first.
    fn unsafe_covers(&self, limit: u32) -> Pending<'_, Listed<Known<CoverRecord, CoverState>>>;

    /// Service points with an escalated estimate: open ones, the oldest first, or decided ones, the newest first.
    fn escalations(&self, decided: bool, limit: u32) -> Pending<'_, Listed<KnownPoint>>;

    /// Service points with a reading in review, the oldest first.
    fn reviews(&self, limit: u32) -> Pending<'_, Listed<KnownPoint>>;

    /// Events that could not be applied, open ones before settled ones, the newest of each first; each with so many of its bytes: one may have megabytes.
    fn quarantine(&self, limit: u32, head_bytes: u32) -> Pending<'_, Listed<Quarantined>>;

    /// Phones, by number; the newest [`LISTED_MAX`].
    fn devices(&self) -> Pending<'_, Listed<Device>>;

    /// The crews of the workers in [`OfficeStore::workers`].
    fn crews(&self) -> Pending<'_, Listed<Crew>>;

    /// Whether somebody belongs to a crew.
    fn has_members(&self, crew: CrewId) -> Pending<'_, bool>;

    /// Workers, by id; cut after [`LISTED_MAX`].
    fn workers(&self) -> Pending<'_, Listed<WorkerRecord>>;

    /// Areas of duty that a route, a worker, a cover or an order names; cut after [`LISTED_MAX`].
    fn areas(&self) -> Pending<'_, Listed<AreaId>>;
}
