//! What the office's pages ask of the store.

/// What the office's pages ask of the store.
pub trait OfficeStore: Send + Sync + 'static {}
