//! Inviting people: addresses as chips, judged at once, sent as one command, each with its own result.

mod bundle;
mod choices;
mod dialog;
mod entries;
mod forecast;
pub(crate) mod form;
mod options;
mod removed;
mod same;

pub(crate) use choices::{default_role, role_options};
pub use dialog::InviteDialog;
pub(crate) use form::{note, number_of};
pub(crate) use options::{TeamsChoice, TeamsField};
