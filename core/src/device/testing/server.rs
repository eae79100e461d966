//! A server that does as it is told: it keeps the protocol, and breaks down where a test wants it to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard};

use serde_json::value::RawValue;

use super::town::Town;
use crate::device::clock::SimClock;
use crate::device::sync::{Exchange, Reply, Request, Transport, TransportError};
use crate::event::{Author, Dated, Event, EventId, Fact};
use crate::model::{BootId, BucketId, DeviceId, Moment, Span, SubjectId, TimeInterval, Timestamp, WorkerId};
use crate::rulebook::{Rulebook, RulebookVersion};
use crate::rules::trusted_time::{self, Anchors, Newest};
use crate::state::Subject;
use crate::wire::codec::Codec;
use crate::wire::{
    BucketPage, Cursor, EnrolResponse, ErrorBody, EventOutcome, Limits, Outcome, PROTOCOL, Refusal, RefusalAction, Row,
    SyncRequest, SyncResponse, refusal,
};

/// What goes wrong with one request.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    None,
    /// The request is lost on its way.
    LoseRequest,
    /// The server does its work; the answer is lost.
    LoseAnswer,
    /// The network delivers the request twice; the second answer comes back.
    Twice,
    /// The server takes only so many of the events.
    TakeOnly(usize),
    /// The server answers with an error.
    Status(u16, &'static str),
    /// The answer never comes: the future stays pending.
    Hang,
}

/// One subject in the books.
struct Held {
    subject: Subject,
    bucket: BucketId,
    n: u64,
    record_n: u64,
    log: Vec<Dated>,
}

pub(crate) struct Inner {
    clock: SimClock,
    pub(crate) faults: VecDeque<Fault>,
    pub(crate) epoch: String,
    pub(crate) limits: Limits,
    /// The largest body that it reads, in bytes before decompression.
    pub(crate) body_max: usize,
    pub(crate) pull_rows: usize,
    /// Numbers of the phone's events that it refuses.
    pub(crate) refuse: BTreeSet<u64>,
    /// Buckets of the phone; `utility` always.
    pub(crate) buckets: BTreeSet<BucketId>,
    pub(crate) device: u32,
    /// The people whose work the phone carries.
    pub(crate) workers: Vec<WorkerId>,
    /// The state of this one comes in words of a newer protocol.
    pub(crate) unreadable: Option<SubjectId>,
    /// What the next enrolment makes of it.
    pub(crate) next_device: u32,
    /// The phone's events as they came, by number.
    pub(crate) had: BTreeMap<u64, String>,
    outcomes: BTreeMap<u64, Outcome>,
    anchors: Anchors,
    newest: Newest,
    answered_at: Option<Timestamp>,
    office_seq: u64,
    books: BTreeMap<SubjectId, Held>,
    tombstones: Vec<(BucketId, u64, SubjectId)>,
    numbers: BTreeMap<BucketId, u64>,
    rulebook: Rulebook,
    /// How long each exchange takes on the phone's clock.
    pub(crate) each_takes: Span,
    /// Every sync request that it read.
    pub(crate) requests: Vec<SyncRequest>,
    /// How often each of the phone's facts was applied to each of its subjects.
    pub(crate) applied: BTreeMap<(u64, SubjectId), u32>,
}

pub(crate) struct FakeServer(Mutex<Inner>);

impl FakeServer {
    pub(crate) fn new(town: Town, clock: SimClock) -> Self {
        let bucket = |text: &str| text.parse().unwrap();
        let mut inner = Inner {
            clock,
            faults: VecDeque::new(),
            epoch: "e1".to_owned(),
            limits: Limits::DEFAULT,
            body_max: usize::MAX,
            pull_rows: 2_000,
            refuse: BTreeSet::new(),
            buckets: BTreeSet::from([bucket("utility"), bucket("route:r1"), bucket("area:a1"), bucket("crew:c1")]),
            device: 7,
            workers: vec![super::reader()],
            unreadable: None,
            next_device: 7,
            had: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            anchors: Anchors::default(),
            newest: Newest::NONE,
            answered_at: None,
            office_seq: 0,
            books: BTreeMap::new(),
            tombstones: Vec::new(),
            numbers: BTreeMap::new(),
            rulebook: Rulebook::default_book(),
            each_takes: Span::ZERO,
            requests: Vec::new(),
            applied: BTreeMap::new(),
        };
        for (subject, fact) in town.facts() {
            inner.state_fact(subject, fact);
        }
        Self(Mutex::new(inner))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// The next requests meet these, one each.
    pub(crate) fn faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.lock().faults.extend(faults);
    }
}

