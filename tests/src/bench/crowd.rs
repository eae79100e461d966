//! Many phones at once, a few events a request: the server's side alone. The requests are made beforehand, so that the machine
//! that measures is busy with little else.

use std::sync::Arc;
use std::time::Duration;

use curbstop_core::event::{Author, Event, EventId, Fact, ReadingTaken};
use curbstop_core::model::{BootId, MeterId, Moment, Span, SubjectId, Volume, WorkerId};
use curbstop_core::rulebook::RulebookVersion;
use curbstop_core::wire::codec::Codec;
use curbstop_core::wire::{BODY_BYTES_MAX, Cursor, EnrolRequest, EnrolResponse, PROTOCOL, SyncRequest, SyncResponse};
use reqwest::header;
use serde_json::value::to_raw_value;

use super::child::Child;
use super::cpu::{Stopwatch, Took, resident_mib};
use super::{BenchError, books};
use crate::fleet::{FleetError, Site, client};

/// Phones at once.
pub(super) const PHONES: usize = 64;
/// Events in each request.
pub(super) const EVENTS_PER_REQUEST: usize = 10;
/// Requests of each phone.
const REQUESTS: usize = 30;
/// Events of each phone.
pub(super) const EVENTS_PER_PHONE: usize = EVENTS_PER_REQUEST * REQUESTS;

/// What the crowd did to the server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crowd {
    pub took: Took,
    pub events: usize,
    /// The middle and the slowest hundredth of the requests.
    pub p50: Duration,
    pub p99: Duration,
    /// The most memory that the server ever held, in MiB.
    pub server_mib: u64,
}

/// The route of the n-th phone.
pub(super) fn route(n: usize) -> String {
    format!("K{n}")
}

/// A phone that is nothing but its requests.
struct Requests {
    token: String,
    bodies: Vec<Vec<u8>>,
    through: u64,
}

pub(super) async fn crowd(site: &Site, child: &Child) -> Result<Crowd, BenchError> {
    let http = client().map_err(|error| BenchError::Wire(error.to_string()))?;
    let mut phones = Vec::with_capacity(PHONES);
    for n in 0..PHONES {
        phones.push(prepare(site, &http, &route(n)).await?);
    }
    let url: Arc<str> = Arc::from(format!("{}/v1/sync", site.url()));
    let watch = Stopwatch::start(child.pid());
    let tasks: Vec<_> =
        phones.into_iter().map(|phone| tokio::spawn(send_all(http.clone(), Arc::clone(&url), phone))).collect();
    let mut times = Vec::with_capacity(PHONES * REQUESTS);
    for task in tasks {
        times.extend(task.await.map_err(|error| BenchError::Wire(error.to_string()))??);
    }
    let took = watch.took();
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied();
    Ok(Crowd {
        took,
        events: PHONES * EVENTS_PER_PHONE,
        p50: at(50).unwrap_or_default(),
        p99: at(99).unwrap_or_default(),
        server_mib: resident_mib(child.pid()),
    })
}

/// Sends one request after the other, and says how long each took.
async fn send_all(http: reqwest::Client, url: Arc<str>, phone: Requests) -> Result<Vec<Duration>, BenchError> {
    let mut times = Vec::with_capacity(phone.bodies.len());
    let mut last = None;
    for body in phone.bodies {
        // The server's CPU is of no interest here.
        let watch = Stopwatch::start(u32::MAX);
        last = Some(post(&http, &url, &phone.token, body).await?);
        times.push(watch.took().wall);
    }
    match last {
        Some(answer) if answer.have_through == phone.through => Ok(times),
        other => {
            let have = other.map_or(0, |answer| answer.have_through);
            Err(BenchError::Wrong { what: format!("the server has {have} of {} events", phone.through) })
        }
    }
}

async fn post(http: &reqwest::Client, url: &str, token: &str, body: Vec<u8>) -> Result<SyncResponse, BenchError> {
    let wire = |error: &dyn std::fmt::Display| BenchError::Wire(error.to_string());
    let request = http.post(url).bearer_auth(token).header(header::CONTENT_ENCODING, "zstd").body(body);
    let answer = request.header(header::ACCEPT_ENCODING, "zstd").send().await.map_err(|e| wire(&e))?;
    let encoding = answer.headers().get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let codec = Codec::from_header(encoding).map_err(|e| wire(&e))?;
    let bytes = answer.error_for_status().map_err(|e| wire(&e))?.bytes().await.map_err(|e| wire(&e))?;
    let body = codec.decode(&bytes, BODY_BYTES_MAX).map_err(|e| wire(&e))?;
    serde_json::from_slice(&body).map_err(|e| wire(&e))
}

