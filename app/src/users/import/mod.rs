//! Lists from elsewhere: a file is chosen or dropped, its plan is shown, and all of it is done, or nothing.

mod base64;
mod columns;
mod dialog;
mod form;
mod lines;
mod send;

pub(super) use dialog::ImportDialog;
