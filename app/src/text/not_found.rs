//! Words of the page for an address that leads nowhere.

/// Its heading and title.
pub const TITLE: &str = "Page not found";
/// What to do.
pub const ADVICE: &str = "The address may be mistyped, or you may not have access to what it names.";
/// The way out.
pub const BACK: &str = "Go to the start page";
