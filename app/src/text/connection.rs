//! Words for a server that does not answer, and for a session that is over.

/// The browser has no network.
pub const OFFLINE: &str = "You are offline. You can search, but not change anything.";
/// The server is not reached.
pub const NO_ANSWER: &str =
    "The server does not answer. You can search, but not change anything; the page tries again by itself.";
/// Why an edit cannot be made now.
pub const EDITS_WAIT: &str = "Not while the server is out of reach.";
/// Tries at once.
pub const RETRY_NOW: &str = "Try now";
/// Everything is current again.
pub const BACK: &str = "Connected again";
/// Title of the sign-in dialog.
pub const SIGN_IN: &str = "Sign in again";
/// Why it is there.
pub const SIGN_IN_ABOUT: &str = "Your session is over. Sign in, and what you were doing goes on.";
/// Label.
pub const EMAIL: &str = "Email";
/// Label.
pub const PASSWORD: &str = "Password";
/// Button.
pub const SIGN_IN_BUTTON: &str = "Sign in";
/// Leaves it.
pub const NOT_NOW: &str = "Not now";
