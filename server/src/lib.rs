//! Processes and doors.

pub mod cli;
pub mod config;
pub mod doors;
pub mod feed;
pub mod flags;
pub mod housekeeping;
pub mod mail;
pub mod metrics;
pub mod public_url;
pub mod router;
pub mod security;
pub mod serve;
pub mod site;
pub mod supervise;
pub mod telemetry;
