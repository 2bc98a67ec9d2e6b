//! The parts of the Users page. [`state::PageState`] is what they share.

pub mod edits;
pub mod face;
pub mod loading;
pub mod role_menu;
pub mod row_menu;
pub mod send;
pub mod slots;
pub mod state;
pub mod team_menu;
pub mod times;
pub mod turns;
pub mod window;
