//! The server: takes in what phones recorded, folds it, and gives phones and office what is true now.
//!
//! | module | question it answers |
//! |---|---|
//! | [`serve`] | how does the server start and stop? |
//! | [`direct`] | how does somebody in the same process speak to it, without a socket? |
//! | [`config`] | what can be set? |
//! | [`http`] | which routes are there, and who may call them? |
//! | [`intake`] | what becomes of a fact that arrives: pure decisions, apart from SQL |
//! | [`import`] | how do other systems' files get in? |
//! | [`store`] | where is it kept? The only place with SQL |
//! | [`photo`] | where do the bytes of photos lie, and when does one count? |
//! | [`office`] | who may do what in the office? |
//! | [`console`] | how does the dispatcher's page get into the binary? |
//! | [`clock`], [`secret`] | the only clock and the only random source of the server |
//! | [`error`] | what does a caller get who cannot be served? |

pub mod clock;
pub mod config;
pub mod console;
pub mod direct;
pub mod error;
pub mod http;
pub mod import;
pub mod intake;
pub mod office;
pub mod photo;
pub mod secret;
pub mod serve;
pub mod store;

pub use config::Config;
pub use serve::{Running, Server, StartError};
