//! Every string that people read, by area of the page.

pub mod kit;
pub mod not_found;
pub mod shell;
