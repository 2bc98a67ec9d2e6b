//! Words for what failed: what happened, and what to do.

use domain::{EmailError, NameError, PASSWORD_MAX, PASSWORD_MIN};

use super::{refusal, time};
use crate::api::error::ApiError;
use crate::api::people::NotShown;

words! {
    /// Opens the sign-in page.
    sign_in_again { en: "Sign in again", de: "Erneut anmelden" }
    /// Heading where a page's data did not come.
    not_loaded { en: "This page did not load", de: "Diese Seite wurde nicht geladen" }
    /// A part of the page did not come.
    part_not_loaded {
        en: "That did not load. Check your connection, then try again.",
        de: "Das wurde nicht geladen. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
    }
    /// Heading where the session is over.
    signed_out_title { en: "You are signed out", de: "Sie sind abgemeldet" }
    /// What to do about that.
    signed_out_advice {
        en: "Your session is over. Sign in again to go on where you were.",
        de: "Ihre Sitzung ist beendet. Melden Sie sich erneut an, um dort weiterzumachen, wo Sie waren.",
    }
}

/// Why a page's data did not come.
#[must_use]
pub fn not_shown(why: &NotShown) -> String {
    match why {
        NotShown::NotFound => not_found().to_owned(),
        NotShown::SignedOut => signed_out_advice().to_owned(),
        NotShown::Offline => nothing_came().to_owned(),
        NotShown::Failed(request) => failed(request),
    }
}

fn not_found() -> &'static str {
    said!(
        en: "This is no longer here, or you no longer have access to it.",
        de: "Das ist nicht mehr hier, oder Sie haben keinen Zugang mehr dazu.",
    )
}

fn nothing_came() -> &'static str {
    said!(
        en: "No answer from the server. Check your connection and try again.",
        de: "Der Server antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
    )
}

fn no_answer() -> &'static str {
    said!(
        en: "No answer from the server. Check your connection and try again: what you typed is kept.",
        de: "Der Server antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut: Ihre Eingaben bleiben.",
    )
}

fn failed(request: &str) -> String {
    if request.is_empty() {
        return said!(
            en: "The server failed. Try again.",
            de: "Der Server hat versagt. Versuchen Sie es erneut.",
        )
        .to_owned();
    }
    said!(
        en: format!("The server failed. Try again; if it goes on, tell whoever runs it this number: {request}"),
        de: format!("Der Server hat versagt. Versuchen Sie es erneut; wenn es so bleibt, nennen Sie dem Betreiber \
            diese Nummer: {request}"),
    )
}

/// What a server function failed with.
#[must_use]
pub fn words(error: &ApiError) -> String {
    match error {
        ApiError::NotFound => not_found().to_owned(),
        ApiError::ProveAgain => said!(
            en: "Nothing was changed: this takes showing again who you are.",
            de: "Nichts wurde geändert: Das verlangt, dass Sie sich noch einmal ausweisen.",
        )
        .to_owned(),
        ApiError::SignedOut => said!(
            en: "Your session is over. Sign in again, then send this once more.",
            de: "Ihre Sitzung ist beendet. Melden Sie sich erneut an und senden Sie das noch einmal.",
        )
        .to_owned(),
        ApiError::Refused { refusal, .. } => refusal::refusal(refusal),
        ApiError::IntentReused => said!(
            en: "This was sent before for something else. Load the page again.",
            de: "Das wurde schon für etwas anderes gesendet. Laden Sie die Seite neu.",
        )
        .to_owned(),
        ApiError::Cancelled => said!(
            en: "Cancelled. Nothing was changed.",
            de: "Abgebrochen. Es wurde nichts geändert.",
        )
        .to_owned(),
        ApiError::WrongCredentials => said!(
            en: "The password is not right.",
            de: "Das Passwort stimmt nicht.",
        )
        .to_owned(),
        ApiError::Busy { retry_after_ms } => {
            said!(
                en: format!("Too many tries. Wait {}, then try again.", time::wait(*retry_after_ms)),
                de: format!("Zu viele Versuche. Warten Sie {} und versuchen Sie es dann erneut.", time::wait(*retry_after_ms)),
            )
        }
        ApiError::LinkOver => said!(
            en: "This link has been used or is too old.",
            de: "Dieser Link wurde benutzt oder ist zu alt.",
        )
        .to_owned(),
        ApiError::Invalid { field, reason } => {
            said!(en: format!("{field}: {reason}."), de: format!("Ungültige Angabe: {field}: {reason}."))
        }
        ApiError::NotUnderstood { .. } => said!(
            en: "The server did not understand this page. Load it again.",
            de: "Der Server hat diese Seite nicht verstanden. Laden Sie sie neu.",
        )
        .to_owned(),
        ApiError::NotTaken => said!(
            en: "The server did not take this. Load the page again.",
            de: "Der Server hat das nicht angenommen. Laden Sie die Seite neu.",
        )
        .to_owned(),
        ApiError::Failed { request } => failed(request),
        ApiError::DiskFull => said!(
            en: "The server’s disk is full. Nothing was changed. Tell whoever runs it.",
            de: "Der Datenträger des Servers ist voll. Es wurde nichts geändert. Sagen Sie es dem Betreiber.",
        )
        .to_owned(),
        ApiError::Offline => no_answer().to_owned(),
    }
}

