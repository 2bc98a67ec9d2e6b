//! The doors of the program, as people and as attackers use them: the real router on a real database.

mod asked;
mod audit;
mod coverage;
mod csrf;
mod export;
mod feed;
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
mod policies;
mod present;
mod safety;
mod serving;
mod sign_in;
mod smtp;
mod snapshot;
mod store;
mod team_owner;
