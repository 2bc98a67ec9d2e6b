//! Words of the mails.

use domain::Timestamp;
use serde::Serialize;

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

/// Before the bare link, for readers whose mail program shows no button.
pub const BARE_LINK: &str = "Or copy this link into your browser:";
/// The product, in every mail's head.
pub const PRODUCT: &str = "Muster";

/// You are invited.
#[must_use]
pub fn invitation(
    organization: &str,
    inviter: Option<&str>,
    role: &str,
    until: Timestamp,
    note: Option<&str>,
) -> Letter {
    let heading = match inviter {
        Some(name) => format!("{name} invited you to {organization}"),
        None => format!("You are invited to {organization}"),
    };
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![format!("You will join as {role}. Accept the invite to set up your account.")],
        note: note.map(str::to_owned),
        action: Some("Accept invite".to_owned()),
        small: vec![
            format!("The link is good until {} and works once.", moment(until)),
            "It is meant for you alone: whoever has it can join in your name.".to_owned(),
        ],
        footer: "You get this mail because somebody entered your address. If you do not expect it, do nothing."
            .to_owned(),
    }
}

/// You were invited some days ago, and have not accepted.
#[must_use]
pub fn invitation_reminder(organization: &str, inviter: Option<&str>, role: &str, until: Timestamp) -> Letter {
    let invited = invitation(organization, inviter, role, until, None);
    Letter {
        subject: format!("Reminder: {}", invited.subject),
        heading: format!("Your invite to {organization} is still open"),
        paragraphs: vec![
            format!("{}, some days ago. You will join as {role}.", invited.heading),
            "Accept the invite to set up your account, with this link or that of the first mail.".to_owned(),
        ],
        ..invited
    }
}

/// Somebody, who says to have this address, asks to join.
#[must_use]
pub fn join_verification(organization: &str, name: &str, until: Timestamp) -> Letter {
    Letter {
        subject: format!("Confirm that you ask to join {organization}"),
        heading: format!("Ask to join {organization}, {name}?"),
        paragraphs: vec![
            "Somebody, probably you, asked to join with this address. Confirm it, and your request goes to the admins."
                .to_owned(),
        ],
        action: Some("Confirm and ask to join".to_owned()),
        small: vec![format!("The link is good until {} and works once.", moment(until))],
        footer: "If you did not ask for it, do nothing: nobody is told.".to_owned(),
        note: None,
    }
}

/// Whoever asked to join may.
#[must_use]
pub fn request_approved(organization: &str, by: Option<&str>, role: &str, until: Timestamp) -> Letter {
    let heading = format!("You can join {organization}");
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![format!(
            "{} approved your request. You will join as {role}. Go on to set up your account.",
            who(by)
        )],
        note: None,
        action: Some(format!("Join {organization}")),
        small: vec![
            format!("The link is good until {} and works once.", moment(until)),
            "It is meant for you alone: whoever has it can join in your name.".to_owned(),
        ],
        footer: "You get this mail because you asked to join.".to_owned(),
    }
}

/// Whoever asked to join may not.
#[must_use]
pub fn request_declined(organization: &str) -> Letter {
    let heading = format!("Your request to join {organization} was declined");
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![format!("If you think that it is a mistake, ask an admin of {organization}.")],
        footer: "You get this mail because you asked to join.".to_owned(),
        ..Letter::default()
    }
}

/// The link sets a new password.
#[must_use]
pub fn password_reset(name: &str, until: Timestamp) -> Letter {
    Letter {
        subject: "Set a new password".to_owned(),
        heading: format!("Set a new password, {name}"),
        paragraphs: vec!["Somebody, probably you, asked to set a new password for your account.".to_owned()],
        action: Some("Set a new password".to_owned()),
        small: vec![format!("The link is good until {} and works once.", moment(until))],
        footer: "If it was not you, do nothing: your password stays as it is.".to_owned(),
        note: None,
    }
}

/// The password was changed.
#[must_use]
pub fn password_changed(name: &str) -> Letter {
    Letter {
        subject: "Your password was changed".to_owned(),
        heading: format!("Your password was changed, {name}"),
        paragraphs: vec!["All other devices have been signed out.".to_owned()],
        footer: "If it was not you, set a new password now and tell whoever runs your organization.".to_owned(),
        ..Letter::default()
    }
}

