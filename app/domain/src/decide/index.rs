//! Who may have an address, and who may have sent an invitation, without looking through everybody for each.

use crate::{Change, EmailAddress, Invitation, InvitationId, OrgState, User, UserId};
use std::collections::hash_map::{Entry, RandomState};
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasher as _;

/// Candidates: all who have the address or sent the invitation are among them, perhaps others too. Whoever asks looks
/// at the state itself.
#[derive(Default)]
pub(super) struct Index {
    hasher: RandomState,
    users: ByAddress<UserId>,
    invitations: ByAddress<InvitationId>,
    sent: HashMap<UserId, BTreeSet<InvitationId>>,
}

/// By an address's hash: of a hundred thousand, the addresses themselves and a set for each are four times as much.
type ByAddress<T> = HashMap<u64, Few<T>>;

/// Mostly one.
enum Few<T> {
    One(T),
    More(BTreeSet<T>),
}

impl<T: Copy + Ord> Few<T> {
    fn add(into: &mut ByAddress<T>, hash: u64, id: T) {
        match into.entry(hash) {
            Entry::Vacant(none) => drop(none.insert(Self::One(id))),
            Entry::Occupied(mut known) => match known.get_mut() {
                Self::One(other) => *known.get_mut() = Self::More(BTreeSet::from([*other, id])),
                Self::More(ids) => drop(ids.insert(id)),
            },
        }
    }

    /// In the order of their ids.
    fn iter(&self) -> impl Iterator<Item = T> {
        let (one, more) = match self {
            Self::One(id) => (Some(*id), None),
            Self::More(ids) => (None, Some(ids)),
        };
        one.into_iter().chain(more.into_iter().flatten().copied())
    }
}

impl Index {
    pub(super) fn of(state: &OrgState) -> Self {
        let mut index = Self::default();
        for user in state.users.values() {
            index.add_user(user.id, &user.email);
        }
        for invitation in state.invitations.values() {
            index.add_invitation(invitation);
        }
        index
    }

    /// A change is being applied. What it ends stays a candidate.
    pub(super) fn note(&mut self, change: &Change) {
        match change {
            Change::UserJoined { user, .. } => self.add_user(user.id, &user.email),
            Change::UserEmailChanged { user, after, .. } => self.add_user(*user, after),
            Change::InvitationSent { invitation, .. }
            | Change::InvitationQueued { invitation, .. }
            | Change::RequestMade(invitation)
            | Change::RequestApproved(invitation)
            | Change::RequestReturned(invitation)
            | Change::InvitationReopened { invitation } => self.add_invitation(invitation),
            Change::InvitationReaddressed { invitation, after, .. } => {
                Few::add(&mut self.invitations, self.hasher.hash_one(after), *invitation);
            }
            Change::InvitationTakenOver { invitation, after: Some(sender), .. } => {
                self.sent.entry(*sender).or_default().insert(*invitation);
            }
            Change::OrganizationCreated { .. }
            | Change::OrganizationChanged { .. }
            | Change::UserRoleSet { .. }
            | Change::UserTeamsChanged { .. }
            | Change::UserStateSet { .. }
            | Change::UserSignedOut { .. }
            | Change::UserRenamed { .. }
            | Change::UserSecondFactorSet { .. }
            | Change::InvitationResent { .. }
            | Change::InvitationLinkCopied { .. }
            | Change::InvitationTakenOver { after: None, .. }
            | Change::InvitationRevoked { .. }
            | Change::TeamCreated { .. }
            | Change::TeamRenamed { .. }
            | Change::TeamDeleted { .. }
            | Change::UserEndSet { .. }
            | Change::UserTemporaryRoleSet { .. }
            | Change::InvitationResendTakenBack { .. }
            | Change::UserEmailProposed { .. }
            | Change::PasswordResetSent { .. }
            | Change::LockLifted { .. }
            | Change::RoleCreated { .. }
            | Change::RoleChanged { .. }
            | Change::RoleDeleted { .. }
            | Change::BundleCreated { .. }
            | Change::BundleChanged { .. }
            | Change::BundleDeleted { .. }
            | Change::InvitationRoleSet { .. }
            | Change::InvitationTeamsChanged { .. }
            | Change::InvitationReminded { .. }
            | Change::RequestDeclined(..)
            | Change::InvitationReleased { .. } => {}
        }
    }

    fn add_user(&mut self, id: UserId, email: &EmailAddress) {
        Few::add(&mut self.users, self.hasher.hash_one(email), id);
    }

    fn add_invitation(&mut self, invitation: &Invitation) {
        Few::add(&mut self.invitations, self.hasher.hash_one(&invitation.email), invitation.id);
        if let Some(sender) = invitation.invited_by {
            self.sent.entry(sender).or_default().insert(invitation.id);
        }
    }

    /// The users who have an address.
    pub(super) fn users_with<'a>(
        &'a self,
        state: &'a OrgState,
        email: &'a EmailAddress,
    ) -> impl Iterator<Item = &'a User> {
        let ids = self.users.get(&self.hasher.hash_one(email)).into_iter().flat_map(Few::iter);
        let known = ids.filter_map(|id| state.users.get(&id));
        known.filter(move |user| user.email == *email)
    }

    /// The invitations to an address.
    pub(super) fn invitations_to<'a>(
        &'a self,
        state: &'a OrgState,
        email: &'a EmailAddress,
    ) -> impl Iterator<Item = &'a Invitation> {
        let ids = self.invitations.get(&self.hasher.hash_one(email)).into_iter().flat_map(Few::iter);
        let known = ids.filter_map(|id| state.invitations.get(&id));
        known.filter(move |invitation| invitation.email == *email)
    }

    /// The invitations that a user sent.
    pub(super) fn invitations_by<'a>(
        &'a self,
        state: &'a OrgState,
        sender: UserId,
    ) -> impl Iterator<Item = &'a Invitation> {
        let known = self.sent.get(&sender).into_iter().flatten().filter_map(|id| state.invitations.get(id));
        known.filter(move |invitation| invitation.invited_by == Some(sender))
    }
}
