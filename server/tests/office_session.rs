//! Signing in to the office, over real HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use common::Town;
use common::office::{Answer, Desk, PASSWORD, try_sign_in};
use curbstop_core::model::Span;
use curbstop_server::office::attempts::{FAILURES_MAX, LOCKED_FOR};
use curbstop_server::office::session::SESSION_LASTS;
use reqwest::Method;
use serde_json::json;

async fn refusal(response: reqwest::Response) -> (u16, String) {
    Answer::of(response).await.refused()
}

#[tokio::test]
async fn the_setup_link_makes_one_administrator_and_is_then_used_up() {
    let town = Town::start().await;
    let link = town.server.setup_link.clone().unwrap();
    assert!(link.starts_with(&format!("{}/#/setup/", town.server.url())));
    let token = link.rsplit('/').next().unwrap();
    let set_up = |token: &str, password: &str| {
        let body = json!({"token": token, "name": "管理员", "password": password});
        town.http.post(format!("{}/v1/setup", town.server.url())).json(&body).send()
    };
    let short = refusal(set_up(token, "short").await.unwrap()).await;
    assert_eq!(short, (422, "auth.password_length".to_owned()));
    let other = refusal(set_up("another", PASSWORD).await.unwrap()).await;
    assert_eq!(other, (401, "auth.setup_link".to_owned()));
    let first = set_up(token, PASSWORD).await.unwrap();
    assert_eq!(first.status(), 200);
    let cookie = first.headers()["set-cookie"].to_str().unwrap().to_owned();
    for word in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let again = refusal(set_up(token, PASSWORD).await.unwrap()).await;
    assert_eq!(again, (401, "auth.setup_link".to_owned()));
    // A later start has no link to print.
    assert_eq!(curbstop_server::office::setup_token(&town.server.state).await.unwrap(), None);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let town = Town::start().await;
    Desk::admin(&town).await;
    let wrong = Answer::of(try_sign_in(&town, "管理员", "not the password").await).await;
    let unknown = Answer::of(try_sign_in(&town, "nobody", "not the password").await).await;
    assert_eq!((wrong.status, &wrong.body), (unknown.status, &unknown.body));
    assert_eq!(wrong.refused(), (401, "auth.wrong".to_owned()));
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_a_name_for_a_while() {
    let town = Town::start().await;
    Desk::admin(&town).await;
    for n in 1..FAILURES_MAX {
        assert_eq!(refusal(try_sign_in(&town, "管理员", "wrong wrong").await).await.1, "auth.wrong", "attempt {n}");
    }
    let locked = (429, "auth.locked".to_owned());
    assert_eq!(refusal(try_sign_in(&town, "管理员", "wrong wrong").await).await, locked);
    // Not even the right one, and not under another spelling of the name.
    assert_eq!(refusal(try_sign_in(&town, " 管理员 ", PASSWORD).await).await, locked);
    town.clock.advance(LOCKED_FOR);
    Desk::sign_in(&town, "管理员", PASSWORD).await;
    // A success forgets what was wrong before it.
    assert_eq!(refusal(try_sign_in(&town, "管理员", "wrong wrong").await).await.1, "auth.wrong");
}

#[tokio::test]
async fn nothing_of_the_office_is_open_without_a_session() {
    let town = Town::start().await;
    let document = curbstop_server::http::office::openapi();
    let mut asked = 0;
    for (path, item) in &document.paths.paths {
        let path = path.replace("{id}", "1");
        for (method, operation) in
            [(Method::GET, &item.get), (Method::POST, &item.post), (Method::DELETE, &item.delete)]
        {
            let open = ["/v1/setup", "/v1/session"].contains(&path.as_str()) && method == Method::POST;
            if operation.is_none() || open {
                continue;
            }
            let url = format!("{}{path}", town.server.url());
            let response = town.http.request(method.clone(), url).json(&json!({})).send().await.unwrap();
            assert_eq!(refusal(response).await, (401, "auth.signed_out".to_owned()), "{method} {path}");
            asked += 1;
        }
    }
    assert!(asked > 25, "the document names the routes");
}

#[tokio::test]
async fn a_change_needs_the_sessions_own_csrf_token() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let other = admin.with_role(&town, "李", "admin").await;
    let body = json!({"name": "x", "role": "dispatcher", "password": PASSWORD});
    let send = |csrf: Option<String>| {
        let mut request = town.http.post(format!("{}/v1/office/people", admin.url)).header("cookie", &admin.cookie);
        if let Some(csrf) = csrf {
            request = request.header("x-csrf-token", csrf);
        }
        request.json(&body).send()
    };
    for csrf in [None, Some("wrong".to_owned()), Some(other.csrf.clone())] {
        assert_eq!(refusal(send(csrf).await.unwrap()).await, (403, "auth.csrf".to_owned()));
    }
    assert_eq!(send(Some(admin.csrf.clone())).await.unwrap().status(), 201);
    // Looking needs none, and the token is told again after the page was loaded anew.
    let shown =
        town.http.get(format!("{}/v1/session", admin.url)).header("cookie", &admin.cookie).send().await.unwrap();
    assert_eq!(Answer::of(shown).await.good()["csrf"], admin.csrf);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_lasts_while_it_is() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let nearly = SESSION_LASTS - Span::minutes(1);
    for _ in 0..3 {
        town.clock.advance(nearly);
        admin.get("/v1/session").await.good();
    }
    town.clock.advance(SESSION_LASTS);
    assert_eq!(admin.get("/v1/session").await.refused(), (401, "auth.session_over".to_owned()));
}

