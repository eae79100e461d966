//! A server on a free port with a clock that stands, a small town, and phones whose requests are written by hand.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test may")]

pub mod office;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use curbstop_core::event::{Author, CoverInspected, Event, EventId, Fact, ReadingTaken};
use curbstop_core::model::*;
use curbstop_core::rulebook::RulebookVersion;
use curbstop_core::wire::codec::Codec;
use curbstop_core::wire::{EnrolRequest, EnrolResponse, ErrorBody, SyncResponse};
use curbstop_server::clock::SimClock;
use curbstop_server::http::enrol::new_code;
use curbstop_server::{Config, Running, Server};
use serde_json::{Value, json};

/// 2026-11-02T00:00Z, 08:00 at the utility's place.
pub const MORNING: Timestamp = Timestamp::from_millis(1_793_577_600_000);

/// A folder that goes when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("curbstop-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The server with a town in it.
pub struct Town {
    pub server: Running,
    pub clock: Arc<SimClock>,
    pub http: reqwest::Client,
    pub folder: Folder,
}

impl Town {
    /// Routes R1 (reader w1) and R2 (reader w2) with ten points and a pit each, area N with a cover, crew C1 with k1.
    pub async fn start() -> Self {
        // Another test of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = Folder::new();
        let clock = Arc::new(SimClock::new(MORNING));
        let config = Config::new(folder.file("town.db")).on_free_port().with_clock(clock.clone());
        let server = Server::start(config).await.unwrap();
        let town = Self { server, clock, http: reqwest::Client::new(), folder };
        town.office(books()).await;
        town
    }

    /// The server stops and starts again on the same data; gives its new address.
    pub async fn restart(&mut self) -> String {
        let config = |name| Config::new(self.folder.file(name)).on_free_port().with_clock(self.clock.clone());
        // Two servers never share a file: another one stands in while this one stops.
        let meanwhile = Server::start(config("meanwhile.db")).await.unwrap();
        std::mem::replace(&mut self.server, meanwhile).shutdown().await;
        let again = Server::start(config("town.db")).await.unwrap();
        std::mem::replace(&mut self.server, again).shutdown().await;
        self.server.url()
    }

    pub async fn office(&self, facts: Vec<(SubjectId, Fact)>) -> Vec<EventId> {
        self.server.state.accept_office(Author::System, facts).await.unwrap().ids
    }

    pub async fn subject(&self, id: &str) -> curbstop_core::state::Subject {
        self.server.state.store.subject(id.parse().unwrap()).await.unwrap().unwrap()
    }

    pub async fn enrol(&self, workers: &[&str]) -> Phone {
        let workers = workers.iter().map(|w| WorkerId::new(w).unwrap()).collect();
        let (code, _) = new_code(&self.server.state, workers).await.unwrap();
        let body = EnrolRequest { code, model: "test".to_owned() };
        let answer = self.http.post(format!("{}/v1/enrol", self.server.url())).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let EnrolResponse { device, token, server_time } = answer.json().await.unwrap();
        Phone { device, token, url: self.server.url(), http: self.http.clone(), enrolled: server_time }
    }
}

/// A phone that says whatever a test wants.
pub struct Phone {
    pub device: DeviceId,
    pub token: String,
    pub url: String,
    pub http: reqwest::Client,
    pub enrolled: Timestamp,
}

impl Phone {
    /// A request that brings these events and asks for everything. It says that it heard the answer to the enrolment, which
    /// the server believes of the first request.
    pub fn request(&self, first_seq: u64, events: &[Value], at: Timestamp) -> Value {
        let heard = moment(self.enrolled);
        json!({
            "protocol": 1, "device": self.device, "epoch": "", "now": moment(at), "first_seq": first_seq,
            "events": events, "cursors": [], "rulebook": 1,
            "heard": {"boot": heard.boot, "uptime": heard.uptime, "server_time": self.enrolled},
        })
    }

    pub async fn post(&self, body: &Value) -> SyncResponse {
        let (status, bytes) = self.post_raw(serde_json::to_vec(body).unwrap(), &[]).await;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).unwrap()
    }

    pub async fn refused(&self, body: &Value) -> (u16, String) {
        let (status, bytes) = self.post_raw(serde_json::to_vec(body).unwrap(), &[]).await;
        (status, code(&bytes))
    }

    pub async fn post_raw(&self, body: Vec<u8>, headers: &[(&str, &str)]) -> (u16, Vec<u8>) {
        let mut request = self.http.post(format!("{}/v1/sync", self.url)).bearer_auth(&self.token).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
    }

    /// Everything that this phone may see, as one text that can be compared.
    pub async fn everything(&self, at: Timestamp) -> Vec<String> {
        let answer = self.post(&self.request(1, &[], at)).await;
        rows(&answer)
    }
}

/// The rows of an answer, readable.
pub fn rows(answer: &SyncResponse) -> Vec<String> {
    let pages = answer.buckets.iter();
    pages.flat_map(|page| page.rows.iter().map(|row| serde_json::to_string(row).unwrap())).collect()
}

