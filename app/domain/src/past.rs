//! An organization as it was at a moment: as it is, with what happened since taken back.
//!
//! The organization's settings, roles and teams go backwards, by what each event says was before. People go forwards:
//! to whom something happened since, what they had until then is told anew by their own events. What an event has of
//! before is not all of it: a temporary role that was over by then, or when somebody had been removed, it leaves out.
//! Whoever is not named by an event since is as they are now. Dates count by themselves: status and role are functions
//! of them and of the moment.

use crate::{
    Change, DAY_MS, Delivery, Invitation, InvitationState, OrgState, Organization, PersonId, Refusal, Role, Seats,
    SetBy, Status, Subject, Team, TeamId, Timestamp, User, UserId,
};
use std::collections::{BTreeMap, BTreeSet};

/// The moment that is shown for one that is asked for: the end of a day that has begun is now.
///
/// # Errors
/// [`Refusal::DayAhead`]; [`Refusal::BeforeOrganization`].
pub fn past_moment(asked: Timestamp, now: Timestamp, founded: Timestamp) -> Result<Timestamp, Refusal> {
    if asked.since(now) >= DAY_MS {
        return Err(Refusal::DayAhead);
    }
    if asked < founded {
        return Err(Refusal::BeforeOrganization { since: founded });
    }
    Ok(asked.min(now))
}

/// The way back: first what happened since, the newest first ([`Rewind::take_back`]), then the people as they are now
/// ([`Rewind::with_people`]).
#[derive(Clone, Debug)]
pub struct Rewind {
    at: Timestamp,
    org: Organization,
    roles: Vec<Role>,
    teams: Vec<Team>,
    touched: BTreeSet<PersonId>,
}

impl Rewind {
    /// From an organization as it is now to how it was at `at`.
    #[must_use]
    pub fn new(at: Timestamp, org: Organization, roles: Vec<Role>, teams: Vec<Team>) -> Self {
        Self { at, org, roles, teams, touched: BTreeSet::new() }
    }

    /// Something happened to somebody since: what it was need not be known.
    pub fn touch(&mut self, person: PersonId) {
        self.touched.insert(person);
    }

    /// To whom something happened since: their events until then are wanted.
    #[must_use]
    pub fn touched(&self) -> &BTreeSet<PersonId> {
        &self.touched
    }