impl Transport for FakeServer {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        let lost = |detail: &str| Err(TransportError::NoAnswer { detail: detail.to_owned() });
        let reply = {
            let mut inner = self.lock();
            inner.clock.advance(inner.each_takes);
            let fault = if request.path == "/v1/sync" { inner.faults.pop_front() } else { None };
            match fault.unwrap_or(Fault::None) {
                Fault::None => Ok(inner.answer(&request, usize::MAX)),
                Fault::LoseRequest => lost("the request was lost"),
                Fault::LoseAnswer => {
                    inner.answer(&request, usize::MAX);
                    lost("the answer was lost")
                }
                Fault::Twice => {
                    inner.answer(&request, usize::MAX);
                    Ok(inner.answer(&request, usize::MAX))
                }
                Fault::TakeOnly(n) => Ok(inner.answer(&request, n)),
                Fault::Status(status, code) => Ok(error(status, code)),
                Fault::Hang => return Box::pin(std::future::pending()),
            }
        };
        Box::pin(std::future::ready(reply))
    }
}

fn error(status: u16, code: &str) -> Reply {
    let body = ErrorBody { code: code.to_owned(), reason: String::new(), field: None };
    Reply { status, retry_after: None, encoding: None, body: serde_json::to_vec(&body).unwrap() }
}

impl Inner {
    fn now(&self) -> Timestamp {
        // The server's clock is right; the phone's wall may be turned, its uptime may not.
        self.clock.truth()
    }

    fn answer(&mut self, request: &Request, take: usize) -> Reply {
        let ok = |body| Reply { status: 200, retry_after: None, encoding: Some("zstd".to_owned()), body };
        if request.path == "/v1/enrol" {
            self.answered_at = Some(self.now());
            if self.device != self.next_device {
                self.device = self.next_device;
                self.had.clear();
                self.outcomes.clear();
            }
            let answer = EnrolResponse {
                device: DeviceId::new(self.device),
                token: "token".to_owned(),
                server_time: self.now(),
            };
            return ok(Codec::Zstd.encode(&serde_json::to_vec(&answer).unwrap()).unwrap());
        }
        assert_eq!(request.token.as_deref(), Some("token"));
        let body = request.encoding.decode(&request.body, u64::MAX / 2).unwrap();
        if body.len() > self.body_max {
            return error(413, "sync.body_too_large");
        }
        let Ok(request) = serde_json::from_slice::<SyncRequest>(&body) else {
            return error(400, "sync.body_unreadable");
        };
        if request.device.number() != self.device {
            return error(401, "auth.token_unknown");
        }
        let answer = self.sync(&request, take);
        self.requests.push(request);
        ok(Codec::Zstd.encode(&serde_json::to_vec(&answer).unwrap()).unwrap())
    }

    fn have_through(&self) -> u64 {
        self.had.keys().next_back().copied().unwrap_or(0)
    }

    fn sync(&mut self, request: &SyncRequest, take: usize) -> SyncResponse {
        let now = self.now();
        let said = request.heard.map(|heard| heard.server_time).or(request.answered);
        let knows_more = request.first_seq > self.have_through() + 1 || said > self.answered_at;
        self.anchors.note_upper(request.now.boot, request.now.uptime, now);
        if let Some(heard) = request.heard.filter(|heard| Some(heard.server_time) == self.answered_at) {
            self.anchors.note_lower(heard.boot, heard.uptime, heard.server_time);
        }
        let mut outcomes = Vec::new();
        if request.first_seq <= self.have_through() + 1 {
            for (seq, raw) in (request.first_seq..).zip(&request.events).take(take) {
                if let Some(outcome) = self.take(seq, raw, now) {
                    outcomes.push(EventOutcome { seq, outcome });
                }
            }
        }
        self.answered_at = Some(now);
        SyncResponse {
            protocol: PROTOCOL,
            server_time: now,
            epoch: self.epoch.clone(),
            have_through: self.have_through(),
            outcomes,
            newest_at: None,
            limits: self.limits,
            buckets: self.pull(request, knows_more),
            workers: self.workers.clone(),
            rulebook: None,
        }
    }

