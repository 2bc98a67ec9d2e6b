//! What one may invite with: roles, teams, and as much of a pattern as is one's own to give.

use domain::{Role, RoleId, RoleKey, Team, TeamId, allow};
use leptos::prelude::*;
use roster::Roster;

use super::form::InviteForm;
use crate::text::roles::shown;
use crate::ui::{Choice, SelectOption};

/// Whether one may invite with a role.
fn may_give(roster: &Roster, role: &Role) -> bool {
    let viewer = roster.viewer();
    // In which of their teams a Team owner invites, the teams' own choice says.
    allow::invite_as(viewer, role, &viewer.owned_teams).is_ok() || allow::invite_as(viewer, role, &[]).is_ok()
}

/// The roles that one may invite with.
pub(crate) fn role_options(roster: &Roster) -> Vec<SelectOption> {
    let give = roster.roles().iter().filter(|role| may_give(roster, role));
    give.map(|role| SelectOption {
        value: role.id.to_string(),
        label: shown(role.name.as_str()).to_owned(),
        disabled: false,
    })
    .collect()
}

/// Member, or the least that one may give.
pub(crate) fn default_role(roster: &Roster) -> Option<RoleId> {
    let give = || roster.roles().iter().filter(|role| may_give(roster, role));
    let member = give().find(|role| role.key == Some(RoleKey::Member));
    member.or_else(|| give().last()).map(|role| role.id)
}

/// The teams that one may invite into, and whether they are chosen.
pub(crate) fn team_choices(roster: &Roster, chosen: &[TeamId]) -> Vec<Choice> {
    let may = |team: TeamId| allow::manage_team(roster.viewer(), team).is_ok();
    let teams = roster.teams().into_iter().filter(|(_, team)| may(team.id));
    teams
        .map(|(_, team)| Choice {
            key: team.id.to_string(),
            label: team.name.as_str().to_owned(),
            count: None,
            selected: chosen.contains(&team.id),
            reason: None,
        })
        .collect()
}

/// A role and teams that are taken over from somebody, or from a bundle: what of it one may give, and what one may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Access {
    role: RoleId,
    /// What the role is called.
    pub(super) role_name: String,
    may_give_role: bool,
    /// Those that one may invite into, with their names.
    teams: Vec<(TeamId, String)>,
    /// Those that one may not.
    others: Vec<String>,
}

impl Access {
    pub(super) fn of<'a>(roster: &Roster, role: &Role, teams: impl Iterator<Item = &'a Team>) -> Self {
        let (own, others): (Vec<&Team>, Vec<&Team>) =
            teams.partition(|team| allow::manage_team(roster.viewer(), team.id).is_ok());
        let name = |team: &Team| team.name.as_str().to_owned();
        Self {
            role: role.id,
            role_name: shown(role.name.as_str()).to_owned(),
            may_give_role: may_give(roster, role),
            teams: own.into_iter().map(|team| (team.id, name(team))).collect(),
            others: others.into_iter().map(name).collect(),
        }
    }

    /// What the role is called, where one may give it.
    pub(super) fn own_role(&self) -> Option<&str> {
        self.may_give_role.then_some(self.role_name.as_str())
    }

    pub(super) fn team_names(&self) -> Vec<String> {
        self.teams.iter().map(|(_, name)| name.clone()).collect()
    }

    /// The names of what is not one's own to give.
    pub(super) fn missing(&self) -> Vec<String> {
        let role = (!self.may_give_role).then(|| self.role_name.clone());
        role.into_iter().chain(self.others.iter().cloned()).collect()
    }

    /// Chooses it in the dialog, as far as one may give it.
    pub(super) fn write(&self, form: InviteForm) {
        if self.may_give_role {
            form.role.set(self.role.to_string());
        }
        form.teams.set(self.teams.iter().map(|(team, _)| *team).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

    fn stage() -> Stage {
        Stage::new()
            .user("Olga Owner", Owner)
            .user("Ada Admin", Admin)
            .user("Tess Owner", TeamOwner)
            .owns("Tess Owner", "Design")
            .joins("Tess Owner", "Support")
    }

    fn roles(viewer: &str) -> Vec<String> {
        role_options(&stage().seen_by(viewer)).into_iter().map(|option| option.label).collect()
    }

    #[test]
    fn one_invites_with_what_one_may_give() {
        assert_eq!(roles("Olga Owner"), ["Owner", "Admin", "Team owner", "Member"]);
        assert_eq!(roles("Ada Admin"), ["Admin", "Team owner", "Member"]);
        assert_eq!(roles("Tess Owner"), ["Member"]);
        let stage = stage();
        assert_eq!(default_role(&stage.seen_by("Ada Admin")), Some(stage.role(Member)));
    }

    #[test]
    fn a_team_owner_invites_into_teams_they_own() {
        let stage = stage();
        let names = |viewer: &str| {
            let choices = team_choices(&stage.seen_by(viewer), &[stage.team("Design")]);
            choices.into_iter().map(|choice| (choice.label, choice.selected)).collect::<Vec<_>>()
        };
        assert_eq!(names("Tess Owner"), [("Design".to_owned(), true)]);
        assert_eq!(names("Olga Owner"), [("Design".to_owned(), true), ("Support".to_owned(), false)]);
    }
}