/// The link verifies a new address.
#[must_use]
pub fn email_verification(name: &str, until: Timestamp) -> Letter {
    Letter {
        subject: "Confirm your new address".to_owned(),
        heading: format!("Confirm your new address, {name}"),
        paragraphs: vec![
            "Your account is to have this address from now on. Until you confirm it, nothing changes.".to_owned(),
        ],
        action: Some("Confirm this address".to_owned()),
        small: vec![format!("The link is good until {} and works once.", moment(until))],
        footer: "If you did not ask for it, do nothing.".to_owned(),
        note: None,
    }
}

/// Told to the old address.
#[must_use]
pub fn email_changed(name: &str, new_email: &str, done: bool) -> Letter {
    let (heading, paragraph) = if done {
        ("Your address was changed", format!("Your account's address is now {new_email}."))
    } else {
        (
            "A new address was asked for",
            format!("Your account is to have the address {new_email}, once that is confirmed."),
        )
    };
    Letter {
        subject: heading.to_owned(),
        heading: format!("{heading}, {name}"),
        paragraphs: vec![paragraph],
        footer: "If it was not you, change your password now and tell whoever runs your organization.".to_owned(),
        ..Letter::default()
    }
}

/// Access ends soon: one's own, or that of somebody whose end one set.
#[must_use]
pub fn access_ends(organization: &str, whose: Option<&str>, at: Timestamp) -> Letter {
    access_ends_on(organization, whose, &super::time::day(at), &moment(at))
}

pub(super) fn access_ends_on(organization: &str, whose: Option<&str>, day: &str, moment: &str) -> Letter {
    let (heading, paragraph, footer) = match whose {
        None => (
            format!("Your access to {organization} ends on {day}"),
            format!("From {moment} you cannot sign in to {organization} any more."),
            format!("If you need it for longer, ask an admin of {organization}: nobody can do it for themselves."),
        ),
        Some(name) => (
            format!("{name}’s access to {organization} ends on {day}"),
            format!("You set this date. From {moment} {name} cannot sign in to {organization} any more."),
            "If it is right, there is nothing to do. To change it, choose “Set end date” in their row.".to_owned(),
        ),
    };
    Letter { subject: heading.clone(), heading, paragraphs: vec![paragraph], footer, ..Letter::default() }
}

/// The access of several ends soon, to who set the dates.
#[must_use]
pub fn several_end(organization: &str, whose: &[(&str, Timestamp)]) -> Letter {
    const NAMED: usize = 100;
    let (heading, more) = match whose.len() {
        1 => (format!("The access of 1 person to {organization} ends soon"), 0),
        people => (format!("The access of {people} people to {organization} ends soon"), people.saturating_sub(NAMED)),
    };
    let mut paragraphs =
        vec![format!("You set these dates. From then on they cannot sign in to {organization} any more.")];
    paragraphs.extend(whose.iter().take(NAMED).map(|(name, at)| format!("{name}: {}", moment(*at))));
    paragraphs.extend((more > 0).then(|| format!("And {more} more.")));
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs,
        footer: "If they are right, there is nothing to do. To change one, choose “Set end date” in its row."
            .to_owned(),
        ..Letter::default()
    }
}

/// Somebody has not come for long.
#[must_use]
pub fn dormant(organization: &str, at: Timestamp) -> Letter {
    let heading = format!("You have not been in {organization} for a while");
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![format!(
            "{organization} suspends accounts that are not used. Yours is suspended on {}, unless you sign in by then.",
            moment(at)
        )],
        footer: "If you do not need it any more, there is nothing to do.".to_owned(),
        ..Letter::default()
    }
}

/// Somebody had not come for so long that they are suspended.
#[must_use]
pub fn dormant_suspended(organization: &str) -> Letter {
    let heading = format!("Your access to {organization} is suspended");
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![format!(
            "You have not been in {organization} for a long time. You cannot sign in to it until your access is given \
             back; everything of yours is kept."
        )],
        footer: format!("If you need it, ask an admin of {organization}."),
        ..Letter::default()
    }
}

