//! The table's engine: an organization's people in plain memory, in the browser and in the server alike.
//!
//! A [`Snapshot`] holds what one viewer may see, in columns. [`Roster::load`] opens it, [`Roster::apply`] keeps
//! it current from events, [`Roster::query`] answers a search, a filter and an order with a [`View`]: row numbers
//! in order, and for every filter's choice how many rows it would leave. [`Roster::edit`] shows an edit before
//! the server has agreed to it. [`Export`] writes rows as a file. A row keeps its number for as long as the roster
//! lives. Nothing is decided here: [`RowRef::target`] hands a row to the checks of `domain::allow`.

mod apply;
mod beside;
mod bits;
mod choose;
mod edit;
mod encode;
mod export;
mod fold;
mod fold_table;
mod keep;
mod load;
mod marks;
mod named;
mod numbers;
mod order;
mod put;
mod query;
mod record;
mod roster;
mod row;
mod search;
mod selection;
mod snapshot;
mod text;

pub use apply::Applied;
pub use beside::Beside;
pub use domain::PersonEdit as Edit;
pub use edit::EditId;
pub use export::{Export, ExportFormat, csv_record};
pub use fold::{Folded, fold, fold_with_offsets};
pub use marks::{Marks, utf16_ranges};
pub use named::Named;
pub use query::{Facets, View};
pub use roster::{Roster, Totals};
pub use row::RowRef;
pub use search::Found;
pub use snapshot::{BadSnapshot, FORMAT, People, SeatRule, Snapshot, Source};
