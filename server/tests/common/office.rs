//! Somebody in the office, at a browser.

use curbstop_core::wire::ErrorBody;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::Town;

/// A password that is long enough.
pub const PASSWORD: &str = "correct horse battery";

/// An answer that was read.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let status = response.status().as_u16();
        let bytes = response.bytes().await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)));
        Self { status, body }
    }

    /// The body of a success.
    pub fn good(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.body);
        self.body
    }

    /// Status and code of a refusal.
    pub fn refused(self) -> (u16, String) {
        let body: ErrorBody = serde_json::from_value(self.body).unwrap();
        assert!(!body.reason.is_empty());
        (self.status, body.code)
    }

    /// The field that a refusal names.
    pub fn field(&self) -> &str {
        self.body["field"].as_str().unwrap_or_default()
    }
}

/// A browser with a session.
pub struct Desk {
    pub url: String,
    pub http: reqwest::Client,
    pub cookie: String,
    pub csrf: String,
}

impl Desk {
    /// The first administrator, by the link that the server printed.
    pub async fn admin(town: &Town) -> Self {
        let link = town.server.setup_link.clone().unwrap();
        let token = link.rsplit('/').next().unwrap().to_owned();
        let body = json!({"token": token, "name": "管理员", "password": PASSWORD});
        Self::begun(town, town.http.post(format!("{}/v1/setup", town.server.url())).json(&body).send().await.unwrap())
            .await
    }

    /// Somebody whose account the administrator makes.
    pub async fn with_role(&self, town: &Town, name: &str, role: &str) -> Self {
        let body = json!({"name": name, "role": role, "password": PASSWORD});
        self.post("/v1/office/people", &body).await.good();
        Self::sign_in(town, name, PASSWORD).await
    }

    pub async fn sign_in(town: &Town, name: &str, password: &str) -> Self {
        Self::begun(town, try_sign_in(town, name, password).await).await
    }

    async fn begun(town: &Town, response: Response) -> Self {
        assert_eq!(response.status(), 200);
        let set = response.headers()["set-cookie"].to_str().unwrap().to_owned();
        let cookie = set.split(';').next().unwrap().to_owned();
        let body: Value = response.json().await.unwrap();
        let csrf = body["csrf"].as_str().unwrap().to_owned();
        Self { url: town.server.url(), http: town.http.clone(), cookie, csrf }
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.url))
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(body).send().await.unwrap()).await
    }

    /// Sends a file as it is.
    pub async fn import(&self, what: &str, file: impl Into<Vec<u8>>) -> Answer {
        let path = format!("/v1/office/import/{what}");
        Answer::of(self.request(Method::POST, &path).body(file.into()).send().await.unwrap()).await
    }
}

pub async fn try_sign_in(town: &Town, name: &str, password: &str) -> Response {
    let body = json!({"name": name, "password": password});
    town.http.post(format!("{}/v1/session", town.server.url())).json(&body).send().await.unwrap()
}
