//! The façade as a worker meets it.
