//! One file per route.

pub(crate) mod not_found;
pub(crate) mod probe;