/// Enrols, says hello, and makes every request that follows.
async fn prepare(site: &Site, http: &reqwest::Client, route: &str) -> Result<Requests, BenchError> {
    let wire = |error: &dyn std::fmt::Display| BenchError::Wire(error.to_string());
    let worker = books::reader(route).map_err(FleetError::from)?;
    let code = site.office.device_code(std::slice::from_ref(&worker)).await?;
    let enrol = http.post(format!("{}/v1/enrol", site.url())).json(&EnrolRequest { code, model: "bench".to_owned() });
    let enrolled: EnrolResponse = enrol.send().await.map_err(|e| wire(&e))?.json().await.map_err(|e| wire(&e))?;
    let hello = SyncRequest {
        protocol: PROTOCOL,
        device: enrolled.device,
        epoch: String::new(),
        now: moment(site, 0),
        heard: None,
        answered: None,
        first_seq: 1,
        events: Vec::new(),
        cursors: Vec::new(),
        rulebook: RulebookVersion(0),
    };
    let said = post(http, &format!("{}/v1/sync", site.url()), &enrolled.token, packed(&hello)?).await?;
    let mut bodies = Vec::with_capacity(REQUESTS);
    for n in 0..REQUESTS {
        let first = n * EVENTS_PER_REQUEST;
        // Each event moves its route's bucket on by one; nobody else writes there.
        let cursors = said.buckets.iter().map(|page| {
            let moved = if page.bucket.to_string() == format!("route:{route}") { first as u64 } else { 0 };
            Cursor { bucket: page.bucket.clone(), n: page.through + moved, held: page.through }
        });
        let mut events = Vec::with_capacity(EVENTS_PER_REQUEST);
        for k in first..first + EVENTS_PER_REQUEST {
            let event = reading(site, enrolled.device.number(), route, &worker, k)?;
            events.push(to_raw_value(&event).map_err(|e| wire(&e))?);
        }
        bodies.push(packed(&SyncRequest {
            epoch: said.epoch.clone(),
            now: moment(site, first + EVENTS_PER_REQUEST),
            first_seq: first as u64 + 1,
            events,
            cursors: cursors.collect(),
            rulebook: RulebookVersion(1),
            ..hello_again(&hello)
        })?);
    }
    Ok(Requests { token: enrolled.token, bodies, through: EVENTS_PER_PHONE as u64 })
}

fn hello_again(hello: &SyncRequest) -> SyncRequest {
    SyncRequest { epoch: String::new(), events: Vec::new(), cursors: Vec::new(), ..*hello }
}

fn packed(request: &SyncRequest) -> Result<Vec<u8>, BenchError> {
    let wire = |error: &dyn std::fmt::Display| BenchError::Wire(error.to_string());
    let body = serde_json::to_vec(request).map_err(|e| wire(&e))?;
    Codec::Zstd.encode(&body).map_err(|e| wire(&e))
}

/// The phone's clocks at its n-th event: one each half minute.
fn moment(site: &Site, n: usize) -> Moment {
    let uptime = Span::seconds(3_600 + 30 * i64::try_from(n).unwrap_or(0));
    Moment::new(BootId(1), uptime, site.world.now())
}

fn reading(site: &Site, device: u32, route: &str, worker: &WorkerId, n: usize) -> Result<Event, BenchError> {
    let point = books::point(route, n).map_err(FleetError::from)?;
    let stand = i64::try_from(books::stand_now(n)).unwrap_or(0);
    Ok(Event {
        id: EventId::from((device, n as u64 + 1)),
        author: Author::Worker(worker.clone()),
        moment: moment(site, n),
        fix: None,
        rulebook: RulebookVersion(1),
        fact: Fact::ReadingTaken(ReadingTaken {
            meter: MeterId::new(point.as_str()).map_err(FleetError::from)?,
            value: Volume::cubic_metres(stand),
            first_entry: None,
            rolled_over: false,
            scanned: false,
            confirmed: Vec::new(),
            photos: Vec::new(),
            note: String::new(),
        }),
        subject: SubjectId::Point(point),
    })
}
