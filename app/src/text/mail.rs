//! Words of the mails.

mod access;
mod alarms;
mod second_factor;

use domain::Timestamp;
use serde::Serialize;

use super::amounts::counted;
use super::time::moment;
pub use access::*;
pub use alarms::*;
pub use second_factor::*;

/// A mail in words; the layouts in text and HTML are the server's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The first line, large.
    pub heading: String,
    /// What there is to say, a paragraph each.
    pub paragraphs: Vec<String>,
    /// Somebody's own words, quoted.
    pub note: Option<String>,
    /// What the link's button says.
    pub action: Option<String>,
    /// Below the button, small.
    pub small: Vec<String>,
    /// Why this came.
    pub footer: String,
}

words! {
    /// Before the bare link, for readers whose mail program shows no button.
    bare_link { en: "Or copy this link into your browser:", de: "Oder kopieren Sie diesen Link in Ihren Browser:" }
    /// The product, in every mail's head.
    product { en: "Muster", de: "Muster" }
}

/// You are invited.
#[must_use]
pub fn invitation(
    organization: &str,
    inviter: Option<&str>,
    role: &str,
    until: Timestamp,
    access_days: Option<u32>,
    note: Option<&str>,
) -> Letter {
    let heading = match inviter {
        Some(name) => said!(
            en: format!("{name} invited you to {organization}"),
            de: format!("{name} hat Sie zu {organization} eingeladen"),
        ),
        None => said!(
            en: format!("You are invited to {organization}"),
            de: format!("Sie sind zu {organization} eingeladen"),
        ),
    };
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![said!(
            en: format!("You will join as {role}. Accept the invite to set up your account."),
            de: format!("Ihre Rolle wird {role}. Nehmen Sie die Einladung an, um Ihr Konto einzurichten."),
        )],
        note: note.map(str::to_owned),
        action: Some(said!(en: "Accept invite", de: "Einladung annehmen").to_owned()),
        small: access_days
            .map(ends_after_joining)
            .into_iter()
            .chain([
                said!(
                    en: format!("The link is good until {} and works once.", moment(until)),
                    de: format!("Der Link gilt bis {} und funktioniert einmal.", moment(until)),
                ),
                said!(
                    en: "It is meant for you alone: whoever has it can join in your name.",
                    de: "Er ist nur für Sie: Wer ihn hat, kann in Ihrem Namen beitreten.",
                )
                .to_owned(),
            ])
            .collect(),
        footer: said!(
            en: "You get this mail because somebody entered your address. If you do not expect it, do nothing.",
            de: "Sie bekommen diese E-Mail, weil jemand Ihre Adresse eingegeben hat. Wenn Sie sie nicht erwarten, tun \
                Sie nichts.",
        )
        .to_owned(),
    }
}

fn ends_after_joining(days: u32) -> String {
    said!(
        en: format!("Your access ends {} after you join.", counted(days, "day", "days")),
        de: format!("Ihr Zugang endet {} nach Ihrem Beitritt.", counted(days, "Tag", "Tage")),
    )
}

/// You were invited some days ago, and have not accepted.
#[must_use]
pub fn invitation_reminder(
    organization: &str,
    inviter: Option<&str>,
    role: &str,
    until: Timestamp,
    access_days: Option<u32>,
) -> Letter {
    let invited = invitation(organization, inviter, role, until, access_days, None);
    Letter {
        subject: said!(en: format!("Reminder: {}", invited.subject), de: format!("Erinnerung: {}", invited.subject)),
        heading: said!(
            en: format!("Your invite to {organization} is still open"),
            de: format!("Ihre Einladung zu {organization} ist noch offen"),
        ),
        paragraphs: vec![
            said!(
                en: format!("{}, some days ago. You will join as {role}.", invited.heading),
                de: format!("{}, vor einigen Tagen. Ihre Rolle wird {role}.", invited.heading),
            ),
            said!(
                en: "Accept the invite to set up your account, with this link or that of the first mail.",
                de: "Nehmen Sie die Einladung an, um Ihr Konto einzurichten, mit diesem Link oder dem aus der ersten \
                    E-Mail.",
            )
            .to_owned(),
        ],
        ..invited
    }
}

