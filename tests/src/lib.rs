//! Whole-system tests of Curbstop, and what they are made of: a sample town, simulated phones on the real core, a server
//! that is the real one, and networks that fail by plan.
//!
//! | module | question it answers |
//! |---|---|
//! | [`seeded`] | where does chance come from? |
//! | [`town`] | what would a utility import on its first day? |
//! | [`fleet`] | what do phones, clocks, networks and the office's browser look like to the server? |
//! | [`demo`] | what does a visitor see? |
//! | [`real`] | what comes out of real data? |
//! | [`mod@bench`] | how fast is it, and what does it cost? |
//! | [`sim`] | what is lost when networks, disks, clocks and people go wrong in any order? |
//! | [`say`] | how are people told, in both languages? |

pub mod bench;
pub mod demo;
pub mod fleet;
pub mod real;
pub mod say;
pub mod seeded;
pub mod sim;
pub mod town;
