//! Why something is not done, in words: what is in the way, and what to do about it.

use domain::{
    EmailError, Field, NameError, Permission, Permissions, Refusal, SEAT_LIMIT_MAX, Status, UnknownPlaceholder,
};

use super::amounts::count;
use super::time::{day, wait};

/// Why the rules refuse something.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => "This is no longer here. Load the page again to see what is.".into(),
        Refusal::NotAllowed { permission } => format!("Your role may not {}.", act(*permission)),
        Refusal::RoleAboveYours { missing } => format!("Only who may {} can give this role.", acts(*missing)),
        Refusal::PersonAboveYours { missing } => format!("They may {}, and you may not.", acts(*missing)),
        Refusal::OwnRow => "You cannot do this to yourself. Ask another admin.".into(),
        Refusal::LastOwner => "This is the only active Owner. Make somebody else an Owner first.".into(),
        Refusal::WrongStatus { status } => format!("Not possible while they are {}.", standing(*status)),
        Refusal::NoSeat { needed, available } => no_seat(*needed, *available),
        Refusal::Clash { .. } => "Somebody else changed this meanwhile.".into(),
        Refusal::BadAddress { error } => address(error),
        Refusal::DoubleAddress => "Stands here twice".into(),
        Refusal::AlreadyUser => "Already a user".into(),
        Refusal::AlreadyInvited => "Already invited".into(),
        Refusal::IsSuspended => "Suspended: reactivate them instead".into(),
        Refusal::IsRemoved { until } => format!("Removed: restore them instead, until {}", day(*until)),
        Refusal::TooLateToRestore => "The days to restore them are over. Invite them again.".into(),
        Refusal::UnknownRole => "This role no longer exists. Choose another.".into(),
        Refusal::UnknownTeam => "This team no longer exists. Choose another.".into(),
        Refusal::OwnTeamsOnly => "Choose at least one of the teams you own, and no other.".into(),
        Refusal::MembersOnly => "You can invite Members only.".into(),
        Refusal::RoleCannotOwnTeams => "Their role cannot own a team. Change the role first.".into(),
        Refusal::NotInTeam => "They are not in the team. Add them first.".into(),
        Refusal::TeamNameTaken => "Another team has this name. Choose another.".into(),
        Refusal::BadText { field, error } => text(*field, error),
        Refusal::OutOfRange { field: Field::SeatLimit, .. } => {
            format!("Seat limit: choose a whole number from 1 to {}.", count(SEAT_LIMIT_MAX))
        }
        Refusal::OutOfRange { field, least, most } => {
            format!("{}: choose a number from {least} to {most}.", name(*field))
        }
        Refusal::TooMany { field, limit, got } => {
            format!("{}: at most {} at once; these are {}.", name(*field), count(*limit), count(*got))
        }
        Refusal::Empty { field } => format!("{}: nothing is given yet.", name(*field)),
        Refusal::TooSoon { wait_ms } => format!("Sent a moment ago. Try again in {}.", wait(*wait_ms)),
        Refusal::InvitationExpired => "This invitation is past its date. Send it again.".into(),
        Refusal::InvitationUsed => "This invitation was accepted already.".into(),
        Refusal::InvitationRevoked => "This invitation was taken back. Invite them again.".into(),
        Refusal::InvitationForAnother => "This invitation is for another address.".into(),
        Refusal::InviterMayNot => "Whoever sent this invitation may no longer give its role. Invite them again.".into(),
        Refusal::NoMailServer => {
            "There is no mail server. Whoever runs Muster can make a link: muster account reset-link.".into()
        }
        Refusal::NotOwnerForGood => "Only an Owner without an end date can hand the organization over. Ask one.".into(),
        Refusal::BuiltInRole => "Built-in roles cannot be changed.".into(),
        Refusal::OwnRole => "This is your own role. Ask another admin.".into(),
        Refusal::RoleNameTaken => "Another role has this name. Choose another.".into(),
        Refusal::RoleInUse { people } => format!("Used by {}: choose the role they get instead.", count(*people)),
        Refusal::DomainNotAllowed => "Domain not allowed".into(),
        Refusal::UnknownPlaceholder(unknown) => placeholder(unknown),
        Refusal::ViewNameTaken => "Another of your views has this name. Choose another.".into(),
        Refusal::HasAsked => "Asked to join: approve that request instead".into(),
        Refusal::RequestOver => "This request is not open any more.".into(),
        Refusal::NoRequests => "The organization takes no requests.".into(),
        Refusal::RequestsNeedDomain => "List an allowed domain first: only its addresses may ask to join.".into(),
        Refusal::NotUndoable => "This has changed since, or cannot be undone.".into(),
        Refusal::DatePast { field } => format!("{}: choose a moment in the future.", name(*field)),
        Refusal::DateTooFar { field, latest } => {
            format!("{}: at the latest {}.", name(*field), day(*latest))
        }
    }
}

/// What is wrong with a text as an address.
#[must_use]
pub fn address(error: &EmailError) -> String {
    match error {
        EmailError::Empty => "Empty".into(),
        EmailError::At => "Not an address: it needs one @".into(),
        EmailError::Local => "Not an address: look at the part before the @".into(),
        EmailError::LocalCharacter(c) if c.is_whitespace() || c.is_control() => {
            "Not an address: there is a space before the @".into()
        }
        EmailError::LocalCharacter(c) => format!("Not an address: “{c}” cannot stand before the @"),
        EmailError::Domain => "Not an address: look at the part after the @".into(),
        EmailError::TooLong => "Not an address: too long".into(),
    }
}

