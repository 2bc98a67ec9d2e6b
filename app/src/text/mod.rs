//! Every string that people read, by area of the page.

pub mod amounts;
pub mod connection;
pub mod edits;
pub mod invite;
pub mod kit;
#[cfg(feature = "ssr")]
pub mod mail;
pub mod not_found;
pub mod refusal;
#[cfg(feature = "ssr")]
pub mod refused;
pub mod shell;
pub mod users;
