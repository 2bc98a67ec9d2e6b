//! May they? One function an action, asked by the service before it acts and by the page before it offers.

mod invitations;

pub use invitations::*;

use crate::{Authority, Permission, Permissions, PersonId, Refusal, Role, Seats, Status, TeamId};

/// Of a user or an invitation, what the checks look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Whose row it is.
    pub id: PersonId,
    /// What their role allows, or will: once a temporary one is over, an invitation accepted.
    pub permissions: Permissions,
    /// What they are.
    pub status: Status,
    /// The teams they are in.
    pub teams: Vec<TeamId>,
    /// Whether they are the one active Owner whom no date takes away.
    pub only_owner: bool,
}

fn holds(by: &Authority, permission: Permission) -> Result<(), Refusal> {
    if by.may(permission) { Ok(()) } else { Err(Refusal::NotAllowed { permission }) }
}

fn not_own_row(by: &Authority, target: &Target) -> Result<(), Refusal> {
    if by.user().is_some_and(|user| target.id == PersonId::User(user)) { Err(Refusal::OwnRow) } else { Ok(()) }
}

/// Nobody acts on someone who holds a permission they lack.
fn not_above(by: &Authority, target: &Target) -> Result<(), Refusal> {
    if by.permissions.cover(target.permissions) {
        Ok(())
    } else {
        Err(Refusal::PersonAboveYours { missing: by.permissions.lacking(target.permissions) })
    }
}

fn status_is(target: &Target, good: &[Status]) -> Result<(), Refusal> {
    if good.contains(&target.status) { Ok(()) } else { Err(Refusal::WrongStatus { status: target.status }) }
}

fn is_invitation(target: &Target) -> bool {
    matches!(target.id, PersonId::Invitation(_))
}

fn not_last_owner(target: &Target) -> Result<(), Refusal> {
    if target.only_owner { Err(Refusal::LastOwner) } else { Ok(()) }
}

const PRESENT: &[Status] = &[Status::Active, Status::Suspended, Status::Ended];

/// May `by` change this person's role, or the one that this invitation gives, at all? (To which one: [`give_role`].)
///
/// # Errors
/// The first reason why not.
pub fn change_role(by: &Authority, target: &Target) -> Result<(), Refusal> {
    if is_invitation(target) {
        manage_invitation(by, target)?;
        // Whoever owns teams invites Members only.
        return holds(by, Permission::UsersInvite);
    }
    status_is(target, PRESENT)?;
    holds(by, Permission::UsersSetRole)?;
    not_own_row(by, target)?;
    not_above(by, target)
}

/// May `by` give anybody this role? Nobody grants what they do not hold.
///
/// # Errors
/// [`Refusal::RoleAboveYours`].
pub fn give_role(by: &Authority, role: &Role) -> Result<(), Refusal> {
    if by.permissions.cover(role.permissions) {
        Ok(())
    } else {
        Err(Refusal::RoleAboveYours { missing: by.permissions.lacking(role.permissions) })
    }
}

/// May `by` set this person's role to `role`?
///
/// # Errors
/// The first reason why not.
pub fn set_role(by: &Authority, target: &Target, role: &Role) -> Result<(), Refusal> {
    change_role(by, target)?;
    give_role(by, role)?;
    if role.is_owner() { Ok(()) } else { not_last_owner(target) }
}

/// May `by` hand the organization over at all? `lasting`: whether they are an Owner for good. (To whom:
/// [`receive_organization`].)
///
/// # Errors
/// The first reason why not.
pub fn hand_over(by: &Authority, lasting: bool) -> Result<(), Refusal> {
    holds(by, Permission::OrganizationOwn)?;
    if lasting { Ok(()) } else { Err(Refusal::NotOwnerForGood) }
}

/// May `by`, who may hand the organization over, hand it to this person?
///
/// # Errors
/// The first reason why not.
pub fn receive_organization(by: &Authority, target: &Target) -> Result<(), Refusal> {
    not_own_row(by, target)?;
    status_is(target, &[Status::Active])
}

