//! Words of the document round the app.

/// The browser could not load or start the program.
pub const LOAD_FAILED: &str = "This page could not start. Check your connection, then load it again.";
/// The link that loads the page again.
pub const RELOAD: &str = "Load again";