/// Somebody, who says to have this address, asks to join.
#[must_use]
pub fn join_verification(organization: &str, name: &str, until: Timestamp) -> Letter {
    Letter {
        subject: said!(
            en: format!("Confirm that you ask to join {organization}"),
            de: format!("Bestätigen Sie Ihre Anfrage an {organization}"),
        ),
        heading: said!(
            en: format!("Ask to join {organization}, {name}?"),
            de: format!("Möchten Sie {organization} beitreten, {name}?"),
        ),
        paragraphs: vec![
            said!(
                en: "Somebody, probably you, asked to join with this address. Confirm it, and your request goes to \
                    the admins.",
                de: "Jemand, vermutlich Sie, hat mit dieser Adresse angefragt. Bestätigen Sie das, dann geht Ihre \
                    Anfrage an die Admins.",
            )
            .to_owned(),
        ],
        action: Some(said!(en: "Confirm and ask to join", de: "Bestätigen und Beitritt anfragen").to_owned()),
        small: vec![said!(
            en: format!("The link is good until {} and works once.", moment(until)),
            de: format!("Der Link gilt bis {} und funktioniert einmal.", moment(until)),
        )],
        footer: said!(
            en: "If you did not ask for it, do nothing: nobody is told.",
            de: "Wenn Sie nicht angefragt haben, tun Sie nichts: Niemand erfährt davon.",
        )
        .to_owned(),
        note: None,
    }
}

/// Whoever asked to join may.
#[must_use]
pub fn request_approved(organization: &str, by: Option<&str>, role: &str, until: Timestamp) -> Letter {
    let heading = said!(
        en: format!("You can join {organization}"),
        de: format!("Sie können {organization} beitreten"),
    );
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![said!(
            en: format!("{} approved your request. You will join as {role}. Go on to set up your account.", who(by)),
            de: format!("{} hat Ihre Anfrage angenommen. Ihre Rolle wird {role}. Richten Sie jetzt Ihr Konto ein.", who(by)),
        )],
        note: None,
        action: Some(said!(en: format!("Join {organization}"), de: format!("{organization} beitreten"))),
        small: vec![
            said!(
                en: format!("The link is good until {} and works once.", moment(until)),
                de: format!("Der Link gilt bis {} und funktioniert einmal.", moment(until)),
            ),
            said!(
                en: "It is meant for you alone: whoever has it can join in your name.",
                de: "Er ist nur für Sie: Wer ihn hat, kann in Ihrem Namen beitreten.",
            )
            .to_owned(),
        ],
        footer: said!(
            en: "You get this mail because you asked to join.",
            de: "Sie bekommen diese E-Mail, weil Sie den Beitritt angefragt haben.",
        )
        .to_owned(),
    }
}

/// Whoever asked to join may not.
#[must_use]
pub fn request_declined(organization: &str) -> Letter {
    let heading = said!(
        en: format!("Your request to join {organization} was declined"),
        de: format!("Ihre Anfrage an {organization} wurde abgelehnt"),
    );
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![said!(
            en: format!("If you think that it is a mistake, ask an admin of {organization}."),
            de: format!("Wenn Sie das für einen Irrtum halten, fragen Sie einen Admin von {organization}."),
        )],
        footer: said!(
            en: "You get this mail because you asked to join.",
            de: "Sie bekommen diese E-Mail, weil Sie den Beitritt angefragt haben.",
        )
        .to_owned(),
        ..Letter::default()
    }
}

/// The link sets a new password.
#[must_use]
pub fn password_reset(name: &str, until: Timestamp) -> Letter {
    Letter {
        subject: said!(en: "Set a new password", de: "Setzen Sie ein neues Passwort").to_owned(),
        heading: said!(
            en: format!("Set a new password, {name}"),
            de: format!("Setzen Sie ein neues Passwort, {name}"),
        ),
        paragraphs: vec![
            said!(
                en: "Somebody, probably you, asked to set a new password for your account.",
                de: "Jemand, vermutlich Sie, möchte ein neues Passwort für Ihr Konto setzen.",
            )
            .to_owned(),
        ],
        action: Some(said!(en: "Set a new password", de: "Neues Passwort setzen").to_owned()),
        small: vec![said!(
            en: format!("The link is good until {} and works once.", moment(until)),
            de: format!("Der Link gilt bis {} und funktioniert einmal.", moment(until)),
        )],
        footer: said!(
            en: "If it was not you, do nothing: your password stays as it is.",
            de: "Wenn Sie das nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.",
        )
        .to_owned(),
        note: None,
    }
}

