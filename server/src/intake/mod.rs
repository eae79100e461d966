//! What becomes of a fact that arrives: pure decisions, apart from SQL. The store loads what they need and writes what they say.

mod books;
mod read;

pub use books::{Books, BooksError};
pub use read::Received;