    /// Takes a change back that was made since. The newest comes first.
    pub fn take_back(&mut self, change: &Change) {
        if let Subject::Person(person) = change.subject() {
            self.touch(person);
        }
        match change {
            Change::OrganizationChanged { before, .. } => self.org.settings = before.clone(),
            Change::UserJoined { invitation: Some(invitation), .. } => self.touch((*invitation).into()),
            Change::TeamCreated { team } => self.teams.retain(|known| known.id != team.id),
            Change::TeamRenamed { team, before, .. } => {
                for known in self.teams.iter_mut().filter(|known| known.id == *team) {
                    known.name = before.clone();
                }
            }
            Change::TeamDeleted { team, members, invitations } => {
                self.teams.push(team.clone());
                self.touched.extend(members.iter().map(|&(user, _)| PersonId::User(user)));
                self.touched.extend(invitations.iter().map(|&invitation| PersonId::Invitation(invitation)));
            }
            Change::RoleCreated { role } => self.roles.retain(|known| known.id != role.id),
            Change::RoleChanged { role, before, .. } => {
                for known in self.roles.iter_mut().filter(|known| known.id == *role) {
                    known.name = before.name.clone();
                    known.permissions = before.permissions;
                }
            }
            Change::RoleDeleted { role, .. } => self.roles.push(role.clone()),
            // Nothing is shown of a time before it.
            Change::OrganizationCreated { .. }
            // Bundles are a pattern, and no part of what people have.
            | Change::BundleCreated { .. }
            | Change::BundleChanged { .. }
            | Change::BundleDeleted { .. }
            // About one person, who is told anew.
            | Change::UserJoined { invitation: None, .. }
            | Change::UserRoleSet { .. }
            | Change::UserTeamsChanged { .. }
            | Change::UserStateSet { .. }
            | Change::UserSignedOut { .. }
            | Change::UserRenamed { .. }
            | Change::UserSecondFactorSet { .. }
            | Change::UserEmailChanged { .. }
            | Change::UserEndSet { .. }
            | Change::UserTemporaryRoleSet { .. }
            | Change::UserEmailProposed { .. }
            | Change::PasswordResetSent { .. }
            | Change::LockLifted { .. }
            | Change::InvitationSent { .. }
            | Change::InvitationQueued { .. }
            | Change::InvitationReleased { .. }
            | Change::InvitationResent { .. }
            | Change::InvitationResendTakenBack { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::InvitationTakenOver { .. }
            | Change::InvitationRevoked { .. }
            | Change::InvitationReopened { .. }
            | Change::InvitationReaddressed { .. }
            | Change::InvitationReminded { .. }
            | Change::InvitationRoleSet { .. }
            | Change::InvitationTeamsChanged { .. }
            | Change::RequestMade(..)
            | Change::RequestApproved(..)
            | Change::RequestDeclined(..)
            | Change::RequestReturned(..) => {}
        }
    }

    /// With everybody as they are now: users, those who were removed too, and open invitations.
    #[must_use]
    pub fn with_people(self, users: Vec<User>, invitations: Vec<Invitation>) -> Past {
        let Self { at, org, roles, teams, touched } = self;
        let last_active = users.iter().filter_map(|user| Some((user.id, user.last_active?))).collect();
        let users = users.into_iter().filter(|user| !touched.contains(&user.id.into()));
        let invitations = invitations.into_iter().filter(|invitation| !touched.contains(&invitation.id.into()));
        let state = OrgState {
            org,
            roles,
            teams,
            bundles: Vec::new(),
            users: users.map(|user| (user.id, user)).collect(),
            invitations: invitations.map(|invitation| (invitation.id, invitation)).collect(),
            seats: Seats::default(),
            owners: 0,
            set_by: SetBy::default(),
        };
        Past { at, state, last_active }
    }
}

/// An organization as it was, but for those to whom something happened since: their events until then are yet to be
/// told ([`Past::tell`]).
#[derive(Clone, Debug)]
pub struct Past {
    at: Timestamp,
    state: OrgState,
    last_active: BTreeMap<UserId, Timestamp>,
}

impl Past {
    /// Tells a change of one of them, from before the moment, and when it was made. Each one's changes come in their order.
    pub fn tell(&mut self, change: &Change, at: Timestamp) {
        self.state.apply(change, at);
    }

    /// The state at the moment: seats and lasting Owners as they were counted then. What no event tells of is not
    /// known: how far mails had come is left out, and who was seen since was seen a millisecond after it.
    #[must_use]
    pub fn state(self) -> OrgState {
        let Self { at, mut state, last_active } = self;
        // A team that is deleted never comes back: whoever was in it then is in it no more.
        let teams: BTreeSet<TeamId> = state.teams.iter().map(|team| team.id).collect();
        for user in state.users.values_mut() {
            user.teams.retain(|link| teams.contains(&link.team));
            user.last_active = last_active.get(&user.id).map(|&seen| seen.min(at.plus_ms(1)));
            // The rule of that time wrote down whom it suspended.
            user.dormant_at = None;
        }
        state.invitations.retain(|_, invitation| invitation.state == InvitationState::Open);
        for invitation in state.invitations.values_mut() {
            invitation.teams.retain(|team| teams.contains(team));
            invitation.delivery = Delivery::None;
        }
        state.recount(at);
        state
    }
}

impl OrgState {
    /// Counts seats and lasting Owners anew, of the people in it.
    fn recount(&mut self, now: Timestamp) {
        let settings = &self.org.settings;
        let mut seats = Seats { limit: settings.seat_limit, policy: settings.seat_policy, ..Seats::default() };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        seats.users = count(self.users.values().filter(|user| user.is_active(now)).count());
        let with =
            |status| self.invitations.values().filter(|invitation| invitation.status(now) == Some(status)).count();
        seats.invitations = count(with(Status::Invited));
        seats.waiting = count(with(Status::Waiting));
        self.owners = count(self.users.values().filter(|user| self.is_lasting_owner(user, now)).count());
        self.seats = seats;
    }
}