/// What is wrong with a name.
#[must_use]
pub fn name(error: &NameError) -> String {
    match error {
        NameError::Empty => said!(en: "Enter a name.", de: "Geben Sie einen Namen ein.").to_owned(),
        NameError::TooLong { limit, length } => {
            said!(
                en: format!("A name has at most {limit} characters. This one has {length}."),
                de: format!("Ein Name hat höchstens {limit} Zeichen. Dieser hat {length}."),
            )
        }
    }
}

/// What is wrong with an address.
#[must_use]
pub fn email(error: &EmailError) -> String {
    match error {
        EmailError::Empty => said!(en: "Enter an email address.", de: "Geben Sie eine E-Mail-Adresse ein.").to_owned(),
        EmailError::At => said!(
            en: "An address has one @, as in ana@example.com.",
            de: "Eine Adresse hat ein @, wie in ana@example.com.",
        )
        .to_owned(),
        EmailError::Local => said!(
            en: "The part before the @ is empty, too long or has a dot out of place.",
            de: "Der Teil vor dem @ ist leer, zu lang oder hat einen Punkt an falscher Stelle.",
        )
        .to_owned(),
        EmailError::LocalCharacter(odd) => said!(
            en: format!("“{odd}” cannot stand before the @."),
            de: format!("„{odd}“ darf nicht vor dem @ stehen."),
        ),
        EmailError::Domain => said!(
            en: "The part after the @ is not a domain, such as example.com.",
            de: "Der Teil nach dem @ ist keine Domain wie example.com.",
        )
        .to_owned(),
        EmailError::TooLong => said!(
            en: format!("An address has at most {} characters.", domain::EMAIL_MAX_BYTES),
            de: format!("Eine Adresse hat höchstens {} Zeichen.", domain::EMAIL_MAX_BYTES),
        ),
    }
}

/// What is wrong with a new password.
#[must_use]
pub fn new_password(password: &str) -> Option<String> {
    match password.chars().count() {
        0 => Some(said!(en: "Enter a password.", de: "Geben Sie ein Passwort ein.").to_owned()),
        length if length < PASSWORD_MIN => Some(said!(
            en: format!("A password has at least {PASSWORD_MIN} characters. This one has {length}."),
            de: format!("Ein Passwort hat mindestens {PASSWORD_MIN} Zeichen. Dieses hat {length}."),
        )),
        length if length > PASSWORD_MAX => Some(said!(
            en: format!("A password has at most {PASSWORD_MAX} characters. This one has {length}."),
            de: format!("Ein Passwort hat höchstens {PASSWORD_MAX} Zeichen. Dieses hat {length}."),
        )),
        _ => None,
    }
}

/// A new password is among the first that are tried.
#[must_use]
pub fn guessed() -> &'static str {
    said!(
        en: "This password is among the first that are tried: it is common, or made of your name or address. Choose another.",
        de: "Dieses Passwort gehört zu denen, die zuerst probiert werden: Es ist verbreitet oder aus Ihrem Namen oder Ihrer \
            Adresse gebildet. Wählen Sie ein anderes.",
    )
}

/// What a new password has to be, below its field.
#[must_use]
pub fn password_rule() -> String {
    said!(
        en: format!("At least {PASSWORD_MIN} characters. A few words are easy to remember and hard to guess."),
        de: format!("Mindestens {PASSWORD_MIN} Zeichen. Ein paar Wörter sind leicht zu merken und schwer zu erraten."),
    )
}
