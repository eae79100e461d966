//! The command line, as somebody at a terminal meets it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

use common::Folder;
use curbstop_core::rulebook::DEFAULT_TOML;

fn server(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curbstop-server"));
    command.args(arguments).env_remove("LANG").env_remove("CURBSTOP_LISTEN").env_remove("CURBSTOP_DATA");
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_openapi_document_is_printed() {
    let output = server(&["openapi"]).output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(document["paths"]["/v1/office/orders"]["post"]["operationId"] == "create_order");
}

#[test]
fn a_rulebook_is_checked_and_every_mistake_is_named_with_its_line() {
    let folder = Folder::new();
    let (good, bad) = (folder.file("good.toml"), folder.file("bad.toml"));
    std::fs::write(&good, DEFAULT_TOML).unwrap();
    std::fs::write(&bad, DEFAULT_TOML.replacen("value =", "valve =", 1)).unwrap();
    let check = |file: &std::path::Path| server(&["check-rulebook", file.to_str().unwrap()]).output().unwrap();
    let output = check(&good);
    assert!(output.status.success() && said(&output).contains("规则手册无误"), "{}", said(&output));
    let output = check(&bad);
    assert!(!output.status.success() && said(&output).contains("bad.toml:"), "{}", said(&output));
    assert!(said(&check(&folder.file("none.toml"))).contains("无法读取"));
}

#[test]
fn the_first_start_prints_where_to_go_and_a_taken_port_says_what_to_do() {
    let folder = Folder::new();
    let data = folder.file("data");
    let mut running = server(&["serve", "--listen", "127.0.0.1:0", "--lang", "en", "--data", data.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(running.stdout.take().unwrap()).lines().map(Result::unwrap);
    let lines: Vec<String> = lines.take(4).collect();
    // Another one on the same data, while this one runs.
    for (lang, word) in [("en", "in use by another server"), ("zh", "正被另一个服务使用")] {
        let second = ["serve", "--listen", "127.0.0.1:0", "--lang", lang, "--data", data.to_str().unwrap()];
        let output = server(&second).output().unwrap();
        assert!(!output.status.success() && said(&output).contains(word), "{}", said(&output));
        assert!(said(&output).contains("--data"), "{}", said(&output));
    }
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(lines[1].starts_with("Console: http://127.0.0.1:"), "{lines:?}");
    assert!(lines[2].contains("/#/setup/"), "{lines:?}");

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let data = folder.file("other");
    for (lang, word) in [("en", "cannot listen on"), ("zh", "无法监听")] {
        let listen = ["serve", "--listen", &addr, "--lang", lang, "--data", data.to_str().unwrap()];
        let output = server(&listen).output().unwrap();
        assert!(!output.status.success() && said(&output).contains(word), "{}", said(&output));
        assert!(said(&output).contains(&addr) && said(&output).contains("--listen"), "{}", said(&output));
    }
}
