//! Every string that people read, by area of the page.

pub mod accept;
pub mod account;
pub mod amounts;
pub mod connection;
pub mod edits;
pub mod errors;
pub mod frame;
pub mod general;
pub mod invite;
pub mod kit;
pub mod link;
#[cfg(feature = "ssr")]
pub mod mail;
pub mod not_found;
pub mod refusal;
#[cfg(feature = "ssr")]
pub mod refused;
pub mod reset;
pub mod roles;
pub mod set_up;
pub mod shell;
pub mod sign_in;
pub mod teams;
pub mod time;
pub mod users;
pub mod verify_email;
