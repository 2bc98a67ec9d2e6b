//! Every string that people read, by area of the page.

pub mod kit;
#[cfg(feature = "ssr")]
pub mod mail;
pub mod not_found;
#[cfg(feature = "ssr")]
pub mod refused;
pub mod shell;
