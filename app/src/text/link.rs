//! Words for links from mails and from the start of the server: while they are looked at, and when they are no good.

/// While the server looks at it.
pub const CHECKING: &str = "Checking your link…";
/// The address has no secret, or one that nobody ever had.
pub const UNKNOWN: &str = "This link does not work";
/// What to do.
pub const UNKNOWN_ADVICE: &str =
    "Part of it may be missing. Open it from the mail again, or copy all of it into your browser.";
/// It was good once.
pub const OVER: &str = "This link is over";
/// It could not be looked at.
pub const NOT_CHECKED: &str = "Your link could not be checked";
/// To the sign-in page.
pub const TO_SIGN_IN: &str = "Go to sign in";
