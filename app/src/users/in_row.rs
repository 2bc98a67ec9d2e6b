//! Edits in the row: shown at once, then told with a way back, or taken back with the reason below the cell.

use domain::{Answer, PersonId, RoleId, TeamId};
use leptos::task::spawn_local;
use roster::{Edit, Roster};

use super::state::{PageState, RowProblem};
use crate::api::error::ApiError;
use crate::text::{edits as text, errors, roles::shown};
use crate::ui::dom;

impl PageState {
    /// Edits a row. `over` is the number of somebody else's event that one has seen and overrides.
    pub(crate) fn make(self, person: PersonId, edit: Edit, over: Option<u64>) {
        let words = self.with_roster(|roster| said(roster, person, &edit)).unwrap_or_default();
        self.conclude(person, words, self.edit(person, edit, over));
    }

    /// Makes an edit again that was not made.
    pub(crate) fn make_again(self, problem: RowProblem) {
        let person = problem.person;
        let words = self.with_roster(|roster| said(roster, person, &problem.edit)).unwrap_or_default();
        self.conclude(person, words, self.retry(problem));
    }

    fn conclude(self, person: PersonId, words: String, edit: impl Future<Output = Result<Answer, ApiError>> + 'static) {
        let name = self.name_of(person);
        spawn_local(async move {
            match edit.await {
                Ok(answer) => self.offer_undo(words, &answer),
                Err(error) => {
                    let words = text::taken_back(&name, &self.why(&error));
                    if self.is_in_document(person) {
                        self.announcer.say(words);
                    } else {
                        // Below its cell nobody sees it.
                        self.toasts.failure(words);
                    }
                }
            }
        });
    }

    /// Why something was not done.
    pub(crate) fn why(self, error: &ApiError) -> String {
        self.with_roster(|roster| why(roster, error, dom::now())).unwrap_or_else(|| errors::words(error))
    }

    /// Whether somebody's row is in the document.
    fn is_in_document(self, person: PersonId) -> bool {
        let row = self.with_roster(|roster| roster.find(person)).flatten();
        row.is_some_and(|row| self.slots.is_in_document(row))
    }

    /// What somebody is called.
    pub(crate) fn name_of(self, person: PersonId) -> String {
        self.with_roster(|roster| name(roster, person)).unwrap_or_default()
    }
}

fn name(roster: &Roster, person: PersonId) -> String {
    let row = roster.find(person).and_then(|row| roster.row(row));
    row.map(|row| row.name().to_owned()).unwrap_or_default()
}

/// What a role is called.
pub(crate) fn role_name(roster: &Roster, role: RoleId) -> Option<String> {
    roster.roles().iter().find(|known| known.id == role).map(|known| shown(known.name.as_str()).to_owned())
}

/// What an edit does, in words.
fn said(roster: &Roster, person: PersonId, edit: &Edit) -> String {
    let name = name(roster, person);
    let invited = matches!(person, PersonId::Invitation(_));
    match edit {
        Edit::Role(role) => {
            let words = if invited { text::invited_as } else { text::role_set };
            words(&name, &role_name(roster, *role).unwrap_or_default())
        }
        Edit::Teams { add, remove } => {
            let words = if invited { text::invited_into } else { text::teams_changed };
            words(&name, &team_names(roster, add), &team_names(roster, remove))
        }
    }
}

/// What teams are called.
pub(crate) fn team_names(roster: &Roster, teams: &[TeamId]) -> Vec<String> {
    let number = |team: &TeamId| roster.team_number(*team).and_then(|number| roster.team(number));
    teams.iter().filter_map(number).map(|team| team.name.as_str().to_owned()).collect()
}

/// Why something was not done; in a clash, who was first and when.
pub(crate) fn why(roster: &Roster, error: &ApiError, now: domain::Timestamp) -> String {
    match error {
        ApiError::Refused { refusal: domain::Refusal::Clash { role, .. }, clash } => {
            let role = role.and_then(|role| role_name(roster, role));
            clash.as_ref().map_or_else(
                || text::clash_unnamed(role.as_deref()),
                |clash| text::clash(&clash.by, role.as_deref(), now.since(clash.at)),
            )
        }
        error => errors::words(error),
    }
}

/// Toggled teams that are not sent yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    add: Vec<TeamId>,
    remove: Vec<TeamId>,
}

impl Draft {
    /// Puts the person into a team, or takes them out of the one that they are in now.
    pub(crate) fn toggle(&mut self, team: TeamId, is_in: bool) {
        let (back, on) = if is_in { (&mut self.add, &mut self.remove) } else { (&mut self.remove, &mut self.add) };
        let before = back.len();
        back.retain(|other| *other != team);
        if back.len() == before {
            on.push(team);
        }
    }

    /// The edit it makes; none when all is as before.
    pub(crate) fn edit(&self) -> Option<Edit> {
        let Self { add, remove } = self.clone();
        (!add.is_empty() || !remove.is_empty()).then_some(Edit::Teams { add, remove })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::{Clash, Refusal, RoleKey::*, Timestamp};

    fn stage() -> Stage {
        Stage::new()
            .user("Olga Owner", Owner)
            .user("Ana Lima", Member)
            .joins("Ana Lima", "Support")
            .invited("dora@example.com", "Olga Owner")
    }

    #[test]
    fn an_edit_is_told_in_one_sentence() {
        let stage = stage();
        let roster = stage.seen_by("Olga Owner");
        let ana = stage.id("Ana Lima").into();
        assert_eq!(said(&roster, ana, &Edit::Role(stage.role(Admin))), "Ana Lima is now Admin");
        let edit = Edit::Teams { add: vec![stage.team("Design")], remove: vec![stage.team("Support")] };
        assert_eq!(said(&roster, ana, &edit), "Ana Lima joined Design and left Support");
        let dora = stage.invitation("dora@example.com").into();
        assert_eq!(said(&roster, dora, &Edit::Role(stage.role(Admin))), "dora@example.com is invited as Admin");
        let words = "dora@example.com is invited into Design, and no longer into Support";
        assert_eq!(said(&roster, dora, &edit), words);
    }

    #[test]
    fn toggling_twice_is_nothing() {
        let stage = stage();
        let (design, support) = (stage.team("Design"), stage.team("Support"));
        let mut draft = Draft::default();
        draft.toggle(design, false);
        draft.toggle(support, true);
        assert_eq!(draft.edit(), Some(Edit::Teams { add: vec![design], remove: vec![support] }));
        draft.toggle(design, true);
        draft.toggle(support, false);
        assert_eq!(draft.edit(), None);
    }

    #[test]
    fn a_clash_says_who_was_first_and_with_what() {
        let stage = stage();
        let roster = stage.seen_by("Olga Owner");
        let error =
            |clash| ApiError::Refused { refusal: Refusal::Clash { seq: 9, role: Some(stage.role(Admin)) }, clash };
        let first = Clash { by: "Ben".into(), at: Timestamp(1_000) };
        let words = |clash| why(&roster, &error(clash), Timestamp(5_000));
        assert_eq!(words(Some(first)), "Ben set this to Admin 4 s ago");
        assert_eq!(words(None), "Somebody changed this meanwhile: it is Admin now");
    }
}
