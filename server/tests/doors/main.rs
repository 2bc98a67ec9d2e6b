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
mod mail;
mod matrix;
mod pages;
mod past;
mod policies;
mod serving;
mod sign_in;
mod smtp;
mod snapshot;
mod store;
mod team_owner;
