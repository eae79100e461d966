//! The words that people read.

use std::collections::HashMap;
use std::fmt::Display;

use curbstop_core::model::Span;
use curbstop_core::text;

type Lang = text::Lang;

/// A language of the product.
#[uniffi::remote(Enum)]
pub enum Lang {
    /// 中文: the workers' own.
    Zh,
    /// English.
    En,
}

/// The words that a person reads for a key, with each `{name}` replaced. A key without words comes back as it is.
#[uniffi::export]
pub fn text(lang: Lang, key: String, args: HashMap<String, String>) -> String {
    let args: Vec<(&str, &dyn Display)> =
        args.iter().map(|(name, value)| (name.as_str(), value as &dyn Display)).collect();
    text::text(lang, &key, &args)
}

/// A length of time in words: "23 minutes", "1 小时 5 分钟". Without a sign: whether it is left or over, the words around it say.
#[uniffi::export]
pub fn span_words(lang: Lang, span: Span) -> String {
    text::span(lang, span)
}
