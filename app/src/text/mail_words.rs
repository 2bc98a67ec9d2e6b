//! Mails in an organization's own words, and what those begin with: Muster's.

use domain::{MailKind, MailWords, Placeholder, Timestamp};

use super::mail::{
    Letter, access_back, access_ended, access_ends_on, invitation, invitation_reminder, role_changed, who,
};

/// What a mail's placeholders stand for.
#[derive(Clone, Debug, Default)]
pub struct Values<'a> {
    /// What the organization is called.
    pub organization: &'a str,
    /// Who did it; none for whoever runs the installation.
    pub by: Option<&'a str>,
    /// One's role.
    pub role: &'a str,
    /// The role that one had.
    pub before: &'a str,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// A mail in the organization's own words: subject and paragraphs. All else, the link and how long it is good, stays.
#[must_use]
pub fn in_own_words(letter: Letter, words: &MailWords, values: &Values<'_>) -> Letter {
    let (subject, paragraphs) = words.filled(|one| match one {
        Placeholder::Organization => values.organization.to_owned(),
        Placeholder::By => who(values.by).to_owned(),
        Placeholder::Role => values.role.to_owned(),
        Placeholder::Before => values.before.to_owned(),
        Placeholder::Day => super::time::day(values.ends_at),
    });
    Letter { subject: subject.clone(), heading: subject, paragraphs, ..letter }
}

/// Muster's words for a mail, with its placeholders: subject and text, as somebody would type them.
#[must_use]
pub fn own_words(mail: MailKind) -> (String, String) {
    let named = |one: Placeholder| format!("{{{}}}", one.slug());
    let (organization, by, role) =
        (&named(Placeholder::Organization), named(Placeholder::By), &named(Placeholder::Role));
    let (by, before, day) = (Some(by.as_str()), &named(Placeholder::Before), &named(Placeholder::Day));
    let letter = match mail {
        MailKind::Invitation => invitation(organization, by, role, Timestamp::default(), None, None),
        MailKind::InvitationReminder => invitation_reminder(organization, by, role, Timestamp::default(), None),
        MailKind::RoleChanged => role_changed(organization, by, before, role, None),
        MailKind::AccessSuspended => access_ended(organization, by, false),
        MailKind::AccessRemoved => access_ended(organization, by, true),
        MailKind::AccessBack => access_back(organization, by),
        MailKind::AccessEnds => access_ends_on(organization, None, day, day),
    };
    (letter.subject, letter.paragraphs.join("\n\n"))
}
