//! The phone engine.