/// The stable code of an error.
pub fn code(bytes: &[u8]) -> String {
    serde_json::from_slice::<ErrorBody>(bytes).map_or_else(|_| String::from_utf8_lossy(bytes).into(), |body| body.code)
}

pub fn zstd(body: &Value) -> Vec<u8> {
    Codec::Zstd.encode(&serde_json::to_vec(body).unwrap()).unwrap()
}

pub fn moment(at: Timestamp) -> Moment {
    Moment::new(BootId(1), at - (MORNING - Span::hours(1)), at)
}

pub fn event(device: DeviceId, seq: u64, worker: &str, subject: &str, fact: Fact, at: Timestamp) -> Event {
    Event {
        id: EventId { device, seq },
        author: Author::Worker(WorkerId::new(worker).unwrap()),
        subject: subject.parse().unwrap(),
        moment: moment(at),
        fix: Some(fix()),
        rulebook: RulebookVersion(1),
        fact,
    }
}

/// Under the open sky.
fn fix() -> Fix {
    let position = Position::new(35.747, 114.295).unwrap();
    Fix { position, accuracy_m: 8, provider: FixProvider::Gnss, mock: false }
}

/// A reading as it travels.
pub fn reading(phone: &Phone, seq: u64, worker: &str, point: &str, m3: i64, at: Timestamp) -> Value {
    let fact = Fact::ReadingTaken(taken(point, m3));
    serde_json::to_value(event(phone.device, seq, worker, &format!("point:{point}"), fact, at)).unwrap()
}

pub fn taken(point: &str, m3: i64) -> ReadingTaken {
    ReadingTaken {
        meter: MeterId::new(&format!("m-{point}")).unwrap(),
        value: Volume::cubic_metres(m3),
        first_entry: None,
        rolled_over: false,
        scanned: true,
        confirmed: Vec::new(),
        photos: Vec::new(),
        note: String::new(),
    }
}

pub fn inspected(condition: CoverCondition) -> Fact {
    Fact::CoverInspected(CoverInspected { condition, owner: None, photos: Vec::new(), note: String::new() })
}

pub fn id<T: std::str::FromStr<Err = IdError>>(text: &str) -> T {
    text.parse().unwrap()
}

pub fn route(route: &str, reader: Option<&str>) -> (SubjectId, Fact) {
    let record = RouteRecord {
        id: id(route),
        name: format!("{route} 册"),
        area: id("N"),
        department: id("D"),
        reader: reader.map(id),
        window: ReadingWindow::MONTH,
    };
    (SubjectId::Route(id(route)), Fact::RouteRegistered(Box::new(record)))
}

pub fn point(point: &str, route: &str, seq: u32) -> (SubjectId, Fact) {
    let record = PointRecord {
        id: id(point),
        customer_no: format!("c{point}"),
        customer: "王".to_owned(),
        address: "山城路 1 号".to_owned(),
        route: id(route),
        seq,
        position: None,
        pit: None,
        meter: Meter {
            id: id(&format!("m-{point}")),
            serial: format!("s{point}"),
            register: Register::new(5, 0).unwrap(),
            q4: Flow::litres_per_hour(3_125),
        },
        class: CustomerClass::Household,
        account: AccountStatus::Open,
        note: String::new(),
        installed_on: None,
    };
    (SubjectId::Point(id(point)), Fact::PointRegistered(Box::new(record)))
}

pub fn worker(worker: &str, role: WorkerRole, area: &str, crew: Option<&str>) -> (SubjectId, Fact) {
    let record = WorkerRecord {
        id: id(worker),
        name: worker.to_owned(),
        department: id("D"),
        role,
        area: id(area),
        crew: crew.map(id),
    };
    (SubjectId::Worker(id(worker)), Fact::WorkerRegistered(Box::new(record)))
}

pub fn cover(cover: &str, area: &str) -> (SubjectId, Fact) {
    let record = CoverRecord {
        id: id(cover),
        area: id(area),
        position: Position::new(35.747, 114.295).unwrap(),
        kind: CoverKind::MeterPit,
        owner: CoverOwner::Ours,
        pit: None,
        place: String::new(),
    };
    (SubjectId::Cover(id(cover)), Fact::CoverRegistered(Box::new(record)))
}

/// The books of the town.
pub fn books() -> Vec<(SubjectId, Fact)> {
    let mut facts = vec![
        worker("w1", WorkerRole::Reader, "N", None),
        worker("w2", WorkerRole::Reader, "S", None),
        worker("k1", WorkerRole::Repair, "N", Some("C1")),
        route("R1", Some("w1")),
        route("R2", Some("w2")),
        cover("v1", "N"),
    ];
    for seq in 1..=10 {
        facts.push(point(&format!("p{seq}"), "R1", seq));
        facts.push(point(&format!("q{seq}"), "R2", seq));
    }
    facts
}
