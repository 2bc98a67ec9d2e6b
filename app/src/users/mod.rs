//! The parts of the Users page. [`state::PageState`] is what they share.

mod address;
mod asking;
mod cell_problem;
mod consequences;
mod dialogs;
pub mod edits;
pub mod face;
pub mod filters;
pub mod head;
mod in_row;
pub mod invite;
pub mod link_dialog;
pub mod loading;
mod marks;
pub mod nobody;
pub mod offline;
pub mod page;
pub mod remove_dialog;
mod role_choices;
pub mod role_menu;
pub mod row;
mod row_actions;
pub mod row_menu;
pub mod search;
pub mod seat_meter;
pub mod shortcuts;
pub mod sign_in_dialog;
pub mod slots;
#[cfg(test)]
mod stage;
pub mod state;
pub mod table;
pub mod team_menu;
pub mod times;
pub mod turns;
mod undo;
pub mod window;