#[tokio::test]
async fn signing_out_and_another_password_end_sessions() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let second = Desk::sign_in(&town, "管理员", PASSWORD).await;
    let changed = json!({"old": PASSWORD, "new": "another horse battery"});
    let wrong = json!({"old": "not the password", "new": "another horse battery"});
    assert_eq!(admin.post("/v1/session/password", &wrong).await.refused(), (401, "auth.wrong".to_owned()));
    admin.post("/v1/session/password", &changed).await.good();
    admin.get("/v1/session").await.good();
    assert_eq!(second.get("/v1/session").await.refused(), (401, "auth.session_over".to_owned()));
    assert_eq!(admin.request(Method::DELETE, "/v1/session").send().await.unwrap().status(), 204);
    assert_eq!(admin.get("/v1/session").await.refused(), (401, "auth.session_over".to_owned()));
}

#[tokio::test]
async fn a_role_may_do_its_own_things_only() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let dispatcher = admin.with_role(&town, "热线", "dispatcher").await;
    let supervisor = admin.with_role(&town, "主管", "supervisor").await;
    let refused = (403, "auth.role".to_owned());
    let decision = json!({"estimate": [1, 1], "decision": "allow_estimate", "reason": "ok"});
    assert_eq!(dispatcher.post("/v1/office/points/p1/escalation", &decision).await.refused(), refused);
    assert_eq!(dispatcher.get("/v1/office/quarantine").await.refused(), refused);
    assert_eq!(dispatcher.get("/v1/office/people").await.refused(), refused);
    assert_eq!(dispatcher.import("points", "id\n").await.refused(), refused);
    assert_eq!(supervisor.import("points", "id\n").await.refused(), refused);
    assert_eq!(supervisor.post("/v1/office/points/p1/escalation", &decision).await.refused().1, "escalation.not_open");
    dispatcher.get("/v1/office/orders").await.good();
}

#[tokio::test]
async fn an_account_can_be_locked_but_not_ones_own() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let desk = admin.with_role(&town, "热线", "dispatcher").await;
    let taken = json!({"name": "热线 ", "role": "admin", "password": PASSWORD});
    assert_eq!(admin.post("/v1/office/people", &taken).await.refused(), (409, "people.name_taken".to_owned()));
    let people = admin.get("/v1/office/people").await.good();
    let id = |name: &str| {
        let people = people["people"].as_array().unwrap();
        people.iter().find(|p| p["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let own = admin.post(&format!("/v1/office/people/{}/locked", id("管理员")), &json!({"locked": true})).await;
    assert_eq!(own.refused(), (409, "people.own_account".to_owned()));
    let path = format!("/v1/office/people/{}/locked", id("热线"));
    admin.post(&path, &json!({"locked": true})).await.good();
    assert_eq!(desk.get("/v1/session").await.refused().1, "auth.session_over");
    assert_eq!(refusal(try_sign_in(&town, "热线", PASSWORD).await).await.1, "auth.wrong");
    admin.post(&path, &json!({"locked": false})).await.good();
    Desk::sign_in(&town, "热线", PASSWORD).await;
    assert_eq!(admin.post("/v1/office/people/p99/locked", &json!({"locked": true})).await.refused().0, 404);
}

#[tokio::test]
async fn what_cannot_be_read_gets_a_stable_code_and_every_answer_its_headers() {
    let town = Town::start().await;
    let admin = Desk::admin(&town).await;
    let post = |body: &'static str, kind: &'static str| {
        admin.request(Method::POST, "/v1/office/orders").header("content-type", kind).body(body).send()
    };
    assert_eq!(refusal(post("{", "application/json").await.unwrap()).await, (400, "body.unreadable".to_owned()));
    assert_eq!(refusal(post("{}", "text/plain").await.unwrap()).await, (400, "body.media_type".to_owned()));
    assert_eq!(refusal(post("{\"x\": 1}", "application/json").await.unwrap()).await.1, "body.unreadable");
    let large = "x".repeat(70_000);
    let large = admin.request(Method::POST, "/v1/office/orders").json(&json!({"summary": large})).send().await.unwrap();
    assert_eq!(refusal(large).await, (413, "body.too_large".to_owned()));
    assert_eq!(admin.get("/v1/office/orders?state=lost").await.refused(), (400, "http.query".to_owned()));
    assert_eq!(admin.get("/v1/office/routes?period=soon").await.refused(), (422, "field.period".to_owned()));
    let put = admin.request(Method::PUT, "/v1/office/orders").send().await.unwrap();
    assert_eq!(refusal(put).await, (405, "http.method".to_owned()));
    let answer = admin.request(Method::GET, "/v1/session").send().await.unwrap();
    for (name, value) in [
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.headers()[name], value);
    }
}
