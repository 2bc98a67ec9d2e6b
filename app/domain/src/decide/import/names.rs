//! Roles and teams of a list, by name.

use super::undefused;
use crate::decide::Desk;
use crate::{Field, LineProblem, Name, OrgState, PlannedAction, Refusal, RoleId, TEAMS_PER_USER_MAX, TeamId};
use std::collections::HashMap;

/// What names stand for, and where the plan's lists have them.
pub(super) struct Names<'a> {
    roles: HashMap<String, RoleId>,
    role_names: Numbered<RoleId>,
    teams: HashMap<String, TeamId>,
    team_names: Numbered<TeamId>,
    create_teams: bool,
    /// Cells that were looked up: most lines have one of a few.
    cells: HashMap<&'a str, Result<Vec<TeamId>, LineProblem>>,
}

/// Names in a list, and the place of each.
struct Numbered<T> {
    places: HashMap<T, u32>,
    names: Vec<String>,
}

impl<T: Eq + std::hash::Hash> Numbered<T> {
    fn of(names: impl Iterator<Item = (T, String)>) -> Self {
        let mut numbered = Self { places: HashMap::new(), names: Vec::new() };
        names.for_each(|(id, name)| numbered.add(id, name));
        numbered
    }

    fn add(&mut self, id: T, name: String) {
        self.places.insert(id, u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name);
    }

    fn place(&self, id: &T) -> u32 {
        self.places.get(id).copied().unwrap_or(u32::MAX)
    }
}

impl<'a> Names<'a> {
    pub(super) fn of(state: &OrgState, create_teams: bool) -> Self {
        let by_slug = state.roles.iter().map(|role| (role.slug.to_lowercase(), role.id));
        // Where one role's name is another's in URLs, the name counts.
        let by_name = state.roles.iter().map(|role| (role.name.as_str().to_lowercase(), role.id));
        Self {
            roles: by_slug.chain(by_name).collect(),
            role_names: Numbered::of(state.roles.iter().map(|role| (role.id, role.name.to_string()))),
            teams: state.teams.iter().map(|team| (team.name.as_str().to_lowercase(), team.id)).collect(),
            team_names: Numbered::of(state.teams.iter().map(|team| (team.id, team.name.to_string()))),
            create_teams,
            cells: HashMap::new(),
        }
    }

    /// The names of roles and of teams, at the places that the plan's lines point at.
    pub(super) fn into_lists(self) -> (Vec<String>, Vec<String>) {
        (self.role_names.names, self.team_names.names)
    }

    pub(super) fn add(&self, role: RoleId, teams: &[TeamId]) -> PlannedAction {
        PlannedAction::Add { role: self.role_names.place(&role), teams: self.team_places(teams) }
    }

    pub(super) fn change(&self, role: Option<(RoleId, RoleId)>, join: &[TeamId], leave: &[TeamId]) -> PlannedAction {
        let place = |role| self.role_names.place(&role);
        PlannedAction::Change {
            role: role.map(|(before, after)| (place(before), place(after))),
            join: self.team_places(join),
            leave: self.team_places(leave),
        }
    }

    fn team_places(&self, teams: &[TeamId]) -> Vec<u32> {
        teams.iter().map(|team| self.team_names.place(team)).collect()
    }

    /// The role of that name; `None` where nothing is said.
    pub(super) fn role(&self, cell: &str) -> Result<Option<RoleId>, LineProblem> {
        if cell.trim().is_empty() {
            return Ok(None);
        }
        let known = |text: &str| self.roles.get(&text.to_lowercase()).copied();
        let role = known(cell.trim()).or_else(|| known(undefused(cell)));
        role.map(Some).ok_or_else(|| LineProblem::NoRole(cell.trim().to_owned()))
    }

    /// The teams of a cell; `None` where nothing is said. Teams that nobody has made are made, if asked for.
    pub(super) fn teams(&mut self, desk: &mut Desk<'_>, cell: &'a str) -> Result<Option<Vec<TeamId>>, LineProblem> {
        if cell.trim().is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.cells.get(cell) {
            return known.clone().map(Some);
        }
        let found = self.teams_of(desk, cell);
        self.cells.insert(cell, found.clone());
        found.map(Some)
    }

    fn teams_of(&mut self, desk: &mut Desk<'_>, cell: &str) -> Result<Vec<TeamId>, LineProblem> {
        let parts = parts(cell);
        let mut teams = Vec::new();
        let mut next = 0;
        while next < parts.len() {
            // A team's own name may have a separator in it: the longest name that is known counts.
            let longest = (next + 1..=parts.len()).rev().take(parts.len().min(TEAMS_PER_USER_MAX));
            let known = longest.filter_map(|end| {
                let (start, stop) = (parts[next].0, parts[end - 1].1);
                Some((self.known(&cell[start..stop])?, end))
            });
            let (team, end) = match { known }.next() {
                Some(known) => known,
                None => (self.unknown(desk, &cell[parts[next].0..parts[next].1])?, next + 1),
            };
            if !teams.contains(&team) {
                teams.push(team);
            }
            next = end;
        }
        if teams.len() > TEAMS_PER_USER_MAX {
            return Err(crate::decide::teams::too_many(Field::Teams, TEAMS_PER_USER_MAX, teams.len()).into());
        }
        teams.sort_unstable();
        Ok(teams)
    }

    fn known(&self, name: &str) -> Option<TeamId> {
        let team = |text: &str| self.teams.get(&text.to_lowercase()).copied();
        team(name.trim()).or_else(|| team(&undefused_parts(name)))
    }

    fn unknown(&mut self, desk: &mut Desk<'_>, text: &str) -> Result<TeamId, LineProblem> {
        if !self.create_teams {
            return Err(LineProblem::NoTeam(text.trim().to_owned()));
        }
        let name = Name::parse(undefused(text)).map_err(|error| Refusal::BadText { field: Field::Name, error })?;
        if let Some(&team) = self.teams.get(&name.as_str().to_lowercase()) {
            return Ok(team);
        }
        desk.create_team(&name)?;
        let made = desk.state.teams.last().map(|team| team.id).ok_or(Refusal::UnknownTeam)?;
        self.teams.insert(name.as_str().to_lowercase(), made);
        self.team_names.add(made, name.to_string());
        Ok(made)
    }
}

/// Where the parts of a cell are, without what is empty: between semicolons, lines and bars; else between commas.
fn parts(cell: &str) -> Vec<(usize, usize)> {
    let strong = [';', '\n', '|'];
    let between = if cell.contains(strong) { &strong[..] } else { &[','][..] };
    let mut start = 0;
    let mut parts = Vec::new();
    for part in cell.split(between) {
        if !part.trim().is_empty() {
            parts.push((start, start + part.len()));
        }
        start += part.len() + 1;
    }
    parts
}

/// Exports put apostrophes also inside of a cell, after what some spreadsheet takes for its end.
fn undefused_parts(text: &str) -> String {
    let plain = |part: &str| {
        let start = part.len() - part.trim_start().len();
        format!("{}{}", &part[..start], undefused(&part[start..]))
    };
    text.trim().split(';').map(plain).collect::<Vec<_>>().join(";")
}
