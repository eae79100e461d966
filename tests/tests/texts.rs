//! Every code that the product can show to a person has words, in both languages.

mod source;

use curbstop_core::text::{self, Lang};
use source::{Source, sources};

/// Dotted names in code that nobody is shown: fields of a fact, parameters of the rulebook, files.
const NOT_SHOWN: [&str; 9] = ["e", "t", "s", "by", "i", "f", "r", "p", "curbstop"];
const FILE_ENDINGS: [&str; 9] = ["rs", "html", "db", "toml", "json", "js", "css", "example", "sql"];

/// The string literals of a line that look like `auth.token_unknown`.
fn dotted(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2).filter(|literal| {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        literal.contains('.') && literal.split('.').all(is_word)
    })
}

/// The codes that a file of the product holds, outside its tests.
fn codes(file: &Source) -> Vec<String> {
    let product = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = product.lines().filter(|line| !line.trim_start().starts_with("//"));
    let shown = |code: &&str| {
        let (first, last) = (code.split('.').next().unwrap_or_default(), code.rsplit('.').next().unwrap_or_default());
        !NOT_SHOWN.contains(&first) && !FILE_ENDINGS.contains(&last)
    };
    lines.flat_map(dotted).filter(shown).map(str::to_owned).collect()
}

#[test]
fn every_code_in_the_product_has_words() {
    let mut missing = Vec::new();
    for file in sources(&[".rs"]) {
        let product = (file.is_in("core/src") || file.is_in("server/src")) && file.tests() != file.text;
        // The rulebook's parameters carry their own words: clause and note.
        if !product || file.is_in("core/src/rulebook") {
            continue;
        }
        for code in codes(&file) {
            let known =
                |lang| ["", "error.", "refusal."].iter().any(|family| text::has(lang, &format!("{family}{code}")));
            if !Lang::ALL.into_iter().all(known) {
                missing.push(format!("{} ({})", code, file.path));
            }
        }
    }
    assert!(missing.is_empty(), "no words in texts/*/ for:\n{}", missing.join("\n"));
}

#[test]
fn the_search_finds_codes() {
    assert_eq!(
        dotted(r#"error(409, "order.closed", "is closed", "x", "a..b", "A.b")"#).collect::<Vec<_>>(),
        ["order.closed"]
    );
}
