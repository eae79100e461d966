//! Who may do what in the office, and what the office may order.
//!
//! | file | question |
//! |---|---|
//! | `role.rs` | which role may do what? |
//! | `account.rs` | what is an account? |
//! | `password.rs` | how are passwords kept? |
//! | `attempts.rs` | how often may somebody be wrong? |
//! | `session.rs` | what is in the cookie, and what is a CSRF token? |
//! | `setup.rs` | how does the first administrator get in? |
//! | `sign_in.rs` | who is it that signs in? |
//! | `command.rs` | what may a rule refuse to the office? |
//! | `conduct.rs` | and what about cases of conduct? |

pub mod account;
pub mod attempts;
pub mod command;
pub mod conduct;
pub mod password;
pub mod role;
pub mod session;
mod setup;
pub mod sign_in;

pub use role::{Action, Role};
pub use setup::{set_up, setup_token};
