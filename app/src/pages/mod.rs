//! One file per route, and what they share.

pub(crate) mod account;
mod ask;
pub(crate) mod audit;
mod card;
mod failed;
pub(crate) mod frame;
pub(crate) mod general;
pub(crate) mod home;
pub(crate) mod invite;
pub(crate) mod join;
mod languages;
pub(crate) mod link;
mod new_password;
pub(crate) mod not_found;
pub(crate) mod page;
pub(crate) mod parts;
pub(crate) mod passkey_button;
pub(crate) mod proof;
pub(crate) mod reset;
pub(crate) mod roles;
mod search;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod teams;
mod title;
pub(crate) mod verify_email;
pub(crate) mod viewer;
pub(crate) mod when;

#[cfg(feature = "ssr")]
pub(crate) use account::theme_of;
pub(crate) mod users;
