//! Muster, the app.

pub mod text;
pub mod ui;
