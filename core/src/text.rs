//! The words that people read, by key: Chinese first, English beside it.
