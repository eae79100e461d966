//! What becomes of a fact that arrives: pure decisions, apart from SQL. The store loads what they need and writes what they
//! say, in one transaction.
//!
//! | step | file | question |
//! |---|---|---|
//! | 1 | `read.rs` | is it a fact that this sender may state, whatever the state is? |
//! | 2 | `sender.rs` | had before, new, or after a gap? When did it truly happen? |
//! | 3 | `admit.rs` | is its subject in the books, and within the device's reach? |
//! | 4 | `fold.rs` | what is true of its subjects now, and what follows? |
//!
//! `refuse.rs` holds the reasons for which a fact is set aside, `books.rs` the rulebooks that it is judged by.

mod admit;
mod books;
mod fold;
mod read;
mod refuse;
mod sender;
#[cfg(test)]
mod tests;

pub use admit::SetAside;
pub(crate) use admit::{Fresh, Known, Reach, admit};
pub use books::{Books, BooksError};
pub(crate) use fold::{Changes, FactTaken, SubjectChange, fold};
pub(crate) use read::office_event;
pub use read::{Received, read};
pub(crate) use refuse::{cloned, revoked};
pub(crate) use sender::{Sender, split};
