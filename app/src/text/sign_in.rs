//! Words of the sign-in page.

/// Its heading and title.
pub const TITLE: &str = "Sign in";
/// The address.
pub const EMAIL: &str = "Email";
/// The password.
pub const PASSWORD: &str = "Password";
/// The button.
pub const SUBMIT: &str = "Sign in";
/// To the page that asks for a reset mail.
pub const FORGOT: &str = "Forgot password?";
/// It is not said which of the two is wrong.
pub const WRONG: &str = "The email or the password is not right.";
/// Nothing was typed.
pub const ENTER_PASSWORD: &str = "Enter your password.";
