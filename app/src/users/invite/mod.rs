//! Inviting people: addresses as chips, judged at once, sent as one command, each with its own result.

mod dialog;
mod entries;
mod forecast;
pub(crate) mod form;
mod options;
mod removed;
mod same;

pub use dialog::InviteDialog;
pub(crate) use form::{default_role, role_options};
pub(crate) use options::TeamsField;
