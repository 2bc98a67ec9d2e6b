//! Words of the pages that set a new password.

/// Title of the page that asks for a mail.
pub const ASK_TITLE: &str = "Reset your password";
/// What will happen.
pub const ASK_ABOUT: &str = "Enter your email. If it has an account here, we send a link that sets a new password.";
/// The address.
pub const EMAIL: &str = "Email";
/// The button.
pub const ASK_SUBMIT: &str = "Send reset link";
/// Heading once it was asked for.
pub const SENT_TITLE: &str = "Check your mail";
/// Back to signing in.
pub const BACK: &str = "Back to sign in";
/// Title of the page behind the link.
pub const TITLE: &str = "Choose a new password";
/// The password.
pub const PASSWORD: &str = "New password";
/// The button.
pub const SUBMIT: &str = "Set new password";
/// Heading once it is set.
pub const DONE_TITLE: &str = "Your password is set";
/// What follows.
pub const DONE_ABOUT: &str = "You are signed out everywhere. Sign in with the new password.";
/// To signing in.
pub const DONE_ACTION: &str = "Sign in";
/// What to do about a link that is over.
pub const OVER_ADVICE: &str = "It was used, or it is too old. Ask for a new one.";
/// The link to that.
pub const ASK_AGAIN: &str = "Ask for a new link";

/// Once it was asked for: the same whether there is an account or not.
#[must_use]
pub fn sent(email: &str) -> String {
    format!("If {email} has an account here, a link is on its way. It is good for a short time only.")
}

/// Whose password it is.
#[must_use]
pub fn for_whom(email: &str) -> String {
    format!("For {email}. All sessions end once it is set.")
}
