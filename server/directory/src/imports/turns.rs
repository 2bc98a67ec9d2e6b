//! In which turn changes are written, so that all comes to what it would come to one after the other.

use domain::{Change, Event, InvitationId, UserId};
use std::collections::HashSet;

/// When a change is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Before what waits of people who are there.
    Before,
    /// With all of that.
    Among,
    /// After it.
    After,
    /// Last of all: it is new.
    New,
}

/// What was seen so far.
#[derive(Default)]
pub(super) struct Turns {
    /// The invitations that end or begin again by what waits: each once.
    touched: HashSet<InvitationId>,
    /// Those that give something else by it.
    edited: HashSet<InvitationId>,
    /// Something is written after what waits already.
    after: bool,
    /// From now on all is.
    closed: bool,
    pub(super) first: Vec<Event>,
    pub(super) then: Vec<Event>,
}

impl Turns {
    /// When a change is written that comes after all that were seen.
    pub(super) fn next(&mut self, change: &Change) -> Turn {
        let turn = match change {
            Change::InvitationSent { .. } | Change::InvitationQueued { .. } => Turn::New,
            Change::UserRoleSet { .. }
            | Change::UserTemporaryRoleSet { .. }
            | Change::UserTeamsChanged { .. }
            | Change::UserStateSet { .. }
                if !self.closed =>
            {
                Turn::Among
            }
            Change::InvitationRevoked { invitation, .. } if self.touches(*invitation) => Turn::Among,
            Change::InvitationReopened { invitation } if self.touches(invitation.id) => Turn::Among,
            // These end and begin before others give something else.
            Change::InvitationRoleSet { invitation, .. }
            | Change::InvitationTeamsChanged { invitation, .. }
            | Change::InvitationTakenOver { invitation, .. }
                if !self.closed && !self.touched.contains(invitation) =>
            {
                self.edited.insert(*invitation);
                Turn::Among
            }
            // Nothing that waits is about what was not there yet.
            Change::TeamCreated { .. } | Change::RoleCreated { .. } if !self.after => Turn::Before,
            // Nothing that comes later is about a team that nobody is in and that is gone.
            Change::TeamDeleted { members, invitations, .. } if members.is_empty() && invitations.is_empty() => {
                self.after = true;
                return Turn::After;
            }
            _ => Turn::After,
        };
        if turn == Turn::After {
            (self.after, self.closed) = (true, true);
        }
        turn
    }

    /// Whether an invitation that ends or begins again may wait: it is met once.
    fn touches(&mut self, invitation: InvitationId) -> bool {
        !self.closed && !self.edited.contains(&invitation) && self.touched.insert(invitation)
    }
}

/// The user whom a change is about alone: among such changes about different users, none says anything by its place.
pub(super) fn user_of(change: &Change) -> Option<UserId> {
    match change {
        Change::UserRoleSet { user, .. }
        | Change::UserTemporaryRoleSet { user, .. }
        | Change::UserTeamsChanged { user, .. }
        | Change::UserStateSet { user, .. } => Some(*user),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Name, RevokeCause, RoleId, Team, TeamId};
    use uuid::Uuid;

    fn role_set() -> Change {
        let role = RoleId(Uuid::nil());
        Change::UserRoleSet { user: UserId(Uuid::nil()), before: role, after: role }
    }

    fn revoked(n: u128) -> Change {
        Change::InvitationRevoked { invitation: InvitationId(Uuid::from_u128(n)), cause: RevokeCause::Asked }
    }

    fn team() -> Team {
        let name = Name::parse("Design").expect("a name");
        Team { id: TeamId(Uuid::nil()), name, slug: "design".to_owned() }
    }

    fn deleted(members: Vec<(UserId, bool)>) -> Change {
        Change::TeamDeleted { team: team(), members, invitations: Vec::new() }
    }

    fn turns(changes: &[Change]) -> Vec<Turn> {
        let mut turns = Turns::default();
        changes.iter().map(|change| turns.next(change)).collect()
    }

    #[test]
    fn what_is_made_comes_first_and_what_nobody_needs_goes_last() {
        let made = Change::TeamCreated { team: team() };
        assert_eq!(turns(&[role_set(), made.clone()]), [Turn::Among, Turn::Before]);
        assert_eq!(turns(&[deleted(Vec::new()), role_set()]), [Turn::After, Turn::Among]);
        // A name that is free again may be taken again, and whoever comes into that team comes later still.
        assert_eq!(turns(&[deleted(Vec::new()), made, role_set()]), [Turn::After; 3]);
    }

    #[test]
    fn after_anything_else_all_is_in_order() {
        let someone = (UserId(Uuid::nil()), false);
        assert_eq!(turns(&[role_set(), deleted(vec![someone]), role_set()]), [Turn::Among, Turn::After, Turn::After]);
        let out = Change::UserSignedOut { user: UserId(Uuid::nil()) };
        assert_eq!(turns(&[out, revoked(1), revoked(1)]), [Turn::After; 3]);
        assert_eq!(turns(&[revoked(1), revoked(2), revoked(1)]), [Turn::Among, Turn::Among, Turn::After]);
    }

    #[test]
    fn what_an_invitation_gives_waits_unless_it_also_ends_or_begins_again() {
        let given = |n: u128| {
            let (before, after) = (RoleId(Uuid::nil()), RoleId(Uuid::max()));
            Change::InvitationRoleSet { invitation: InvitationId(Uuid::from_u128(n)), before, after }
        };
        assert_eq!(turns(&[given(1), given(1), revoked(2), given(3)]), [Turn::Among; 4]);
        assert_eq!(turns(&[given(1), revoked(1)]), [Turn::Among, Turn::After]);
        assert_eq!(turns(&[revoked(1), given(1)]), [Turn::Among, Turn::After]);
    }
}
