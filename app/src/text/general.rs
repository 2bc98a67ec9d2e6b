//! Words of an organization's General page.

use domain::{ChangeOrganization, DomainName, Dormancy, MailKind, OrgSettings, SEAT_LIMIT_MAX, SeatPolicy, Seats};

use super::amounts::{count, counted};
use super::{dormancy, edits};

/// Its heading and title.
pub const TITLE: &str = "General";
/// The section of the name.
pub const IDENTITY: &str = "Organization";
/// The name.
pub const NAME: &str = "Name";
/// Below it.
pub const NAME_ABOUT: &str = "Shown in the navigation and in every invitation.";
/// The name in URLs.
pub const ADDRESS: &str = "Address";
/// The button of the name's section.
pub const SAVE_NAME: &str = "Save name";
/// The section of the seats.
pub const SEATS: &str = "Seats";
/// What takes one.
pub const SEATS_ABOUT: &str =
    "Active users and open invitations take a seat each. Suspended users and expired invitations take none.";
/// Whether there is a limit.
pub const LIMIT: &str = "Seat limit";
/// No limit.
pub const UNLIMITED: &str = "Unlimited";
/// What that means.
pub const UNLIMITED_ABOUT: &str = "Invite as many people as you like.";
/// A limit.
pub const LIMITED: &str = "A number of seats";
/// What that means.
pub const LIMITED_ABOUT: &str = "Set how many may be used.";
/// The limit's field.
pub const NUMBER: &str = "Number of seats";
/// What happens at the limit.
pub const POLICY: &str = "When no seat is left";
/// Refuse.
pub const STOP: &str = "Stop";
/// What that means.
pub const STOP_ABOUT: &str = "Invitations that do not fit are refused before anything is sent.";
/// Wait in line.
pub const QUEUE: &str = "Wait in line";
/// What that means.
pub const QUEUE_ABOUT: &str =
    "Invitations that do not fit wait, in order. A seat that is free for 30 seconds sends the next.";
/// Let in.
pub const OPEN: &str = "Let people in";
/// What that means.
pub const OPEN_ABOUT: &str =
    "Invitations go out all the same. A banner on the Users page says by how many the limit is passed.";
/// The button of the seats' section.
pub const SAVE_SEATS: &str = "Save seats";
/// The section of mails.
pub const TELLING: &str = "Mail to people";
/// Whether they are told.
pub const TELL: &str = "When somebody’s role changes, or their access ends";
/// They are.
pub const TELL_THEM: &str = "Tell them by mail";
/// What that means.
pub const TELL_THEM_ABOUT: &str =
    "They read what changed and who did it. The mail waits 30 seconds: an Undo takes it back.";
/// They are not.
pub const TELL_NOBODY: &str = "Send no mail";
/// What that means.
pub const TELL_NOBODY_ABOUT: &str = "They find out when they use it next.";
/// The button of that section.
pub const SAVE_TELLING: &str = "Save mail to people";
/// The list of mails.
pub const WORDS: &str = "Words of the mails";
/// What can be reworded.
pub const WORDS_ABOUT: &str =
    "What your organization’s mails say, in your own words. Links, and how long they are good, are always said.";
/// A mail is as Muster words it.
pub const MUSTERS: &str = "Muster’s words";
/// It is not.
pub const OWN: &str = "Your words";
/// Opens the words.
pub const REWORD: &str = "Reword";
/// The subject's field.
pub const SUBJECT: &str = "Subject";
/// The text's field.
pub const TEXT: &str = "Text";
/// How it will look.
pub const PREVIEW: &str = "Preview";
/// Takes one's own words away.
pub const BACK_TO_MUSTERS: &str = "Use Muster’s words";
/// The dialog's button.
pub const SAVE_WORDS: &str = "Save words";
/// Somebody who did something, in the preview.
pub const SAMPLE_BY: &str = "Olga Ortiz";

/// The role that they gave, in the preview.
pub const SAMPLE_ROLE: &str = "Admin";
/// The role before, in the preview.
pub const SAMPLE_BEFORE: &str = "Member";
/// A field of words is empty.
pub const NO_WORDS: &str = "Type something.";

/// Which mail.
#[must_use]
pub const fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::Invitation => "Invitation",
        MailKind::InvitationReminder => "Reminder of an invitation",
        MailKind::RoleChanged => "Role changed",
        MailKind::AccessSuspended => "Access suspended",
        MailKind::AccessRemoved => "Access taken away",
        MailKind::AccessBack => "Access given back",
        MailKind::AccessEnds => "Access ends soon",
    }
}

/// Name of the button that rewords one.
#[must_use]
pub fn reword(kind: MailKind) -> String {
    format!("{REWORD}: {}", mail(kind))
}