/// May `by` lend this person `role` for a while?
///
/// # Errors
/// The first reason why not.
pub fn lend_role(by: &Authority, target: &Target, role: &Role) -> Result<(), Refusal> {
    status_is(target, PRESENT)?;
    change_role(by, target)?;
    give_role(by, role)?;
    not_last_owner(target)
}

/// May `by` change this person's teams, or those that this invitation is into, at all? (Which ones: [`manage_team`]; of
/// an invitation also [`invite_into`].)
///
/// # Errors
/// The first reason why not.
pub fn change_teams(by: &Authority, target: &Target) -> Result<(), Refusal> {
    if is_invitation(target) {
        manage_invitation(by, target)?;
    } else {
        status_is(target, PRESENT)?;
    }
    if by.may(Permission::TeamsManage) {
        // One's own teams give no permission, so that a manager of all teams may choose them.
        return not_above(by, target);
    }
    if by.owned_teams.is_empty() {
        return holds(by, Permission::TeamsManage);
    }
    not_own_row(by, target)?;
    not_above(by, target)
}

/// May `by` put people into this team and take them out?
///
/// # Errors
/// [`Refusal::NotAllowed`], or [`Refusal::UnknownTeam`] for who may know only of teams they own.
pub fn manage_team(by: &Authority, team: TeamId) -> Result<(), Refusal> {
    if by.may(Permission::TeamsManage) || by.owns(team) {
        return Ok(());
    }
    if by.may(Permission::UsersRead) { holds(by, Permission::TeamsManage) } else { Err(Refusal::UnknownTeam) }
}

/// May `by`, who may change this person's teams, make them own one? Owning a team lets one see and invite its
/// people, so that nobody gives themselves a team unless they may do both anyway.
///
/// # Errors
/// [`Refusal::OwnRow`].
pub fn own_team(by: &Authority, target: &Target) -> Result<(), Refusal> {
    if by.may(Permission::UsersRead) && by.may(Permission::UsersInvite) { Ok(()) } else { not_own_row(by, target) }
}

/// May `by` suspend this person?
///
/// # Errors
/// The first reason why not.
pub fn suspend(by: &Authority, target: &Target) -> Result<(), Refusal> {
    status_is(target, &[Status::Active])?;
    holds(by, Permission::UsersSuspend)?;
    not_own_row(by, target)?;
    not_above(by, target)?;
    not_last_owner(target)
}

/// May `by` reactivate this person, given the seats that are left?
///
/// # Errors
/// The first reason why not.
pub fn reactivate(by: &Authority, target: &Target, seats: &Seats) -> Result<(), Refusal> {
    status_is(target, &[Status::Suspended])?;
    holds(by, Permission::UsersSuspend)?;
    not_own_row(by, target)?;
    not_above(by, target)?;
    seats.take(1)
}

/// May `by` set when this person's access ends, or that it does not? (One past their end who gets a later one takes
/// a seat.)
///
/// # Errors
/// The first reason why not.
pub fn set_end_date(by: &Authority, target: &Target, ends: bool) -> Result<(), Refusal> {
    status_is(target, PRESENT)?;
    holds(by, Permission::UsersSuspend)?;
    not_own_row(by, target)?;
    not_above(by, target)?;
    if ends { not_last_owner(target) } else { Ok(()) }
}

/// May `by` remove this person?
///
/// # Errors
/// The first reason why not.
pub fn remove(by: &Authority, target: &Target) -> Result<(), Refusal> {
    status_is(target, PRESENT)?;
    holds(by, Permission::UsersRemove)?;
    not_own_row(by, target)?;
    not_above(by, target)?;
    not_last_owner(target)
}

/// May `by` restore this removed person, given the seats that are left?
///
/// # Errors
/// The first reason why not.
pub fn restore(by: &Authority, target: &Target, seats: &Seats) -> Result<(), Refusal> {
    status_is(target, &[Status::Removed])?;
    holds(by, Permission::UsersRemove)?;
    not_own_row(by, target)?;
    not_above(by, target)?;
    seats.take(1)
}

