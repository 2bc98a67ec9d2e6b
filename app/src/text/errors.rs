//! Words for what failed: what happened, and what to do.

use domain::{EmailError, NameError, PASSWORD_MAX, PASSWORD_MIN};

use super::{refusal, time};
use crate::api::error::ApiError;
use crate::api::people::NotShown;

/// Opens the sign-in page.
pub const SIGN_IN_AGAIN: &str = "Sign in again";
/// Heading where a page's data did not come.
pub const NOT_LOADED: &str = "This page did not load";
/// A part of the page did not come.
pub const PART_NOT_LOADED: &str = "That did not load. Check your connection, then try again.";
/// Heading where the session is over.
pub const SIGNED_OUT_TITLE: &str = "You are signed out";
/// What to do about that.
pub const SIGNED_OUT_ADVICE: &str = "Your session is over. Sign in again to go on where you were.";

/// Why a page's data did not come.
#[must_use]
pub fn not_shown(why: &NotShown) -> String {
    match why {
        NotShown::NotFound => NOT_FOUND.to_owned(),
        NotShown::SignedOut => SIGNED_OUT_ADVICE.to_owned(),
        NotShown::Offline => NO_ANSWER.to_owned(),
        NotShown::Failed(request) => failed(request),
    }
}

const NOT_FOUND: &str = "This is no longer here, or you no longer have access to it.";
const NO_ANSWER: &str = "No answer from the server. Check your connection and try again: what you typed is kept.";

fn failed(request: &str) -> String {
    if request.is_empty() {
        return "The server failed. Try again.".to_owned();
    }
    format!("The server failed. Try again; if it goes on, tell whoever runs it this number: {request}")
}

/// What a server function failed with.
#[must_use]
pub fn words(error: &ApiError) -> String {
    match error {
        ApiError::NotFound => NOT_FOUND.to_owned(),
        ApiError::SignedOut => "Your session is over. Sign in again, then send this once more.".to_owned(),
        ApiError::Refused { refusal, .. } => refusal::refusal(refusal),
        ApiError::IntentReused => "This was sent before for something else. Load the page again.".to_owned(),
        ApiError::Cancelled => "Cancelled. Nothing was changed.".to_owned(),
        ApiError::WrongCredentials => "The password is not right.".to_owned(),
        ApiError::Busy { retry_after_ms } => {
            format!("Too many tries. Wait {}, then try again.", time::wait(*retry_after_ms))
        }
        ApiError::LinkOver => "This link has been used or is too old.".to_owned(),
        ApiError::Invalid { field, reason } => format!("{field}: {reason}."),
        ApiError::NotUnderstood { .. } => "The server did not understand this page. Load it again.".to_owned(),
        ApiError::NotTaken => "The server did not take this. Load the page again.".to_owned(),
        ApiError::Failed { request } => failed(request),
        ApiError::Offline => NO_ANSWER.to_owned(),
    }
}

/// What is wrong with a name.
#[must_use]
pub fn name(error: &NameError) -> String {
    match error {
        NameError::Empty => "Enter a name.".to_owned(),
        NameError::TooLong { limit, length } => {
            format!("A name has at most {limit} characters. This one has {length}.")
        }
    }
}

/// What is wrong with an address.
#[must_use]
pub fn email(error: &EmailError) -> String {
    match error {
        EmailError::Empty => "Enter an email address.".to_owned(),
        EmailError::At => "An address has one @, as in ana@example.com.".to_owned(),
        EmailError::Local => "The part before the @ is empty, too long or has a dot out of place.".to_owned(),
        EmailError::LocalCharacter(odd) => format!("“{odd}” cannot stand before the @."),
        EmailError::Domain => "The part after the @ is not a domain, such as example.com.".to_owned(),
        EmailError::TooLong => format!("An address has at most {} characters.", domain::EMAIL_MAX_BYTES),
    }
}

/// What is wrong with a new password.
#[must_use]
pub fn new_password(password: &str) -> Option<String> {
    match password.chars().count() {
        0 => Some("Enter a password.".to_owned()),
        length if length < PASSWORD_MIN => {
            Some(format!("A password has at least {PASSWORD_MIN} characters. This one has {length}."))
        }
        length if length > PASSWORD_MAX => {
            Some(format!("A password has at most {PASSWORD_MAX} characters. This one has {length}."))
        }
        _ => None,
    }
}

/// What a new password has to be, below its field.
#[must_use]
pub fn password_rule() -> String {
    format!("At least {PASSWORD_MIN} characters. A few words are easy to remember and hard to guess.")
}
