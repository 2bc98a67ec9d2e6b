//! What roles and teams are called in what is told of events.

use crate::entity::organization;
use crate::store::load;
use crate::{Result, events};
use domain::{Arranged, Authority, BundleShape, Change, Event, Happened, Name, NamedBundle, RoleId, TeamId, TeamLink};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// What the roles and teams of some events are called, as far as the viewer may know of them; teams that are gone, by the name that they had.
pub(crate) struct Names {
    roles: BTreeMap<RoleId, Name>,
    teams: BTreeMap<TeamId, Name>,
}

impl Names {
    pub(crate) async fn of(
        db: &impl ConnectionTrait,
        org: &organization::Model,
        by: &Authority,
        events: &[Event],
    ) -> Result<Self> {
        let roles = load::roles_ever(db, org.id).await?.into_iter().map(|role| (role.id, role.name)).collect();
        let mut teams: BTreeMap<TeamId, Name> =
            load::teams(db, org.id).await?.into_iter().map(|team| (team.id, team.name)).collect();
        let gone: std::collections::BTreeSet<TeamId> =
            events.iter().flat_map(|event| teams_in(&event.change)).filter(|team| !teams.contains_key(team)).collect();
        for team in gone {
            if let Some(Event { change: Change::TeamDeleted { team, .. }, .. }) =
                events::last_of_kind(db, org.id, team.0, "team_deleted").await?
            {
                teams.insert(team.id, team.name);
            }
        }
        // Of somebody's other teams, a Team owner learns nothing.
        let scope = by.scope();
        teams.retain(|&team, _| scope.covers([team]));
        Ok(Self { roles, teams })
    }

    /// A role's name, also of one that is gone.
    pub(crate) fn role(&self, id: RoleId) -> Option<Name> {
        self.roles.get(&id).cloned()
    }

    /// A team's name.
    pub(crate) fn team(&self, id: TeamId) -> Option<Name> {
        self.teams.get(&id).cloned()
    }

    fn teams(&self, ids: impl IntoIterator<Item = TeamId>) -> Vec<Name> {
        let mut names: Vec<Name> = ids.into_iter().filter_map(|id| self.teams.get(&id).cloned()).collect();
        names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        names
    }

    /// What happened, in names. None where the viewer knows nothing that it names.
    pub(crate) fn happened(&self, change: Change) -> Option<Happened> {
        Some(match change {
            Change::UserJoined { user, .. } => Happened::Joined {
                role: self.role(user.role),
                teams: self.teams(user.teams.iter().map(|link| link.team)),
            },
            Change::UserRoleSet { before, after, .. } => {
                Happened::RoleSet { before: self.role(before), after: self.role(after) }
            }
            Change::UserTeamsChanged { removed, added, .. } => return self.teams_changed(&removed, &added),
            Change::UserStateSet { before, after, reason, .. } => Happened::StateSet { before, after, reason },
            Change::UserSignedOut { .. } => Happened::SignedOut,
            Change::UserRenamed { before, after, .. } => Happened::Renamed { before, after },
            Change::UserEmailChanged { before, after, .. } => Happened::EmailChanged { before, after },
            Change::UserSecondFactorSet { after, .. } => Happened::SecondFactorSet { after },
            Change::InvitationSent { invitation, .. } => Happened::Invited {
                role: self.role(invitation.role),
                teams: self.teams(invitation.teams),
                email: invitation.email,
                access_days: invitation.access_days,
            },
            Change::InvitationResent { after, .. } => Happened::InvitationResent { until: after },
            Change::InvitationResendTakenBack { after, .. } => Happened::InvitationResendTakenBack { until: after },
            Change::InvitationLinkCopied { .. } => Happened::LinkCopied,
            Change::InvitationReminded { .. } => Happened::InvitationReminded,
            Change::InvitationQueued { invitation, .. } => Happened::InvitationQueued {
                role: self.role(invitation.role),
                teams: self.teams(invitation.teams),
                email: invitation.email,
                access_days: invitation.access_days,
            },
            Change::InvitationReleased { after, .. } => Happened::InvitationReleased { until: after },
            Change::RequestMade(invitation) => Happened::Requested { email: invitation.email },
            Change::RequestApproved(invitation) => Happened::RequestApproved {
                role: self.role(invitation.role),
                teams: self.teams(invitation.teams),
                until: invitation.place.is_none().then_some(invitation.expires_at),
            },
            Change::RequestDeclined(..) => Happened::RequestDeclined,
            Change::RequestReturned(..) => Happened::RequestReturned,
            Change::InvitationTakenOver { .. } => Happened::InvitationTakenOver,
            Change::InvitationRevoked { cause, .. } => Happened::InvitationRevoked { cause },
            Change::InvitationReopened { .. } => Happened::InvitationReopened,
            Change::InvitationReaddressed { before, after, .. } => Happened::InvitationReaddressed { before, after },
            Change::InvitationRoleSet { before, after, .. } => {
                Happened::RoleSet { before: self.role(before), after: self.role(after) }
            }
            Change::InvitationTeamsChanged { removed, added, .. } => {
                let links = |teams: Vec<TeamId>| -> Vec<TeamLink> {
                    teams.into_iter().map(|team| TeamLink { team, owner: false }).collect()
                };
                return self.teams_changed(&links(removed), &links(added));
            }
            Change::UserEmailProposed { email, .. } => Happened::EmailProposed { email },
            Change::PasswordResetSent { .. } => Happened::PasswordResetSent,
            Change::LockLifted { .. } => Happened::LockLifted,
            Change::UserEndSet { before, after, .. } => Happened::EndSet { before, after },
            Change::UserTemporaryRoleSet { before, after, .. } => Happened::TemporaryRoleSet {
                before: self.role(before.role),
                after: self.role(after.role),
                until: after.term.map(|term| term.until),
            },
            other @ (Change::OrganizationCreated { .. }
            | Change::OrganizationChanged { .. }
            | Change::TeamCreated { .. }
            | Change::TeamRenamed { .. }
            | Change::TeamDeleted { .. }
            | Change::RoleCreated { .. }
            | Change::RoleChanged { .. }
            | Change::RoleDeleted { .. }
            | Change::BundleCreated { .. }
            | Change::BundleChanged { .. }
            | Change::BundleDeleted { .. }) => Happened::Arranged(self.arranged(other)?),
        })
    }