/// May `by` end all sessions of this person in the organization?
///
/// # Errors
/// The first reason why not.
pub fn sign_out(by: &Authority, target: &Target) -> Result<(), Refusal> {
    status_is(target, &[Status::Active])?;
    holds(by, Permission::UsersSignOut)?;
    not_own_row(by, target)?;
    not_above(by, target)
}

/// May `by` import lists at all? It takes seeing everybody; what a line does is asked of each.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn import(by: &Authority) -> Result<(), Refusal> {
    [Permission::UsersRead, Permission::UsersInvite].into_iter().try_for_each(|permission| holds(by, permission))
}

/// May `by` change what this person is called here, or ask them to sign in with another address? The address is the
/// person's own to change: they prove it, and who they are.
///
/// # Errors
/// The first reason why not.
pub fn correct(by: &Authority, target: &Target) -> Result<(), Refusal> {
    status_is(target, &[Status::Active, Status::Suspended, Status::Ended])?;
    holds(by, Permission::UsersSignOut)?;
    not_own_row(by, target)?;
    not_above(by, target)
}

/// May `by` have a link for a new password mailed to this person? It goes to their account's own address, and nobody
/// else sees it.
///
/// # Errors
/// The first reason why not.
pub fn send_password_reset(by: &Authority, target: &Target) -> Result<(), Refusal> {
    sign_out(by, target)
}

/// May `by` let this person try to sign in again at once, where wrong passwords have them wait?
///
/// # Errors
/// The first reason why not.
pub fn lift_lock(by: &Authority, target: &Target) -> Result<(), Refusal> {
    send_password_reset(by, target)
}

/// May `by` read what was done to people?
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn view_history(by: &Authority) -> Result<(), Refusal> {
    holds(by, Permission::AuditRead)
}

/// May `by` read the audit log, of everybody and everything? Whoever reads it sees everybody.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn read_audit_log(by: &Authority) -> Result<(), Refusal> {
    [Permission::UsersRead, Permission::AuditRead].into_iter().try_for_each(|permission| holds(by, permission))
}

/// May `by` know how many sessions people have, and how they sign in?
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn view_sign_in(by: &Authority) -> Result<(), Refusal> {
    holds(by, Permission::UsersSignOut)
}

/// May `by` make and change roles at all? Whoever changes what people may do sees them.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub fn manage_roles(by: &Authority) -> Result<(), Refusal> {
    [Permission::UsersRead, Permission::RolesManage].into_iter().try_for_each(|permission| holds(by, permission))
}

/// May `by` have a role allow this? Nobody grants what they do not hold.
///
/// # Errors
/// [`Refusal::NotAllowed`]; [`Refusal::RoleAboveYours`].
pub fn define_role(by: &Authority, permissions: Permissions) -> Result<(), Refusal> {
    manage_roles(by)?;
    let missing = by.permissions.lacking(permissions);
    if missing == Permissions::NONE { Ok(()) } else { Err(Refusal::RoleAboveYours { missing }) }
}

/// May `by` change or delete this role, which is `own` where they have it themselves, or will?
///
/// # Errors
/// The first reason why not.
pub fn manage_role(by: &Authority, role: &Role, own: bool) -> Result<(), Refusal> {
    manage_roles(by)?;
    if role.key.is_some() {
        return Err(Refusal::BuiltInRole);
    }
    if own {
        return Err(Refusal::OwnRole);
    }
    define_role(by, role.permissions)
}

/// May `by`, who changes what this person's role allows, do so to them? Removed people have a role too.
///
/// # Errors
/// [`Refusal::OwnRow`]; [`Refusal::PersonAboveYours`].
pub fn change_holder(by: &Authority, target: &Target) -> Result<(), Refusal> {
    not_own_row(by, target)?;
    not_above(by, target)
}

/// May `by` give this person another role, because theirs is deleted or is there again?
///
/// # Errors
/// The first reason why not.
pub fn move_holder(by: &Authority, target: &Target) -> Result<(), Refusal> {
    holds(by, Permission::UsersSetRole)?;
    change_holder(by, target)
}
