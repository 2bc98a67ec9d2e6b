//! A mail of the outbox as a message: headers, a text and an HTML part.

use app::language::{in_language, language};
use app::text::mail::{self as text, Letter};
use app::text::mail_words as own;
use app::text::roles::shown;
use directory::{Mail, Message, SecondFactorChange};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use minijinja::value::Serde;
use minijinja::{Environment, context};

/// Why a mail cannot be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum NotALetter {
    /// Its link cannot be opened with this installation's key.
    #[error("its link was sealed with another key")]
    Sealed,
    /// The address is none that mail can be sent to.
    #[error("the address cannot be sent to: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The message cannot be put together.
    #[error("the message cannot be put together: {0}")]
    Message(#[from] lettre::error::Error),
    /// A layout is broken.
    #[error("the layout is broken: {0}")]
    Layout(#[from] minijinja::Error),
}

/// Puts a mail together.
///
/// # Errors
/// [`NotALetter`] says why it cannot be.
pub fn compose(mail: &Mail, from: &Mailbox) -> Result<lettre::Message, NotALetter> {
    in_language(mail.language, || written(mail, from))
}

fn written(mail: &Mail, from: &Mailbox) -> Result<lettre::Message, NotALetter> {
    let mut letter = worded(&mail.message);
    if let Some(words) = &mail.words {
        letter = own::in_own_words(letter, words, &values(&mail.message));
    }
    letter.subject = one_line(&letter.subject);
    let link = match (&letter.action, &mail.link) {
        (Some(_), None) => return Err(NotALetter::Sealed),
        (Some(_), Some(link)) => Some(link.as_str()),
        (None, _) => None,
    };
    let parts = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, plain(&letter, link)?))
        .singlepart(part(ContentType::TEXT_HTML, html(&letter, link)?));
    let mut message = lettre::Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, mail.recipient.as_str().parse()?))
        .subject(letter.subject.clone())
        .message_id(Some(mail.message_id.clone()))
        .multipart(parts)?;
    let spoken = HeaderName::new_from_ascii_str("Content-Language");
    message.headers_mut().insert_raw(HeaderValue::new(spoken, language().tag().to_owned()));
    // Out-of-office replies are not wanted.
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    message.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
    Ok(message)
}

fn part(kind: ContentType, body: String) -> SinglePart {
    SinglePart::builder().header(kind).body(body)
}

fn worded(message: &Message) -> Letter {
    match message {
        Message::Invitation { organization, inviter, role, expires_at, access_days, note } => {
            let (inviter, note) = (inviter.as_deref(), note.as_deref());
            text::invitation(organization, inviter, shown(role), *expires_at, *access_days, note)
        }
        Message::InvitationReminder { organization, inviter, role, expires_at, access_days } => {
            text::invitation_reminder(organization, inviter.as_deref(), shown(role), *expires_at, *access_days)
        }
        Message::JoinVerification { organization, name, expires_at, .. } => {
            text::join_verification(organization, name, *expires_at)
        }
        Message::RequestApproved { organization, by, role, expires_at } => {
            text::request_approved(organization, by.as_deref(), shown(role), *expires_at)
        }
        Message::RequestDeclined { organization } => text::request_declined(organization),
        Message::PasswordReset { name, expires_at } => text::password_reset(name, *expires_at),
        Message::PasswordChanged { name } => text::password_changed(name),
        Message::SecondFactor { name, change } => second_factor(name, change),
        Message::EmailVerification { name, expires_at, organization, .. } => {
            text::email_verification(name, organization.as_deref(), *expires_at)
        }
        Message::EmailChanged { name, new_email, done, organization, .. } => {
            text::email_changed(name, new_email, *done, organization.as_deref())
        }
        Message::AccessEnds { organization, whose, ends_at } => {
            text::access_ends(organization, whose.as_deref(), *ends_at)
        }
        Message::RoleChanged { organization, by, before, after, until } => {
            text::role_changed(organization, by.as_deref(), shown(before), shown(after), *until)
        }
        Message::AccessEnded { organization, by, removed } => text::access_ended(organization, by.as_deref(), *removed),
        Message::AccessBack { organization, by } => text::access_back(organization, by.as_deref()),
        Message::ViewRings { organization, view, people, above, .. } => {
            text::view_rings(organization, view, *people, *above)
        }
        Message::SeveralEnd { organization, whose } => {
            let named: Vec<_> = whose.iter().map(|(_, name, at)| (name.as_str(), *at)).collect();
            text::several_end(organization, &named)
        }
        Message::Dormant { organization, suspended_at } => text::dormant(organization, *suspended_at),
        Message::DormantSuspended { organization } => text::dormant_suspended(organization),
        Message::SeatsNearlyFull { organization, used, limit } => text::seats_nearly_full(organization, *used, *limit),
    }
}

