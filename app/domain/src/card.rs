//! What the smaller pages read: an invitation's page, and the General, Roles and Teams settings.

use crate::{
    DomainName, EmailAddress, Name, Organization, Permissions, Refusal, Role, RoleId, Seats, Team, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// Whether an invitation is for whoever is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitedSession {
    /// It is: one step accepts.
    Same,
    /// It is for another address: switching is offered.
    Another,
    /// Nobody is signed in.
    Nobody,
}

/// An invitation as whoever holds its link sees it. It does not say whether the address has an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationCard {
    /// Into which organization.
    pub organization: Name,
    /// Whom it is for.
    pub email: EmailAddress,
    /// Their name, where the inviter gave one.
    pub name: Option<Name>,
    /// Who invited; none for the operator.
    pub inviter: Option<Name>,
    /// As what.
    pub role: Name,
    /// Into which teams.
    pub teams: Vec<Name>,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// How many days after joining access ends; `None` for no end.
    pub access_days: Option<u32>,
    /// Whether it is for whoever is signed in.
    pub signed_in: InvitedSession,
}

/// The page on which visitors ask to join an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinCard {
    /// Its name.
    pub organization: Name,
    /// The domains whose addresses may ask.
    pub domains: Vec<DomainName>,
}

/// An organization's General page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct General {
    /// The organization.
    pub organization: Organization,
    /// Its seats, for those who may see them.
    pub seats: Option<Seats>,
    /// Whether one may change its name.
    pub may_rename: bool,
    /// Whether one may change its seats.
    pub may_set_seats: bool,
    /// Whether one may hand it over.
    pub may_hand_over: bool,
    /// Who has a second factor, for those who may ask it of everybody.
    pub second_factors: Option<SecondFactors>,
}

/// Who has a second factor, as the General page tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    /// Whether whoever looks has one.
    pub own: bool,
    /// How many active users have none.
    pub missing: u32,
}

/// A role on the Roles page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleCard {
    /// The role.
    pub role: Role,
    /// How many users have it now.
    pub users: u32,
    /// How many open invitations would give it.
    pub invitations: u32,
    /// Why one may not change or delete it; none where one may.
    pub locked: Option<Refusal>,
}

/// An organization's roles, as the Roles page shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleList {
    /// Which event is the last that is in.
    pub seq: u64,
    /// The roles, built-in ones first, then by name.
    pub roles: Vec<RoleCard>,
    /// What one may do oneself: no role can be made to allow more.
    pub own: Permissions,
    /// Whether one may make roles.
    pub may_create: bool,
}

impl RoleList {
    /// A role, while it is there.
    #[must_use]
    pub fn card(&self, id: RoleId) -> Option<&RoleCard> {
        self.roles.iter().find(|card| card.role.id == id)
    }
}

/// How many names of a role's people are told.
pub const HOLDERS_NAMED: usize = 100;

/// Whom a change of a role concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleHolders {
    /// Which event is the last that is in.
    pub seq: u64,
    /// The role as it is.
    pub role: Role,
    /// How many have it now, suspended ones too.
    pub users: u32,
    /// Who, by name; [`HOLDERS_NAMED`] at most.
    pub names: Vec<Name>,
    /// How many will have it once a temporary role is over.
    pub later: u32,
    /// How many removed people would come back to it.
    pub removed: u32,
    /// How many open invitations would give it.
    pub invitations: u32,
    /// The bundles that give it, by their names.
    pub bundles: Vec<Name>,
    /// Who owns a team by it alone, by name; [`HOLDERS_NAMED`] at most.
    pub team_owners: Vec<Name>,
    /// Whether whoever gets another role is told by mail.
    pub told: bool,
}

/// A team on the Teams page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamCard {
    /// The team.
    pub team: Team,
    /// The number of the event that named it.
    pub name_seq: u64,
    /// Who is in it, by name; removed users are not.
    pub members: Vec<TeamMember>,
    /// How many open invitations lead into it.
    pub invitations: u32,
    /// Whether one may rename and delete it, and say who owns it.
    pub may_manage: bool,
    /// Whether one may put people into it and take them out.
    pub may_change_people: bool,
}

/// Somebody in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: Name,
    /// Their address: two people may have one name.
    pub email: EmailAddress,
    /// Whether they own the team.
    pub owner: bool,
    /// Whether their role allows owning teams.
    pub can_own: bool,
}

/// Somebody who could be put into a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamCandidate {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: Name,
    /// Their address.
    pub email: EmailAddress,
    /// Whether their role allows owning teams.
    pub can_own: bool,
}
