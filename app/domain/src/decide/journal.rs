//! How the state was, of what changed: to put it back without having kept a copy of everybody.

use crate::{Change, Invitation, InvitationId, OrgState, PersonId, Seats, Subject, User, UserId};

/// What changed since it was begun, as it was.
pub(super) struct Journal {
    seats: Seats,
    owners: u32,
    before: Vec<Before>,
}

/// A thing as it was; `None` where there was none.
enum Before {
    User(UserId, Option<User>),
    Invitation(InvitationId, Option<Invitation>),
    Everything(Box<OrgState>),
}

impl Journal {
    pub(super) fn begin(state: &OrgState) -> Self {
        Self { seats: state.seats, owners: state.owners, before: Vec::new() }
    }

    /// A change is about to be applied.
    pub(super) fn note(&mut self, state: &OrgState, change: &Change) {
        self.before.push(match change.subject() {
            Subject::Person(PersonId::User(id)) => Before::User(id, state.users.get(&id).cloned()),
            Subject::Person(PersonId::Invitation(id)) => Before::Invitation(id, state.invitations.get(&id).cloned()),
            Subject::Address(_) | Subject::Team(_) | Subject::Organization | Subject::Role(_) | Subject::Bundle(_) => {
                Before::Everything(Box::new(state.clone()))
            }
        });
        // Who joins uses up an invitation.
        if let Change::UserJoined { invitation: Some(id), .. } = change {
            self.before.push(Before::Invitation(*id, state.invitations.get(id).cloned()));
        }
    }

    /// Everything as it was when it was begun.
    pub(super) fn put_back(self, state: &mut OrgState) {
        for before in self.before.into_iter().rev() {
            match before {
                Before::User(id, Some(user)) => drop(state.users.insert(id, user)),
                Before::User(id, None) => drop(state.users.remove(&id)),
                Before::Invitation(id, Some(invitation)) => drop(state.invitations.insert(id, invitation)),
                Before::Invitation(id, None) => drop(state.invitations.remove(&id)),
                Before::Everything(all) => *state = *all,
            }
        }
        state.seats = self.seats;
        state.owners = self.owners;
    }
}