/// What the words of a mail can name.
#[must_use]
pub fn placeholders(kind: MailKind) -> String {
    let known: Vec<String> = kind.placeholders().iter().map(|one| format!("{{{}}}", one.slug())).collect();
    format!("Filled in for everybody: {}. An empty line begins a paragraph.", known.join(", "))
}

/// The section of ownership, and what its button does.
pub const OWNERSHIP: &str = "Ownership";
/// What it means.
pub const OWNERSHIP_ABOUT: &str = "Owners may do everything. Hand the organization over when you leave or change jobs: \
     somebody else becomes an Owner and you become an Admin, in one step.";
/// Opens the question.
pub const HAND_OVER: &str = "Hand over ownership";
/// What follows.
pub const HAND_OVER_ABOUT: &str =
    "The new Owner may do everything at once, and you become an Admin. Only an Owner can give it back.";
/// Who it is.
pub const NEW_OWNER: &str = "New Owner’s email address";
/// Below it.
pub const NEW_OWNER_ABOUT: &str = "Of an active user of this organization. Typed out, so that it is nobody by mistake.";
/// Does it.
pub const HAND_OVER_CONFIRM: &str = "Hand over";
/// The way out.
pub const CANCEL: &str = "Cancel";
/// The address is nobody's here.
pub const NOBODY_HAS_IT: &str = "Nobody in this organization has this address. Invite them first.";
/// It is one's own.
pub const OWN_ADDRESS: &str = "This is your own address. Type the new Owner’s.";
/// Time would leave the organization without an Owner.
pub const ENDS_SOME_DAY: &str =
    "Their access ends by itself, and an organization always has an Owner. Take away their end date first.";
/// The section of whom to invite.
pub const INVITING: &str = "Invitations";
/// The domains' field.
pub const DOMAINS: &str = "Allowed domains";
/// What they do.
pub const DOMAINS_ABOUT: &str = "Only addresses of these domains can be invited, such as example.com; a subdomain counts \
    as another. With none, any can. Users stay; open invitations to other domains can no longer be accepted.";
/// None is listed.
pub const ANY_DOMAIN: &str = "any";
/// What is wrong with one of them.
pub const NOT_A_DOMAIN: &str = "Not a domain";
/// Whether one may ask to join.
pub const REQUESTS: &str = "When somebody asks to join";
/// Nobody may.
pub const REQUESTS_NONE: &str = "Take no requests";
/// What that means.
pub const REQUESTS_NONE_ABOUT: &str = "Only who is invited can join.";
/// They may.
pub const REQUESTS_TAKE: &str = "Take requests from allowed domains";
/// What that means.
pub const REQUESTS_TAKE_ABOUT: &str = "Whoever has an address there can ask, on a page that names the organization and its \
     allowed domains. A mail proves the address. Whoever may invite answers, in the view Requests.";
/// Where they ask.
pub const REQUESTS_PAGE: &str = "Where they ask:";
/// Whether the invited are reminded.
pub const REMINDING: &str = "When an invitation is not accepted";
/// They are.
pub const REMIND: &str = "Remind them by mail";
/// What that means.
pub const REMIND_ABOUT: &str = "On days 2 and 5 after it was sent, unless it has expired. The mail brings a link more.";
/// They are not.
pub const REMIND_NOBODY: &str = "Send no reminder";
/// What that means.
pub const REMIND_NOBODY_ABOUT: &str = "You can send an invitation again yourself.";
/// The button of that section.
pub const SAVE_INVITING: &str = "Save invitations";
/// It is done.
pub const SAVED: &str = "Saved";
/// There was nothing to save.
pub const UNCHANGED: &str = "Nothing was changed";
/// Who can.
pub const OWNERS_SET_SEATS: &str = "An Owner of the organization can change this.";

/// How many are used: "41 of 50 seats used: 38 active users and 3 open invitations."
#[must_use]
pub fn used(seats: &Seats) -> String {
    let users = counted(seats.users, "active user", "active users");
    let open = counted(seats.invitations, "open invitation", "open invitations");
    let waiting = match seats.waiting {
        0 => String::new(),
        1 => ". 1 waits for a seat".to_owned(),
        many => format!(". {} wait for a seat", count(many)),
    };
    let people = format!("{users} and {open}{waiting}");
    match seats.limit {
        Some(limit) => format!("{} of {} used: {people}.", count(seats.used()), counted(limit, "seat", "seats")),
        None => format!("{} used: {people}.", counted(seats.used(), "seat", "seats")),
    }
}

