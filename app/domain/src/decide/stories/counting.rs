//! What a state comes to, counted from scratch.

use crate::*;
use std::collections::BTreeMap;

/// Whether somebody's role can own teams, now or once a temporary one is over.
pub fn can_own_teams(state: &OrgState, held: HeldRole) -> bool {
    [held.role, held.in_the_end()].iter().any(|&role| state.role(role).is_some_and(Role::can_own_teams))
}

pub type Picture = (
    BTreeMap<UserId, User>,
    BTreeMap<InvitationId, Invitation>,
    Vec<Team>,
    Vec<Role>,
    Vec<Bundle>,
    OrgSettings,
    Seats,
    u32,
);

/// Active users, open invitations, those that wait, and lasting Owners, counted from scratch.
pub fn counts(state: &OrgState, now: Timestamp) -> (u32, u32, u32, u32) {
    let count = |n: usize| u32::try_from(n).expect("few");
    let users = state.users.values().filter(|user| user.status(now) == Status::Active).count();
    let those = |is| state.invitations.values().filter(move |one: &&Invitation| one.status(now) == Some(is)).count();
    let owners = state.users.values().filter(|user| {
        let over = user.role_until.is_some_and(|until| until <= now);
        let role = if over { user.role_after.expect("with its date") } else { user.role };
        let owns = state.roles.iter().any(|r| r.key == Some(RoleKey::Owner) && r.id == role);
        let lasts = user.ends_at.is_none() && (over || user.role_until.is_none());
        user.status(now) == Status::Active && owns && lasts
    });
    (count(users), count(those(Status::Invited)), count(those(Status::Waiting)), count(owners.count()))
}
