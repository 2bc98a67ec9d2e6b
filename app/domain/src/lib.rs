//! What an organization, its users, teams, roles and invitations are, and what may be done to them.
//!
//! Nothing here does I/O, reads a clock or draws randomness: the same code runs in the browser, where it
//! greys out a menu entry and says why, and in the server, where it refuses. Start with [`decide()`]: it takes the
//! state that matters, who asks and what for, and gives the changes to make or the [`Refusal`].

mod account;
mod answer;
mod audit;
mod bundle;
mod card;
mod command;
mod decide;
mod difference;
mod domain_name;
mod dormancy;
mod email;
mod event;
mod filter;
mod id;
mod import;
mod invitation;
mod language;
mod mail_words;
mod name;
mod needs;
mod organization;
mod panel;
mod passkey;
mod past;
mod paste;
mod permission;
mod refusal;
mod request;
mod role;
mod saved_view;
mod seat;
mod state;
mod team;
mod term;
mod time;
mod user;

pub use account::*;
pub use answer::*;
pub use audit::*;
pub use bundle::*;
pub use card::*;
pub use command::*;
pub use decide::*;
pub use difference::*;
pub use domain_name::*;
pub use dormancy::*;
pub use email::*;
pub use event::*;
pub use filter::*;
pub use id::*;
pub use import::*;
pub use invitation::*;
pub use language::*;
pub use mail_words::*;
pub use name::*;
pub use needs::*;
pub use organization::*;
pub use panel::*;
pub use passkey::*;
pub use past::*;
pub use paste::*;
pub use permission::*;
pub use refusal::*;
pub use request::*;
pub use role::*;
pub use saved_view::*;
pub use seat::*;
pub use state::*;
pub use team::*;
pub use term::*;
pub use time::*;
pub use user::*;