/// The password was changed.
#[must_use]
pub fn password_changed(name: &str) -> Letter {
    Letter {
        subject: said!(en: "Your password was changed", de: "Ihr Passwort wurde geändert").to_owned(),
        heading: said!(
            en: format!("Your password was changed, {name}"),
            de: format!("Ihr Passwort wurde geändert, {name}"),
        ),
        paragraphs: vec![
            said!(
                en: "All other devices have been signed out.",
                de: "Alle anderen Geräte wurden abgemeldet.",
            )
            .to_owned(),
        ],
        footer: said!(
            en: "If it was not you, set a new password now and tell whoever runs your organization.",
            de: "Wenn Sie das nicht waren, setzen Sie jetzt ein neues Passwort und sagen Sie es denen, die Ihre \
                Organisation leiten.",
        )
        .to_owned(),
        ..Letter::default()
    }
}

/// The link verifies a new address.
#[must_use]
pub fn email_verification(name: &str, organization: Option<&str>, until: Timestamp) -> Letter {
    let about = match organization {
        None => said!(
            en: "Your account is to have this address from now on. Until you confirm it, nothing changes.",
            de: "Ihr Konto soll von jetzt an diese Adresse haben. Bis Sie das bestätigen, ändert sich nichts.",
        )
        .to_owned(),
        Some(organization) => said!(
            en: format!(
                "{organization} asks you to sign in with this address from now on. Until you confirm it with your \
                 password, nothing changes.",
            ),
            de: format!(
                "{organization} bittet Sie, sich von jetzt an mit dieser Adresse anzumelden. Bis Sie das mit Ihrem \
                 Passwort bestätigen, ändert sich nichts.",
            ),
        ),
    };
    Letter {
        subject: said!(en: "Confirm your new address", de: "Bestätigen Sie Ihre neue Adresse").to_owned(),
        heading: said!(
            en: format!("Confirm your new address, {name}"),
            de: format!("Bestätigen Sie Ihre neue Adresse, {name}"),
        ),
        paragraphs: vec![about],
        action: Some(said!(en: "Confirm this address", de: "Diese Adresse bestätigen").to_owned()),
        small: vec![said!(
            en: format!("The link is good until {} and works once.", moment(until)),
            de: format!("Der Link gilt bis {} und funktioniert einmal.", moment(until)),
        )],
        footer: said!(
            en: "If you did not ask for it, do nothing.",
            de: "Wenn Sie das nicht wollten, tun Sie nichts.",
        )
        .to_owned(),
        note: None,
    }
}

/// Told to the old address: it is done, or somebody asked for it, themselves or an organization.
#[must_use]
pub fn email_changed(name: &str, new_email: &str, done: bool, organization: Option<&str>) -> Letter {
    let (heading, paragraph) = if done {
        (
            said!(en: "Your address was changed", de: "Ihre Adresse wurde geändert"),
            said!(
                en: format!("Your account's address is now {new_email}."),
                de: format!("Die Adresse Ihres Kontos ist jetzt {new_email}."),
            ),
        )
    } else if let Some(organization) = organization {
        (
            said!(en: "A new address was proposed", de: "Eine neue Adresse ist vorgeschlagen"),
            said!(
                en: format!(
                    "{organization} asks you to sign in with {new_email} from now on. You do so once you have confirmed it \
                     there, with your password.",
                ),
                de: format!(
                    "{organization} bittet Sie, sich von jetzt an mit {new_email} anzumelden. Das gilt, sobald Sie es dort \
                     mit Ihrem Passwort bestätigt haben.",
                ),
            ),
        )
    } else {
        (
            said!(en: "A new address was asked for", de: "Eine neue Adresse ist vorgesehen"),
            said!(
                en: format!("Your account is to have the address {new_email}, once that is confirmed."),
                de: format!("Ihr Konto soll die Adresse {new_email} bekommen, sobald sie bestätigt ist."),
            ),
        )
    };
    Letter {
        subject: heading.to_owned(),
        heading: format!("{heading}, {name}"),
        paragraphs: vec![paragraph],
        footer: match organization {
            Some(_) => said!(
                en: "If that address is not yours, do nothing and tell whoever runs your organization.",
                de: "Wenn Ihnen diese Adresse nicht gehört, tun Sie nichts und sagen Sie es denen, die Ihre \
                    Organisation leiten.",
            ),
            None => said!(
                en: "If it was not you, change your password now and tell whoever runs your organization.",
                de: "Wenn Sie das nicht waren, ändern Sie jetzt Ihr Passwort und sagen Sie es denen, die Ihre \
                    Organisation leiten.",
            ),
        }
        .to_owned(),
        ..Letter::default()
    }
}

/// Who did it: somebody by name, or whoever runs the installation.
pub(in crate::text) fn who(by: Option<&str>) -> &str {
    by.unwrap_or(said!(en: "Whoever runs this installation", de: "Wer diese Installation betreibt,"))
}
