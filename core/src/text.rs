//! The words that people read, by key: Chinese first, English beside it.
//!
//! They live in `texts/<zh|en>/<part>.json`, one flat object each, and nowhere in code. A key is the code that left the rule
//! (`check.lower`, `refusal.event.unreadable`), so that a translator and a programmer speak of the same thing.
//! The console reads its own part (`console.json`) by itself; the other parts are embedded here.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::model::Span;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 中文: the workers' own.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Every language, for tests and lists.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// From a browser's `Accept-Language` or a machine's `LANG`: English where it comes first, else Chinese.
    pub fn preferred(header: &str) -> Self {
        let first = header.split([',', ';']).map(str::trim).find_map(|tag| {
            let language = tag.split(['-', '_', '.']).next().unwrap_or_default();
            language.parse().ok()
        });
        first.unwrap_or_default()
    }
}

/// A language that the product has no words in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("language `{0}` is unknown; write zh or en")]
pub struct LangError(String);

impl FromStr for Lang {
    type Err = LangError;
    fn from_str(text: &str) -> Result<Self, LangError> {
        match text.to_ascii_lowercase().as_str() {
            "zh" => Ok(Self::Zh),
            "en" => Ok(Self::En),
            _ => Err(LangError(text.to_owned())),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zh => "zh",
            Self::En => "en",
        })
    }
}

type Words = HashMap<String, String>;

macro_rules! embed {
    ($lang:literal) => {
        [
            include_str!(concat!("../../texts/", $lang, "/core.json")),
            include_str!(concat!("../../texts/", $lang, "/phone.json")),
            include_str!(concat!("../../texts/", $lang, "/server.json")),
            include_str!(concat!("../../texts/", $lang, "/demo.json")),
        ]
    };
}

// A part that does not parse gives no words: keys show instead, and the tests below fail.
static ZH: LazyLock<Words> = LazyLock::new(|| read(&embed!("zh")));
static EN: LazyLock<Words> = LazyLock::new(|| read(&embed!("en")));

fn read(parts: &[&str]) -> Words {
    parts.iter().filter_map(|part| serde_json::from_str::<Words>(part).ok()).flatten().collect()
}

fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// Whether there are words for a key.
pub fn has(lang: Lang, key: &str) -> bool {
    words(lang).contains_key(key)
}

/// The words for a key, with each `{name}` replaced by its argument. A key without words shows itself, and a placeholder
/// without an argument stays: a person can still report what they saw.
pub fn text(lang: Lang, key: &str, args: &[(&str, &dyn fmt::Display)]) -> String {
    words(lang).get(key).map_or_else(|| key.to_owned(), |template| fill(template, args))
}

/// The words for an error by its code. An answer that nobody foresaw, such as a proxy's `http.502`, has words of its own.
pub fn error(lang: Lang, code: &str, args: &[(&str, &dyn fmt::Display)]) -> String {
    let key = format!("error.{code}");
    if has(lang, &key) { text(lang, &key, args) } else { text(lang, "error.server.unforeseen", &[("code", &code)]) }
}