/// Who did it: somebody by name, or whoever runs the installation.
pub(super) fn who(by: Option<&str>) -> &str {
    by.unwrap_or("Whoever runs this installation")
}

/// Somebody else changed one's role.
#[must_use]
pub fn role_changed(
    organization: &str,
    by: Option<&str>,
    before: &str,
    after: &str,
    until: Option<Timestamp>,
) -> Letter {
    let heading = match until {
        Some(until) => format!("You are {after} at {organization} until {}", super::time::day(until)),
        None => format!("You are {after} at {organization} now"),
    };
    let changed = if before == after {
        format!("{} changed until when you are {after}.", who(by))
    } else {
        format!("{} changed your role from {before} to {after}.", who(by))
    };
    let term = until.map(|until| format!("It is yours until {}; after that it changes by itself.", moment(until)));
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![changed],
        small: Vec::from_iter(term),
        footer: format!("You get this mail because you are a user of {organization}."),
        ..Letter::default()
    }
}

/// Somebody else ended one's access, for good or for now.
#[must_use]
pub fn access_ended(organization: &str, by: Option<&str>, removed: bool) -> Letter {
    let (heading, paragraph) = if removed {
        (
            format!("Your access to {organization} was taken away"),
            format!("{} removed you from {organization}. You cannot sign in to it any more.", who(by)),
        )
    } else {
        (
            format!("Your access to {organization} is suspended"),
            format!(
                "{} suspended your access. You cannot sign in to {organization} until it is given back; everything of \
                 yours is kept.",
                who(by)
            ),
        )
    };
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![paragraph],
        footer: format!("If you think that it is a mistake, ask an admin of {organization}."),
        ..Letter::default()
    }
}

/// Somebody else gave one's access back.
#[must_use]
pub fn access_back(organization: &str, by: Option<&str>) -> Letter {
    let heading = format!("Your access to {organization} is back");
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![format!("{} gave it back. You can sign in to {organization} again.", who(by))],
        footer: format!("You get this mail because you are a user of {organization}."),
        ..Letter::default()
    }
}

/// Told to Owners: few seats are left.
#[must_use]
pub fn seats_nearly_full(organization: &str, used: u32, limit: u32) -> Letter {
    let (used_words, seats) = (super::amounts::count(used), super::amounts::counted(limit, "seat", "seats"));
    let heading = format!("{used_words} of {seats} of {organization} are used");
    let left = super::amounts::counted(limit.saturating_sub(used), "seat is", "seats are");
    Letter {
        subject: heading.clone(),
        heading,
        paragraphs: vec![
            format!("Active users and open invitations take a seat each. {left} left."),
            "To make room, raise the seat limit on the organization’s General page, or look for people who have not been \
             here for long: Users, Views, Idle 90 days."
                .to_owned(),
        ],
        footer: format!("You get this mail because you are an Owner of {organization}."),
        ..Letter::default()
    }
}

/// A view of one's own shows more people than one wanted to hear of.
#[must_use]
pub fn view_rings(organization: &str, view: &str, people: u32, above: u32) -> Letter {
    let heading = format!("“{view}” shows {}", super::views::people(people));
    let more = match above {
        0 => "You asked to be told as soon as it shows anybody.".to_owned(),
        above => format!("You asked to be told when it shows more than {}.", super::amounts::count(above)),
    };
    Letter {
        subject: format!("{organization}: {heading}"),
        heading,
        paragraphs: vec![format!("It is one of your views of {organization}’s users. {more}")],
        action: Some("Show them".to_owned()),
        small: vec!["You will hear of it again once it has shown fewer in between.".to_owned()],
        footer: "You get this mail because you set an alarm. To take it away: Users, Views, the view, Edit.".to_owned(),
        note: None,
    }
}

/// A moment as people read it: `1 December 2026, 09:30 UTC`.
fn moment(at: Timestamp) -> String {
    let minute = at.0.rem_euclid(domain::DAY_MS) / domain::MINUTE_MS;
    format!("{}, {:02}:{:02} UTC", super::time::day(at), minute / 60, minute % 60)
}
