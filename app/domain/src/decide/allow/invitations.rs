//! May they invite, and what may they do with invitations?

use super::{Target, give_role, holds, manage_team, not_above, status_is};
use crate::{Authority, Permission, Refusal, Role, RoleKey, Seats, Status, TeamId};

/// May `by` invite anybody at all?
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn invite(by: &Authority) -> Result<(), Refusal> {
    if by.owned_teams.is_empty() { holds(by, Permission::UsersInvite) } else { Ok(()) }
}

/// May `by` invite somebody with this role into these teams?
///
/// # Errors
/// The first reason why not.
pub fn invite_as(by: &Authority, role: &Role, teams: &[TeamId]) -> Result<(), Refusal> {
    invite(by)?;
    give_role(by, role)?;
    if by.may(Permission::UsersInvite) {
        return teams.iter().try_for_each(|&team| manage_team(by, team));
    }
    if role.key != Some(RoleKey::Member) {
        return Err(Refusal::MembersOnly);
    }
    if teams.is_empty() {
        return Err(Refusal::OwnTeamsOnly);
    }
    teams.iter().try_for_each(|&team| manage_team(by, team))?;
    // Managing all teams is not inviting into them.
    if teams.iter().all(|&team| by.owns(team)) { Ok(()) } else { Err(Refusal::OwnTeamsOnly) }
}

/// May `by` make and change bundles at all? Who uses one invites: it takes inviting anybody.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn manage_bundles(by: &Authority) -> Result<(), Refusal> {
    holds(by, Permission::UsersInvite)
}

/// May `by` have a bundle give this role and these teams, or change or delete one that does? It takes inviting with it.
///
/// # Errors
/// The first reason why not.
pub fn define_bundle(by: &Authority, role: &Role, teams: &[TeamId]) -> Result<(), Refusal> {
    manage_bundles(by)?;
    invite_as(by, role, teams)
}

/// May `by` see, and invite with, a bundle that gives this role and these teams? Who sees everybody sees what it gives
/// beyond what they may; the others none that does.
///
/// # Errors
/// The first reason why not.
pub fn see_bundle(by: &Authority, role: &Role, teams: &[TeamId]) -> Result<(), Refusal> {
    if by.may(Permission::UsersInvite) && by.may(Permission::UsersRead) { Ok(()) } else { invite_as(by, role, teams) }
}

/// May `by`, who may change the teams of an invitation, have it be into just these? A Team owner's are wholly into their
/// own.
///
/// # Errors
/// [`Refusal::OwnTeamsOnly`].
pub fn invite_into(by: &Authority, teams: &[TeamId]) -> Result<(), Refusal> {
    let own = !teams.is_empty() && teams.iter().all(|&team| by.owns(team));
    if own || by.may(Permission::UsersInvite) { Ok(()) } else { Err(Refusal::OwnTeamsOnly) }
}

/// May `by` revoke this open, waiting or expired invitation? Where it was sent, this is also what sending it again and
/// copying its link take.
///
/// # Errors
/// The first reason why not.
pub fn manage_invitation(by: &Authority, target: &Target) -> Result<(), Refusal> {
    status_is(target, &[Status::Invited, Status::Waiting, Status::Expired])?;
    if !by.may(Permission::UsersInvite) {
        // A Team owner manages the invitations that are wholly into their own teams.
        let own = !target.teams.is_empty() && target.teams.iter().all(|&team| by.owns(team));
        if !own {
            return holds(by, Permission::UsersInvite);
        }
    }
    not_above(by, target)
}

/// May `by` copy a link of this invitation? An expired one is sent again first.
///
/// # Errors
/// The first reason why not.
pub fn copy_link(by: &Authority, target: &Target) -> Result<(), Refusal> {
    status_is(target, &[Status::Invited])?;
    manage_invitation(by, target)
}

/// May `by` send this invitation again, given the seats that are left? An expired one takes a seat anew.
///
/// # Errors
/// The first reason why not.
pub fn resend(by: &Authority, target: &Target, seats: &Seats) -> Result<(), Refusal> {
    status_is(target, &[Status::Invited, Status::Expired])?;
    manage_invitation(by, target)?;
    seats.take(u32::from(target.status == Status::Expired))
}

/// May `by` mend the address of this invitation? An expired one is sent again first.
///
/// # Errors
/// The first reason why not.
pub fn readdress(by: &Authority, target: &Target) -> Result<(), Refusal> {
    copy_link(by, target)
}

/// May `by` answer those who ask to join at all? Whoever asks is in no team yet: it takes inviting anybody.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn answer_requests(by: &Authority) -> Result<(), Refusal> {
    holds(by, Permission::UsersInvite)
}

/// May `by` approve or decline this request? (As what, and into which teams: [`invite_as`].)
///
/// # Errors
/// The first reason why not.
pub fn answer_request(by: &Authority, target: &Target) -> Result<(), Refusal> {
    status_is(target, &[Status::Requested])?;
    answer_requests(by)
}
