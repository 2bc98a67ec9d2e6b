//! Processes and doors.

pub mod router;
pub mod security;
pub mod site;
