//! The layers of ARCHITECTURE.md, held: which words may stand in which folder.

mod source;

use source::{Source, root, sources};

/// A file longer than this holds more than one concern.
const FILE_LINES_MAX: usize = 600;
/// `ffi` bodies convert, call, convert: what is longer does something of its own. A conversion is as long as its type.
const FFI_BODY_LINES_MAX: usize = 8;

/// Fails with every line that holds one of the words where it may not stand.
fn forbid(why: &str, words: &[&str], files: impl Iterator<Item = Source>) {
    let mut found = Vec::new();
    for file in files {
        for (at, line) in file.code() {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{at}: `{word}` in: {}", file.path, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}

fn rust() -> impl Iterator<Item = Source> {
    // The tests of layering name what they forbid.
    sources(&[".rs"]).into_iter().filter(|file| !file.path.starts_with("tests/tests/layering"))
}

#[test]
fn sql_stands_only_in_the_two_stores() {
    let words = ["SELECT ", "INSERT INTO", "INSERT OR", "DELETE FROM", "CREATE TABLE", "PRAGMA "];
    let stores = ["core/src/device/store", "server/src/store"];
    // Tests read databases from outside, to compare: they are no part of the product.
    let product = rust().filter(|file| !file.path.starts_with("tests/") && !file.path.ends_with("/tests.rs"));
    forbid("SQL goes to a store", &words, product.filter(|file| !stores.iter().any(|store| file.is_in(store))));
    // A transaction that the phone's store opened is handed on inside the engine, so that many steps are one commit.
    let engine = ["core/src/device", "server/src/store"];
    let product = rust().filter(|file| !file.path.starts_with("tests/"));
    forbid("SQLite belongs to the stores", &["rusqlite"], product.filter(|f| !engine.iter().any(|e| f.is_in(e))));
}

#[test]
fn rules_state_and_wire_do_no_io_and_read_no_clock() {
    let words = [
        "std::time",
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "rusqlite",
        "tokio",
        "reqwest",
        "rustix",
        "getrandom",
        "Utc::now",
        "Local::now",
        "Instant::now",
        "crate::device",
    ];
    let pure = ["rules", "state", "wire", "event", "model", "rulebook"].map(|module| format!("core/src/{module}"));
    forbid(
        "what decides gets everything as an argument",
        &words,
        rust().filter(|file| pure.iter().any(|p| file.is_in(p))),
    );
}

#[test]
fn ffi_alone_names_uniffi_and_server_alone_names_axum() {
    forbid("uniffi belongs to ffi", &["uniffi"], rust().filter(|file| !file.path.starts_with("ffi/")));
    forbid("axum belongs to server", &["axum::", "use axum"], rust().filter(|file| !file.path.starts_with("server/")));
    let server = std::fs::read_to_string(root().join("server/Cargo.toml")).unwrap();
    assert!(!server.contains("\"device\""), "the server takes core without the phone's engine");
}

#[test]
fn ffi_bodies_convert_call_convert() {
    let is_fn = |line: &str| line.contains("fn ") && line.ends_with('{') && !line.contains("fn from(");
    for file in rust().filter(|file| file.is_in("ffi/src")) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_fn(line)) {
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}", " ".repeat(indent));
            let body = lines[at + 1..].iter().take_while(|line| **line != end).count();
            assert!(body <= FFI_BODY_LINES_MAX, "{}:{}: {body} lines; a convenience goes to core", file.path, at + 1);
        }
    }
}

#[test]
fn a_file_is_one_concern() {
    let long: Vec<_> = sources(&[".rs", ".ts", ".svelte", ".kt", ".py", ".sh"])
        .into_iter()
        // Types that a generator wrote from the server's OpenAPI.
        .filter(|file| !file.path.ends_with("/schema.d.ts"))
        .map(|file| (file.path, file.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .collect();
    assert!(long.is_empty(), "longer than {FILE_LINES_MAX} lines: {long:?}");
}

#[test]
fn no_path_of_somebodys_machine() {
    let roots = ["work", "home", "root", "Users", "tmp/fresh"].map(|root| format!("/{root}/"));
    let endings = [".rs", ".toml", ".md", ".sh", ".json", ".ts", ".svelte", ".py", ".sql", ".html", "Makefile", "run"];
    for file in sources(&endings) {
        for (at, line) in file.text.lines().enumerate() {
            let path = roots.iter().find(|root| {
                line.match_indices(root.as_str()).any(|(start, _)| {
                    let before = line[..start].chars().next_back();
                    before.is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c))
                })
            });
            assert!(path.is_none(), "{}:{}: a path of one machine: {}", file.path, at + 1, line.trim());
        }
    }
}

#[test]
fn nothing_is_put_off() {
    // Written in two parts: this file would find itself.
    let words =
        [["TO", "DO"], ["FIX", "ME"], ["todo", "!("], ["unimplemented", "!("], ["#[ign", "ore"]].map(|w| w.concat());
    for file in sources(&[".rs", ".ts", ".svelte", ".sh", ".py"]) {
        for (at, line) in file.text.lines().enumerate() {
            let word = words.iter().find(|word| line.contains(word.as_str()));
            assert!(word.is_none(), "{}:{}: {}", file.path, at + 1, line.trim());
        }
    }
}
