//! The parts of the Users page. [`state::PageState`] is what they share.

mod address;
pub mod edits;
pub mod face;
pub mod filters;
pub mod head;
pub mod loading;
mod marks;
pub mod nobody;
pub mod page;
pub mod role_menu;
pub mod row;
pub mod row_menu;
pub mod search;
pub mod seat_meter;
pub mod send;
pub mod shortcuts;
pub mod slots;
pub mod state;
pub mod table;
pub mod team_menu;
pub mod times;
pub mod turns;
pub mod window;
