//! What a change of a role would give or take from whom, told before it is saved.

use crate::ui::{Drawing, drawings};
use domain::{Permissions, Refusal, Role, RoleHolders, RoleShape};

use crate::api::error::ApiError;
use crate::text::{bundles, errors, roles as text};

/// A line: an icon and a sentence.
type Line = (Drawing, String);

/// What follows when the role of `holders` allows `after`.
pub(super) fn of_change(holders: &RoleHolders, after: Permissions) -> Vec<Line> {
    let before = holders.role.permissions;
    if before == after {
        return Vec::new();
    }
    let mut lines = exchange(holders, before, after);
    if holders.later > 0 {
        lines.push((drawings::CALENDAR_CLOCK, text::later(holders.later)));
    }
    if holders.invitations > 0 {
        lines.push((drawings::MAIL, text::invitations_allow(holders.invitations)));
    }
    if lines.is_empty() {
        lines.push((drawings::INFO, text::nobody_yet().to_owned()));
    }
    lines
}

/// What follows when the people of `holders` get the role `to` instead.
pub(super) fn of_move(holders: &RoleHolders, to: Option<&Role>) -> Vec<Line> {
    let (before, after) = (holders.role.permissions, to.map_or(Permissions::NONE, |to| to.permissions));
    let mut lines = Vec::new();
    if !holders.names.is_empty() {
        lines.push((drawings::USERS, text::names(&names(holders), holders.users)));
    }
    lines.extend(exchange(holders, before, after));
    if holders.later > 0 {
        lines.push((drawings::CALENDAR_CLOCK, text::later_moved(holders.later)));
    }
    if holders.invitations > 0 {
        lines.push((drawings::MAIL, text::invitations_moved(holders.invitations)));
    }
    if holders.removed > 0 {
        lines.push((drawings::ROTATE_CCW, text::removed_moved(holders.removed)));
    }
    if !holders.bundles.is_empty() {
        let bundles: Vec<String> = holders.bundles.iter().map(ToString::to_string).collect();
        lines.push((drawings::INFO, bundles::moved(&bundles)));
    }
    lines
}

/// What those who have the role now get and lose.
fn exchange(holders: &RoleHolders, before: Permissions, after: Permissions) -> Vec<Line> {
    let mut lines = Vec::new();
    if holders.users == 0 {
        return lines;
    }
    let whom = text::whom(&names(holders), holders.users);
    let titles = |some: Permissions| some.iter().map(|one| text::permission(one).0).collect::<Vec<_>>().join(", ");
    let (gained, lost) = (before.lacking(after), after.lacking(before));
    if gained != Permissions::NONE {
        lines.push((drawings::PLUS, text::gain(&whom, holders.users, &titles(gained))));
    }
    if lost != Permissions::NONE {
        lines.push((drawings::MINUS, text::lose(&whom, holders.users, &titles(lost))));
    }
    let owners: Vec<String> = holders.team_owners.iter().map(ToString::to_string).collect();
    if !owners.is_empty() && lost.allow(domain::Permission::TeamsManageOwn) {
        let count = u32::try_from(owners.len()).unwrap_or(u32::MAX);
        lines.push((drawings::CROWN, text::disowned(&text::whom(&owners, count), count)));
    }
    lines
}

fn names(holders: &RoleHolders) -> Vec<String> {
    holders.names.iter().map(ToString::to_string).collect()
}

/// Why it is not done; whoever is above has the role among others.
pub(super) fn problem(error: &ApiError) -> String {
    match error {
        ApiError::Refused { refusal: Refusal::PersonAboveYours { missing }, .. } => text::holder_above(*missing),
        error => errors::words(error),
    }
}

/// Whether the role is another now than the form began with.
pub(super) fn is_another(holders: &RoleHolders, before: &RoleShape) -> bool {
    holders.role.shape() != *before
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Name, Permission, RoleId};

    fn support(users: u32, names: &[&str]) -> RoleHolders {
        let name = |text: &str| Name::parse(text).expect("a name");
        RoleHolders {
            seq: 9,
            role: Role {
                id: RoleId(uuid::Uuid::nil()),
                key: None,
                name: name("Support"),
                slug: "support".to_owned(),
                permissions: Permissions::of(&[Permission::UsersRead, Permission::TeamsManageOwn]),
            },
            users,
            names: names.iter().map(|text| name(text)).collect(),
            later: 0,
            removed: 0,
            invitations: 0,
            bundles: Vec::new(),
            team_owners: Vec::new(),
            told: true,
        }
    }

    fn words(lines: Vec<Line>) -> Vec<String> {
        lines.into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn who_gets_and_loses_what_is_named() {
        let four = support(4, &["Ana Lima", "Ben Bo", "Cem Kaya", "Dan Du"]);
        let after = Permissions::of(&[Permission::UsersRead, Permission::UsersSuspend]);
        assert_eq!(
            words(of_change(&four, after)),
            [
                "Ana Lima, Ben Bo and 2 more get: Suspend and reactivate.",
                "Ana Lima, Ben Bo and 2 more lose: Manage own teams."
            ]
        );
        assert_eq!(words(of_change(&four, four.role.permissions)), [""; 0]);
        let mut one = support(1, &["Ana Lima"]);
        one.team_owners = one.names.clone();
        (one.later, one.invitations) = (1, 2);
        assert_eq!(
            words(of_change(&one, Permissions::NONE)),
            [
                "Ana Lima loses: See everybody, Manage own teams.",
                "Ana Lima no longer owns the teams that they own now.",
                "1 more has it once a temporary role is over.",
                "2 open invites give it as it is then.",
            ]
        );
        assert_eq!(words(of_change(&support(0, &[]), after)), ["Nobody has this role yet."]);
    }

    #[test]
    fn whoever_a_deletion_moves_is_named() {
        let mut four = support(4, &["Ana Lima", "Ben Bo", "Cem Kaya", "Dan Du"]);
        (four.later, four.invitations, four.removed) = (2, 1, 1);
        four.bundles = vec![Name::parse("Contractor").expect("a name")];
        assert_eq!(
            words(of_move(&four, None)),
            [
                "Ana Lima, Ben Bo, Cem Kaya, Dan Du",
                "Ana Lima, Ben Bo and 2 more lose: See everybody, Manage own teams.",
                "2 more get it once a temporary role is over.",
                "1 open invite gives it instead.",
                "1 removed person would come back with it.",
                "The bundle Contractor gives it instead.",
            ]
        );
        assert_eq!(words(of_move(&support(0, &[]), None)), [""; 0]);
    }
}