    fn take(&mut self, seq: u64, raw: &RawValue, now: Timestamp) -> Option<Outcome> {
        if let Some(had) = self.had.get(&seq) {
            return if had == raw.get() {
                self.outcomes.get(&seq).cloned()
            } else {
                Some(refused(refusal::DEVICE_CLONED))
            };
        }
        self.had.insert(seq, raw.get().to_owned());
        let outcome = match serde_json::from_str::<Event>(raw.get()) {
            Err(_) => Some(refused(refusal::UNREADABLE)),
            Ok(event) if event.id != EventId { device: DeviceId::new(self.device), seq } => {
                Some(refused(refusal::WRONG_ID))
            }
            Ok(_) if self.refuse.contains(&seq) => Some(refused(refusal::SUBJECT_UNKNOWN)),
            Ok(event) => {
                let at = trusted_time::interval(event.moment, &self.anchors, now);
                let at = self.newest.follow(event.moment, at);
                self.apply(&Dated { event, at })
            }
        };
        if let Some(outcome) = &outcome {
            self.outcomes.insert(seq, outcome.clone());
        }
        outcome
    }

    /// The office states a fact.
    pub(crate) fn state_fact(&mut self, subject: SubjectId, fact: Fact) {
        self.office_seq += 1;
        let id = EventId { device: DeviceId::OFFICE, seq: self.office_seq };
        let moment = Moment::new(BootId(0), Span::ZERO, self.now());
        let event =
            Event { id, author: Author::System, subject, moment, fix: None, rulebook: RulebookVersion(1), fact };
        let at = TimeInterval::exact(self.now());
        self.apply(&Dated { event, at });
    }

    fn apply(&mut self, dated: &Dated) -> Option<Outcome> {
        let mut follow_ups = Vec::new();
        for id in dated.event.subjects() {
            if dated.event.id.device != DeviceId::OFFICE {
                *self.applied.entry((dated.event.id.seq, id.clone())).or_default() += 1;
            }
            let held = self.books.entry(id.clone()).or_insert_with(|| {
                let subject = Subject::unknown(&id);
                Held { bucket: subject.bucket(), subject, n: 0, record_n: 0, log: Vec::new() }
            });
            let before = held.subject.clone();
            held.log.push(dated.clone());
            held.log.sort_by_key(Dated::order_key);
            held.subject = Subject::unknown(&id);
            for dated in &held.log {
                let follows = held.subject.apply(dated, &self.rulebook);
                if dated.event.id == held.log.last().unwrap().event.id {
                    follow_ups.extend(follows);
                }
            }
            if before != held.subject {
                self.number(&id, &before);
            }
        }
        (!follow_ups.is_empty()).then_some(Outcome::FollowUps { follow_ups })
    }

    fn number(&mut self, id: &SubjectId, before: &Subject) {
        let held = self.books.get_mut(id).unwrap();
        let (left, bucket) = (held.bucket.clone(), held.subject.bucket());
        let new = held.n == 0;
        let mut next = |bucket: &BucketId| {
            let number = self.numbers.entry(bucket.clone()).or_default();
            *number += 1;
            *number
        };
        held.n = next(&bucket);
        if new || left != bucket || before.record_json().unwrap() != held.subject.record_json().unwrap() {
            held.record_n = held.n;
        }
        held.bucket = bucket.clone();
        self.tombstones.retain(|(b, _, s)| !(s == id && *b == bucket));
        if !new && left != bucket {
            let n = next(&left);
            self.tombstones.push((left, n, id.clone()));
        }
    }

