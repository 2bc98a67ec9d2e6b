//! Every string that people read, by area of the page.

pub mod accept;
pub mod account;
pub mod amounts;
pub mod audit;
pub mod bulk;
pub mod bundles;
pub mod connection;
pub mod correct;
pub mod dates;
pub mod dormancy;
pub mod edits;
pub mod errors;
pub mod export;
pub mod frame;
pub mod general;
pub mod heirs;
pub mod import;
pub mod invite;
pub mod join;
pub mod kit;
pub mod language;
pub mod link;
pub mod live;
pub mod mail;
pub mod mail_words;
pub mod not_found;
pub mod palette;
pub mod panel;
pub mod passkeys;
pub mod past;
pub mod refusal;
#[cfg(feature = "ssr")]
pub mod refused;
pub mod requests;
pub mod reset;
pub mod roles;
pub mod second_factor;
pub mod seen_as;
pub mod set_up;
pub mod shell;
pub mod sign_in;
pub mod teams;
pub mod time;
pub mod users;
pub mod verify_email;
pub mod views;

#[cfg(test)]
mod translations;
