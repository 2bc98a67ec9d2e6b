//! Words of the page that makes a new address the account's.

/// Its title.
pub const TITLE: &str = "Confirm your email";
/// The button.
pub const SUBMIT: &str = "Confirm email";
/// Heading once it is done.
pub const DONE_TITLE: &str = "Your email is changed";
/// What follows.
pub const DONE_ABOUT: &str = "Sign in with the new address from now on.";
/// To the account.
pub const DONE_ACTION: &str = "Go to My account";
/// What to do about a link that is over.
pub const OVER_ADVICE: &str =
    "It was used, it is too old, or the address belongs to another account by now. Start again from My account.";

/// What follows.
#[must_use]
pub fn about(email: &str) -> String {
    format!("Confirm that {email} is yours. From then on you sign in with it, and your other sessions end.")
}
