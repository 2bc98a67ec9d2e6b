use super::{Doers, Seen, see, users_among};
use crate::entity::organization;
use crate::store::load;
use crate::{Caller, Directory, OrgRef, Result, events};
use domain::{
    Authority, Change, Deed, Event, HISTORY_PAGE, Happened, History, HistoryEntry, Name, PersonId, RoleId, TeamId,
    TeamLink, allow,
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use uuid::Uuid;

impl Directory {
    /// What was done to one of an organization's people, the newest first: a page of what is older than the event
    /// numbered `before`.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization, or the person, is not the caller's to see;
    /// [`crate::Error::Refused`] when they may not read it; [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn person_history(
        &self,
        caller: &Caller,
        org: &OrgRef,
        person: PersonId,
        before: Option<u64>,
    ) -> Result<History> {
        let (org, by) = self.reader(caller, org).await?;
        let seen = see(self.read(), &org, &by, person, self.now()).await?;
        if let Err(refusal) = allow::view_history(&by) {
            let attempt = (person.uuid().to_string(), &refusal);
            self.note_refused(caller, Some(org.id), "view_history", [attempt]).await;
            return Err(refusal.into());
        }
        page(self.read(), &org, &by, &seen, before).await
    }
}

/// A page of somebody's history, that of the invitations which they accepted included.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    by: &Authority,
    seen: &Seen,
    before: Option<u64>,
) -> Result<History> {
    let subjects = match seen {
        Seen::Invitation(invitation) => vec![invitation.id.0],
        Seen::User(user) => {
            let joined = events::of_kind(db, org.id, user.id.0, "user_joined").await?;
            let accepted = joined.iter().filter_map(|event| match &event.change {
                Change::UserJoined { invitation, .. } => invitation.map(|invitation| invitation.0),
                _ => None,
            });
            std::iter::once(user.id.0).chain(accepted).collect::<Vec<Uuid>>()
        }
    };
    let mut found = events::about(db, org.id, &subjects, before, HISTORY_PAGE + 1).await?;
    let more = found.len() > HISTORY_PAGE;
    found.truncate(HISTORY_PAGE);
    let doers = Doers::of(db, org, by, users_among(found.iter().map(|event| event.actor))).await?;
    let names = Names::of(db, org, by, &found).await?;
    let entry = |event: Event| {
        let (seq, door) = (event.seq, event.door);
        let deed = Deed { by: doers.name(event.actor), at: event.at };
        Some(HistoryEntry { seq, deed, door, what: names.happened(event.change)? })
    };
    Ok(History { entries: found.into_iter().filter_map(entry).collect(), more })
}

/// What the roles and teams of some events are called, as far as the viewer may know of them; teams that are gone, by the name that they had.
struct Names {
    roles: BTreeMap<RoleId, Name>,
    teams: BTreeMap<TeamId, Name>,
}

impl Names {
    async fn of(
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

    fn role(&self, id: RoleId) -> Option<Name> {
        self.roles.get(&id).cloned()
    }

    fn teams(&self, ids: impl IntoIterator<Item = TeamId>) -> Vec<Name> {
        let mut names: Vec<Name> = ids.into_iter().filter_map(|id| self.teams.get(&id).cloned()).collect();
        names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        names
    }

    /// What happened, in names. None for what is about nobody.
    fn happened(&self, change: Change) -> Option<Happened> {
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
            Change::InvitationSent { invitation, .. } => Happened::Invited {
                role: self.role(invitation.role),
                teams: self.teams(invitation.teams),
                email: invitation.email,
            },
            Change::InvitationResent { after, .. } => Happened::InvitationResent { until: after },
            Change::InvitationLinkCopied { .. } => Happened::LinkCopied,
            Change::InvitationReminded { .. } => Happened::InvitationReminded,
            Change::InvitationQueued { invitation, .. } => Happened::InvitationQueued {
                role: self.role(invitation.role),
                teams: self.teams(invitation.teams),
                email: invitation.email,
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
            Change::PasswordResetSent { .. } => Happened::PasswordResetSent,
            Change::UserEndSet { before, after, .. } => Happened::EndSet { before, after },
            Change::UserTemporaryRoleSet { before, after, .. } => Happened::TemporaryRoleSet {
                before: self.role(before.role),
                after: self.role(after.role),
                until: after.term.map(|term| term.until),
            },
            Change::OrganizationCreated { .. }
            | Change::OrganizationChanged { .. }
            | Change::TeamCreated { .. }
            | Change::TeamRenamed { .. }
            | Change::TeamDeleted { .. }
            | Change::RoleCreated { .. }
            | Change::RoleChanged { .. }
            | Change::RoleDeleted { .. } => return None,
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
        Change::OrganizationCreated { .. }
        | Change::OrganizationChanged { .. }
        | Change::UserRoleSet { .. }
        | Change::UserEndSet { .. }
        | Change::UserTemporaryRoleSet { .. }
        | Change::UserStateSet { .. }
        | Change::UserSignedOut { .. }
        | Change::UserRenamed { .. }
        | Change::UserEmailChanged { .. }
        | Change::InvitationResent { .. }
        | Change::InvitationLinkCopied { .. }
        | Change::InvitationTakenOver { .. }
        | Change::InvitationRevoked { .. }
        | Change::InvitationReaddressed { .. }
        | Change::PasswordResetSent { .. }
        | Change::InvitationReminded { .. }
        | Change::InvitationReleased { .. }
        | Change::TeamCreated { .. }
        | Change::TeamRenamed { .. }
        | Change::TeamDeleted { .. }
        | Change::RoleCreated { .. }
        | Change::RoleChanged { .. }
        | Change::RoleDeleted { .. }
        | Change::RequestMade(..)
        | Change::RequestDeclined(..)
        | Change::RequestReturned(..)
        | Change::InvitationRoleSet { .. } => Vec::new(),
    }
}
