//! What changed of an organization's users between two moments: who joined and who left, who may do more and who less,
//! and who is in other teams.

use crate::{
    Actor, Change, Doer, EmailAddress, Event, Name, OrgState, Permissions, RoleId, Status, TeamId, Timestamp, User,
    UserId, UserState,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many people are named of each kind at most; all are counted.
pub const DIFFERENCES_MAX: usize = 500;

/// What became of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// They have access, and had none.
    Joined,
    /// They had access, and have none: removed, or past their end.
    Left,
    /// They may do something that they could not.
    Raised,
    /// They may not do something that they could.
    Lowered,
    /// They are in other teams, or own others.
    Moved,
}

impl Turn {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Joined, Self::Left, Self::Raised, Self::Lowered, Self::Moved];
}

/// What changed between two moments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// From when.
    pub since: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// How many there are of each kind, in the order of [`Turn::ALL`].
    pub counts: [u32; Turn::ALL.len()],
    /// Who, kind by kind and by name; of each kind [`DIFFERENCES_MAX`] at most.
    pub people: Vec<Differs>,
}

/// What became of one user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differs {
    /// What.
    pub turn: Turn,
    /// Of whom.
    pub user: UserId,
    /// By name, as it was at the later moment at which they had access.
    pub name: Name,
    /// And address.
    pub email: EmailAddress,
    /// The role that they had.
    pub role_before: Option<Name>,
    /// The role that they have.
    pub role_after: Option<Name>,
    /// The teams that they came into or left, or own or do not own any more.
    pub teams: Vec<TeamTurn>,
    /// Who did it last; none where a date came by itself.
    pub by: Option<Doer>,
    /// When.
    pub at: Option<Timestamp>,
}

/// What became of somebody's place in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamTurn {
    /// Which, by name.
    pub team: Name,
    /// Whether they owned it; none where they were not in it.
    pub was: Option<bool>,
    /// Whether they own it; none where they are not in it.
    pub is: Option<bool>,
}

/// Who did something, and when.
type Cause = (Actor, Timestamp);

/// By whom people changed between the two moments.
#[derive(Clone, Debug, Default)]
pub struct Causes {
    people: BTreeMap<(UserId, Turn), Cause>,
    roles: BTreeMap<RoleId, Cause>,
}

impl Causes {
    /// Notes an event from between the moments. They come in their order: what was done last counts.
    pub fn note(&mut self, event: &Event) {
        let cause = (event.actor, event.at);
        let mut by = |user: UserId, turn: Turn| {
            self.people.insert((user, turn), cause);
        };
        match &event.change {
            Change::UserJoined { user, .. } => by(user.id, Turn::Joined),
            Change::UserStateSet { user, before: UserState::Removed, .. } => by(*user, Turn::Joined),
            Change::UserStateSet { user, after: UserState::Removed, .. } => by(*user, Turn::Left),
            Change::UserRoleSet { user, .. } | Change::UserTemporaryRoleSet { user, .. } => {
                by(*user, Turn::Raised);
                by(*user, Turn::Lowered);
            }
            // Who puts off an end that had come brings somebody back.
            Change::UserEndSet { user, .. } => {
                self.people.entry((*user, Turn::Joined)).or_insert(cause);
            }
            Change::UserTeamsChanged { user, .. } => by(*user, Turn::Moved),
            Change::TeamDeleted { members, .. } => members.iter().for_each(|&(user, _)| by(user, Turn::Moved)),
            Change::RoleChanged { role, .. } => {
                self.roles.insert(*role, cause);
            }
            Change::OrganizationCreated { .. }
            | Change::OrganizationChanged { .. }
            | Change::UserStateSet { .. }
            | Change::UserSignedOut { .. }
            | Change::UserRenamed { .. }
            | Change::UserSecondFactorSet { .. }
            | Change::UserEmailChanged { .. }
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
            | Change::RequestReturned(..)
            | Change::TeamCreated { .. }
            | Change::TeamRenamed { .. }
            | Change::RoleCreated { .. }
            | Change::RoleDeleted { .. }
            | Change::BundleCreated { .. }
            | Change::BundleChanged { .. }
            | Change::BundleDeleted { .. } => {}
        }
    }

    /// Who did it last to somebody who has that role, and when: nobody where a date that came by itself is later.
    fn of(&self, user: &User, turn: Turn, date: Option<Timestamp>) -> (Option<Actor>, Option<Timestamp>) {
        let by_role = match turn {
            Turn::Raised | Turn::Lowered => self.roles.get(&user.role),
            Turn::Joined | Turn::Left | Turn::Moved => None,
        };
        let done = self.people.get(&(user.id, turn)).into_iter().chain(by_role);
        let all = done.map(|&(actor, at)| (at, Some(actor))).chain(date.map(|date| (date, None)));
        all.max_by_key(|&(at, _)| at).map_or((None, None), |(at, by)| (by, Some(at)))
    }
}

