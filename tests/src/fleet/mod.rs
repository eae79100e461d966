//! A simulated fleet: phones with the real core, clocks of their own and networks that fail by plan, on a real server.
//!
//! | file | question it answers |
//! |---|---|
//! | `world` | what time is it, truly and on each phone? |
//! | `network` | what happens to a request on its way? |
//! | `counting` | how many bytes travelled? |
//! | `site` | how does a server start, get its administrator and its first files? |
//! | `office` | what does the office's browser ask for? |
//! | `handset` | how does a phone get its identity, and how does somebody type into it? |
//! | `picture` | what does a photo look like that nobody took? |
//! | `visit` | what does a reader do at a pit? |

mod counting;
mod handset;
mod network;
mod office;
mod picture;
mod site;
mod visit;
mod world;

pub use counting::{Counting, Traffic};
pub use handset::{Handset, HandsetPlan, Typed, fix};
pub use network::{BadNetwork, Badness, DELAY_MAX, Fate, NetworkPlan};
pub use office::{Account, Imported, Office, OfficeError, Rejected, Repeated, client, percent};
pub use site::{Site, SiteError};
pub use visit::{Visit, visit};
pub use world::{PhoneClock, World};

use curbstop_core::device::PhoneError;
use curbstop_core::model::IdError;

/// What can go wrong in a simulated fleet.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    /// A phone said no.
    #[error("a phone: {0}")]
    Phone(#[from] PhoneError),
    /// The office got no answer.
    #[error("the office: {0}")]
    Office(#[from] OfficeError),
    /// An id that the model does not take.
    #[error(transparent)]
    Id(#[from] IdError),
    /// A folder or file.
    #[error("{what}: {source}")]
    File {
        /// Which.
        what: String,
        /// What the system says.
        source: std::io::Error,
    },
}
