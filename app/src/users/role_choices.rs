//! The lines of a person's role menu and the choices of their teams, from what the viewer may do.

use domain::{PersonId, Refusal, Role, TEAMS_PER_USER_MAX, TeamId, allow};
use roster::Roster;

use super::dates::refused_to_lend;
use super::{times, zone};
use crate::text::{dates, edits as text, refusal, roles::shown};
use crate::ui::{Choice, MenuItem, drawings};

/// What a role may do, in one line.
pub(crate) fn about(role: &Role) -> String {
    role.key.map_or_else(
        || text::custom_role_about(&role.permissions.iter().map(refusal::act).collect::<Vec<_>>()),
        |key| text::role_about(key).to_owned(),
    )
}

/// The key of the line that gives a role for a while.
pub(crate) const UNTIL: &str = "until";

/// A line for each role, the one that holds ticked, and one for giving a role for a while; what may not be done says
/// why.
pub(crate) fn roles(roster: &Roster, person: PersonId, blocked: Option<&str>) -> Vec<MenuItem> {
    let Some(row) = roster.find(person).and_then(|row| roster.row(row)) else { return Vec::new() };
    let target = row.target();
    let line = |role: &Role| {
        let holds = row.role().is_some_and(|held| held.id == role.id);
        let refused = allow::set_role(roster.viewer(), &target, role).err().filter(|_| !holds);
        let keep = row.role_until().filter(|_| holds).map(|(until, then)| {
            let when = times::when(zone::local(until), zone::local(roster.now()));
            dates::keep(&when, shown(then.name.as_str()))
        });
        MenuItem {
            description: Some(keep.unwrap_or_else(|| about(role))),
            reason: refused.map(|why| refusal::refusal(&why)).or_else(|| blocked.map(str::to_owned)),
            checked: Some(holds),
            ..MenuItem::new(role.id.to_string(), shown(role.name.as_str()))
        }
    };
    let lends = matches!(person, PersonId::User(_));
    let until = || MenuItem {
        description: Some(dates::only_until_about().to_owned()),
        reason: refused_to_lend(roster, row).map(|why| refusal::refusal(&why)).or_else(|| blocked.map(str::to_owned)),
        icon: Some(drawings::CALENDAR_CLOCK),
        ..MenuItem::new(UNTIL, dates::only_until())
    };
    roster.roles().iter().map(line).chain(lends.then(until)).collect()
}

/// A choice for each team that the viewer may know of; `blocked` says why nothing can be changed at all now.
pub(crate) fn teams(roster: &Roster, person: PersonId, blocked: Option<&str>) -> Vec<Choice> {
    let Some(row) = roster.find(person).and_then(|row| roster.row(row)) else { return Vec::new() };
    let held: Vec<TeamId> = row.teams().map(|(team, _)| team.id).collect();
    let invited = matches!(person, PersonId::Invitation(_));
    let full = held.len() >= TEAMS_PER_USER_MAX;
    let choice = |team: &domain::Team| {
        let selected = held.contains(&team.id);
        let left = || held.iter().copied().filter(|other| *other != team.id).collect::<Vec<_>>();
        let last = || allow::invite_into(roster.viewer(), &left()).err().filter(|_| selected && invited);
        let refused = allow::manage_team(roster.viewer(), team.id).err();
        let refused = refused.or_else(|| (full && !selected).then(too_many)).or_else(last);
        Choice {
            key: team.id.to_string(),
            label: team.name.as_str().to_owned(),
            count: None,
            selected,
            reason: blocked.map(str::to_owned).or_else(|| refused.map(|why| refusal::refusal(&why))),
        }
    };
    roster.teams().into_iter().map(|(_, team)| choice(team)).collect()
}

fn too_many() -> Refusal {
    let limit = u32::try_from(TEAMS_PER_USER_MAX).unwrap_or(u32::MAX);
    Refusal::TooMany { field: domain::Field::Teams, limit, got: limit + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

    #[test]
    fn an_admin_gives_what_they_hold_and_sees_why_not_more() {
        let stage = Stage::new().user("Olga Owner", Owner).user("Ada Admin", Admin).user("Ana Lima", Member);
        let lines = roles(&stage.seen_by("Ada Admin"), stage.id("Ana Lima").into(), None);
        let names: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
        assert_eq!(names, ["Owner", "Admin", "Team owner", "Member", "Only until…"]);
        assert_eq!(
            lines.iter().map(|line| line.checked).collect::<Vec<_>>(),
            [Some(false), Some(false), Some(false), Some(true), None]
        );
        let refused: Vec<bool> = lines.iter().map(|line| line.reason.is_some()).collect();
        assert_eq!(refused, [true, false, false, false, false]);
        assert!(lines.iter().all(|line| line.description.is_some()));
    }

    #[test]
    fn of_an_invitation_a_role_is_for_good_and_a_team_owner_keeps_it_in_a_team_of_theirs() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Tess Owner", TeamOwner)
            .owns("Tess Owner", "Design")
            .owns("Tess Owner", "Support")
            .invited("dora@example.com", "Tess Owner")
            .invited_into("dora@example.com", "Design");
        let dora = stage.invitation("dora@example.com").into();
        let names: Vec<String> =
            roles(&stage.seen_by("Olga Owner"), dora, None).into_iter().map(|line| line.label).collect();
        assert_eq!(names, ["Owner", "Admin", "Team owner", "Member"]);
        let refused = |viewer: &str| -> Vec<(String, bool)> {
            let choices = teams(&stage.seen_by(viewer), dora, None).into_iter();
            choices.map(|choice| (choice.label, choice.reason.is_some())).collect()
        };
        assert_eq!(refused("Tess Owner"), [("Design".to_owned(), true), ("Support".to_owned(), false)]);
        assert!(refused("Olga Owner").iter().all(|(_, refused)| !refused));
    }

    #[test]
    fn a_team_owner_chooses_among_their_own_teams() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Tess Owner", TeamOwner)
            .user("Cem Kaya", Member)
            .owns("Tess Owner", "Design")
            .joins("Cem Kaya", "Design")
            .joins("Cem Kaya", "Support");
        let roster = stage.seen_by("Tess Owner");
        let person = stage.id("Cem Kaya").into();
        let choices = teams(&roster, person, None);
        let shown: Vec<_> = choices.iter().map(|choice| (choice.label.as_str(), choice.selected)).collect();
        assert_eq!(shown, [("Design", true)]);
        let all = teams(&stage.seen_by("Olga Owner"), person, Some("Offline"));
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|choice| choice.reason.as_deref() == Some("Offline")));
    }
}
