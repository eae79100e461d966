//! How a type, a default and a doc comment are written.

use uniffi_meta::{DefaultValueMetadata, FieldMetadata, FnParamMetadata, LiteralMetadata, Type};

/// A type, as its name in the bindings.
pub(crate) fn ty(of: &Type) -> String {
    match of {
        Type::Optional { inner_type } => format!("{}?", ty(inner_type)),
        Type::Sequence { inner_type } => format!("[{}]", ty(inner_type)),
        Type::Set { inner_type } => format!("set of {}", ty(inner_type)),
        Type::Map { key_type, value_type } => format!("map of {} to {}", ty(key_type), ty(value_type)),
        Type::Box { inner_type } => ty(inner_type),
        Type::Object { name, .. }
        | Type::Record { name, .. }
        | Type::Enum { name, .. }
        | Type::CallbackInterface { name, .. }
        | Type::Custom { name, .. } => name.clone(),
        plain => format!("{plain:?}").to_lowercase(),
    }
}

fn default(of: Option<&DefaultValueMetadata>) -> String {
    match of {
        None => String::new(),
        Some(DefaultValueMetadata::Default) => " = default".to_owned(),
        Some(DefaultValueMetadata::Literal(literal)) => format!(" = {}", value(literal)),
    }
}

fn value(of: &LiteralMetadata) -> String {
    match of {
        LiteralMetadata::Boolean(value) => value.to_string(),
        LiteralMetadata::String(value) => format!("{value:?}"),
        LiteralMetadata::UInt(value, ..) => value.to_string(),
        LiteralMetadata::Int(value, ..) => value.to_string(),
        LiteralMetadata::Float(value, _) | LiteralMetadata::Enum(value, _) => value.clone(),
        LiteralMetadata::EmptySequence => "[]".to_owned(),
        LiteralMetadata::EmptyMap | LiteralMetadata::EmptySet => "{}".to_owned(),
        LiteralMetadata::None => "none".to_owned(),
        LiteralMetadata::Some { .. } => "some".to_owned(),
    }
}

/// A call's arguments.
pub(crate) fn arguments(of: &[FnParamMetadata]) -> String {
    let one = |of: &FnParamMetadata| format!("{}: {}{}", of.name, ty(&of.ty), default(of.default.as_ref()));
    of.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A field of a record or a variant.
pub(crate) fn field(of: &FieldMetadata) -> String {
    format!("{}: {}{}", of.name, ty(&of.ty), default(of.default.as_ref()))
}

/// A doc comment on one line; empty where there is none.
pub(crate) fn doc(of: Option<&String>) -> String {
    of.map(|doc| doc.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}
