//! The parts of the Users page. [`state::PageState`] is what they share.

pub mod asking;
mod cell_problem;
mod consequences;
pub mod edits;
pub mod face;
mod in_row;
mod intent;
pub mod invite;
pub mod link_dialog;
pub mod loading;
pub mod offline;
pub mod remove_dialog;
mod role_choices;
pub mod role_menu;
mod row_actions;
pub mod row_menu;
pub mod send;
pub mod sign_in_dialog;
pub mod slots;
#[cfg(test)]
mod stage;
pub mod state;
pub mod team_menu;
pub mod times;
pub mod turns;
mod undo;
pub mod window;
