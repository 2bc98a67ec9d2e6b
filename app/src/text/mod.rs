//! The catalogue: every word a person reads, by the part of the page that says it.

pub mod kit;
