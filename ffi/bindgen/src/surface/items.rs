//! What the library exports, item by item.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use uniffi_meta::{EnumMetadata, FieldMetadata, FnParamMetadata, Metadata, Type};

use crate::words::{arguments, doc, field, ty};

/// What only a build for the tests of the bindings exports.
const PROBE: &str = "::probe";

/// A line of the text: what it is, and its doc comment.
struct Line {
    what: String,
    doc: String,
    /// Belongs to the line before it.
    inner: bool,
}

/// A type or a function with everything that belongs to it.
pub(crate) struct Item {
    name: String,
    what: String,
    doc: String,
    lines: Vec<Line>,
}

impl Item {
    /// Its text.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{}\n    {}\n", self.what, self.doc);
        for line in &self.lines {
            let indent = if line.inner { "        " } else { "    " };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{indent}{}\n{indent}    {}", line.what, line.doc);
        }
        text
    }

    /// The names of what nobody has explained.
    pub(crate) fn undocumented(&self) -> impl Iterator<Item = String> + '_ {
        let own = self.doc.is_empty().then(|| self.name.clone());
        let lines = self.lines.iter().filter(|line| line.doc.is_empty());
        own.into_iter().chain(lines.map(|line| format!("{}: {}", self.name, line.what)))
    }
}

/// Every item, functions first, then types by name.
pub(crate) fn all(exported: Vec<Metadata>) -> Vec<Item> {
    let mut items = BTreeMap::new();
    let mut calls: Vec<(String, String, Line)> = Vec::new();
    for of in exported.into_iter().filter(|of| !of.module_path().ends_with(PROBE)) {
        match of {
            Metadata::Constructor(call) => {
                let made = format!("{} -> {}", signature(call.is_async, &call.name, &call.inputs), call.self_name);
                calls.push((call.self_name, call.name, called(made, call.throws.as_ref(), call.docstring.as_ref())));
            }
            Metadata::Method(call) => {
                let what = result(signature(call.is_async, &call.name, &call.inputs), call.return_type.as_ref());
                calls.push((call.self_name, call.name, called(what, call.throws.as_ref(), call.docstring.as_ref())));
            }
            Metadata::TraitMethod(call) => {
                let what = result(signature(call.is_async, &call.name, &call.inputs), call.return_type.as_ref());
                calls.push((call.trait_name, call.name, called(what, call.throws.as_ref(), call.docstring.as_ref())));
            }
            of => {
                if let Some((place, item)) = item(of) {
                    items.insert((place, item.name.clone()), item);
                }
            }
        }
    }
    calls.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    for (owner, _, line) in calls {
        if let Some((_, item)) = items.iter_mut().find(|((_, name), _)| *name == owner) {
            item.lines.push(line);
        }
    }
    items.into_values().collect()
}

/// An item with its place in the text.
fn item(of: Metadata) -> Option<(u8, Item)> {
    match of {
        Metadata::Func(call) => {
            let what = result(signature(call.is_async, &call.name, &call.inputs), call.return_type.as_ref());
            let Line { what, doc, .. } =
                called(format!("function {what}"), call.throws.as_ref(), call.docstring.as_ref());
            Some((0, Item { name: call.name, what, doc, lines: Vec::new() }))
        }
        Metadata::Object(of) => {
            let kind = if of.imp.is_trait_interface() { "interface" } else { "object" };
            Some((1, plain(kind, of.name, of.docstring.as_ref(), Vec::new())))
        }
        Metadata::CallbackInterface(of) => Some((1, plain("interface", of.name, of.docstring.as_ref(), Vec::new()))),
        Metadata::Record(of) => Some((
            2,
            plain("record", of.name, of.docstring.as_ref(), of.fields.iter().map(|f| fielded(f, false)).collect()),
        )),
        Metadata::Enum(of) => Some((2, variants(&of))),
        Metadata::CustomType(of) => {
            let what = format!("type {} as {}", of.name, ty(&of.builtin));
            Some((3, Item { name: of.name, what, doc: doc(of.docstring.as_ref()), lines: Vec::new() }))
        }
        _ => None,
    }
}

fn plain(kind: &str, name: String, docs: Option<&String>, lines: Vec<Line>) -> Item {
    Item { what: format!("{kind} {name}"), name, doc: doc(docs), lines }
}

fn variants(of: &EnumMetadata) -> Item {
    let kind = if of.shape.is_error() { "error" } else { "enum" };
    let lines = of.variants.iter().flat_map(|variant| {
        let own = Line { what: variant.name.clone(), doc: doc(variant.docstring.as_ref()), inner: false };
        std::iter::once(own).chain(variant.fields.iter().map(|field| fielded(field, true)))
    });
    plain(kind, of.name.clone(), of.docstring.as_ref(), lines.collect())
}

fn fielded(of: &FieldMetadata, inner: bool) -> Line {
    Line { what: field(of), doc: doc(of.docstring.as_ref()), inner }
}

fn signature(is_async: bool, name: &str, inputs: &[FnParamMetadata]) -> String {
    format!("{}{name}({})", if is_async { "async " } else { "" }, arguments(inputs))
}

fn result(mut signature: String, gives: Option<&Type>) -> String {
    if let Some(gives) = gives {
        signature.push_str(" -> ");
        signature.push_str(&ty(gives));
    }
    signature
}

fn called(mut what: String, throws: Option<&Type>, docs: Option<&String>) -> Line {
    if let Some(throws) = throws {
        what.push_str(" throws ");
        what.push_str(&ty(throws));
    }
    Line { what, doc: doc(docs), inner: false }
}
