//! What follows when somebody leaves: told before it is done, from what the page knows.

use std::collections::{BTreeMap, BTreeSet};

use domain::{PersonId, RESTORE_DAYS, Status, TeamId, Timestamp, UserId};
use roster::{Roster, RowRef};

use super::heirs::{Heir, heirs};

/// A team whose only active owner would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Orphan {
    /// Which team.
    pub(crate) team: TeamId,
    /// What it is called.
    pub(crate) name: String,
    /// Who could own it instead, by name.
    pub(crate) successors: Vec<(UserId, String)>,
}

/// What goes with people who leave together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Losses {
    /// Their open invitations: those are cancelled.
    pub(crate) invitations: u32,
    /// Who could answer for those instead, by name.
    pub(crate) heirs: Vec<Heir>,
    /// Teams left without an active owner, by name.
    pub(crate) orphans: Vec<Orphan>,
}

impl Losses {
    /// What goes when all of `leaving` do.
    pub(crate) fn of(roster: &Roster, leaving: &BTreeSet<PersonId>) -> Self {
        let rows = || leaving.iter().filter_map(|&person| roster.row(roster.find(person)?));
        let mut owned: BTreeMap<TeamId, Orphan> = rows()
            .flat_map(RowRef::teams)
            .filter(|(_, owner)| *owner)
            .map(|(team, _)| {
                (team.id, Orphan { team: team.id, name: team.name.as_str().to_owned(), successors: Vec::new() })
            })
            .collect();
        let mut invitations = 0;
        for row in roster.rows() {
            let by_them = row.invited_by().is_some_and(|inviter| leaving.contains(&inviter.id()));
            invitations +=
                u32::from(by_them && matches!(row.status(), Status::Invited | Status::Waiting | Status::Expired));
            if !owned.is_empty() && !leaving.contains(&row.id()) {
                heir(row, &mut owned);
            }
        }
        let mut orphans: Vec<Orphan> = owned.into_values().collect();
        orphans.sort_by(|a, b| a.name.cmp(&b.name));
        for orphan in &mut orphans {
            orphan.successors.sort_by(|a, b| a.1.cmp(&b.1));
        }
        let heirs = if invitations > 0 { heirs(roster, leaving) } else { Vec::new() };
        Self { invitations, heirs, orphans }
    }
}

/// What follows when a user is suspended or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Consequences {
    /// Who.
    pub(crate) user: UserId,
    /// What they are called.
    pub(crate) name: String,
    /// The organization.
    pub(crate) organization: String,
    /// Their open invitations: those are cancelled.
    pub(crate) invitations: u32,
    /// Who could answer for those instead.
    pub(crate) heirs: Vec<Heir>,
    /// Teams left without an active owner.
    pub(crate) orphans: Vec<Orphan>,
    /// Whether they can sign in now.
    pub(crate) active: bool,
    /// Until when a removal can be taken back.
    pub(crate) restorable_until: Timestamp,
}

impl Consequences {
    /// What follows when `user` leaves; `None` when the page does not know them.
    pub(crate) fn of(roster: &Roster, user: UserId) -> Option<Self> {
        let leaving = roster.row(roster.find(user.into())?)?;
        let Losses { invitations, heirs, orphans } = Losses::of(roster, &BTreeSet::from([leaving.id()]));
        Some(Self {
            user,
            name: leaving.name().to_owned(),
            organization: roster.org_name().as_str().to_owned(),
            invitations,
            heirs,
            orphans,
            active: leaving.status() == Status::Active,
            restorable_until: roster.now().plus_days(RESTORE_DAYS),
        })
    }

    /// Whether more is lost than sessions, which everybody expects: it is asked about, and somebody chosen for it.
    pub(crate) fn lose_something(&self) -> bool {
        self.invitations > 0 || !self.orphans.is_empty()
    }
}

/// Counts an active member as a team's other owner, or as somebody who could be.
fn heir(row: RowRef<'_>, owned: &mut BTreeMap<TeamId, Orphan>) {
    let PersonId::User(user) = row.id() else { return };
    if row.status() != Status::Active {
        return;
    }
    for (team, owner) in row.teams() {
        if owner {
            owned.remove(&team.id);
        } else if row.role().is_some_and(domain::Role::can_own_teams)
            && let Some(orphan) = owned.get_mut(&team.id)
        {
            orphan.successors.push((user, row.name().to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Member, Owner, TeamOwner};

    #[test]
    fn a_team_owner_leaves_teams_and_invitations() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Ana Lima", TeamOwner)
            .user("Ben Adeyemi", TeamOwner)
            .user("Cem Kaya", Member)
            .owns("Ana Lima", "Design")
            .owns("Ana Lima", "Support")
            .joins("Ben Adeyemi", "Design")
            .joins("Cem Kaya", "Design")
            .owns("Ben Adeyemi", "Support")
            .invited("dora@example.com", "Ana Lima");
        let roster = stage.seen_by("Olga Owner");
        let found = Consequences::of(&roster, stage.id("Ana Lima")).expect("known");
        assert_eq!((found.invitations, found.active), (1, true));
        let names: Vec<_> = found.orphans.iter().map(|orphan| orphan.name.as_str()).collect();
        assert_eq!(names, ["Design"], "Support keeps an owner");
        assert_eq!(found.orphans[0].successors, [(stage.id("Ben Adeyemi"), "Ben Adeyemi".to_owned())]);
        assert_eq!(found.restorable_until, stage.now().plus_days(90));
        assert!(found.lose_something());
    }

    #[test]
    fn a_member_leaves_nothing_behind() {
        let stage = Stage::new().user("Olga Owner", Owner).user("Cem Kaya", Member).joins("Cem Kaya", "Design");
        let found = Consequences::of(&stage.seen_by("Olga Owner"), stage.id("Cem Kaya")).expect("known");
        assert!(found.orphans.is_empty() && !found.lose_something());
        assert_eq!(Consequences::of(&stage.seen_by("Cem Kaya"), stage.id("Olga Owner")), None);
    }
}