/// What became of everybody between two states, with who did it; by kind, and by id.
#[must_use]
pub fn differences(
    (before, since): (&OrgState, Timestamp),
    (after, until): (&OrgState, Timestamp),
    causes: &Causes,
) -> Vec<(Differs, Option<Actor>)> {
    let everybody: BTreeSet<UserId> = before.users.keys().chain(after.users.keys()).copied().collect();
    let compared = Compared { before, since, after, until, causes };
    let mut all: Vec<_> = everybody.into_iter().flat_map(|user| compared.turns(user)).collect();
    all.sort_by_key(|(one, _)| one.turn);
    all
}

struct Compared<'a> {
    before: &'a OrgState,
    since: Timestamp,
    after: &'a OrgState,
    until: Timestamp,
    causes: &'a Causes,
}

impl Compared<'_> {
    fn turns(&self, id: UserId) -> Vec<(Differs, Option<Actor>)> {
        let (before, after) = (self.before.users.get(&id), self.after.users.get(&id));
        let was = before.filter(|user| has_access(user, self.since));
        let is = after.filter(|user| has_access(user, self.until));
        let told = |turn, date| self.told(turn, (was, is), date);
        match (was, is) {
            (None, None) => Vec::new(),
            (None, Some(_)) => told(Turn::Joined, None).into_iter().collect(),
            (Some(_), None) => {
                let ended = after.filter(|user| user.state != UserState::Removed).and_then(|user| user.ends_at);
                told(Turn::Left, ended).into_iter().collect()
            }
            (Some(was), Some(is)) => {
                let could = self.before.permissions_of(was, self.since);
                let can = self.after.permissions_of(is, self.until);
                let over = was.role_until.filter(|&end| end > self.since && end <= self.until);
                let raised = could.lacking(can) != Permissions::NONE;
                let lowered = can.lacking(could) != Permissions::NONE;
                let turns = [
                    raised.then(|| told(Turn::Raised, over)),
                    lowered.then(|| told(Turn::Lowered, over)),
                    (places(was) != places(is)).then(|| told(Turn::Moved, None)),
                ];
                turns.into_iter().flatten().flatten().collect()
            }
        }
    }

    fn told(
        &self,
        turn: Turn,
        (was, is): (Option<&User>, Option<&User>),
        date: Option<Timestamp>,
    ) -> Option<(Differs, Option<Actor>)> {
        let user = is.or(was)?;
        let role =
            |state: &OrgState, user: &User, at| state.role(user.effective_role(at)).map(|role| role.name.clone());
        let (by, at) = self.causes.of(user, turn, date);
        let differs = Differs {
            turn,
            user: user.id,
            name: user.name.clone(),
            email: user.email.clone(),
            role_before: was.and_then(|was| role(self.before, was, self.since)),
            role_after: is.and_then(|is| role(self.after, is, self.until)),
            teams: self.teams(was, is),
            by: None,
            at,
        };
        Some((differs, by))
    }

    fn teams(&self, was: Option<&User>, is: Option<&User>) -> Vec<TeamTurn> {
        let (was, is) = (was.map(places).unwrap_or_default(), is.map(places).unwrap_or_default());
        let all: BTreeSet<TeamId> = was.keys().chain(is.keys()).copied().collect();
        let mut turns: Vec<TeamTurn> = all
            .into_iter()
            .filter(|team| was.get(team) != is.get(team))
            .filter_map(|team| {
                let known = self.after.team(team).or_else(|| self.before.team(team))?;
                Some(TeamTurn { team: known.name.clone(), was: was.get(&team).copied(), is: is.get(&team).copied() })
            })
            .collect();
        turns.sort_by_cached_key(|turn| turn.team.as_str().to_lowercase());
        turns
    }
}

/// A suspension takes nobody out: everything is kept for them.
fn has_access(user: &User, at: Timestamp) -> bool {
    match user.status(at) {
        Status::Active | Status::Suspended => true,
        Status::Ended | Status::Removed => false,
        // An invitation's.
        Status::Invited | Status::Waiting | Status::Requested | Status::Expired => false,
    }
}

fn places(user: &User) -> BTreeMap<TeamId, bool> {
    user.teams.iter().map(|link| (link.team, link.owner)).collect()
}
