//! Bad input from every side: each gets its stable code, nothing half-done stays behind, and the server goes on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use common::{at, facts_by_device, server_state, village};
use curbstop_core::event::{Author, Event, EventId, Fact, NoReadReason, ReadingMissed};
use curbstop_core::model::{BucketId, SubjectId, WorkerId};
use curbstop_core::rulebook::{DEFAULT_TOML, Rulebook, RulebookVersion};
use curbstop_core::wire::codec::Codec;
use curbstop_core::wire::{
    BODY_BYTES_MAX, BODY_COMPRESSED_BYTES_MAX, Cursor, EnrolRequest, EnrolResponse, ErrorBody, Outcome, PROTOCOL,
    SyncRequest, SyncResponse, refusal,
};
use curbstop_core::{event::EVENT_BYTES_MAX, model::Moment};
use curbstop_tests::fleet::{Account, Office, Site, client};
use curbstop_tests::town::{Town, TownSize};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

const SIZE: TownSize =
    TownSize { routes: 2, points_per_route: 20, crews: 1, workers_per_crew: 1, past_months: 1, street_covers: 2 };

/// A phone that sends whatever a test wants.
struct Raw<'a> {
    site: &'a Site,
    http: reqwest::Client,
    enrolled: EnrolResponse,
}

impl<'a> Raw<'a> {
    async fn enrol(site: &'a Site, worker: &WorkerId) -> Self {
        let http = client().unwrap();
        let code = site.office.device_code(std::slice::from_ref(worker)).await.unwrap();
        let request = EnrolRequest { code, model: "raw".into() };
        let answer = http.post(format!("{}/v1/enrol", site.url())).json(&request).send().await.unwrap();
        Self { site, http, enrolled: answer.json().await.unwrap() }
    }

    fn request(&self, events: Vec<Box<RawValue>>, cursors: Vec<Cursor>) -> Vec<u8> {
        let request = SyncRequest {
            protocol: PROTOCOL,
            device: self.enrolled.device,
            epoch: String::new(),
            now: moment(),
            heard: None,
            answered: None,
            first_seq: 1,
            events,
            cursors,
            rulebook: RulebookVersion(1),
        };
        serde_json::to_vec(&request).unwrap()
    }

    async fn post(&self, token: Option<&str>, encoding: &str, body: Vec<u8>) -> reqwest::Response {
        let mut request = self.http.post(format!("{}/v1/sync", self.site.url())).header("content-encoding", encoding);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        request.body(body).send().await.unwrap()
    }

    /// Status and code of an answer that is a refusal.
    async fn refused(&self, token: Option<&str>, encoding: &str, body: Vec<u8>) -> (u16, String) {
        let answer = self.post(token, encoding, body).await;
        let status = answer.status().as_u16();
        let body: ErrorBody = answer.json().await.unwrap();
        assert!(!body.reason.is_empty() && body.reason.chars().next().unwrap().is_lowercase(), "{}", body.reason);
        (status, body.code)
    }

    async fn sync(&self, events: Vec<Box<RawValue>>, cursors: Vec<Cursor>) -> SyncResponse {
        let answer = self.post(Some(&self.enrolled.token), "identity", self.request(events, cursors)).await;
        assert_eq!(answer.status().as_u16(), 200);
        answer.json().await.unwrap()
    }
}

/// Token, encoding, body; and the status and code that they get.
type Case<'a> = (Option<&'a str>, &'a str, Vec<u8>, (u16, &'a str));

fn moment() -> Moment {
    Moment::new(curbstop_core::model::BootId(1), curbstop_core::model::Span::hours(1), at(8, 0))
}

/// A fact as a phone would make it.
fn fact(device: EventId, worker: &WorkerId, subject: SubjectId, note: &str) -> Box<RawValue> {
    let missed = ReadingMissed { reason: NoReadReason::NoAccess, photos: Vec::new(), note: note.into() };
    to_raw_value(&Event {
        id: device,
        author: Author::Worker(worker.clone()),
        subject,
        moment: moment(),
        fix: None,
        rulebook: RulebookVersion(1),
        fact: Fact::ReadingMissed(missed),
    })
    .unwrap()
}