fn fill(template: &str, args: &[(&str, &dyn fmt::Display)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16 * args.len());
    let mut rest = template;
    while let Some((before, name, after)) = next_placeholder(rest) {
        filled.push_str(before);
        match args.iter().find(|(given, _)| *given == name) {
            Some((_, value)) => filled.push_str(&value.to_string()),
            None => filled.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Splits at the first `{name}`.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_once('{')?;
    let (name, after) = from.split_once('}')?;
    Some((before, name, after))
}

/// A length of time in words, without its sign: `23 分钟`, `3 h 5 min`, `2 d 4 h`. Started minutes count, so that a clock
/// never shows nothing while something is left.
pub fn span(lang: Lang, span: Span) -> String {
    const MINUTE: i64 = 60_000;
    let minutes = (span.as_millis().saturating_abs()).div_euclid(MINUTE)
        + i64::from(span.as_millis().saturating_abs().rem_euclid(MINUTE) > 0);
    let (days, hours) = (minutes / 1440, minutes / 60);
    if days >= 2 {
        text(lang, "span.days_hours", &[("days", &days), ("hours", &(hours % 24))])
    } else if hours >= 1 {
        text(lang, "span.hours_minutes", &[("hours", &hours), ("minutes", &(minutes % 60))])
    } else {
        text(lang, "span.minutes", &[("minutes", &minutes)])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    const PARTS: [(&str, &str, &str); 5] = [
        ("core", include_str!("../../texts/zh/core.json"), include_str!("../../texts/en/core.json")),
        ("phone", include_str!("../../texts/zh/phone.json"), include_str!("../../texts/en/phone.json")),
        ("server", include_str!("../../texts/zh/server.json"), include_str!("../../texts/en/server.json")),
        ("demo", include_str!("../../texts/zh/demo.json"), include_str!("../../texts/en/demo.json")),
        ("console", include_str!("../../texts/zh/console.json"), include_str!("../../texts/en/console.json")),
    ];

    fn part(name: &str, json: &str) -> BTreeMap<String, String> {
        serde_json::from_str(json).unwrap_or_else(|e| panic!("{name}.json is not a flat object of texts: {e}"))
    }

    fn placeholders(text: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut rest = text;
        while let Some((_, name, after)) = next_placeholder(rest) {
            found.insert(name);
            rest = after;
        }
        found
    }

    #[test]
    fn both_languages_say_the_same_things() {
        for (name, zh, en) in PARTS {
            let (zh, en) = (part(name, zh), part(name, en));
            let missing_en: Vec<_> = zh.keys().filter(|key| !en.contains_key(*key)).collect();
            let missing_zh: Vec<_> = en.keys().filter(|key| !zh.contains_key(*key)).collect();
            assert!(missing_en.is_empty(), "en/{name}.json lacks {missing_en:?}");
            assert!(missing_zh.is_empty(), "zh/{name}.json lacks {missing_zh:?}");
            for (key, text) in &zh {
                assert_eq!(placeholders(text), placeholders(&en[key]), "placeholders of {key} in {name}.json");
                assert!(!text.trim().is_empty() && !en[key].trim().is_empty(), "{key} in {name}.json has no words");
            }
        }
    }

    #[test]
    fn a_key_is_written_once_in_a_file_and_in_one_file_only() {
        let mut owner: BTreeMap<String, &str> = BTreeMap::new();
        for (name, zh, en) in PARTS {
            for json in [zh, en] {
                // A flat object of texts holds one `"key": "text"` a line: a key twice in it would silently win.
                let lines = json.lines().filter(|line| line.trim_start().starts_with('"')).count();
                assert_eq!(lines, part(name, json).len(), "{name}.json: a key is written twice, or two on a line");
            }
            // The console has its own catalogue and may say a thing in its own words.
            for key in part(name, zh).into_keys().filter(|_| name != "console") {
                if let Some(other) = owner.insert(key.clone(), name) {
                    panic!("{key} stands in {other}.json and in {name}.json");
                }
            }
        }
    }

    #[test]
    fn chinese_is_chinese_and_english_is_not() {
        let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for (name, _, en) in PARTS {
            for (key, text) in part(name, en) {
                // A language bears its own name everywhere.
                let of_a_language = key.starts_with("language.") || key.starts_with("app.lang.");
                assert!(!han(&text) || of_a_language, "{key} in en/{name}.json is Chinese: {text}");
            }
        }
    }

    #[test]
    fn words_take_their_arguments() {
        assert_eq!(fill("{a} of {b}", &[("a", &1), ("b", &"two")]), "1 of two");
        assert_eq!(fill("{a} {missing} {", &[("a", &"{b}"), ("b", &2)]), "{b} {missing} {", "no second round");
        assert_eq!(text(Lang::Zh, "no.such.key", &[]), "no.such.key");
    }

    #[test]
    fn a_length_of_time_is_said_in_two_units_at_most() {
        assert_eq!(span(Lang::En, Span::minutes(23)), "23 min");
        assert_eq!(span(Lang::Zh, Span::seconds(61)), "2 分钟");
        assert_eq!(span(Lang::En, Span::minutes(185)), "3 h 5 min");
        assert_eq!(span(Lang::En, Span::minutes(-185)), "3 h 5 min");
        assert_eq!(span(Lang::En, Span::hours(52)), "2 d 4 h");
        assert_eq!(span(Lang::En, Span::hours(30)), "30 h 0 min");
    }

    #[test]
    fn a_reader_gets_the_language_that_they_ask_for() {
        for (asked, lang) in [("en-GB,en;q=0.9,zh;q=0.8", Lang::En), ("zh-CN", Lang::Zh), ("fr, en", Lang::En)] {
            assert_eq!(Lang::preferred(asked), lang, "{asked}");
        }
        for (asked, lang) in [("", Lang::Zh), ("C.UTF-8", Lang::Zh), ("en_GB.UTF-8", Lang::En)] {
            assert_eq!(Lang::preferred(asked), lang, "{asked}");
        }
        assert!("de".parse::<Lang>().is_err());
        assert_eq!(serde_json::to_string(&Lang::En).unwrap(), "\"en\"");
    }
}
