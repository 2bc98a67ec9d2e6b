//! Words of the pages on which visitors ask to join.

use domain::DomainName;

use super::amounts::list;

/// Title until the organization is known.
pub const TITLE: &str = "Ask to join";
/// What they call themselves.
pub const NAME: &str = "Name";
/// Their address.
pub const EMAIL: &str = "Email";
/// The button.
pub const SUBMIT: &str = "Ask to join";
/// The way out.
pub const TO_SIGN_IN: &str = "Go to sign in";
/// Heading once it was asked for.
pub const SENT_TITLE: &str = "Check your mail";
/// Heading behind the link.
pub const CONFIRM_TITLE: &str = "Confirm that you ask to join";
/// What the press does.
pub const CONFIRM_ABOUT: &str = "Your request then goes to the admins. You get a mail once they have answered.";
/// The button.
pub const CONFIRM: &str = "Confirm and ask to join";
/// Heading once it is asked.
pub const DONE_TITLE: &str = "Your request is on its way";
/// What to do about a link that is over.
pub const OVER_ADVICE: &str = "It was used, or it is too old. Ask to join again.";
/// Nobody is asked.
pub const NOT_ASKED: &str = "This is not needed, or not possible";
/// There is a user with the address.
pub const ALREADY_USER: &str =
    "There is a user with your address already. Sign in; if you cannot, ask an admin of the organization.";
/// There is an invitation to the address.
pub const ALREADY_INVITED: &str = "You are invited already. Use the link in that mail, or ask an admin for another.";
/// It does not take requests, or none from this address.
pub const NO_REQUESTS: &str = "The organization no longer takes requests from your address. Ask one of its admins.";

/// Title of the page.
#[must_use]
pub fn title(organization: &str) -> String {
    format!("Ask to join {organization}")
}

/// Who may ask.
#[must_use]
pub fn about(domains: &[DomainName]) -> String {
    format!("With an address at {}. An admin answers your request.", names(domains))
}

/// What is wrong with an address of another domain.
#[must_use]
pub fn only(domains: &[DomainName]) -> String {
    format!("Only with an address at {}.", names(domains))
}

/// Once it was asked for: the same whatever is true of the address.
#[must_use]
pub fn sent(email: &str) -> String {
    format!("A link is on its way to {email}. Press it, and your request goes to the admins.")
}

/// Once it is asked.
#[must_use]
pub fn done(organization: &str) -> String {
    format!("The admins of {organization} see it now. You get a mail once they have answered.")
}

fn names(domains: &[DomainName]) -> String {
    list(&domains.iter().map(ToString::to_string).collect::<Vec<_>>())
}