    fn pull(&self, request: &SyncRequest, knows_more: bool) -> Vec<BucketPage> {
        let beyond = |cursor: &Cursor| {
            let newest = self.numbers.get(&cursor.bucket).copied().unwrap_or(0);
            self.buckets.contains(&cursor.bucket) && cursor.n.max(cursor.held) > newest
        };
        let other_epoch = !request.epoch.is_empty() && request.epoch != self.epoch;
        let anew = knows_more || other_epoch || request.cursors.iter().any(beyond);
        let mut room = self.pull_rows;
        self.buckets
            .iter()
            .map(|bucket| {
                let cursor = request.cursors.iter().find(|cursor| cursor.bucket == *bucket);
                let page = self.page(bucket, cursor, anew, room);
                room -= page.rows.len();
                page
            })
            .collect()
    }

    fn page(&self, bucket: &BucketId, cursor: Option<&Cursor>, anew: bool, room: usize) -> BucketPage {
        let newest = self.numbers.get(bucket).copied().unwrap_or(0);
        let reset = anew && cursor.is_some();
        let (after, known) = cursor.filter(|_| !reset).map_or((0, 0), |cursor| (cursor.n, cursor.held));
        let raw = |json: String| RawValue::from_string(json).unwrap();
        let held = self.books.iter().filter(|(_, held)| held.bucket == *bucket && held.n > after);
        let mut rows: Vec<Row> = held
            .map(|(id, held)| Row {
                subject: id.clone(),
                n: held.n,
                record: (held.record_n > known).then(|| held.subject.record_json().unwrap()).flatten().map(raw),
                state: Some(raw(if self.unreadable.as_ref() == Some(id) {
                    "{\"stage\":\"beamed_up\"}".to_owned()
                } else {
                    held.subject.state_json().unwrap()
                })),
            })
            .collect();
        if after > 0 {
            let gone = self.tombstones.iter().filter(|(b, n, _)| b == bucket && *n > after);
            rows.extend(gone.map(|(_, n, id)| Row { subject: id.clone(), n: *n, record: None, state: None }));
        }
        rows.sort_by_key(|row| row.n);
        let more = rows.len() > room;
        rows.truncate(room);
        let through = if more { rows.last().map_or(after, |row| row.n) } else { newest };
        BucketPage { bucket: bucket.clone(), reset, rows, through, more }
    }

    /// What the office sees of a subject.
    pub(crate) fn subject(&self, id: &SubjectId) -> Option<Subject> {
        self.books.get(id).map(|held| held.subject.clone())
    }

    /// Every subject of the phone's buckets.
    pub(crate) fn subjects(&self) -> BTreeMap<SubjectId, Subject> {
        let in_reach = self.books.iter().filter(|(_, held)| self.buckets.contains(&held.bucket));
        in_reach.map(|(id, held)| (id.clone(), held.subject.clone())).collect()
    }

    /// The server is restored from a backup that was made after it had the phone's facts through `have_through`.
    pub(crate) fn restore(&mut self, have_through: u64) {
        self.epoch.push('\'');
        self.had.retain(|seq, _| *seq <= have_through);
        self.outcomes.retain(|seq, _| *seq <= have_through);
        self.applied.retain(|(seq, _), _| *seq <= have_through);
        let device = DeviceId::new(self.device);
        for (id, held) in &mut self.books {
            held.log.retain(|dated| dated.event.id.device != device || dated.event.id.seq <= have_through);
            held.subject = Subject::unknown(id);
            for dated in &held.log {
                held.subject.apply(dated, &self.rulebook);
            }
        }
    }

    /// A subject disappears from the backup's books.
    pub(crate) fn forget(&mut self, id: &SubjectId) {
        self.books.remove(id);
    }
}

fn refused(code: &str) -> Outcome {
    Outcome::Refused(Refusal {
        code: code.to_owned(),
        fields: Vec::new(),
        reason: "the test wants it".to_owned(),
        action: RefusalAction::OfficeRepairs,
    })
}