fn no_seat(needed: u32, available: u32) -> String {
    let over = needed.saturating_sub(available);
    let left = match available {
        0 => "no seat is left".to_owned(),
        1 => "1 seat is left".to_owned(),
        many => format!("{} seats are left", count(many)),
    };
    match needed {
        1 => format!("This takes a seat, and {left}. Free one, or have the seat limit raised."),
        _ => format!("This takes {} seats, and {left}: {} too few.", count(needed), count(over)),
    }
}

/// What a mail's words name and the mail does not know.
#[must_use]
pub fn placeholder(unknown: &UnknownPlaceholder) -> String {
    let known: Vec<String> = unknown.mail.placeholders().iter().map(|one| format!("{{{}}}", one.slug())).collect();
    format!("{{{}}} means nothing in this mail. It knows {}.", unknown.name, known.join(", "))
}

fn text(field: Field, error: &NameError) -> String {
    match error {
        NameError::Empty => format!("{}: type something.", name(field)),
        NameError::TooLong { limit, length } => {
            format!("{}: at most {} characters; this has {}.", name(field), count(*limit), count(*length))
        }
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Addresses => "Email addresses",
        Field::People => "People",
        Field::Teams => "Teams of one person",
        Field::OrganizationTeams => "Teams of the organization",
        Field::Name => "Name",
        Field::Note => "Note",
        Field::Days => "Days",
        Field::SeatLimit => "Seat limit",
        Field::DormantAfter => "Days before they are reminded",
        Field::SuspendAfter => "Days before they are suspended",
        Field::EndDate => "End date",
        Field::RoleUntil => "End of the temporary role",
        Field::OrganizationRoles => "Roles of the organization",
        Field::Domains => "Domains",
        Field::SavedViews => "Views",
        Field::Alarm => "Alarm",
    }
}

fn standing(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Invited => "invited",
        Status::Waiting => "waiting for a seat",
        Status::Requested => "asking to join",
        Status::Expired => "invited and past the date",
        Status::Suspended => "suspended",
        Status::Ended => "past their end date",
        Status::Removed => "removed",
    }
}

/// What a permission allows, after "may".
#[must_use]
pub fn act(permission: Permission) -> &'static str {
    match permission {
        Permission::UsersRead => "see everybody",
        Permission::UsersInvite => "invite people",
        Permission::UsersSetRole => "change roles",
        Permission::UsersSuspend => "suspend people",
        Permission::UsersRemove => "remove and restore people",
        Permission::UsersSignOut => "sign people out",
        Permission::TeamsManage => "manage all teams",
        Permission::TeamsManageOwn => "manage own teams",
        Permission::RolesManage => "change roles of the organization",
        Permission::SeatsRead => "see the seats",
        Permission::SeatsManage => "change the seat limit",
        Permission::SettingsManage => "change settings",
        Permission::AuditRead => "read the audit log",
        Permission::IntegrationsManage => "manage integrations",
        Permission::OrganizationOwn => "own the organization",
    }
}

/// The first two of several, and that there are more.
pub(super) fn acts(permissions: Permissions) -> String {
    let all: Vec<&str> = permissions.iter().map(act).collect();
    match all.as_slice() {
        [] => "do more".into(),
        [one] => (*one).into(),
        [one, two] => format!("{one} and {two}"),
        [one, two, ..] => format!("{one}, {two} and more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{RoleKey, Timestamp};

    #[test]
    fn a_refusal_says_what_is_in_the_way() {
        let missing = RoleKey::Admin.permissions().lacking(RoleKey::Owner.permissions());
        for (why, words) in [
            (
                Refusal::RoleAboveYours { missing },
                "Only who may change the seat limit and own the organization can give this role.",
            ),
            (Refusal::NotAllowed { permission: Permission::UsersSetRole }, "Your role may not change roles."),
            (Refusal::NoSeat { needed: 5, available: 2 }, "This takes 5 seats, and 2 seats are left: 3 too few."),
            (
                Refusal::NoSeat { needed: 1, available: 0 },
                "This takes a seat, and no seat is left. Free one, or have the seat limit raised.",
            ),
            (Refusal::DatePast { field: Field::EndDate }, "End date: choose a moment in the future."),
            (
                Refusal::DateTooFar { field: Field::RoleUntil, latest: Timestamp(0) },
                "End of the temporary role: at the latest 1 January 1970.",
            ),
            (Refusal::TooSoon { wait_ms: 41_200 }, "Sent a moment ago. Try again in 42 seconds."),
            (Refusal::IsRemoved { until: Timestamp(0) }, "Removed: restore them instead, until 1 January 1970"),
            (
                Refusal::TooMany { field: Field::Addresses, limit: 1_000, got: 5_000 },
                "Email addresses: at most 1,000 at once; these are 5,000.",
            ),
        ] {
            assert_eq!(refusal(&why), words);
        }
    }

    #[test]
    fn a_bad_address_says_where_to_look() {
        let words = |text: &str| domain::EmailAddress::parse(text).map_err(|error| address(&error)).unwrap_err();
        assert_eq!(words("ana"), "Not an address: it needs one @");
        assert_eq!(words("m\u{131}ke@example.com"), "Not an address: “\u{131}” cannot stand before the @");
        assert_eq!(words("ana@example"), "Not an address: look at the part after the @");
    }
}
