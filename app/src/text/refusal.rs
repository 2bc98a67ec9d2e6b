//! Words for refusals: why something is not done.

use domain::{Field, Permissions, Refusal, SEAT_LIMIT_MAX};

use super::{errors, roles, time};

/// A refusal in words.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => "This is no longer here, or you no longer have access to it.".to_owned(),
        Refusal::NotAllowed { permission } => {
            format!("Your role does not include “{}”.", roles::permission(*permission).0)
        }
        Refusal::RoleAboveYours { missing } => format!("This role allows what yours does not: {}.", list(*missing)),
        Refusal::PersonAboveYours { missing } => format!("They may do what you may not: {}.", list(*missing)),
        Refusal::OwnRow => "Nobody does this to themselves.".to_owned(),
        Refusal::LastOwner => {
            "This is the last Owner. Make somebody else an Owner first: an organization always has one.".to_owned()
        }
        Refusal::WrongStatus { status } => format!("Not while they are {}.", status.slug()),
        Refusal::NoSeat { needed, available } => {
            format!("Not enough seats: {needed} needed, {available} available.")
        }
        Refusal::Clash { .. } => "Somebody else changed this a moment ago. Look at it again.".to_owned(),
        Refusal::BadAddress { error } => errors::email(error),
        Refusal::DoubleAddress => "The same address stands there twice.".to_owned(),
        Refusal::AlreadyUser => "Already a user.".to_owned(),
        Refusal::AlreadyInvited => "Already invited.".to_owned(),
        Refusal::IsSuspended => "Suspended: reactivate them instead.".to_owned(),
        Refusal::IsRemoved { until } => format!("Removed: can be restored until {}.", time::day(*until)),
        Refusal::TooLateToRestore => "It is too late to restore them. Invite them anew.".to_owned(),
        Refusal::UnknownRole => "This role is no longer there.".to_owned(),
        Refusal::UnknownTeam => "This team is no longer there.".to_owned(),
        Refusal::OwnTeamsOnly => "Choose at least one of your teams.".to_owned(),
        Refusal::MembersOnly => "You can invite Members only.".to_owned(),
        Refusal::RoleCannotOwnTeams => "Their role cannot own teams.".to_owned(),
        Refusal::NotInTeam => "They are no longer in this team.".to_owned(),
        Refusal::TeamNameTaken => "Another team has this name.".to_owned(),
        Refusal::BadText { error, .. } => errors::name(error),
        Refusal::OutOfRange { field: Field::SeatLimit, .. } => {
            format!("Number of seats: a whole number from 1 to {SEAT_LIMIT_MAX}.")
        }
        Refusal::OutOfRange { field, least, most } => format!("{field}: from {least} to {most}."),
        Refusal::TooMany { field, limit, got } => format!("{field}: at most {limit}, this has {got}."),
        Refusal::Empty { field } => format!("{field}: nothing was given."),
        Refusal::TooSoon { wait_ms } => format!("Sent a moment ago. Wait {}.", time::wait(*wait_ms)),
        Refusal::InvitationExpired => "The invitation has expired.".to_owned(),
        Refusal::InvitationUsed => "The invitation was accepted already.".to_owned(),
        Refusal::InvitationRevoked => "The invitation was taken back.".to_owned(),
        Refusal::InvitationForAnother => "The invitation is for another address.".to_owned(),
        Refusal::InviterMayNot => "Whoever invited may no longer do so.".to_owned(),
        Refusal::NotUndoable => "It can no longer be undone.".to_owned(),
    }
}

fn list(permissions: Permissions) -> String {
    let names: Vec<&str> = permissions.iter().map(|permission| roles::permission(permission).0).collect();
    names.join(", ").to_lowercase()
}
