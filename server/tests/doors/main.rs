//! The doors of the program, as people and as attackers use them: the real router on a real database.

mod asked;
mod audit;
mod coverage;
mod csrf;
#[path = "../../directory/tests/stories/support/device.rs"]
mod device;
mod export;
mod feed;
mod hanging;
mod headers;
mod hosts;
mod house;
mod input;
mod join;
mod languages;
mod limits;
mod mail;
mod matrix;
mod metrics;
mod pages;
mod panics;
mod passkeys;
mod past;
mod policies;
mod present;
mod safety;
mod second_factor;
mod secrets;
mod serving;
mod shed;
mod sign_in;
mod slow;
mod smtp;
mod snapshot;
mod store;
mod team_owner;