fn second_factor(name: &str, change: &SecondFactorChange) -> Letter {
    match change {
        SecondFactorChange::TurnedOn => text::second_factor_on(name),
        SecondFactorChange::NewCodes => text::recovery_codes_new(name),
        SecondFactorChange::TurnedOff => text::second_factor_off(name),
        SecondFactorChange::TakenAway => text::second_factor_taken_away(name),
        SecondFactorChange::AppTurnedOff => text::authenticator_off(name),
        SecondFactorChange::PasskeyAdded { passkey, first } => text::passkey_added(name, passkey, *first),
        SecondFactorChange::PasskeyRemoved { passkey, last } => text::passkey_removed(name, passkey, *last),
        SecondFactorChange::CodeUsed { left } => text::recovery_code_used(name, *left),
    }
}

/// What the placeholders of an organization's own words stand for; nothing in mails that are always Muster's.
fn values(message: &Message) -> own::Values<'_> {
    match message {
        Message::Invitation { organization, inviter, role, expires_at, .. }
        | Message::InvitationReminder { organization, inviter, role, expires_at, .. } => own::Values {
            organization,
            by: inviter.as_deref(),
            role: shown(role),
            ends_at: *expires_at,
            ..own::Values::default()
        },
        Message::RoleChanged { organization, by, before, after, .. } => own::Values {
            organization,
            by: by.as_deref(),
            role: shown(after),
            before: shown(before),
            ..own::Values::default()
        },
        Message::AccessEnded { organization, by, .. } | Message::AccessBack { organization, by } => {
            own::Values { organization, by: by.as_deref(), ..own::Values::default() }
        }
        Message::AccessEnds { organization, ends_at, .. } => {
            own::Values { organization, ends_at: *ends_at, ..own::Values::default() }
        }
        Message::PasswordReset { .. }
        | Message::PasswordChanged { .. }
        | Message::SecondFactor { .. }
        | Message::EmailVerification { .. }
        | Message::EmailChanged { .. }
        | Message::SeveralEnd { .. }
        | Message::Dormant { .. }
        | Message::DormantSuspended { .. }
        | Message::JoinVerification { .. }
        | Message::RequestApproved { .. }
        | Message::RequestDeclined { .. }
        | Message::SeatsNearlyFull { .. }
        | Message::ViewRings { .. } => own::Values::default(),
    }
}

fn plain(letter: &Letter, link: Option<&str>) -> Result<String, minijinja::Error> {
    let quoted = letter.note.as_deref().map(|note| note.lines().map(|line| format!("> {line}\n")).collect::<String>());
    let quoted = quoted.as_deref().map(str::trim_end);
    render("letter.txt", include_str!("templates/letter.txt"), letter, link, quoted)
}

fn html(letter: &Letter, link: Option<&str>) -> Result<String, minijinja::Error> {
    render("letter.html", include_str!("templates/letter.html"), letter, link, None)
}

fn render(
    name: &str,
    layout: &str,
    letter: &Letter,
    link: Option<&str>,
    quoted: Option<&str>,
) -> Result<String, minijinja::Error> {
    let values = context! {
        letter => Serde(letter), link, quoted, product => text::product(), bare_link => text::bare_link(),
        language => language().tag(), direction => language().direction().name(),
    };
    Environment::new().render_named_str(name, layout, values)
}

/// Headers are one line (S-13): what would break or hide in one becomes a space, and a very long one is cut.
fn one_line(text: &str) -> String {
    const MOST: usize = 500;
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST).collect()
}