fn points(town: &Town) -> [SubjectId; 2] {
    [0, SIZE.points_per_route].map(|n| SubjectId::Point(town.households[n].id.clone()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_served_gets_its_code_and_the_server_goes_on() {
    let (site, town) = village("bad-requests", SIZE, at(7, 0)).await;
    let raw = Raw::enrol(&site, &town.routes[0].reader).await;
    let token = Some(raw.enrolled.token.as_str());
    let hello = raw.request(Vec::new(), Vec::new());
    let limit = usize::try_from(BODY_COMPRESSED_BYTES_MAX).unwrap();
    let bomb = Codec::Zstd.encode(&vec![b' '; usize::try_from(BODY_BYTES_MAX).unwrap() + 1]).unwrap();
    let gzip_bomb = Codec::Gzip.encode(&vec![b' '; usize::try_from(BODY_BYTES_MAX).unwrap() + 1]).unwrap();
    assert!(bomb.len() < 10_000);
    let other_device = String::from_utf8(hello.clone()).unwrap().replace("\"device\":1", "\"device\":77");
    let other_protocol = String::from_utf8(hello.clone()).unwrap().replace("\"protocol\":1", "\"protocol\":99");

    let cases: [Case<'_>; 11] = [
        (None, "identity", hello.clone(), (401, "auth.token_missing")),
        (Some("not-a-token"), "identity", hello.clone(), (401, "auth.token_unknown")),
        (token, "identity", b"{".to_vec(), (400, "sync.body_unreadable")),
        (token, "identity", b"\xff\xfe".to_vec(), (400, "sync.body_unreadable")),
        (token, "zstd", hello.clone(), (400, "sync.body_unreadable")),
        (token, "br", hello.clone(), (415, "sync.encoding_unknown")),
        (token, "identity", vec![b' '; limit + 1], (413, "sync.body_too_large")),
        (token, "zstd", bomb, (413, "sync.body_too_large")),
        (token, "gzip", gzip_bomb, (413, "sync.body_too_large")),
        (token, "identity", other_device.into_bytes(), (403, "sync.other_device")),
        (token, "identity", other_protocol.into_bytes(), (400, "sync.protocol")),
    ];
    for (token, encoding, body, (status, code)) in cases {
        assert_eq!(raw.refused(token, encoding, body).await, (status, code.to_owned()));
    }
    assert!(!facts_by_device(&site).contains_key(&raw.enrolled.device.number()));
    assert_eq!(raw.sync(Vec::new(), Vec::new()).await.have_through, 0, "the same phone goes on as if nothing had been");
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_that_cannot_be_applied_is_kept_whole_and_stops_nothing() {
    let (site, town) = village("bad-facts", SIZE, at(7, 0)).await;
    let worker = &town.routes[0].reader;
    let raw = Raw::enrol(&site, worker).await;
    raw.sync(Vec::new(), Vec::new()).await;
    let device = raw.enrolled.device;
    let id = |seq| EventId { device, seq };
    let [mine, anothers] = points(&town);
    let nobody = WorkerId::new("nobody").unwrap();
    let unknown: SubjectId = "point:nowhere".parse().unwrap();
    let unreadable = RawValue::from_string("{\"what\":[1,2,{}]}".into()).unwrap();
    let too_large = fact(id(2), worker, mine.clone(), &"长".repeat(EVENT_BYTES_MAX));
    let sent = vec![
        unreadable,
        too_large,
        fact(id(99), worker, mine.clone(), ""),
        fact(id(4), worker, unknown, ""),
        fact(id(5), worker, anothers.clone(), ""),
        fact(id(6), &nobody, mine.clone(), ""),
        fact(id(7), worker, "cover:x".parse().unwrap(), ""),
        fact(id(8), worker, mine.clone(), "after all that"),
    ];
    let expected = [
        refusal::UNREADABLE,
        refusal::TOO_LARGE,
        refusal::WRONG_ID,
        refusal::SUBJECT_UNKNOWN,
        refusal::NOT_YOURS,
        refusal::WORKER_UNKNOWN,
        refusal::SUBJECT_KIND,
    ];
    let bodies: Vec<String> = sent.iter().map(|raw| raw.get().to_owned()).collect();
    let before = server_state(&site);
    let answer = raw.sync(sent, Vec::new()).await;

    assert_eq!(answer.have_through, 8, "refused facts count as had");
    let codes: Vec<String> = answer
        .outcomes
        .iter()
        .filter_map(|outcome| match &outcome.outcome {
            Outcome::Refused(refused) => Some(refused.code.clone()),
            Outcome::FollowUps { .. } => None,
        })
        .collect();
    assert_eq!(codes, expected);
    let after = server_state(&site);
    assert_eq!(after[&mine]["c"]["s"], "no_read", "the one after them was applied");
    assert_eq!(after[&anothers], before[&anothers], "nobody writes about another's route");

    let quarantine: Value = site.office.get("/v1/office/quarantine").await.unwrap();
    let text = quarantine.to_string();
    for code in expected {
        assert!(text.contains(code), "{code} is not in {text}");
    }
    assert_eq!(quarantined_bodies(&site), bodies[..7], "kept whole, byte for byte");
    site.stop().await;
}

fn quarantined_bodies(site: &Site) -> Vec<String> {
    let db = rusqlite::Connection::open(site.folder.join("curbstop.db")).unwrap();
    let mut rows = db.prepare("SELECT raw FROM quarantine ORDER BY device, seq").unwrap();
    let rows = rows.query_map([], |row| {
        let value: rusqlite::types::Value = row.get(0)?;
        Ok(match value {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Blob(bytes) => String::from_utf8(bytes).unwrap(),
            other => panic!("{other:?}"),
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_gets_its_own_buckets_and_no_others() {
    let (site, town) = village("other-buckets", SIZE, at(7, 0)).await;
    let raw = Raw::enrol(&site, &town.routes[0].reader).await;
    let own = BucketId::Route(town.routes[0].id.clone());
    let anothers = BucketId::Route(town.routes[1].id.clone());
    let asked = vec![Cursor { bucket: anothers.clone(), n: 0, held: 0 }, Cursor { bucket: own.clone(), n: 0, held: 0 }];
    let answer = raw.sync(Vec::new(), asked).await;
    let rows_of = |bucket: &BucketId| {
        answer.buckets.iter().filter(|page| page.bucket == *bucket).map(|page| page.rows.len()).sum::<usize>()
    };
    assert_eq!(rows_of(&anothers), 0);
    assert!(rows_of(&own) >= SIZE.points_per_route);
    let [_, anothers_point] = points(&town);
    assert!(answer.buckets.iter().flat_map(|page| &page.rows).all(|row| row.subject != anothers_point));
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_the_office_is_open() {
    let (site, _) = village("closed-office", SIZE, at(7, 0)).await;
    let http = client().unwrap();
    let code = async |request: reqwest::RequestBuilder| {
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json::<ErrorBody>().await.unwrap().code)
    };
    let url = |path: &str| format!("{}{path}", site.url());
    for path in ["orders", "routes", "covers/unsafe", "escalations", "quarantine", "devices", "workers", "live"] {
        let asked = code(http.get(url(&format!("/v1/office/{path}")))).await;
        assert_eq!(asked, (401, "auth.signed_out".into()), "{path}");
    }
    let signed_out = code(http.post(url("/v1/office/import/points")).body("id\n")).await;
    assert_eq!(signed_out, (401, "auth.signed_out".into()));
    let setup = json!({ "token": "x", "name": "second", "password": "another-password" });
    let (status, said) = code(http.post(url("/v1/setup")).json(&setup)).await;
    assert_eq!((status / 100, said.as_str()), (4, "auth.setup_link"), "the one-time link is used up");

    let session = json!({ "name": "admin", "password": "a-long-password" });
    let signed_in = http.post(url("/v1/session")).json(&session).send().await.unwrap();
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().to_owned();
    for word in ["HttpOnly", "SameSite=Strict"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let order = json!({ "kind": "main", "summary": "x", "address": "x", "area": "x" });
    let without_csrf = http.post(url("/v1/office/orders")).header("cookie", cookie).json(&order);
    assert_eq!(code(without_csrf).await, (403, "auth.csrf".into()));

    let stranger =
        Office::at(site.url(), Account { name: "admin".into(), password: "a-wrong-password".into() }).unwrap();
    let refused = stranger.get::<Value>("/v1/office/orders").await.unwrap_err();
    assert_eq!(refused.code(), Some("auth.wrong"));
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_leaves_nothing_behind_and_a_wrong_row_only_itself() {
    let (site, town) = village("bad-files", SIZE, at(7, 0)).await;
    let before = server_state(&site);
    let files = [
        ("points", "", "import.file_empty"),
        ("points", "id,customer\nP1,x\n", "import.missing_columns"),
        ("readings", "point,on,value_m3,colour\nP1,2026-01-01,1,red\n", "import.unknown_columns"),
        ("readings", "point,point,on,value_m3\nP1,P1,2026-01-01,1\n", "import.column_twice"),
    ];
    for (kind, csv, code) in files {
        let refused = site.office.import(kind, csv).await.unwrap_err();
        assert_eq!(refused.code(), Some(code), "{refused}");
    }
    let area = &town.routes[0].area;
    for geojson in ["{", "[]", "{\"type\":\"Feature\"}", "{\"type\":\"FeatureCollection\"}"] {
        let refused = site.office.import_covers(area, geojson).await.unwrap_err();
        assert_eq!(refused.code(), Some("import.geojson"), "{refused}");
    }
    assert_eq!(server_state(&site), before, "nothing half-imported stays behind");

    let rows = "id,name,department,role,area\nW1,王,D,reader,淇滨\nW 2,李,D,reader,淇滨\nW3,张,D,king,淇滨\nW1,王,D,reader,淇滨\n";
    let report = site.office.import("workers", rows).await.unwrap();
    assert_eq!((report.rows, report.imported, report.rejected_rows, report.duplicate_rows), (4, 1, 2, 1));
    let told: Vec<_> = report.rejected.iter().map(|r| (r.row, r.field.as_str(), r.code.as_str())).collect();
    assert_eq!(told, [(3, "id", "import.id"), (4, "role", "import.choice")]);
    let features = json!({ "type": "FeatureCollection", "features": [
        { "type": "Feature", "id": 1, "geometry": { "type": "Point", "coordinates": [114.3, 35.7] }, "properties": { "Type": "检查井" } },
        { "type": "Feature", "id": 2, "geometry": { "type": "Point", "coordinates": [35.7, 114.3] }, "properties": { "Type": "检查井" } },
        { "type": "Feature", "id": 3, "geometry": null, "properties": { "Type": "检查井" } },
        { "type": "Feature", "id": 4, "geometry": { "type": "Point", "coordinates": [114.3, 35.8] }, "properties": { "Type": "tree" } },
    ]});
    let report = site.office.import_covers(area, &features.to_string()).await.unwrap();
    assert_eq!((report.imported, report.rejected_rows), (1, 3));
    let told: Vec<_> = report.rejected.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(told, ["import.position", "import.geometry", "import.cover_type"]);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_the_office_that_is_wrong_gets_its_code_and_field() {
    let (site, _) = village("bad-bodies", SIZE, at(7, 0)).await;
    let good = json!({ "kind": "main", "summary": "x", "address": "x", "area": "x" });
    let with = |field: &str, value: Value| {
        let mut order = good.clone();
        order[field] = value;
        order
    };
    let cases = [
        ("/v1/office/orders", json!([]), "body.unreadable"),
        ("/v1/office/orders", with("kind", json!("roof")), "body.unreadable"),
        ("/v1/office/orders", with("summary", json!("")), "field.empty"),
        ("/v1/office/orders", with("area", json!("a b")), "field.id"),
        ("/v1/office/orders", with("position", json!({ "lat": 114.3, "lon": 35.7 })), "field.position"),
        ("/v1/office/orders", with("summary", json!("x".repeat(10_000))), "field.too_long"),
        ("/v1/office/orders/none/dispatch", json!({ "crew": "none" }), "order.crew_unknown"),
    ];
    for (path, body, code) in cases {
        let refused = site.office.post(path, &body).await.unwrap_err();
        assert_eq!(refused.code(), Some(code), "{refused}");
    }
    let orders: Value = site.office.get("/v1/office/orders?state=all").await.unwrap();
    assert_eq!(orders["orders"], json!([]), "nothing was opened");
    site.stop().await;
}

#[test]
fn a_rulebook_names_every_problem_with_line_and_key() {
    let bad = DEFAULT_TOML
        .replace("version = 1", "version = \"one\"")
        .replace("[estimate.max_consecutive]\nvalue = 2", "[estimate.max_consecutive]\nvalue = -2")
        .replace("[order.arrive_within]\nvalue = \"1 h\"", "[order.arrive_within]\nvalue = \"an hour\"");
    let error = Rulebook::parse(&bad).unwrap_err();
    let keys: Vec<&str> = error.problems.iter().map(|problem| problem.key.as_str()).collect();
    for key in ["version", "estimate.max_consecutive", "order.arrive_within"] {
        assert!(keys.iter().any(|found| found.contains(key)), "{key} is not among {keys:?}");
    }
    assert!(error.problems.iter().all(|problem| problem.line > 0 && !problem.problem.is_empty()));
    assert!(Rulebook::parse("not = [toml").is_err());
    assert!(Rulebook::parse(DEFAULT_TOML).is_ok());
}