/// A new limit is lower than what is used.
#[must_use]
pub fn over(used: u32, limit: u32) -> String {
    format!(
        "{} more than this limit are used now. Nobody is removed; nobody new fits in until that many leave.",
        count(used - limit)
    )
}

/// The question.
#[must_use]
pub fn hand_over(organization: &str) -> String {
    format!("Hand over {organization}?")
}

/// It is done.
#[must_use]
pub fn handed_over(address: &str) -> String {
    format!("{address} is an Owner now. You are an Admin.")
}

/// Somebody else was first: who, how many milliseconds ago, and what is set now, once that is known.
#[must_use]
pub fn clash(first: Option<(&str, i64)>, now: Option<&str>) -> String {
    let first = first.map_or_else(|| edits::clash_unnamed(None), |(by, ago_ms)| edits::clash(by, None, ago_ms));
    let now = now.map(|now| format!(" {now}")).unwrap_or_default();
    format!("{first}.{now} Save again to set what stands here all the same.")
}

/// What is set now of what was to be changed: "Now it is: Name “Acme”, Seat limit 60."
#[must_use]
pub fn set_now(asked: &ChangeOrganization, now: &OrgSettings) -> String {
    let ChangeOrganization {
        name,
        seat_limit,
        seat_policy,
        tell_people,
        allowed_domains,
        remind_invited,
        mail_words,
        dormancy: asked_dormancy,
        take_requests,
    } = asked;
    let words = mail_words.keys().map(|kind| {
        let subject = now.mail_words.get(kind).map(|words| format!("“{}”", words.subject));
        format!("{}: {}", mail(*kind), subject.as_deref().unwrap_or(MUSTERS))
    });
    let told = |yes: bool, this: &str, other: &str| if yes { this.to_owned() } else { other.to_owned() };
    let limit = || now.seat_limit.map_or_else(|| UNLIMITED.to_owned(), count);
    let policy = || match now.seat_policy {
        SeatPolicy::Stop => STOP,
        SeatPolicy::Open => OPEN,
        SeatPolicy::Queue => QUEUE,
    };
    let domains = || {
        let domains: Vec<&str> = now.allowed_domains.iter().map(DomainName::as_str).collect();
        if domains.is_empty() { ANY_DOMAIN.to_owned() } else { domains.join(", ") }
    };
    let dormant = || match now.dormancy {
        Some(Dormancy { remind_after, suspend_after, .. }) => {
            format!("{}: {remind_after}; {}: {suspend_after}", dormancy::REMIND_AFTER, dormancy::SUSPEND_AFTER)
        }
        None => format!("{}: {}", dormancy::NOT_SEEN, dormancy::KEEP),
    };
    let settings = [
        name.is_some().then(|| format!("{NAME}: “{}”", now.name)),
        seat_limit.is_some().then(|| format!("{LIMIT}: {}", limit())),
        seat_policy.is_some().then(|| format!("{POLICY}: {}", policy())),
        tell_people.is_some().then(|| format!("{TELL}: {}", told(now.tell_people, TELL_THEM, TELL_NOBODY))),
        allowed_domains.is_some().then(|| format!("{DOMAINS}: {}", domains())),
        remind_invited.is_some().then(|| format!("{REMINDING}: {}", told(now.remind_invited, REMIND, REMIND_NOBODY))),
        asked_dormancy.is_some().then(dormant),
        take_requests
            .is_some()
            .then(|| format!("{REQUESTS}: {}", told(now.take_requests, REQUESTS_TAKE, REQUESTS_NONE))),
    ];
    format!("Set now: {}.", settings.into_iter().flatten().chain(words).collect::<Vec<_>>().join("; "))
}

/// Some of what was typed is no domain.
#[must_use]
pub fn bad_domains(bad: u32) -> String {
    match bad {
        1 => "1 of these is no domain. Mend it or take it out.".to_owned(),
        many => format!("{} of these are no domains. Mend them or take them out.", count(many)),
    }
}

/// A limit that is no number, or out of bounds.
#[must_use]
pub fn bad_limit() -> String {
    format!("Number of seats: a whole number from 1 to {SEAT_LIMIT_MAX}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_said_in_words() {
        let seats = Seats { limit: Some(50), users: 38, invitations: 1, ..Seats::default() };
        assert_eq!(used(&seats), "39 of 50 seats used: 38 active users and 1 open invitation.");
        let waiting = "39 of 50 seats used: 38 active users and 1 open invitation. 2 wait for a seat.";
        assert_eq!(used(&Seats { waiting: 2, ..seats }), waiting);
        assert_eq!(
            used(&Seats { limit: None, users: 1, ..seats }),
            "2 seats used: 1 active user and 1 open invitation."
        );
    }
}