    /// What happened to the organization itself, its teams, roles and bundles. None for what happened to people.
    fn arranged(&self, change: Change) -> Option<Arranged> {
        let bundle = |shape: BundleShape| NamedBundle {
            role: self.role(shape.role),
            teams: self.teams(shape.teams.iter().copied()),
            shape,
        };
        Some(match change {
            Change::OrganizationCreated { settings, .. } => Arranged::Founded { name: settings.name },
            Change::OrganizationChanged { before, after } => {
                Arranged::Settings { before: Box::new(before), after: Box::new(after) }
            }
            Change::TeamCreated { team } => Arranged::TeamCreated { name: team.name },
            Change::TeamRenamed { before, after, .. } => Arranged::TeamRenamed { before, after },
            Change::TeamDeleted { team, members, .. } => {
                Arranged::TeamDeleted { name: team.name, people: u32::try_from(members.len()).unwrap_or(u32::MAX) }
            }
            Change::RoleCreated { role } => Arranged::RoleCreated(role.shape()),
            Change::RoleChanged { before, after, .. } => Arranged::RoleChanged { before, after },
            Change::RoleDeleted { role, moved_to } => {
                Arranged::RoleDeleted { name: role.name, moved_to: moved_to.and_then(|role| self.role(role)) }
            }
            Change::BundleCreated { bundle: created } => Arranged::BundleCreated(bundle(created.shape)),
            Change::BundleChanged { before, after, .. } => {
                Arranged::BundleChanged { before: bundle(before), after: bundle(after) }
            }
            Change::BundleDeleted { bundle } => Arranged::BundleDeleted { name: bundle.shape.name },
            _ => return None,
        })
    }

    /// None where the viewer knows of none of the teams. A link that only changed stands among those removed and among those added.
    fn teams_changed(&self, removed: &[TeamLink], added: &[TeamLink]) -> Option<Happened> {
        let known = |link: &TeamLink| self.teams.contains_key(&link.team);
        if !removed.iter().chain(added).any(known) {
            return None;
        }
        let is_in = |links: &[TeamLink], team| links.iter().any(|link: &TeamLink| link.team == team);
        let owned = |links: &[TeamLink], team| links.iter().any(|link| link.team == team && link.owner);
        let of = |links: &[TeamLink], wanted: &dyn Fn(&TeamLink) -> bool| {
            self.teams(links.iter().filter(|link| wanted(link)).map(|link| link.team))
        };
        Some(Happened::TeamsChanged {
            joined: of(added, &|link| !is_in(removed, link.team)),
            left: of(removed, &|link| !is_in(added, link.team)),
            owns: of(added, &|link| link.owner && !owned(removed, link.team)),
            disowned: of(removed, &|link| link.owner && is_in(added, link.team) && !owned(added, link.team)),
        })
    }
}

/// The teams that a change of a person names.
fn teams_in(change: &Change) -> Vec<TeamId> {
    match change {
        Change::UserJoined { user, .. } => user.teams.iter().map(|link| link.team).collect(),
        Change::UserTeamsChanged { removed, added, .. } => removed.iter().chain(added).map(|link| link.team).collect(),
        Change::InvitationSent { invitation, .. }
        | Change::InvitationQueued { invitation, .. }
        | Change::RequestApproved(invitation)
        | Change::InvitationReopened { invitation } => invitation.teams.clone(),
        Change::InvitationTeamsChanged { removed, added, .. } => removed.iter().chain(added).copied().collect(),
        Change::BundleCreated { bundle } => bundle.shape.teams.clone(),
        Change::BundleChanged { before, after, .. } => before.teams.iter().chain(&after.teams).copied().collect(),
        Change::TeamRenamed { team, .. } => vec![*team],
        Change::OrganizationCreated { .. }
        | Change::OrganizationChanged { .. }
        | Change::UserRoleSet { .. }
        | Change::UserEndSet { .. }
        | Change::UserTemporaryRoleSet { .. }
        | Change::UserStateSet { .. }
        | Change::UserSignedOut { .. }
        | Change::UserRenamed { .. }
        | Change::UserSecondFactorSet { .. }
        | Change::UserEmailChanged { .. }
        | Change::InvitationResent { .. }
        | Change::InvitationLinkCopied { .. }
        | Change::InvitationTakenOver { .. }
        | Change::InvitationRevoked { .. }
        | Change::InvitationReaddressed { .. }
        | Change::InvitationResendTakenBack { .. }
        | Change::UserEmailProposed { .. }
        | Change::PasswordResetSent { .. }
        | Change::LockLifted { .. }
        | Change::InvitationReminded { .. }
        | Change::InvitationReleased { .. }
        | Change::TeamCreated { .. }
        | Change::TeamDeleted { .. }
        | Change::RoleCreated { .. }
        | Change::RoleChanged { .. }
        | Change::RoleDeleted { .. }
        | Change::BundleDeleted { .. }
        | Change::RequestMade(..)
        | Change::RequestDeclined(..)
        | Change::RequestReturned(..)
        | Change::InvitationRoleSet { .. } => Vec::new(),
    }
}
